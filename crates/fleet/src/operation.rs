//! The AWS operations that are used: one table says what each needs.

mod bucket;

use model::term::OperationName;

pub(crate) use bucket::Bucket;

/// Whether an operation changes anything at AWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Access {
    /// It only looks. A call that a hiccup of the network or a full bucket spoiled is made again.
    Read,
    /// It changes something. It has a share of the request rates of its own, so that polling never keeps it waiting,
    /// and it is never made twice by itself: the first attempt may have worked.
    Write,
}

/// The table of operations: name, IAM action, the bucket that pays, and whether it reads or writes.
macro_rules! operations {
    ($($(#[$meaning:meta])* $name:ident: $action:literal, $bucket:ident, $access:ident;)+) => {
        /// An operation of AWS that Podium calls.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Operation {
            $($(#[$meaning])* $name,)+
        }

        impl Operation {
            /// Every operation that is used.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Its name, for example `ListClusters`.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)+
                }
            }

            /// The IAM action that allows it, for example `ecs:ListClusters`.
            ///
            /// <https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html>
            pub const fn action(self) -> &'static str {
                match self {
                    $(Self::$name => $action,)+
                }
            }

            /// Whether it reads or writes.
            pub const fn access(self) -> Access {
                match self {
                    $(Self::$name => Access::$access,)+
                }
            }

            /// The bucket that pays for it.
            pub(crate) const fn bucket(self) -> Bucket {
                match self {
                    $(Self::$name => Bucket::$bucket,)+
                }
            }
        }
    };
}

operations! {
    /// Names of clusters.
    ListClusters: "ecs:ListClusters", ClusterRead, Read;
    /// Up to one hundred clusters.
    DescribeClusters: "ecs:DescribeClusters", ClusterRead, Read;
    /// Names of the services of a cluster.
    ListServices: "ecs:ListServices", ServiceRead, Read;
    /// Up to ten services of a cluster.
    DescribeServices: "ecs:DescribeServices", ServiceRead, Read;
    /// Ids of the tasks of a cluster or service.
    ListTasks: "ecs:ListTasks", ClusterResourceRead, Read;
    /// Up to one hundred tasks of a cluster.
    DescribeTasks: "ecs:DescribeTasks", ClusterResourceRead, Read;
    /// Which of up to one hundred tasks are protected from being stopped by their services.
    GetTaskProtection: "ecs:GetTaskProtection", ClusterResourceRead, Read;
    /// Ids of the container instances of a cluster.
    ListContainerInstances: "ecs:ListContainerInstances", ClusterResourceRead, Read;
    /// Up to one hundred container instances of a cluster.
    DescribeContainerInstances: "ecs:DescribeContainerInstances", ClusterResourceRead, Read;
    /// Up to ten capacity providers.
    DescribeCapacityProviders: "ecs:DescribeCapacityProviders", CapacityProviderRead, Read;
    /// Service deployments of one service, in brief.
    ListServiceDeployments: "ecs:ListServiceDeployments", ServiceDeploymentRead, Read;
    /// Up to twenty service deployments.
    DescribeServiceDeployments: "ecs:DescribeServiceDeployments", ServiceDeploymentRead, Read;
    /// Up to twenty service revisions.
    DescribeServiceRevisions: "ecs:DescribeServiceRevisions", ServiceRevisionRead, Read;
    /// Names of task definitions.
    ListTaskDefinitions: "ecs:ListTaskDefinitions", TaskDefinitionRead, Read;
    /// One task definition.
    DescribeTaskDefinition: "ecs:DescribeTaskDefinition", TaskDefinitionRead, Read;
    /// Load balancers.
    DescribeLoadBalancers: "elasticloadbalancing:DescribeLoadBalancers", LoadBalancingRead, Read;
    /// Listeners of one load balancer.
    DescribeListeners: "elasticloadbalancing:DescribeListeners", LoadBalancingRead, Read;
    /// Rules of one listener.
    DescribeRules: "elasticloadbalancing:DescribeRules", LoadBalancingRead, Read;
    /// Target groups.
    DescribeTargetGroups: "elasticloadbalancing:DescribeTargetGroups", LoadBalancingRead, Read;
    /// Targets of one target group and their health.
    DescribeTargetHealth: "elasticloadbalancing:DescribeTargetHealth", LoadBalancingRead, Read;
    /// How one target group treats its targets: stickiness, deregistration delay, algorithm.
    DescribeTargetGroupAttributes: "elasticloadbalancing:DescribeTargetGroupAttributes", LoadBalancingRead, Read;
    /// Alarms.
    DescribeAlarms: "cloudwatch:DescribeAlarms", AlarmRead, Read;
    /// Up to 500 metrics over time.
    GetMetricData: "cloudwatch:GetMetricData", MetricDataRead, Read;
    /// What scales.
    DescribeScalableTargets: "application-autoscaling:DescribeScalableTargets", ScalingRead, Read;
    /// By which policies it scales.
    DescribeScalingPolicies: "application-autoscaling:DescribeScalingPolicies", ScalingRead, Read;
    /// At which times it scales.
    DescribeScheduledActions: "application-autoscaling:DescribeScheduledActions", ScalingRead, Read;
    /// How and why one service was scaled, and why it was not.
    DescribeScalingActivities: "application-autoscaling:DescribeScalingActivities", ScalingRead, Read;
    /// One image of a repository.
    DescribeImages: "ecr:DescribeImages", RegistryRead, Read;
    /// Changes a service: its count, its task definition, its settings.
    UpdateService: "ecs:UpdateService", ServiceModify, Write;
    /// Ends a deployment of a service.
    StopServiceDeployment: "ecs:StopServiceDeployment", ServiceModify, Write;
    /// Lets a deployment of a service that waits go on.
    ContinueServiceDeployment: "ecs:ContinueServiceDeployment", ServiceModify, Write;
    /// Changes between which counts a service scales, and whether it does.
    RegisterScalableTarget: "application-autoscaling:RegisterScalableTarget", ScalingModify, Write;
    /// Registers a revision of a task definition.
    RegisterTaskDefinition: "ecs:RegisterTaskDefinition", TaskDefinitionModify, Write;
    /// Deregisters a revision of a task definition.
    DeregisterTaskDefinition: "ecs:DeregisterTaskDefinition", TaskDefinitionModify, Write;
    /// Deletes up to ten revisions of task definitions.
    DeleteTaskDefinitions: "ecs:DeleteTaskDefinitions", TaskDefinitionDelete, Write;
    /// Stops a task.
    StopTask: "ecs:StopTask", TaskModify, Write;
    /// Protects tasks from being stopped by their services, or no longer.
    UpdateTaskProtection: "ecs:UpdateTaskProtection", TaskModify, Write;
    /// Whose credentials these are.
    GetCallerIdentity: "sts:GetCallerIdentity", Sts, Read;
}

impl Operation {
    /// The name of the operation as errors carry it.
    pub fn term(self) -> OperationName {
        OperationName::literal(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_one_that_errors_can_carry() {
        for operation in Operation::ALL {
            assert_eq!(model::term::Action::literal(operation.action()).as_str(), operation.action());
        }
    }

    #[test]
    fn an_action_is_the_name_of_its_operation_behind_that_of_the_service() {
        for operation in Operation::ALL {
            let name = operation.action().split_once(':').map(|(_, name)| name);
            assert_eq!(name, Some(operation.name()));
        }
    }

    #[test]
    fn operations_that_share_a_bucket_agree_on_whether_they_write() {
        for operation in Operation::ALL {
            assert_eq!(operation.access(), operation.bucket().access(), "{operation:?}");
        }
    }
}
