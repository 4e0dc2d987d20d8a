//! The rates that AWS grants.

use super::Operation;

/// A rate that AWS grants an account in a region, shared by several operations.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Bucket {
    /// Clusters.
    ClusterRead,
    /// Services.
    ServiceRead,
    /// Tasks and container instances.
    ClusterResourceRead,
    /// Capacity providers.
    CapacityProviderRead,
    /// Service deployments.
    ServiceDeploymentRead,
    /// Service revisions.
    ServiceRevisionRead,
    /// Task definitions.
    TaskDefinitionRead,
    /// Everything of Elastic Load Balancing.
    LoadBalancingRead,
    /// Alarms.
    AlarmRead,
    /// Metrics.
    MetricDataRead,
    /// Application Auto Scaling: AWS publishes no number; the lists are short and asked for seldom, so a small bucket is enough.
    ScalingRead,
    /// STS: AWS publishes no small number; identity is asked for rarely, so a small bucket is enough.
    Sts,
}

impl Operation {
    /// The bucket that pays for it.
    pub(crate) const fn bucket(self) -> Bucket {
        match self {
            Self::ListClusters | Self::DescribeClusters => Bucket::ClusterRead,
            Self::ListServices | Self::DescribeServices => Bucket::ServiceRead,
            Self::ListTasks | Self::DescribeTasks | Self::ListContainerInstances | Self::DescribeContainerInstances => {
                Bucket::ClusterResourceRead
            }
            Self::DescribeCapacityProviders => Bucket::CapacityProviderRead,
            Self::ListServiceDeployments | Self::DescribeServiceDeployments => Bucket::ServiceDeploymentRead,
            Self::DescribeServiceRevisions => Bucket::ServiceRevisionRead,
            Self::ListTaskDefinitions | Self::DescribeTaskDefinition => Bucket::TaskDefinitionRead,
            Self::DescribeLoadBalancers
            | Self::DescribeListeners
            | Self::DescribeRules
            | Self::DescribeTargetGroups
            | Self::DescribeTargetHealth => Bucket::LoadBalancingRead,
            Self::DescribeAlarms => Bucket::AlarmRead,
            Self::GetMetricData => Bucket::MetricDataRead,
            Self::DescribeScalableTargets | Self::DescribeScalingPolicies | Self::DescribeScheduledActions => {
                Bucket::ScalingRead
            }
            Self::GetCallerIdentity => Bucket::Sts,
        }
    }
}

impl Bucket {
    pub(crate) const ALL: [Self; 12] = [
        Self::ClusterRead,
        Self::ServiceRead,
        Self::ClusterResourceRead,
        Self::CapacityProviderRead,
        Self::ServiceDeploymentRead,
        Self::ServiceRevisionRead,
        Self::TaskDefinitionRead,
        Self::LoadBalancingRead,
        Self::AlarmRead,
        Self::MetricDataRead,
        Self::ScalingRead,
        Self::Sts,
    ];

    /// AWS's burst and refill per second.
    ///
    /// - ECS: <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html>
    /// - Elastic Load Balancing: <https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-api-throttling.html>
    /// - CloudWatch: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html>, which gives rates
    ///   and no bursts: what a second brings is taken as the burst.
    pub(crate) const fn allowance(self) -> (f64, f64) {
        match self {
            Self::ClusterRead
            | Self::TaskDefinitionRead
            | Self::CapacityProviderRead
            | Self::ServiceDeploymentRead
            | Self::ServiceRevisionRead => (50.0, 20.0),
            Self::ServiceRead | Self::ClusterResourceRead => (100.0, 20.0),
            Self::LoadBalancingRead => (40.0, 10.0),
            Self::AlarmRead => (9.0, 9.0),
            Self::MetricDataRead => (50.0, 50.0),
            Self::ScalingRead | Self::Sts => (10.0, 2.0),
        }
    }

    /// Its name, as reports of use spell it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::ClusterRead => "cluster-read",
            Self::ServiceRead => "service-read",
            Self::ClusterResourceRead => "cluster-resource-read",
            Self::CapacityProviderRead => "capacity-provider-read",
            Self::ServiceDeploymentRead => "service-deployment-read",
            Self::ServiceRevisionRead => "service-revision-read",
            Self::TaskDefinitionRead => "task-definition-read",
            Self::LoadBalancingRead => "load-balancing-read",
            Self::AlarmRead => "alarm-read",
            Self::MetricDataRead => "metric-data-read",
            Self::ScalingRead => "scaling-read",
            Self::Sts => "sts",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listing_and_describing_services_share_a_bucket() {
        assert_eq!(Operation::ListServices.bucket(), Operation::DescribeServices.bucket());
    }

    #[test]
    fn all_reads_of_load_balancing_share_a_bucket_and_instances_share_that_of_tasks() {
        for operation in Operation::ALL.into_iter().filter(|it| it.action().starts_with("elasticloadbalancing:")) {
            assert_eq!(operation.bucket(), Bucket::LoadBalancingRead);
        }
        assert_eq!(Operation::DescribeContainerInstances.bucket(), Operation::DescribeTasks.bucket());
    }

    #[test]
    fn every_bucket_that_pays_is_among_all_buckets() {
        for operation in Operation::ALL {
            assert!(Bucket::ALL.contains(&operation.bucket()), "{operation:?}");
        }
    }
}
