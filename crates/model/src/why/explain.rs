//! The long explanation of an end: what it means, and what to do next.

use super::{Cause, Kind, text};
use crate::task::Task;
use crate::view::Explanation;

/// The manual's list of stopped reasons.
const ERRORS: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html";
const PULLING: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html";
const SECRETS: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html";
const EXECUTION_ROLE: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html";
const NETWORKING: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html";
const LOGGING: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html";
const EFS: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html";
const CONTAINER_HEALTH: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/healthcheck.html";
const TARGET_HEALTH: &str =
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-service-load-balancers.html";
const SPOT: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html";
const DRAINING: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-draining.html";
const MAINTENANCE: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-maintenance.html";
const DEFINITION: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html";

/// Why a task ended or cannot start, for a person; `None` while it neither ended nor is ending.
pub fn explain(task: &Task) -> Option<Explanation> {
    let cause = Cause::of(task)?;
    let (meaning, next, link) = advice(&cause);
    Some(Explanation {
        summary: text::summary(&cause),
        meaning: meaning.to_owned(),
        next: next.to_owned(),
        quote: quote(task, &cause),
        code: task.stop_code.clone(),
        link: Some(link.to_owned()),
    })
}

/// What to look at or to do next about an end.
pub fn next_step(cause: &Cause) -> &'static str {
    advice(cause).1
}

/// ECS's own words: the container's reason where it told the cause, else the task's.
fn quote(task: &Task, cause: &Cause) -> Option<String> {
    let of_container = task
        .containers
        .iter()
        .find(|container| Some(&container.name) == cause.container.as_ref())
        .and_then(|container| container.reason.clone());
    match (of_container, task.stopped_reason.clone()) {
        (Some(inner), Some(outer)) if outer.contains(&inner) => Some(outer),
        (Some(inner), Some(outer)) if outer.starts_with("Essential container") => Some(format!("{outer}: {inner}")),
        (inner, outer) => outer.or(inner),
    }
}

/// What it usually means, what to do next, and the page of the manual.
fn advice(cause: &Cause) -> (&'static str, &'static str, &'static str) {
    match cause.kind {
        Kind::Exited => advice_on_exit(cause.exit_code),
        kind => advice_on(kind),
    }
}

fn advice_on_exit(code: Option<i32>) -> (&'static str, &'static str, &'static str) {
    match code {
        Some(0) => (
            "The process ended as if its work were done; a service expects it to keep running.",
            "Check that the command stays in the foreground, or run it as a one-off task.",
            ERRORS,
        ),
        Some(126 | 127) => (
            "The command of the container is missing in the image or may not be executed.",
            "Compare entryPoint and command of the revision with what the image holds.",
            ERRORS,
        ),
        Some(137) => (
            "The process was killed with SIGKILL: by the kernel for its memory, or by ECS because it did not end within the stop timeout.",
            "Look at memory use against the limit, and at whether the program ends on SIGTERM.",
            ERRORS,
        ),
        Some(139 | 134 | 132 | 135 | 136) => (
            "The program crashed in native code.",
            "Look at its last log lines; compare the image's processor architecture with the task's.",
            ERRORS,
        ),
        Some(143) => (
            "The process was asked to end with SIGTERM; another container or the host ended first.",
            "Look at the other containers of the task and at the events of the service at that time.",
            ERRORS,
        ),
        _ => (
            "The program gave up: it often lacks configuration, or something that it needs did not answer.",
            "Read the last log lines of the container; compare this revision with the one that worked.",
            ERRORS,
        ),
    }
}

fn advice_on(kind: Kind) -> (&'static str, &'static str, &'static str) {
    match kind {
        Kind::ImageNotFound => (
            "The tag or digest was never pushed, was deleted, or its name is mistyped in the task definition.",
            "Push the image, or deploy a revision whose tag exists in the repository.",
            PULLING,
        ),
        Kind::PullDenied => (
            "The task execution role lacks ecr:GetAuthorizationToken, ecr:BatchGetImage or ecr:GetDownloadUrlForLayer, the repository's policy refuses the account, or the repository does not exist.",
            "Check the execution role and the repository policy; for private registries check repositoryCredentials.",
            PULLING,
        ),
        Kind::RegistryUnreachable => (
            "The subnet has no way to the registry: no NAT gateway, no public address and no VPC endpoint, or a security group or DNS stands in between.",
            "Check the route table of the subnet, or add endpoints for ecr.api, ecr.dkr and S3.",
            NETWORKING,
        ),
        Kind::PullRateLimited => (
            "Too many pulls without an account came from this address.",
            "Pull through an ECR cache, or give the task credentials for the registry.",
            PULLING,
        ),
        Kind::WrongPlatform => (
            "The image holds no variant for the cpuArchitecture and operatingSystemFamily of the task.",
            "Build the image for that platform, or change runtimePlatform in the task definition.",
            PULLING,
        ),
        Kind::DiskFull => (
            "The image and what the task writes need more space than its storage has.",
            "Make the image smaller, or raise ephemeralStorage.",
            PULLING,
        ),
        Kind::PullFailed => (
            "The registry's answer is in the quotation.",
            "Try to pull the same image by hand with the execution role.",
            PULLING,
        ),
        Kind::SecretDenied => (
            "The task execution role may not read the secret or use its key.",
            "Allow secretsmanager:GetSecretValue or ssm:GetParameters, and kms:Decrypt, in the execution role.",
            EXECUTION_ROLE,
        ),
        Kind::SecretMissing => (
            "The secret, parameter, or key in it that the task definition names does not exist in this region.",
            "Compare valueFrom of the revision with what is stored.",
            SECRETS,
        ),
        Kind::SecretUnreachable => (
            "The subnet has no way to Secrets Manager, Systems Manager or ECR.",
            "Check the route table, the security group and DNS, or add VPC endpoints.",
            NETWORKING,
        ),
        Kind::SecretFailed => {
            ("Reading the secrets of the task definition failed.", "The quotation names the call that failed.", SECRETS)
        }
        Kind::EnvironmentFileFailed => (
            "A file in environmentFiles could not be read from S3.",
            "Check that it exists and that the execution role has s3:GetObject on it.",
            DEFINITION,
        ),
        Kind::LoggerFailed => (
            "The log group does not exist, or the execution role may not write to it.",
            "Create the log group, or allow logs:CreateLogStream and logs:PutLogEvents.",
            LOGGING,
        ),
        Kind::NetworkFailed => (
            "No network interface could be made: the subnet has no free address, a limit is reached, or EC2 failed.",
            "Check free addresses of the subnets and the limit on network interfaces.",
            NETWORKING,
        ),
        Kind::VolumeFailed => (
            "The file system was not reached or did not allow the mount.",
            "Check mount targets, port 2049 in the security groups, and the file system policy.",
            EFS,
        ),
        Kind::RoleFailed => (
            "The role does not exist, or does not trust ecs-tasks.amazonaws.com.",
            "Check the role's name and trust policy.",
            EXECUTION_ROLE,
        ),
        Kind::NoCapacity => (
            "AWS has no capacity of this kind now, or the account's limit is reached.",
            "Wait, allow more availability zones or capacity providers, or ask for a higher limit.",
            ERRORS,
        ),
        Kind::InitializationFailed => {
            ("Something a task needs before its containers could not be set up.", "The quotation says what.", ERRORS)
        }
        Kind::CommandNotFound => (
            "entryPoint or command names a file that the image does not hold.",
            "Compare entryPoint and command of the revision with the image.",
            ERRORS,
        ),
        Kind::CommandDenied => (
            "The file is not executable, or the container's user may not execute it.",
            "Check the file's mode in the image and the user of the container.",
            ERRORS,
        ),
        Kind::CannotStart => (
            "The container runtime refused to start the container.",
            "The quotation says what it did not accept.",
            ERRORS,
        ),
        Kind::RuntimeFailed => (
            "The container runtime did not answer, or not in time.",
            "If it happens again on one instance, replace that instance.",
            ERRORS,
        ),
        Kind::OutOfMemory => (
            "The memory limit of the container or the task is too low for what it does, or it leaks.",
            "Compare memory use with the limit; raise memory, or find what grew in this revision.",
            ERRORS,
        ),
        Kind::FailedToStart => ("ECS gives no reason.", "Look at the events of the service at that time.", ERRORS),
        Kind::ContainerUnhealthy => (
            "The healthCheck command of the container failed retries times in a row after its startPeriod.",
            "Run the check's command in the container, and compare its timeouts with how long a start takes.",
            CONTAINER_HEALTH,
        ),
        Kind::TargetUnhealthy => (
            "The task did not answer the target group's health check as expected, or not in time.",
            "Check path, port and expected code, the security groups, and healthCheckGracePeriodSeconds.",
            TARGET_HEALTH,
        ),
        Kind::ScaledIn | Kind::Rebalanced | Kind::StoppedByScheduler => (
            "That is how a service takes tasks away; nothing is wrong with it.",
            "Nothing, unless it was not expected: then look at the events.",
            ERRORS,
        ),
        Kind::StoppedByUser => ("StopTask was called.", "CloudTrail tells by whom.", ERRORS),
        Kind::SpotInterrupted => (
            "Spot capacity can be taken back with two minutes' warning.",
            "Nothing, if the service replaced it; else give the service a base of FARGATE capacity.",
            SPOT,
        ),
        Kind::HostTerminated => (
            "The container instance went away.",
            "If it was not planned, look at the Auto Scaling group's activity.",
            DRAINING,
        ),
        Kind::HostDraining => (
            "The instance is being emptied; services start their tasks elsewhere.",
            "Nothing, if there is room elsewhere.",
            DRAINING,
        ),
        Kind::HostUnhealthy | Kind::Maintenance => (
            "AWS replaces tasks on infrastructure that it repairs or retires.",
            "Nothing, if the service replaced it.",
            MAINTENANCE,
        ),
        Kind::Exited => advice_on_exit(None),
        Kind::Other => ("This build does not know this reason.", "The quotation is all that ECS says.", ERRORS),
    }
}
