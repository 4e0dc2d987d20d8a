//! Where tasks run: launch types, and the capacity providers that AWS itself offers.

use crate::open_enum::open_enum;

/// The capacity provider that runs tasks on spare Fargate capacity, which AWS may take back.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html>
pub const FARGATE_SPOT: &str = "FARGATE_SPOT";

open_enum! {
    /// What a task runs on.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html#ECS-Type-Task-launchType>
    LaunchType {
        /// On-demand capacity that AWS keeps.
        Fargate = "FARGATE",
        /// EC2 instances of the account that are registered with the cluster.
        Ec2 = "EC2",
        /// Machines outside AWS.
        External = "EXTERNAL",
        /// EC2 instances of the account that ECS starts and patches.
        ManagedInstances = "MANAGED_INSTANCES",
    }
}

/// Whether a capacity provider is one of Fargate's. AWS keeps names that begin so for itself.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCapacityProvider.html#ECS-CreateCapacityProvider-request-name>
pub fn is_fargate(provider: &str) -> bool {
    provider.starts_with("FARGATE")
}

/// What to call a launch type or capacity provider: `Fargate`, `Spot`, `EC2`, or the provider's own name.
pub fn label(kind: &str) -> String {
    match LaunchType::from(kind) {
        LaunchType::Fargate => "Fargate".to_owned(),
        LaunchType::Ec2 => "EC2".to_owned(),
        LaunchType::External => "External".to_owned(),
        LaunchType::ManagedInstances => "Managed Instances".to_owned(),
        LaunchType::Other(provider) if provider == FARGATE_SPOT => "Spot".to_owned(),
        LaunchType::Other(provider) => provider,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn launch_types_and_providers_have_short_names() {
        for (kind, expect) in [
            ("FARGATE", "Fargate"),
            ("FARGATE_SPOT", "Spot"),
            ("EC2", "EC2"),
            ("EXTERNAL", "External"),
            ("MANAGED_INSTANCES", "Managed Instances"),
            ("ec2-pool", "ec2-pool"),
        ] {
            assert_eq!(label(kind), expect);
        }
    }

    #[test]
    fn only_aws_names_providers_after_fargate() {
        assert!(is_fargate("FARGATE") && is_fargate("FARGATE_SPOT"));
        assert!(!is_fargate("fargate-like") && !is_fargate("ec2-pool"));
    }
}
