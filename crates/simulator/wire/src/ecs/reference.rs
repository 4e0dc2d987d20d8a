//! What requests name things by: short names and ARNs, both of this account and region only.

use simulator_engine::arn::Arns;
use simulator_engine::id::ServiceKey;
use simulator_protocol::error::AwsError;

/// The name of the cluster; `default` when the request names none.
///
/// # Errors
/// `InvalidParameterException` for the ARN of something else, or of another account or region.
pub fn cluster<'a>(arns: &Arns, reference: Option<&'a str>) -> Result<&'a str, AwsError> {
    let reference = match reference {
        None | Some("") => return Ok("default"),
        Some(reference) => reference,
    };
    match own(arns, reference)? {
        None => Ok(reference),
        Some(resource) => resource.strip_prefix("cluster/").ok_or_else(|| not_a("cluster", reference)),
    }
}

/// The name of a service, or the id of a task, in that cluster.
///
/// `kind` is `service` or `task`. ARNs may be long (with the cluster's name) or, as before 2018, short.
///
/// # Errors
/// `InvalidParameterException` for the ARN of something else, of another account or region, or of another cluster.
pub fn within<'a>(arns: &Arns, kind: &str, cluster: &str, reference: &'a str) -> Result<&'a str, AwsError> {
    let Some(resource) = own(arns, reference)? else { return Ok(reference) };
    let path = resource.strip_prefix(kind).and_then(|path| path.strip_prefix('/'));
    let path = path.ok_or_else(|| not_a(kind, reference))?;
    match path.split_once('/') {
        None => Ok(path),
        Some((owner, name)) if owner == cluster => Ok(name),
        Some((owner, _)) => Err(AwsError::invalid_parameter(format!(
            "Invalid identifier: Identifier is for cluster {owner}. Your cluster is {cluster}"
        ))),
    }
}

/// A family, or `family:revision`.
///
/// # Errors
/// `InvalidParameterException` for the ARN of something else, or of another account or region.
pub fn task_definition<'a>(arns: &Arns, reference: &'a str) -> Result<&'a str, AwsError> {
    match own(arns, reference)? {
        None => Ok(reference),
        Some(resource) => resource.strip_prefix("task-definition/").ok_or_else(|| not_a("task definition", reference)),
    }
}

/// The id of a task: of the length that AWS demands before it looks.
///
/// # Errors
/// `InvalidParameterException`.
pub fn task<'a>(arns: &Arns, cluster: &str, reference: &'a str) -> Result<&'a str, AwsError> {
    let id = within(arns, "task", cluster, reference)?;
    match id.len() {
        32 | 36 => Ok(id),
        _ => Err(AwsError::invalid_parameter("taskId length should be one of [32,36]")),
    }
}

/// What belongs to a service and has an ARN of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A service deployment.
    Deployment,
    /// A service revision.
    Revision,
}

impl Part {
    fn kind(self) -> &'static str {
        match self {
            Self::Deployment => "service-deployment",
            Self::Revision => "service-revision",
        }
    }
}

/// The service and the id in the ARN of a service deployment or a service revision.
///
/// # Errors
/// `InvalidParameterException` for what is not such an ARN, or one of another account or region.
pub fn part_of_service<'a>(arns: &Arns, part: Part, reference: &'a str) -> Result<(ServiceKey, &'a str), AwsError> {
    let kind = part.kind();
    let resource = own(arns, reference)?.ok_or_else(|| not_a(kind, reference))?;
    let path = resource.strip_prefix(kind).and_then(|path| path.strip_prefix('/'));
    let mut names = path.ok_or_else(|| not_a(kind, reference))?.split('/');
    match (names.next(), names.next(), names.next(), names.next()) {
        (Some(cluster), Some(service), Some(id), None) => {
            Ok((ServiceKey { cluster: cluster.into(), service: service.into() }, id))
        }
        _ => Err(not_a(kind, reference)),
    }
}

/// The ARN of what may not exist: `path` is all that follows the account, for example `task/shop/0123…`.
pub fn arn(arns: &Arns, path: &str) -> String {
    format!("arn:aws:ecs:{}:{}:{path}", arns.region(), arns.account())
}

fn own<'a>(arns: &Arns, reference: &'a str) -> Result<Option<&'a str>, AwsError> {
    if !reference.starts_with("arn:") {
        return Ok(None);
    }
    arns.resource(reference).map(Some).ok_or_else(|| {
        AwsError::invalid_parameter(format!(
            "Invalid identifier: {reference} is not of account {} in {}",
            arns.account(),
            arns.region()
        ))
    })
}

fn not_a(kind: &str, reference: &str) -> AwsError {
    AwsError::invalid_parameter(format!("Invalid identifier: {reference} is not the ARN of a {kind}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arns() -> Arns {
        Arns::new("eu-west-1", "111122223333")
    }

    #[test]
    fn names_long_and_short_arns_are_the_same_service() {
        for reference in [
            "web",
            "arn:aws:ecs:eu-west-1:111122223333:service/shop/web",
            "arn:aws:ecs:eu-west-1:111122223333:service/web",
        ] {
            assert_eq!(within(&arns(), "service", "shop", reference).unwrap(), "web");
        }
    }

    #[test]
    fn another_cluster_account_region_or_kind_is_refused() {
        for reference in [
            "arn:aws:ecs:eu-west-1:111122223333:service/bank/web",
            "arn:aws:ecs:eu-west-1:999999999999:service/shop/web",
            "arn:aws:ecs:us-east-1:111122223333:service/shop/web",
            "arn:aws:ecs:eu-west-1:111122223333:task/shop/web",
            "arn:nonsense",
        ] {
            let error = within(&arns(), "service", "shop", reference).unwrap_err();
            assert_eq!(error.code, "InvalidParameterException", "{reference}");
        }
    }

    #[test]
    fn a_service_deployment_is_named_by_its_whole_arn() {
        let arn = "arn:aws:ecs:eu-west-1:111122223333:service-deployment/shop/web/abc";
        let (key, id) = part_of_service(&arns(), Part::Deployment, arn).unwrap();
        assert_eq!((&*key.cluster, &*key.service, id), ("shop", "web", "abc"));
        for reference in [
            "abc",
            "arn:aws:ecs:eu-west-1:111122223333:service-deployment/shop/web",
            "arn:aws:ecs:eu-west-1:111122223333:service-deployment/shop/web/abc/d",
            "arn:aws:ecs:eu-west-1:111122223333:service-revision/shop/web/abc",
            "arn:aws:ecs:eu-west-2:111122223333:service-deployment/shop/web/abc",
        ] {
            let error = part_of_service(&arns(), Part::Deployment, reference).unwrap_err();
            assert_eq!(error.code, "InvalidParameterException", "{reference}");
        }
    }

    #[test]
    fn no_cluster_is_the_default_cluster() {
        assert_eq!(cluster(&arns(), None).unwrap(), "default");
        assert_eq!(cluster(&arns(), Some("arn:aws:ecs:eu-west-1:111122223333:cluster/shop")).unwrap(), "shop");
        assert!(cluster(&arns(), Some("arn:aws:ecs:eu-west-1:111122223333:service/shop/web")).is_err());
    }
}
