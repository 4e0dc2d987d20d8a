//! The AWS operations that are used, the IAM action each needs, and the bucket that pays for it.

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
    /// Names of task definitions.
    ListTaskDefinitions,
    /// One task definition.
    DescribeTaskDefinition,
    /// Whose credentials these are.
    GetCallerIdentity,
}

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
    /// Task definitions.
    TaskDefinitionRead,
    /// STS: AWS publishes no small number; identity is asked for rarely, so a small bucket is enough.
    Sts,
}

impl Operation {
    /// Every operation that is used.
    pub const ALL: [Self; 9] = [
        Self::ListClusters,
        Self::DescribeClusters,
        Self::ListServices,
        Self::DescribeServices,
        Self::ListTasks,
        Self::DescribeTasks,
        Self::ListTaskDefinitions,
        Self::DescribeTaskDefinition,
        Self::GetCallerIdentity,
    ];

    /// The IAM action that allows it, for example `ecs:ListClusters`.
    ///
    /// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html>
    pub const fn action(self) -> &'static str {
        match self {
            Self::ListClusters => "ecs:ListClusters",
            Self::DescribeClusters => "ecs:DescribeClusters",
            Self::ListServices => "ecs:ListServices",
            Self::DescribeServices => "ecs:DescribeServices",
            Self::ListTasks => "ecs:ListTasks",
            Self::DescribeTasks => "ecs:DescribeTasks",
            Self::ListTaskDefinitions => "ecs:ListTaskDefinitions",
            Self::DescribeTaskDefinition => "ecs:DescribeTaskDefinition",
            Self::GetCallerIdentity => "sts:GetCallerIdentity",
        }
    }

    /// The name of the operation, for example `ListClusters`.
    pub fn name(self) -> &'static str {
        self.action().split_once(':').map_or(self.action(), |(_, name)| name)
    }

    pub(crate) const fn bucket(self) -> Bucket {
        match self {
            Self::ListClusters | Self::DescribeClusters => Bucket::ClusterRead,
            Self::ListServices | Self::DescribeServices => Bucket::ServiceRead,
            Self::ListTasks | Self::DescribeTasks => Bucket::ClusterResourceRead,
            Self::ListTaskDefinitions | Self::DescribeTaskDefinition => Bucket::TaskDefinitionRead,
            Self::GetCallerIdentity => Bucket::Sts,
        }
    }
}

impl Bucket {
    pub(crate) const ALL: [Self; 5] =
        [Self::ClusterRead, Self::ServiceRead, Self::ClusterResourceRead, Self::TaskDefinitionRead, Self::Sts];

    /// AWS's burst and refill per second.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html>
    pub(crate) const fn allowance(self) -> (f64, f64) {
        match self {
            Self::ClusterRead | Self::TaskDefinitionRead => (50.0, 20.0),
            Self::ServiceRead | Self::ClusterResourceRead => (100.0, 20.0),
            Self::Sts => (10.0, 2.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_an_operation_is_its_action_without_the_service() {
        assert_eq!(Operation::GetCallerIdentity.name(), "GetCallerIdentity");
        assert!(Operation::ALL.iter().all(|operation| !operation.name().contains(':')));
    }

    #[test]
    fn listing_and_describing_services_share_a_bucket() {
        assert_eq!(Operation::ListServices.bucket(), Operation::DescribeServices.bucket());
    }
}
