//! Secrets, keys and roles, further. Sources: public issues and records, IAM's words, and the agent's errors.

use super::{Kind, Message, failed};

pub(super) const MESSAGES: &[Message] = &[
    failed(
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time(s): operation error SSM: GetParameters, https response error StatusCode: 400, RequestID: 1, api error AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/yukpomnang-ecs-execution-role/ab is not authorized to perform: ssm:GetParameters on resource: arn:aws:ssm:eu-west-1:111122223333:parameter/yukpo/DATABASE_URL because no identity-based policy allows the ssm:GetParameters action",
        Kind::SecretDenied,
        &["yukpo/DATABASE_URL"],
        "Allow ssm:GetParameters for role yukpomnang-ecs-execution-role",
    ),
    failed(
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/exec/1 is not authorized to perform: secretsmanager:GetSecretValue on resource: db with an explicit deny in a service control policy",
        Kind::SecretDenied,
        &["secret"],
        "Remove the explicit deny of secretsmanager:GetSecretValue for role exec in a service control policy",
    ),
    failed(
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/exec/1 is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf because no VPC endpoint policy allows the secretsmanager:GetSecretValue action",
        Kind::SecretDenied,
        &["db-AbCdEf"],
        "in the VPC endpoint policy",
    ),
    failed(
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: AccessDeniedException: User: arn:aws:sts::444455556666:assumed-role/exec/1 is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:eu-west-1:111122223333:secret:shared-AbCdEf because no resource-based policy allows the secretsmanager:GetSecretValue action",
        Kind::SecretDenied,
        &["shared-AbCdEf"],
        "in the policy of the resource",
    ),
    failed(
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/exec/1 is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-west-1:111122223333:key/12ab because no identity-based policy allows the kms:Decrypt action",
        Kind::SecretDenied,
        &["secret"],
        "Allow kms:Decrypt for role exec",
    ),
    failed(
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: AccessDeniedException: The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access. (Service: AWSKMS; Status Code: 400)",
        Kind::SecretDenied,
        &["secret"],
        "kms:Decrypt",
    ),
    failed(
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:ap-southeast-2:111122223333:secret:ohmycoins-prod-app-secrets-i464n3 from secrets manager: operation error Secrets Manager: GetSecretValue, https response error StatusCode: 400, RequestID: 047440d4, ResourceNotFoundException: Secrets Manager can't find the specified secret.",
        Kind::SecretMissing,
        &["ohmycoins-prod-app-secrets-i464n3"],
        "valueFrom",
    ),
    failed(
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): retrieved secret from Secrets \nManager did not contain json key GOOGLE_API_KEY",
        Kind::SecretMissing,
        &["GOOGLE_API_KEY"],
        "valueFrom",
    ),
    failed(
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:us-east-1:111122223333:secret:church-cms/dev/database-url-LB1bMG from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret value for VersionId: 1234",
        Kind::SecretMissing,
        &["church-cms/dev/database-url-LB1bMG"],
        "version",
    ),
    failed(
        "fetching secret data from SSM Parameter Store in eu-west-1: ParameterNotFound: /shop/db status code: 400",
        Kind::SecretMissing,
        &["secret"],
        "Create it",
    ),
    failed(
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: unexpected ARN format with parameters when trying to retrieve ASM secret",
        Kind::SecretMalformed,
        &["format"],
        "valueFrom",
    ),
    failed(
        "an invalid ARN format for the AWS Secrets Manager secret was specified. Specify a valid ARN and try again.",
        Kind::SecretMalformed,
        &["format"],
        "valueFrom",
    ),
    failed(
        "the provided SSM parameter:shop:db is in an invalid format",
        Kind::SecretMalformed,
        &["format"],
        "valueFrom",
    ),
    failed(
        "trying to retrieve secret with value arn:aws:secretsmanager:eu-west-1:111122223333:secret:db:PASSWORD:: resulted in error: invalid character 'h' looking for beginning of value",
        Kind::SecretMalformed,
        &["secret db"],
        "format",
    ),
    failed(
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret db from secrets manager: ValidationException: Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
        Kind::SecretMalformed,
        &["secret db"],
        "valueFrom",
    ),
    failed(
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 5 time(s): RequestCanceled: request context canceled caused by: context deadline exceeded. Please check your task network configuration.",
        Kind::SecretUnreachable,
        &["SSM Parameter Store"],
        "NAT gateway",
    ),
    failed(
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:eu-west-1:111122223333:secret:db from secrets manager: RequestError: send request failed caused by: Post \"https://secretsmanager.eu-west-1.amazonaws.com/\": dial tcp: lookup secretsmanager.eu-west-1.amazonaws.com on 10.0.0.2:53: no such host",
        Kind::SecretUnreachable,
        &["Secrets Manager"],
        "DNS",
    ),
    failed(
        "ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secret from asm: There is a connection issue between\nthe task and AWS Secrets Manager.",
        Kind::SecretUnreachable,
        &["Secrets Manager"],
        "endpoint",
    ),
    failed(
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:ap-northeast-1:5394593...",
        Kind::SecretFailed,
        &["could not be read"],
        "execution role may read it",
    ),
    failed(
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time(s)",
        Kind::SecretFailed,
        &["SSM Parameter Store"],
        "execution role may read it",
    ),
    failed(
        "ResourceInitializationError: unable to pull secrets or registry auth",
        Kind::SecretFailed,
        &["secrets or registry credentials"],
        "ECR",
    ),
    failed(
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): operation error Secrets Manager: GetSecretValue, exceeded maximum number of attempts, 3, ThrottlingException: Rate exceeded",
        Kind::Throttled,
        &["throttled"],
        "fewer tasks",
    ),
    failed(
        "ASM secret resource: unable to find execution role credentials",
        Kind::ExecutionRoleMissing,
        &["execution role"],
        "executionRoleArn",
    ),
    failed(
        "environment file resource: unable to find execution role credentials",
        Kind::ExecutionRoleMissing,
        &["execution role"],
        "executionRoleArn",
    ),
    failed(
        "ECS was unable to assume the role 'arn:aws:iam::111122223333:role/LoppestarsEcsStack-TaskRole0CFE2F57' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.",
        Kind::RoleFailed,
        &["LoppestarsEcsStack-TaskRole0CFE2F57"],
        "ecs-tasks.amazonaws.com",
    ),
    failed(
        "Unable to assume the service linked role. Please verify that the ECS service linked role exists.",
        Kind::RoleFailed,
        &["AWSServiceRoleForECS"],
        "service-linked role",
    ),
    failed(
        "ECS was unable to assume the configured ECS Infrastructure Role 'arn:aws:iam::111122223333:role/service/ebsRole'. Please verify that the role being passed has the proper trust relationship with Amazon ECS",
        Kind::InfrastructureRoleFailed,
        &["role ebsRole"],
        "trust policy",
    ),
];
