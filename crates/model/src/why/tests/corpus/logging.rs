//! Log drivers and environment files, further. Sources: public issues and records, and the words of docker's drivers
//! and the agent.

use super::{Kind, Message, failed};

pub(super) const MESSAGES: &[Message] = &[
    failed(
        "CannotStartContainerError: API error (500): failed to initialize logging driver: ResourceNotFoundException: The specified log group does not exist.\n\tstatus code: 400, request id: 904a550f-206b-11e8-8e20-1363f96a7838\n",
        Kind::LogGroupMissing,
        &["log group"],
        "awslogs-region",
    ),
    failed(
        "ResourceInitializationError: failed to validate logger args:\nlog group does not exist: /ecs/prod/my-service",
        Kind::LogGroupMissing,
        &["/ecs/prod/my-service"],
        "Create the log group",
    ),
    failed(
        "CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error setting log driver: failed to create logger: LogGroup does not exist",
        Kind::LogGroupMissing,
        &["log group"],
        "Create the log group",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: failed to initialize logging driver: failed to create Cloudwatch log group: AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/ecsInstanceRole/i-0ab is not authorized to perform: logs:CreateLogGroup on resource: arn:aws:logs:eu-central-1:111122223333:log-group:/ecs/innkeepr:log-stream: because no identity-based policy allows the logs:CreateLogGroup action",
        Kind::LogsDenied,
        &["logs:CreateLogGroup", "/ecs/innkeepr"],
        "Allow logs:CreateLogGroup for role ecsInstanceRole",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: failed to initialize logging driver: failed to create Cloudwatch log stream: NoCredentialProviders: no valid providers in chain. Deprecated. For verbose messaging see aws.Config.CredentialsChainVerboseErrors",
        Kind::LogsDenied,
        &["log group"],
        "execution role",
    ),
    failed(
        "ResourceInitializationError: failed to validate logger args: create stream has been retried 3 times: failed to create Cloudwatch log stream: RequestError: send request failed caused by: Post \"https://logs.us-west-2.amazonaws.com/\": dial tcp 52.94.177.1:443: i/o timeout : exit status 1",
        Kind::LogsUnreachable,
        &["not reached"],
        "NAT gateway",
    ),
    failed(
        "ResourceInitializationError: failed to validate logger args:\nThe task cannot find the Amazon CloudWatch log group defined in the task definition\nThere is a connection issue between the task and Amazon CloudWatch\nsignal: killed",
        Kind::LogsUnreachable,
        &["not reached"],
        "endpoint",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: failed to initialize logging driver: dial tcp 10.0.0.9:514: connect: no route to host",
        Kind::LogsUnreachable,
        &["not reached"],
        "outbound",
    ),
    failed(
        "ResourceInitializationError: failed to validate logger args: unable to get awslogs driver arguments: awslogs-region is required",
        Kind::LogOptionsRefused,
        &["options"],
        "logConfiguration",
    ),
    failed(
        "CannotStartContainerError: ResourceInitializationError: failed to initialize logging driver: failed to get fluentd log driver arguments: logging driver specified of container app, but no log configuration specified",
        Kind::LogOptionsRefused,
        &["options"],
        "logConfiguration",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: failed to initialize logging driver: splunk: splunk-url is expected",
        Kind::LogOptionsRefused,
        &["options"],
        "logConfiguration",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: failed to initialize logging driver: compression cannot be enabled when max file count is 1",
        Kind::LogOptionsRefused,
        &["options"],
        "logConfiguration",
    ),
    failed(
        "CannotCreateContainerError: Error response from daemon: logger: no log driver named 'splunk' is registered",
        Kind::LogOptionsRefused,
        &["options"],
        "driver",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: failed to initialize logging driver: splunk: failed to verify connection - 403 Forbidden - {\"text\":\"Invalid token\",\"code\":4}",
        Kind::LogTokenRefused,
        &["credentials"],
        "token",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: failed to initialize logging driver: unable to connect or authenticate with Google Cloud Logging: rpc error: code = PermissionDenied desc = Request had insufficient authentication scopes.",
        Kind::LogTokenRefused,
        &["credentials"],
        "logConfiguration",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: failed to initialize logging driver: Options https://splunk.corp.example:8088/services/collector/event/1.0: x509: certificate signed by unknown authority",
        Kind::LogsUntrusted,
        &["certificate"],
        "CA",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: failed to initialize logging driver: dial unix /var/run/fluent.sock: connect: no such file or directory",
        Kind::LogRouterUnreachable,
        &["log router"],
        "dependsOn",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: failed to create task for container: failed to initialize logging driver: dial tcp 127.0.0.1:24224: connect: connection refused",
        Kind::LogRouterUnreachable,
        &["log router"],
        "dependsOn",
    ),
    failed(
        "CannotStartContainerError: Error response from daemon: failed to initialize logging driver: Unix syslog delivery error.",
        Kind::LogRouterUnreachable,
        &["log router"],
        "on that instance",
    ),
    failed(
        "unable to download firelens s3 config file: unable to download s3 config logs/fluent.conf from bucket shop-config: AccessDenied: Access Denied status code: 403",
        Kind::LogConfigUnreadable,
        &["FireLens"],
        "s3:GetObject",
    ),
    failed(
        "unable to generate firelens config: unable to apply log options of container app to firelens config: option exclude-pattern is specified but Name is not specified",
        Kind::LogOptionsRefused,
        &["options"],
        "logConfiguration",
    ),
    failed(
        "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create\n      Cloudwatch log",
        Kind::LoggerFailed,
        &["log driver"],
        "log group",
    ),
    failed(
        "ResourceInitializationError: failed to download env files:\nservice call has been retried 1 time(s): operation error S3: HeadObject,\nhttps response error StatusCode: 403, api error Forbidden: Forbidden.",
        Kind::EnvironmentFileDenied,
        &["environment file"],
        "object exists",
    ),
    failed(
        "unable to download env file with key api.env from bucket shop-config, error: NoSuchKey: The specified key does not exist. status code: 404, request id: 1",
        Kind::EnvironmentFileMissing,
        &["shop-config/api.env"],
        "Upload the file",
    ),
    failed(
        "ResourceInitializationError: failed to download env files: file download command: non empty error stream: RequestError: send request failed caused by: Get \"https://shop-config.s3.eu-west-1.amazonaws.com/api.env\": dial tcp 52.218.1.1:443: i/o timeout",
        Kind::EnvironmentFileUnreachable,
        &["S3"],
        "NAT gateway",
    ),
    failed(
        "unable to parse bucket and key from s3 ARN specified in environmentFile s3://shop/api.env, error: invalid s3 arn: s3://shop/api.env",
        Kind::EnvironmentFileFailed,
        &["environment file"],
        "ARN",
    ),
];
