//! Advice about images.

use super::{Advice, allow};
use crate::why::{Cause, Kind};

const PULLING: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html";
const ROUTE: &str = "In a private subnet check the NAT gateway, or the endpoints for ECR (api and dkr) and S3; in a public subnet the task needs a public IP; check outbound rules and DNS.";

pub(super) fn of(cause: &Cause) -> Option<Advice> {
    let (meaning, next) = match cause.kind {
        Kind::ImageNotFound => (
            "The repository or tag does not exist under this name: never pushed, deleted, or mistyped in the task definition.".to_owned(),
            "Push the image, or deploy a revision whose image exists in the registry.".to_owned(),
        ),
        Kind::PullDenied => (
            "The role that pulls lacks permission, the repository policy refuses the account, the credentials are wrong, or the repository does not exist.".to_owned(),
            denied(cause),
        ),
        Kind::RegistryUnreachable => ("The task has no network path to the registry.".to_owned(), ROUTE.to_owned()),
        Kind::RegistryUntrusted => (
            "The registry presents a certificate that the runtime does not trust, or that has expired.".to_owned(),
            "Check the registry's certificate chain, and whether a proxy replaces it.".to_owned(),
        ),
        Kind::RegistryFailed => (
            "The fault is the registry's.".to_owned(),
            "Check the registry's status; ECS tries again by itself.".to_owned(),
        ),
        Kind::PullRateLimited => rate_limited(cause),
        Kind::WrongPlatform => (
            "The image holds no variant for this architecture and operating system.".to_owned(),
            "Build the image for the task's cpuArchitecture and operatingSystemFamily, or change runtimePlatform.".to_owned(),
        ),
        Kind::ImageUnreadable => (
            "The image is damaged, in a format the runtime does not support, or a proxy answered in place of the registry.".to_owned(),
            "Pull the image by hand, rebuild and push it again; check for a proxy between the task and the registry.".to_owned(),
        ),
        Kind::ImageNameInvalid => (
            "The image in the task definition does not follow registry/name:tag.".to_owned(),
            "Correct the image in the task definition.".to_owned(),
        ),
        Kind::DiskFull => (
            "Images, container layers or logs have used up the disk.".to_owned(),
            "On Fargate raise ephemeralStorage; on EC2 free or enlarge the volume of the instance.".to_owned(),
        ),
        Kind::PullFailed => (
            "The registry's answer was not one that Podium knows.".to_owned(),
            "Go by AWS's own words, and pull the image by hand to compare.".to_owned(),
        ),
        Kind::ImageGone => (
            "The image was removed from the instance between pull and start, or was never pulled.".to_owned(),
            "Check the agent's image cleanup and ECS_IMAGE_PULL_BEHAVIOR on the instance.".to_owned(),
        ),
        _ => return None,
    };
    Some(Advice::new(meaning, next, PULLING))
}

fn denied(cause: &Cause) -> String {
    let image = cause.image.as_deref().or(cause.names.image.as_deref()).unwrap_or_default();
    if cause.names.host.as_ref().is_some_and(|host| host.contains("starport-layer-bucket")) {
        return "Layers of ECR images come from S3: check the policy of the S3 endpoint, and that its route is there."
            .to_owned();
    }
    match (&cause.names.action, image.contains(".dkr.ecr.")) {
        (Some(_), _) => format!("{}; check the repository policy as well.", allow(cause, "", "the execution role")),
        (None, true) => "Allow ecr:GetAuthorizationToken, ecr:BatchGetImage and ecr:GetDownloadUrlForLayer for the execution role (on EC2 the instance role), and check the repository policy and any VPC endpoint policy.".to_owned(),
        (None, false) => "Check that the repository exists and the name is right; for private registries check repositoryCredentials, for ECR the execution role (on EC2 the instance role).".to_owned(),
    }
}

fn rate_limited(cause: &Cause) -> (String, String) {
    let image = cause.image.as_deref().or(cause.names.image.as_deref()).unwrap_or_default();
    let is_ecr = image.contains(".dkr.ecr.") || image.contains("public.ecr.aws");
    if is_ecr {
        let next = "Wait, or pull less often; ask for a higher ECR quota if it lasts.";
        return ("Too many requests were made to ECR from this account or address.".to_owned(), next.to_owned());
    }
    (
        "Registries such as Docker Hub limit anonymous and free pulls per address and account.".to_owned(),
        "Authenticate with repositoryCredentials, or use a pull through cache in ECR.".to_owned(),
    )
}
