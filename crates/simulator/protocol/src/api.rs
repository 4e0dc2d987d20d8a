//! The AWS APIs that the simulator speaks, and how a request tells which one it means.

/// One API of AWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Api {
    /// Amazon ECS.
    Ecs,
    /// AWS STS.
    Sts,
    /// Elastic Load Balancing, version 2.
    LoadBalancing,
    /// Amazon CloudWatch.
    Monitoring,
    /// Amazon CloudWatch Logs.
    Logs,
    /// Application Auto Scaling.
    AutoScaling,
    /// Amazon ECR.
    Registry,
    /// Amazon EC2.
    Compute,
    /// AWS CodeDeploy.
    Deploy,
}

impl Api {
    /// Every API.
    pub const ALL: [Self; 9] = [
        Self::Ecs,
        Self::Sts,
        Self::LoadBalancing,
        Self::Monitoring,
        Self::Logs,
        Self::AutoScaling,
        Self::Registry,
        Self::Compute,
        Self::Deploy,
    ];

    /// The name that requests are signed for and the journal shows, for example `elasticloadbalancing`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ecs => "ecs",
            Self::Sts => "sts",
            Self::LoadBalancing => "elasticloadbalancing",
            Self::Monitoring => "monitoring",
            Self::Logs => "logs",
            Self::AutoScaling => "application-autoscaling",
            Self::Registry => "ecr",
            Self::Compute => "ec2",
            Self::Deploy => "codedeploy",
        }
    }

    /// What the names of its actions begin with in a policy, for example `cloudwatch` in `cloudwatch:GetMetricData`.
    ///
    /// <https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html>
    #[must_use]
    pub const fn policy_prefix(self) -> &'static str {
        match self {
            Self::Monitoring => "cloudwatch",
            _ => self.name(),
        }
    }

    /// awsJson: what comes before the `.` and the operation in the `X-Amz-Target` header.
    #[must_use]
    pub const fn target(self) -> Option<&'static str> {
        match self {
            Self::Ecs => Some("AmazonEC2ContainerServiceV20141113"),
            Self::Monitoring => Some("GraniteServiceVersion20100801"),
            Self::Logs => Some("Logs_20140328"),
            Self::AutoScaling => Some("AnyScaleFrontendService"),
            Self::Registry => Some("AmazonEC2ContainerRegistry_V20150921"),
            Self::Deploy => Some("CodeDeploy_20141006"),
            Self::Sts | Self::LoadBalancing | Self::Compute => None,
        }
    }

    /// rpc-v2-cbor: the service in the path `/service/…/operation/…`.
    ///
    /// <https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html>
    #[must_use]
    pub const fn path(self) -> Option<&'static str> {
        match self {
            Self::Monitoring | Self::Deploy => self.target(),
            _ => None,
        }
    }

    /// awsQuery: the parameter `Version`.
    #[must_use]
    pub const fn version(self) -> Option<&'static str> {
        match self {
            Self::Sts => Some("2011-06-15"),
            Self::LoadBalancing => Some("2015-12-01"),
            Self::Monitoring => Some("2010-08-01"),
            Self::Compute => Some("2016-11-15"),
            Self::Ecs | Self::Logs | Self::AutoScaling | Self::Registry | Self::Deploy => None,
        }
    }

    /// awsQuery: the namespace of the XML that answers; empty for an API that does not speak awsQuery.
    #[must_use]
    pub const fn namespace(self) -> &'static str {
        match self {
            Self::Sts => "https://sts.amazonaws.com/doc/2011-06-15/",
            Self::LoadBalancing => "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/",
            Self::Monitoring => "http://monitoring.amazonaws.com/doc/2010-08-01/",
            Self::Compute => "http://ec2.amazonaws.com/doc/2016-11-15/",
            Self::Ecs | Self::Logs | Self::AutoScaling | Self::Registry | Self::Deploy => "",
        }
    }

    /// The API that an `X-Amz-Target` header names, and the operation.
    #[must_use]
    pub fn of_target(target: &str) -> Option<(Self, &str)> {
        let (service, operation) = target.split_once('.')?;
        Some((Self::ALL.into_iter().find(|api| api.target() == Some(service))?, operation))
    }

    /// The API that a path names, and the operation.
    #[must_use]
    pub fn of_path(path: &str) -> Option<(Self, &str)> {
        let (service, operation) = path.strip_prefix("/service/")?.split_once("/operation/")?;
        Some((Self::ALL.into_iter().find(|api| api.path() == Some(service))?, operation))
    }

    /// The API that a form means: the one of that version, when the request is signed for it or for nothing.
    #[must_use]
    pub fn of_form(version: &str, signed_for: Option<&str>) -> Option<Self> {
        let api = Self::ALL.into_iter().find(|api| api.version() == Some(version))?;
        signed_for.is_none_or(|name| name == api.name()).then_some(api)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_names_the_api_and_the_operation() {
        assert_eq!(Api::of_target("Logs_20140328.GetLogEvents"), Some((Api::Logs, "GetLogEvents")));
        let images = Api::of_target("AmazonEC2ContainerRegistry_V20150921.DescribeImages");
        assert_eq!(images, Some((Api::Registry, "DescribeImages")));
        assert_eq!(Api::of_target("DynamoDB_20120810.Scan"), None);
        assert_eq!(Api::of_target("nonsense"), None);
    }

    #[test]
    fn a_path_names_the_api_and_the_operation() {
        let path = "/service/GraniteServiceVersion20100801/operation/GetMetricData";
        assert_eq!(Api::of_path(path), Some((Api::Monitoring, "GetMetricData")));
        assert_eq!(Api::of_path("/service/Other/operation/GetMetricData"), None);
        assert_eq!(Api::of_path("/"), None);
    }

    #[test]
    fn a_form_means_the_api_of_its_version_unless_it_is_signed_for_another() {
        assert_eq!(Api::of_form("2015-12-01", None), Some(Api::LoadBalancing));
        assert_eq!(Api::of_form("2015-12-01", Some("elasticloadbalancing")), Some(Api::LoadBalancing));
        assert_eq!(Api::of_form("2015-12-01", Some("sts")), None);
        assert_eq!(Api::of_form("2012-06-01", Some("elasticloadbalancing")), None);
    }
}
