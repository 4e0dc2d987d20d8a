//! Advice about images.

use super::{Advice, allow};
use crate::why::{Cause, Kind};

const PULLING: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html";
const OUTSIDE: &str = "A registry outside AWS has no VPC endpoint: in a private subnet it takes a NAT gateway, in a public one a public IP; check outbound rules, DNS and the name, or copy the image to ECR.";
const PRIVATE: &str = "Check that the registry runs, and security groups, routes and port between the task and it.";
const ROUTE: &str = "In a private subnet check the NAT gateway, or the endpoints for ECR (api and dkr) and S3; in a public subnet the task needs a public IP; check outbound rules and DNS.";

pub(super) fn of(cause: &Cause) -> Option<Advice> {
    let (meaning, next) = match cause.kind {
        Kind::ImageNotFound => (
            "The repository or tag does not exist under this name: never pushed, deleted, or mistyped in the task definition.".to_owned(),
            match image(cause).split_once(".dkr.ecr.").map(|(_, name)| UPSTREAM.iter().any(|part| name.contains(part))) {
                Some(true) => "Check the name; for a pull through cache rule the execution role needs ecr:BatchImportUpstreamImage and ecr:CreateRepository.".to_owned(),
                _ => "Push the image, or deploy a revision whose image exists in the registry.".to_owned(),
            },
        ),
        Kind::PullDenied => (
            "The role that pulls lacks permission, the repository policy refuses the account, the credentials are wrong, or the repository does not exist.".to_owned(),
            denied(cause),
        ),
        Kind::RegistryUnreachable => {
            ("The task has no network path to the registry.".to_owned(), route(cause).to_owned())
        }
        Kind::ProxyFailed => (
            "HTTPS_PROXY of the container runtime or agent names a proxy that did not answer.".to_owned(),
            "Check the proxy and the way to it, and HTTPS_PROXY and NO_PROXY on the instance.".to_owned(),
        ),
        Kind::RegistryNoTls => (
            "The registry is on plain HTTP or another port, or a proxy answered in its place.".to_owned(),
            "Serve it over HTTPS, check host and port of the image, or list it under insecure-registries of the instance's runtime.".to_owned(),
        ),
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
            match &cause.names.path {
                Some(_) => "Build the image for the task's cpuArchitecture, or change runtimePlatform; a script needs a first line such as #!/bin/sh.".to_owned(),
                None => "Build the image for the task's cpuArchitecture and operatingSystemFamily, or change runtimePlatform.".to_owned(),
            },
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
        Kind::HostDiskFailed => (
            "The disk or the storage driver of the instance is damaged, or has become read-only.".to_owned(),
            "Drain the instance and replace it.".to_owned(),
        ),
        Kind::PullFailed if cause.names.host.as_deref().is_some_and(|host| host.ends_with("docker.io")) => (
            "AWS's words do not say what Docker Hub answered; most often it is the pull rate limit.".to_owned(),
            "Pull the image by hand to compare; authenticate with repositoryCredentials, or use a pull through cache in ECR.".to_owned(),
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

/// Where rules of a pull through cache usually put images from.
const UPSTREAM: &[&str] =
    &["docker-hub/", "dockerhub/", "ecr-public/", "quay", "ghcr", "github", "gitlab", "kubernetes"];

fn image(cause: &Cause) -> &str {
    cause.image.as_deref().or(cause.names.image.as_deref()).unwrap_or_default()
}

/// What may be in the way to the registry: one outside AWS has no endpoint in the VPC.
fn route(cause: &Cause) -> &'static str {
    let is_private = |host: &str| ["10.", "172.", "192.168."].iter().any(|net| host.starts_with(net));
    if cause.names.host.as_deref().is_some_and(|host| is_private(host) && !host.contains(':')) {
        return PRIVATE;
    }
    let host = cause.names.host.as_deref().filter(|host| host.chars().any(char::is_alphabetic));
    let is_aws = |it: &str| it.contains(".amazonaws.") || it.contains(".aws");
    match host.or(Some(image(cause)).filter(|image| image.contains('.'))) {
        Some(name) if !is_aws(name) => OUTSIDE,
        _ => ROUTE,
    }
}

fn denied(cause: &Cause) -> String {
    let image = image(cause);
    if cause.names.host.as_ref().is_some_and(|host| host.contains("starport-layer-bucket")) {
        return "Layers of ECR images come from S3: check the policy of the S3 endpoint, and that its route is there."
            .to_owned();
    }
    match (&cause.names.action, image.contains(".dkr.ecr.")) {
        (Some(_), _) if cause.names.policy.is_some() => format!("{}.", allow(cause, "", "the execution role")),
        (Some(_), _) => format!("{}; check the repository policy as well.", allow(cause, "", "the execution role")),
        (None, true) => "Allow ecr:GetAuthorizationToken, ecr:BatchGetImage and ecr:GetDownloadUrlForLayer for the execution role (on EC2 the instance role), and check the repository policy and any VPC endpoint policy.".to_owned(),
        (None, false) => "Check that the repository exists and the name is right; for private registries check repositoryCredentials, for ECR the execution role (on EC2 the instance role).".to_owned(),
    }
}

fn rate_limited(cause: &Cause) -> (String, String) {
    let image = image(cause);
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
