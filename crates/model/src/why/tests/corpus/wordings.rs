//! Other wordings about images, secrets and files, and messages that look like one thing and are another. Most of
//! these were not recorded: they are written after the words of docker, containerd, runc, EC2 and IAM.

use super::{Kind, Message, failed};

pub(super) const MESSAGES: &[Message] = &[
    failed(
        "CannotPullContainerError: failed to pull and unpack image \"docker.io/acme/web:1\": failed to resolve reference \"docker.io/acme/web:1\": failed to authorize: failed to fetch anonymous token: Get \"https://auth.docker.io/token?scope=repository\": dial tcp 3.94.224.37:443: i/o timeout",
        Kind::RegistryUnreachable,
        &["acme/web:1", "auth.docker.io"],
        "no VPC endpoint",
    ),
    failed(
        "CannotPullContainerError: failed to resolve reference \"docker.io/acme/web:1\": failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://auth.docker.io/token: 401 Unauthorized",
        Kind::PullDenied,
        &["acme/web:1"],
        "repositoryCredentials",
    ),
    failed(
        "CannotPullContainerError: The task cannot pull 'public.ecr.aws/shop/web:1' from registry 'public.ecr.aws/shop/web:1'. There is a connection issue between the task and the registry. Check your task network configuration.",
        Kind::RegistryUnreachable,
        &["shop/web:1"],
        "public IP",
    ),
    failed(
        "CannotPullContainerError: error pulling image configuration: download failed after attempts=6: dial tcp 52.216.1.1:443: i/o timeout",
        Kind::RegistryUnreachable,
        &["not reached"],
        "S3",
    ),
    failed("CannotPullContainerError: error pulling image conf", Kind::RegistryUnreachable, &["not reached"], "S3"),
    failed(
        "CannotPullContainerError: mediaType in manifest should be 'application/vnd.docker.distribution.manifest.v2+json' not 'application/vnd.oci.image.manifest.v1+json'",
        Kind::ImageUnreadable,
        &["unpacked"],
        "push it again",
    ),
    failed(
        "CannotPullContainerError: Error response from daemon: received unexpected HTTP status: 503",
        Kind::RegistryFailed,
        &["error of its own"],
        "status",
    ),
    failed(
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: failed to fetch secret arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf from secrets manager: DecryptionFailure: Secrets Manager can't decrypt the protected secret text using the provided KMS key.",
        Kind::SecretDenied,
        &["db-AbCdEf"],
        "kms:Decrypt",
    ),
    failed(
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 1 time(s): AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/exec/1 is not authorized to perform: ecr:GetAuthorizationToken on resource: * because no VPC endpoint policy allows the ecr:GetAuthorizationToken action",
        Kind::PullDenied,
        &["refused"],
        "in the VPC endpoint policy",
    ),
    failed(
        "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref docker.io/acme/forbidden-planet:1: docker.io/acme/forbidden-planet:1: not found",
        Kind::ImageNotFound,
        &["acme/forbidden-planet:1"],
        "Push the image",
    ),
    failed(
        "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 111122223333.dkr.ecr.eu-west-1.amazonaws.com/cgroup-exporter:1: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/cgroup-exporter:1: not found",
        Kind::ImageNotFound,
        &["cgroup-exporter:1"],
        "Push the image",
    ),
    failed(
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:eu-west-1:111122223333:secret:kerberos/not-found-AbCdEf from secrets manager: AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/exec/1 is not authorized to perform: secretsmanager:GetSecretValue",
        Kind::SecretDenied,
        &["kerberos/not-found-AbCdEf"],
        "role exec",
    ),
    failed("ResourceInitializationError: unable to pull image", Kind::PullFailed, &["could not be pulled"], "by hand"),
    failed(
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 3 time(s): RequestError: send request failed caused by: Post \"https://api.ecr.eu-west-1.amazonaws.com/\": x509: certificate signed by unknown authority",
        Kind::RegistryUntrusted,
        &["api.ecr.eu-west-1.amazonaws.com"],
        "proxy",
    ),
    failed(
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 3 time(s): RequestError: send request failed caused by: Post \"https://secretsmanager.eu-west-1.amazonaws.com/\": x509: certificate signed by unknown authority",
        Kind::SecretUntrusted,
        &["Secrets Manager"],
        "proxy",
    ),
    failed(
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: InvalidParameter: 1 validation error(s) found. - minimum field size of 1, GetSecretValueInput.SecretId.",
        Kind::SecretMalformed,
        &["format"],
        "valueFrom",
    ),
    failed(
        "CannotPullContainerError: failed to register layer: re-exec error: exit status 1: output: hcsshim::ProcessBaseLayer: The system cannot find the path specified.",
        Kind::ImageUnreadable,
        &["unpacked"],
        "push it again",
    ),
    failed(
        "CannotPullContainerError: Error response from daemon: login attempt to https://index.docker.io/v1/ failed with status: 401 Unauthorized",
        Kind::PullDenied,
        &["access denied"],
        "repositoryCredentials",
    ),
    failed(
        "CannotPullContainerError: Error response from daemon: Get \"http://10.0.0.7:5000/v2/\": dial tcp 10.0.0.7:5000: connect: connection refused",
        Kind::RegistryUnreachable,
        &["10.0.0.7"],
        "the registry runs",
    ),
    failed(
        "CannotPullContainerAuthError: unable to get auth for image acme/web:1: The security token included in the request is expired",
        Kind::PullDenied,
        &["acme/web:1"],
        "role",
    ),
    failed(
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/api from secrets manager: UnrecognizedClientException: The security token included in the request is invalid.",
        Kind::ExecutionRoleMissing,
        &["credentials"],
        "executionRoleArn",
    ),
    failed(
        "CannotPullContainerError: rpc error: code = Unknown desc = failed to pull and unpack image \"ghcr.io/acme/api:2\": failed to resolve reference \"ghcr.io/acme/api:2\": ghcr.io/acme/api:2: not found",
        Kind::ImageNotFound,
        &["acme/api:2"],
        "Push the image",
    ),
    failed(
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/exec/1 is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-east-1:111122223333:key/1 with an explicit deny in a resource-based policy",
        Kind::SecretDenied,
        &["secret"],
        "Remove the explicit deny of kms:Decrypt for role exec in the policy of the resource",
    ),
    failed(
        "ResourceInitializationError: failed to download env files: file download command: non empty error stream: operation error S3: GetObject, api error AccessDenied: User: arn:aws:sts::111122223333:assumed-role/exec/1 is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::cfg/app.env\" because no identity-based policy allows the s3:GetObject action",
        Kind::EnvironmentFileDenied,
        &["cfg/app.env"],
        "allow s3:GetObject for role exec",
    ),
];
