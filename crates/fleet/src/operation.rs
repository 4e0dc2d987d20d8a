//! The AWS operations that are used, the IAM action each needs, and the bucket that pays for it.

mod bucket;

use model::term::OperationName;

pub(crate) use bucket::Bucket;

/// A read of AWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// Names of clusters.
    ListClusters,
    /// Up to one hundred clusters.
    DescribeClusters,
    /// Names of the services of a cluster.
    ListServices,
    /// Up to ten services of a cluster.
    DescribeServices,
    /// Ids of the tasks of a cluster or service.
    ListTasks,
    /// Up to one hundred tasks of a cluster.
    DescribeTasks,
    /// Ids of the container instances of a cluster.
    ListContainerInstances,
    /// Up to one hundred container instances of a cluster.
    DescribeContainerInstances,
    /// Up to ten capacity providers.
    DescribeCapacityProviders,
    /// Service deployments of one service, in brief.
    ListServiceDeployments,
    /// Up to twenty service deployments.
    DescribeServiceDeployments,
    /// Up to twenty service revisions.
    DescribeServiceRevisions,
    /// Names of task definitions.
    ListTaskDefinitions,
    /// One task definition.
    DescribeTaskDefinition,
    /// Load balancers.
    DescribeLoadBalancers,
    /// Listeners of one load balancer.
    DescribeListeners,
    /// Rules of one listener.
    DescribeRules,
    /// Target groups.
    DescribeTargetGroups,
    /// Targets of one target group and their health.
    DescribeTargetHealth,
    /// Alarms.
    DescribeAlarms,
    /// Up to 500 metrics over time.
    GetMetricData,
    /// What scales.
    DescribeScalableTargets,
    /// By which policies it scales.
    DescribeScalingPolicies,
    /// At which times it scales.
    DescribeScheduledActions,
    /// Whose credentials these are.
    GetCallerIdentity,
}

impl Operation {
    /// Every operation that is used.
    pub const ALL: [Self; 25] = [
        Self::ListClusters,
        Self::DescribeClusters,
        Self::ListServices,
        Self::DescribeServices,
        Self::ListTasks,
        Self::DescribeTasks,
        Self::ListContainerInstances,
        Self::DescribeContainerInstances,
        Self::DescribeCapacityProviders,
        Self::ListServiceDeployments,
        Self::DescribeServiceDeployments,
        Self::DescribeServiceRevisions,
        Self::ListTaskDefinitions,
        Self::DescribeTaskDefinition,
        Self::DescribeLoadBalancers,
        Self::DescribeListeners,
        Self::DescribeRules,
        Self::DescribeTargetGroups,
        Self::DescribeTargetHealth,
        Self::DescribeAlarms,
        Self::GetMetricData,
        Self::DescribeScalableTargets,
        Self::DescribeScalingPolicies,
        Self::DescribeScheduledActions,
        Self::GetCallerIdentity,
    ];

    /// The IAM action that allows it, for example `ecs:ListClusters`.
    ///
    /// <https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html>
    pub const fn action(self) -> &'static str {
        match self {
            Self::ListClusters => "ecs:ListClusters",
            Self::DescribeClusters => "ecs:DescribeClusters",
            Self::ListServices => "ecs:ListServices",
            Self::DescribeServices => "ecs:DescribeServices",
            Self::ListTasks => "ecs:ListTasks",
            Self::DescribeTasks => "ecs:DescribeTasks",
            Self::ListContainerInstances => "ecs:ListContainerInstances",
            Self::DescribeContainerInstances => "ecs:DescribeContainerInstances",
            Self::DescribeCapacityProviders => "ecs:DescribeCapacityProviders",
            Self::ListServiceDeployments => "ecs:ListServiceDeployments",
            Self::DescribeServiceDeployments => "ecs:DescribeServiceDeployments",
            Self::DescribeServiceRevisions => "ecs:DescribeServiceRevisions",
            Self::ListTaskDefinitions => "ecs:ListTaskDefinitions",
            Self::DescribeTaskDefinition => "ecs:DescribeTaskDefinition",
            Self::DescribeLoadBalancers => "elasticloadbalancing:DescribeLoadBalancers",
            Self::DescribeListeners => "elasticloadbalancing:DescribeListeners",
            Self::DescribeRules => "elasticloadbalancing:DescribeRules",
            Self::DescribeTargetGroups => "elasticloadbalancing:DescribeTargetGroups",
            Self::DescribeTargetHealth => "elasticloadbalancing:DescribeTargetHealth",
            Self::DescribeAlarms => "cloudwatch:DescribeAlarms",
            Self::GetMetricData => "cloudwatch:GetMetricData",
            Self::DescribeScalableTargets => "application-autoscaling:DescribeScalableTargets",
            Self::DescribeScalingPolicies => "application-autoscaling:DescribeScalingPolicies",
            Self::DescribeScheduledActions => "application-autoscaling:DescribeScheduledActions",
            Self::GetCallerIdentity => "sts:GetCallerIdentity",
        }
    }

    /// The name of the operation as errors carry it.
    pub fn term(self) -> OperationName {
        OperationName::literal(self.name())
    }

    /// The name of the operation, for example `ListClusters`.
    pub fn name(self) -> &'static str {
        self.action().split_once(':').map_or(self.action(), |(_, name)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_an_operation_is_its_action_without_the_service() {
        assert_eq!(Operation::GetCallerIdentity.name(), "GetCallerIdentity");
        assert!(Operation::ALL.iter().all(|operation| operation.term().as_str() == operation.name()));
    }

    #[test]
    fn every_action_is_one_that_errors_can_carry() {
        for operation in Operation::ALL {
            assert_eq!(model::term::Action::literal(operation.action()).as_str(), operation.action());
        }
    }
}
