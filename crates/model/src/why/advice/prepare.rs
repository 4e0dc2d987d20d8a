//! Advice about what a task needs before its containers start.

use super::{Advice, CONNECTIVITY, allow};
use crate::why::{Cause, Kind};

const SECRETS: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html";
const FILES: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html";
const FIRELENS: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-taskdef.html";
const LOGGING: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html";

const NO_PATH: &str = "In a private subnet the task needs a NAT gateway or an endpoint for the service, in a public one a public IP; check outbound rules, the endpoint's security group, and DNS.";

pub(super) fn of(cause: &Cause) -> Option<Advice> {
    secrets_and_files(cause).or_else(|| logs(cause))
}

fn secrets_and_files(cause: &Cause) -> Option<Advice> {
    let allowed = || allow(cause, "secretsmanager:GetSecretValue or ssm:GetParameters", "the execution role");
    Some(match cause.kind {
        Kind::SecretDenied => Advice::new(
            "The execution role may not read the secret or parameter, or not decrypt it.",
            match cause.names.action.as_deref() {
                Some("kms:Decrypt") => {
                    format!("{}, and check that the key and its policy are as they should be.", allowed())
                }
                _ if cause.names.denied_explicitly || cause.names.policy.is_some() => format!("{}.", allowed()),
                _ => format!("{} on that secret; with a customer managed key kms:Decrypt as well.", allowed()),
            },
            SECRETS,
        ),
        Kind::SecretMissing => Advice::new(
            "The secret, parameter, version or JSON key that valueFrom names does not exist in that Region.",
            "Create it, give it a value, or correct name, key or version in valueFrom.",
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
        Kind::ServiceUnreachable => {
            Advice::new("The task has no network path to what AWS's own words name.", NO_PATH, CONNECTIVITY)
        }
        Kind::SecretUntrusted => Advice::new(
            "Something between the task and AWS presents a certificate of its own.",
            "Let the proxy or firewall pass requests to AWS as they are, or use an endpoint for the service.",
            CONNECTIVITY,
        ),
        Kind::SecretFailed => Advice::new(
            "AWS's words do not say why: most often a permission, a secret that is not there, or no way to the service.",
            match (&cause.names.secret, cause.names.service) {
                (None, None) => {
                    "Check that the execution role may read the secrets and get ECR's token, and that the task reaches Secrets Manager, SSM and ECR."
                }
                _ => {
                    "Check that the execution role may read it, that it exists with that key or version, and that the task reaches the service."
                }
            },
            SECRETS,
        ),
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
            "Check that value is the ARN of an object that exists and ends in .env, and that the execution role may read it.",
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
        Kind::LogRouterUnreachable => Advice::new(
            "The log router or daemon that the driver sends to was not there yet.",
            "Let the container wait for the log router (dependsOn), and check the address in logConfiguration; on EC2 check that the daemon runs on that instance.",
            LOGGING,
        ),
        Kind::LogsUntrusted => Advice::new(
            "The destination presents a certificate that the log driver does not trust, or that has expired.",
            "Check the destination's certificate chain, and the driver's options for its CA.",
            LOGGING,
        ),
        Kind::LogTokenRefused => Advice::new(
            "The token or credentials of the log driver are wrong, or lack a permission at the destination.",
            "Check the token in logConfiguration, or the secret that secretOptions names.",
            LOGGING,
        ),
        Kind::LogConfigUnreadable => Advice::new(
            "The file that config-file-value names could not be fetched from S3.",
            "Check that it exists, and s3:GetObject and s3:GetBucketLocation for the execution role; Fargate takes config-file-type file only.",
            FIRELENS,
        ),
        Kind::LogOptionsRefused => Advice::new(
            "The log driver does not know an option, or misses one, or is not available on the instance.",
            "Compare logConfiguration with the driver's options.",
            LOGGING,
        ),
        Kind::LoggerFailed => Advice::new(
            "The log driver of a container could not be set up.",
            "Compare logConfiguration with AWS's own words; for awslogs check the log group, its Region and logs:CreateLogStream.",
            LOGGING,
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
