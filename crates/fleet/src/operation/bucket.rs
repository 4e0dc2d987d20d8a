//! The rates that AWS grants.

use super::Access;

/// The table of buckets: name in reports of use, AWS's burst and refill per second, and whether it pays for reads or
/// writes.
macro_rules! buckets {
    ($($(#[$meaning:meta])* $bucket:ident: $name:literal, $burst:literal, $refill:literal, $access:ident;)+) => {
        /// A rate that AWS grants an account in a region, shared by several operations.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(crate) enum Bucket {
            $($(#[$meaning])* $bucket,)+
        }

        impl Bucket {
            /// Every bucket there is.
            pub(crate) const ALL: &[Self] = &[$(Self::$bucket),+];

            /// Its name, as reports of use spell it.
            pub(crate) const fn name(self) -> &'static str {
                match self {
                    $(Self::$bucket => $name,)+
                }
            }

            /// AWS's burst and refill per second.
            pub(crate) const fn allowance(self) -> (f64, f64) {
                match self {
                    $(Self::$bucket => ($burst, $refill),)+
                }
            }

            /// Whether it pays for reads or for writes.
            pub(crate) const fn access(self) -> Access {
                match self {
                    $(Self::$bucket => Access::$access,)+
                }
            }
        }
    };
}

// - ECS: <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html>
// - Elastic Load Balancing: <https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-api-throttling.html>
// - CloudWatch: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html>, which gives
//   rates and no bursts: what a second brings is taken as the burst.
buckets! {
    /// Clusters.
    ClusterRead: "cluster-read", 50.0, 20.0, Read;
    /// Services.
    ServiceRead: "service-read", 100.0, 20.0, Read;
    /// Tasks and container instances.
    ClusterResourceRead: "cluster-resource-read", 100.0, 20.0, Read;
    /// Capacity providers.
    CapacityProviderRead: "capacity-provider-read", 50.0, 20.0, Read;
    /// Service deployments.
    ServiceDeploymentRead: "service-deployment-read", 50.0, 20.0, Read;
    /// Service revisions.
    ServiceRevisionRead: "service-revision-read", 50.0, 20.0, Read;
    /// Task definitions.
    TaskDefinitionRead: "task-definition-read", 50.0, 20.0, Read;
    /// Everything of Elastic Load Balancing.
    LoadBalancingRead: "load-balancing-read", 40.0, 10.0, Read;
    /// Alarms.
    AlarmRead: "alarm-read", 9.0, 9.0, Read;
    /// Metrics.
    MetricDataRead: "metric-data-read", 50.0, 50.0, Read;
    /// Application Auto Scaling: AWS publishes no number; the lists are short and asked for seldom, so a small bucket
    /// is enough.
    ScalingRead: "scaling-read", 10.0, 2.0, Read;
    /// Registries of images: AWS publishes no number; a few images are asked for while somebody plans a deployment.
    RegistryRead: "registry-read", 20.0, 5.0, Read;
    /// Changes of services and their deployments.
    ServiceModify: "service-modify", 50.0, 5.0, Write;
    /// Scalable targets: AWS publishes no number; people change them one by one.
    ScalingModify: "scaling-modify", 10.0, 2.0, Write;
    /// Task definitions that are registered and deregistered.
    TaskDefinitionModify: "task-definition-modify", 20.0, 1.0, Write;
    /// Task definitions that are deleted.
    TaskDefinitionDelete: "task-definition-delete", 5.0, 1.0, Write;
    /// Tasks that are started and stopped.
    TaskModify: "task-modify", 100.0, 40.0, Write;
    /// STS: AWS publishes no small number; identity is asked for rarely, so a small bucket is enough.
    Sts: "sts", 10.0, 2.0, Read;
}

#[cfg(test)]
mod tests {
    use super::super::Operation;
    use super::*;

    #[test]
    fn listing_and_describing_services_share_a_bucket() {
        assert_eq!(Operation::ListServices.bucket(), Operation::DescribeServices.bucket());
    }

    #[test]
    fn all_reads_of_load_balancing_share_a_bucket_and_instances_share_that_of_tasks() {
        for operation in Operation::ALL.iter().filter(|it| it.action().starts_with("elasticloadbalancing:")) {
            assert_eq!(operation.bucket(), Bucket::LoadBalancingRead);
        }
        assert_eq!(Operation::DescribeContainerInstances.bucket(), Operation::DescribeTasks.bucket());
    }

    #[test]
    fn every_bucket_pays_for_something() {
        for bucket in Bucket::ALL {
            assert!(Operation::ALL.iter().any(|operation| operation.bucket() == *bucket), "{bucket:?}");
        }
    }
}
