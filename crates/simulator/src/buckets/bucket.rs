//! Which operations share an allowance, and how large it is.

use serde::Serialize;

use simulator_protocol::api::Api;

/// A group of operations that share one allowance.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bucket {
    /// CreateCluster, UpdateCluster, UpdateClusterSettings, DeleteCluster, PutClusterCapacityProviders.
    ClusterModify,
    /// ListClusters, DescribeClusters.
    ClusterRead,
    /// RunTask, StartTask, StopTask, UpdateTaskProtection, DeregisterContainerInstance, UpdateContainerInstancesState,
    /// PutAttributes, DeleteAttributes.
    ClusterResourceModify,
    /// ListTasks, DescribeTasks, GetTaskProtection, ListContainerInstances, DescribeContainerInstances, ListAttributes.
    ClusterResourceRead,
    /// CreateService, UpdateService, DeleteService, StopServiceDeployment, ContinueServiceDeployment, and what changes
    /// task sets.
    ServiceModify,
    /// ListServices, DescribeServices, DescribeTaskSets.
    ServiceRead,
    /// ListServiceDeployments, DescribeServiceDeployments.
    ServiceDeploymentRead,
    /// DescribeServiceRevisions.
    ServiceRevisionRead,
    /// RegisterTaskDefinition, DeregisterTaskDefinition.
    TaskDefinitionModify,
    /// DeleteTaskDefinitions.
    TaskDefinitionDelete,
    /// DescribeTaskDefinition, ListTaskDefinitions, ListTaskDefinitionFamilies.
    TaskDefinitionRead,
    /// DescribeCapacityProviders.
    CapacityProviderRead,
    /// CreateCapacityProvider, UpdateCapacityProvider, DeleteCapacityProvider.
    CapacityProviderModify,
    /// RegisterContainerInstance, UpdateContainerAgent.
    AgentModify,
    /// ListAccountSettings.
    AccountSettingRead,
    /// TagResource, UntagResource.
    TagModify,
    /// ListTagsForResource.
    TagRead,
    /// Every Describe operation of Elastic Load Balancing.
    LoadBalancingRead,
    /// Every other operation of Elastic Load Balancing.
    LoadBalancingModify,
    /// GetMetricData.
    MetricDataRead,
    /// GetMetricStatistics.
    MetricStatisticsRead,
    /// ListMetrics.
    MetricListRead,
    /// PutMetricData.
    MetricDataModify,
    /// DescribeAlarms.
    AlarmRead,
    /// DescribeAlarmsForMetric.
    AlarmMetricRead,
    /// DescribeAlarmHistory.
    AlarmHistoryRead,
    /// PutMetricAlarm, DeleteAlarms, SetAlarmState, EnableAlarmActions, DisableAlarmActions.
    AlarmModify,
}

/// How many calls a bucket allows: at once, and for ever.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Allowance {
    /// The most calls at once, after a rest.
    pub burst: f64,
    /// Calls that come back each second.
    pub refill_per_second: f64,
}

impl Bucket {
    /// Every bucket.
    pub const ALL: &[Self] = &[
        Self::ClusterModify,
        Self::ClusterRead,
        Self::ClusterResourceModify,
        Self::ClusterResourceRead,
        Self::ServiceModify,
        Self::ServiceRead,
        Self::ServiceDeploymentRead,
        Self::ServiceRevisionRead,
        Self::TaskDefinitionModify,
        Self::TaskDefinitionDelete,
        Self::TaskDefinitionRead,
        Self::CapacityProviderRead,
        Self::CapacityProviderModify,
        Self::AgentModify,
        Self::AccountSettingRead,
        Self::TagModify,
        Self::TagRead,
        Self::LoadBalancingRead,
        Self::LoadBalancingModify,
        Self::MetricDataRead,
        Self::MetricStatisticsRead,
        Self::MetricListRead,
        Self::MetricDataModify,
        Self::AlarmRead,
        Self::AlarmMetricRead,
        Self::AlarmHistoryRead,
        Self::AlarmModify,
    ];

    /// The bucket that pays for an operation, or `None` for an operation that is not throttled here.
    #[must_use]
    pub fn of(api: Api, operation: &str) -> Option<Self> {
        match api {
            Api::Ecs => Self::of_ecs(operation),
            Api::LoadBalancing if operation.starts_with("Describe") => Some(Self::LoadBalancingRead),
            Api::LoadBalancing => Some(Self::LoadBalancingModify),
            Api::Monitoring => Self::of_monitoring(operation),
            Api::Sts | Api::Logs | Api::AutoScaling | Api::Registry | Api::Compute | Api::Deploy => None,
        }
    }

    fn of_ecs(operation: &str) -> Option<Self> {
        Some(match operation {
            "CreateCluster" | "DeleteCluster" | "PutClusterCapacityProviders" => Self::ClusterModify,
            "UpdateCluster" | "UpdateClusterSettings" => Self::ClusterModify,
            "ListClusters" | "DescribeClusters" => Self::ClusterRead,
            "RunTask" | "StopTask" | "DeregisterContainerInstance" => Self::ClusterResourceModify,
            "StartTask" | "UpdateTaskProtection" => Self::ClusterResourceModify,
            "UpdateContainerInstancesState" | "PutAttributes" | "DeleteAttributes" => Self::ClusterResourceModify,
            "ListTasks" | "DescribeTasks" | "GetTaskProtection" | "ListAttributes" => Self::ClusterResourceRead,
            "ListContainerInstances" | "DescribeContainerInstances" => Self::ClusterResourceRead,
            "CreateService" | "UpdateService" | "DeleteService" => Self::ServiceModify,
            "CreateTaskSet" | "UpdateTaskSet" | "DeleteTaskSet" | "UpdateServicePrimaryTaskSet" => Self::ServiceModify,
            "StopServiceDeployment" | "ContinueServiceDeployment" => Self::ServiceModify,
            "ListServiceDeployments" | "DescribeServiceDeployments" => Self::ServiceDeploymentRead,
            "DescribeServiceRevisions" => Self::ServiceRevisionRead,
            "ListServices" | "DescribeServices" | "DescribeTaskSets" => Self::ServiceRead,
            "RegisterTaskDefinition" | "DeregisterTaskDefinition" => Self::TaskDefinitionModify,
            "DeleteTaskDefinitions" => Self::TaskDefinitionDelete,
            "DescribeTaskDefinition" | "ListTaskDefinitions" | "ListTaskDefinitionFamilies" => Self::TaskDefinitionRead,
            "DescribeCapacityProviders" => Self::CapacityProviderRead,
            "CreateCapacityProvider" | "UpdateCapacityProvider" | "DeleteCapacityProvider" => {
                Self::CapacityProviderModify
            }
            "RegisterContainerInstance" | "UpdateContainerAgent" => Self::AgentModify,
            "ListAccountSettings" => Self::AccountSettingRead,
            "TagResource" | "UntagResource" => Self::TagModify,
            "ListTagsForResource" => Self::TagRead,
            _ => return None,
        })
    }

    fn of_monitoring(operation: &str) -> Option<Self> {
        Some(match operation {
            "GetMetricData" => Self::MetricDataRead,
            "GetMetricStatistics" => Self::MetricStatisticsRead,
            "ListMetrics" => Self::MetricListRead,
            "PutMetricData" => Self::MetricDataModify,
            "DescribeAlarms" => Self::AlarmRead,
            "DescribeAlarmsForMetric" => Self::AlarmMetricRead,
            "DescribeAlarmHistory" => Self::AlarmHistoryRead,
            "PutMetricAlarm" | "DeleteAlarms" | "SetAlarmState" | "EnableAlarmActions" | "DisableAlarmActions" => {
                Self::AlarmModify
            }
            _ => return None,
        })
    }

    /// The bucket with this name, as [`Bucket::name`] spells it.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|bucket| bucket.name() == name)
    }

    /// The name in the journal and in faults, for example `service-read`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ClusterModify => "cluster-modify",
            Self::ClusterRead => "cluster-read",
            Self::ClusterResourceModify => "cluster-resource-modify",
            Self::ClusterResourceRead => "cluster-resource-read",
            Self::ServiceModify => "service-modify",
            Self::ServiceRead => "service-read",
            Self::ServiceDeploymentRead => "service-deployment-read",
            Self::ServiceRevisionRead => "service-revision-read",
            Self::TaskDefinitionModify => "task-definition-modify",
            Self::TaskDefinitionDelete => "task-definition-delete",
            Self::TaskDefinitionRead => "task-definition-read",
            Self::CapacityProviderRead => "capacity-provider-read",
            Self::CapacityProviderModify => "capacity-provider-modify",
            Self::AgentModify => "agent-modify",
            Self::AccountSettingRead => "account-setting-read",
            Self::TagModify => "tag-modify",
            Self::TagRead => "tag-read",
            Self::LoadBalancingRead => "load-balancing-read",
            Self::LoadBalancingModify => "load-balancing-modify",
            Self::MetricDataRead => "metric-data-read",
            Self::MetricStatisticsRead => "metric-statistics-read",
            Self::MetricListRead => "metric-list-read",
            Self::MetricDataModify => "metric-data-modify",
            Self::AlarmRead => "alarm-read",
            Self::AlarmMetricRead => "alarm-metric-read",
            Self::AlarmHistoryRead => "alarm-history-read",
            Self::AlarmModify => "alarm-modify",
        }
    }

    /// What AWS allows an account in one region.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html#throttling-quotas>,
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-api-throttling.html>,
    /// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html> (one second's calls at
    /// once)
    #[must_use]
    pub const fn allowance(self) -> Allowance {
        let (burst, refill_per_second) = match self {
            Self::ClusterModify | Self::TaskDefinitionModify => (20.0, 1.0),
            Self::ClusterRead | Self::TaskDefinitionRead | Self::CapacityProviderRead => (50.0, 20.0),
            Self::AccountSettingRead | Self::TagRead => (50.0, 20.0),
            Self::ServiceDeploymentRead | Self::ServiceRevisionRead => (50.0, 20.0),
            Self::ClusterResourceModify => (100.0, 40.0),
            Self::ClusterResourceRead | Self::ServiceRead => (100.0, 20.0),
            Self::ServiceModify => (50.0, 5.0),
            Self::TaskDefinitionDelete => (5.0, 1.0),
            Self::CapacityProviderModify => (10.0, 1.0),
            Self::AgentModify => (200.0, 120.0),
            Self::TagModify => (20.0, 10.0),
            Self::LoadBalancingRead => (40.0, 10.0),
            Self::LoadBalancingModify => (20.0, 3.0),
            Self::MetricDataRead => (50.0, 50.0),
            Self::MetricStatisticsRead => (400.0, 400.0),
            Self::MetricListRead => (25.0, 25.0),
            Self::MetricDataModify => (500.0, 500.0),
            Self::AlarmRead | Self::AlarmMetricRead => (9.0, 9.0),
            Self::AlarmHistoryRead => (20.0, 20.0),
            Self::AlarmModify => (3.0, 3.0),
        };
        Allowance { burst, refill_per_second }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listing_and_describing_services_share_a_bucket() {
        assert_eq!(Bucket::of(Api::Ecs, "ListServices"), Bucket::of(Api::Ecs, "DescribeServices"));
        assert_ne!(Bucket::of(Api::Ecs, "ListServices"), Bucket::of(Api::Ecs, "UpdateService"));
    }

    #[test]
    fn every_read_of_load_balancing_shares_a_bucket_of_its_own() {
        let read = Bucket::of(Api::LoadBalancing, "DescribeTargetHealth");
        assert_eq!(read, Some(Bucket::LoadBalancingRead));
        assert_eq!(read, Bucket::of(Api::LoadBalancing, "DescribeTags"));
        assert_ne!(read, Bucket::of(Api::LoadBalancing, "RegisterTargets"));
        assert_eq!(Bucket::of(Api::Ecs, "DescribeTargetHealth"), None);
    }

    #[test]
    fn every_bucket_is_found_by_its_name() {
        for &bucket in Bucket::ALL {
            assert_eq!(Bucket::named(bucket.name()), Some(bucket));
        }
        assert_eq!(Bucket::named("service"), None);
    }
}
