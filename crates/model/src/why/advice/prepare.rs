//! Advice about what a task needs before its containers start.

use super::{Advice, CONNECTIVITY, ERRORS, allow, the_role};
use crate::why::{Cause, Kind};

const SECRETS: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html";
const FILES: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html";
const LOGGING: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html";
const NETWORKING: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html";
const EFS: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html";
const EBS: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-ebs-volumes.html";
const EXECUTION_ROLE: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html";
const INFRASTRUCTURE_ROLE: &str =
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html";
const START: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/failed-to-start-error.html";
const PLACEMENT: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html";
const QUOTAS: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html";

const NO_PATH: &str = "In a private subnet the task needs a NAT gateway or an endpoint for the service, in a public one a public IP; check outbound rules, the endpoint's security group, and DNS.";

pub(super) fn of(cause: &Cause) -> Option<Advice> {
    secrets_and_files(cause).or_else(|| logs(cause)).or_else(|| volumes(cause)).or_else(|| compute(cause))
}

fn secrets_and_files(cause: &Cause) -> Option<Advice> {
    Some(match cause.kind {
        Kind::SecretDenied => Advice::new(
            "The execution role may not read the secret or parameter, or not decrypt it.",
            format!(
                "{} on that secret; with a customer managed key kms:Decrypt as well.",
                allow(cause, "secretsmanager:GetSecretValue or ssm:GetParameters", "the execution role")
            ),
            SECRETS,
        ),
        Kind::SecretMissing => Advice::new(
            "The secret, parameter, version or JSON key that valueFrom names does not exist in that Region.",
            "Create it, give it a value, or correct valueFrom in the task definition.",
            SECRETS,
        ),
        Kind::SecretDeleted => Advice::new(
            "Somebody deleted the secret; until the recovery window ends it can be restored.",
            "Restore it with RestoreSecret, or let valueFrom name another one.",
            SECRETS,
        ),
        Kind::SecretMalformed => Advice::new(
            "valueFrom asks for a key in JSON or for registry credentials, and the value is something else, or the ARN is incomplete.",
            "Compare the value's format with valueFrom or repositoryCredentials in the task definition.",
            SECRETS,
        ),
        Kind::SecretUnreachable => Advice::new("The task has no network path to the service.", NO_PATH, CONNECTIVITY),
        Kind::SecretFailed => {
            Advice::new("A secret of the task definition could not be read.", "Go by AWS's own words.", SECRETS)
        }
        Kind::EnvironmentFileDenied => Advice::new(
            "The execution role may not read the object; S3 answers the same where the object is missing and the role may not list the bucket.",
            format!(
                "Check that the object exists, and {}.",
                lower(&allow(cause, "s3:GetObject and s3:GetBucketLocation", "the execution role"))
            ),
            FILES,
        ),
        Kind::EnvironmentFileMissing => Advice::new(
            "The bucket or object that environmentFiles names does not exist.",
            "Upload the file, or correct environmentFiles in the task definition.",
            FILES,
        ),
        Kind::EnvironmentFileUnreachable => Advice::new("The task has no network path to S3.", NO_PATH, CONNECTIVITY),
        Kind::EnvironmentFileFailed => Advice::new(
            "A file in environmentFiles could not be fetched from S3 or read.",
            "Check that it exists, ends in .env, and that the execution role may read it.",
            FILES,
        ),
        _ => return None,
    })
}

fn logs(cause: &Cause) -> Option<Advice> {
    Some(match cause.kind {
        Kind::LogGroupMissing => Advice::new(
            "The log group does not exist in the Region that awslogs-region names.",
            "Create the log group, or correct awslogs-group and awslogs-region.",
            LOGGING,
        ),
        Kind::LogsDenied => Advice::new(
            "The execution role (on EC2 the instance role) may not create or write the log.",
            format!("{}.", allow(cause, "logs:CreateLogStream and logs:PutLogEvents", "the execution role")),
            LOGGING,
        ),
        Kind::LogsUnreachable => Advice::new(
            "The task has no network path to CloudWatch Logs, or to where its log driver sends.",
            NO_PATH,
            CONNECTIVITY,
        ),
        Kind::LogOptionsRefused => Advice::new(
            "The log driver does not know an option, or misses one, or is not available on the instance.",
            "Compare logConfiguration with the driver's options.",
            LOGGING,
        ),
        Kind::LoggerFailed => Advice::new(
            "The log driver of a container could not be set up.",
            "Compare logConfiguration with AWS's own words.",
            LOGGING,
        ),
        _ => return None,
    })
}

fn volumes(cause: &Cause) -> Option<Advice> {
    Some(match cause.kind {
        Kind::FileSystemUnresolved => Advice::new(
            "The name of the file system has no address in this VPC: no mount target in the zone, DNS hostnames or resolution off, or a mistyped id.",
            "Check mount targets in the task's zones, DNS settings of the VPC, and the file system id.",
            EFS,
        ),
        Kind::FileSystemUnreachable => Advice::new(
            "The mount target did not answer.",
            "Allow TCP 2049 from the task's security group to the mount target's, and outbound from the task.",
            EFS,
        ),
        Kind::FileSystemDenied => Advice::new(
            "The file system policy, IAM or the access point refuses the mount.",
            "Check the file system policy and elasticfilesystem:ClientMount for the task role.",
            EFS,
        ),
        Kind::FileSystemPathMissing => Advice::new(
            "rootDirectory or the access point does not exist in the file system.",
            "Create the directory, or correct rootDirectory or accessPointId.",
            EFS,
        ),
        Kind::EbsFailed => Advice::new(
            "The volume could not be made, attached or mounted: the KMS key, the file system type, or the infrastructure role.",
            "Check the KMS key and its policy, filesystemType against the snapshot and operating system, and the infrastructure role.",
            EBS,
        ),
        Kind::VolumeFailed => Advice::new(
            "A volume of the task definition could not be made or mounted.",
            "Compare the volume's configuration with AWS's own words.",
            ERRORS,
        ),
        Kind::StorageFailed => Advice::new(
            "Fargate did not provide the ephemeral storage in time.",
            "Try again; if it lasts, ask AWS Support.",
            START,
        ),
        _ => return None,
    })
}

fn compute(cause: &Cause) -> Option<Advice> {
    Some(match cause.kind {
        Kind::NoFreeAddress => Advice::new(
            "Each task needs an IP address of its own.",
            "Free addresses, or add subnets with free addresses to the service.",
            NETWORKING,
        ),
        Kind::NetworkDenied => Advice::new(
            "EC2 refused to create or tag the interface: IAM, a service control policy or a tag policy.",
            "Check what AWS's own words name, and the service-linked role AWSServiceRoleForECS.",
            NETWORKING,
        ),
        Kind::NetworkMissing => Advice::new(
            "The service names a subnet or security group that was deleted or is in another VPC.",
            "Correct the network configuration of the service.",
            NETWORKING,
        ),
        Kind::LaunchRefused => Advice::new(
            "The task definition or the service asks for something that ECS does not run.",
            "Go by AWS's own words; register a corrected revision or update the service.",
            ERRORS,
        ),
        Kind::Throttled => Advice::new(
            "Too many such requests were made at once in this account.",
            "ECS tries again by itself; if it lasts, start fewer tasks at a time or raise the API's quota.",
            ERRORS,
        ),
        Kind::NetworkTimedOut => Advice::new(
            "AWS did not attach the network interface in time.",
            "ECS tries again by itself; if it lasts, check the AWS Health Dashboard.",
            START,
        ),
        Kind::NetworkFailed => Advice::new(
            "EC2 or the agent could not make or attach the interface; often the subnet has no free address.",
            "Check free addresses of the subnet and the limit on network interfaces.",
            START,
        ),
        Kind::RoleFailed => Advice::new(
            "The role does not exist, does not trust the service that uses it, or was made a moment ago.",
            match cause.names.role.as_deref() {
                Some(role) if role.starts_with("AWSServiceRole") => format!("Create the service-linked role {role}."),
                _ => format!("Check that {} exists and trusts ecs-tasks.amazonaws.com.", the_role(cause, "the role")),
            },
            EXECUTION_ROLE,
        ),
        Kind::InfrastructureRoleFailed => Advice::new(
            "The infrastructure role does not exist, does not trust ecs.amazonaws.com, or may not be passed.",
            format!("Check the trust policy of {} and iam:PassRole.", the_role(cause, "the infrastructure role")),
            INFRASTRUCTURE_ROLE,
        ),
        Kind::PermissionsLost => Advice::new(
            "ECS may no longer call EC2, load balancers or other services for this service.",
            "Check the service's role or AWSServiceRoleForECS, its policies and its trust policy.",
            INFRASTRUCTURE_ROLE,
        ),
        Kind::NoCapacity => Advice::new(
            "AWS has no capacity of this kind now.",
            "Wait, or allow more zones, instance types or capacity providers.",
            ERRORS,
        ),
        Kind::QuotaReached => Advice::new(
            "A limit of the account in this Region is reached.",
            "Stop what is not needed, or ask for a higher limit in Service Quotas.",
            QUOTAS,
        ),
        Kind::InstanceNotLaunched => Advice::new(
            "The capacity provider asked for an instance and got none.",
            "Go by AWS's own words; check the capacity provider's instance requirements and subnets.",
            INFRASTRUCTURE_ROLE,
        ),
        Kind::InstanceLaunchDenied => Advice::new(
            "The infrastructure role of the capacity provider lacks a permission.",
            format!("{}.", allow(cause, "what AWS's own words name", "the infrastructure role")),
            INFRASTRUCTURE_ROLE,
        ),
        Kind::NoPlace => Advice::new(
            "Each instance lacks free CPU, memory, ports, GPUs or network interfaces, or does not meet a constraint or attribute.",
            "Add instances, or ask for less; see Room for more tasks under Instances.",
            PLACEMENT,
        ),
        Kind::NoInstances => Advice::new(
            "No instance is registered in the cluster or capacity provider.",
            "Check the Auto Scaling group of the capacity provider, and whether its instances register with this cluster.",
            PLACEMENT,
        ),
        Kind::AgentGone => Advice::new(
            "The agent of that instance is disconnected, or has not started.",
            "Look at /var/log/ecs/ecs-agent.log on the instance, or replace it.",
            START,
        ),
        Kind::IncompatibleCompute => Advice::new(
            "The task definition requires a launch type that this service or cluster does not offer.",
            "Compare requiresCompatibilities and runtimePlatform with the launch type or capacity provider.",
            START,
        ),
        Kind::InitializationFailed => Advice::new(
            "Something a task needs before its containers could not be set up.",
            "Go by AWS's own words.",
            ERRORS,
        ),
        Kind::PlatformFailed => Advice::new(
            "AWS failed inside; often a network interface came too late, or a subnet is in a zone without Fargate.",
            "Try again; if it lasts, check the zones of the subnets and the AWS Health Dashboard.",
            START,
        ),
        _ => return None,
    })
}

/// The sentence's first letter in lower case, to go on with it.
fn lower(sentence: &str) -> String {
    match sentence.split_at_checked(1) {
        Some((first, rest)) => first.to_ascii_lowercase() + rest,
        None => sentence.to_owned(),
    }
}
