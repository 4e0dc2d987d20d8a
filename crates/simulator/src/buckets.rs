//! The request buckets in which AWS counts calls, per account and region.
//!
//! Bucket time is the wall clock's, whatever the speed of the simulated clock: a client is as fast as it is.

use std::collections::HashMap;
use std::time::Instant;

use serde::Serialize;

/// A group of operations that share one allowance.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bucket {
    /// CreateCluster, DeleteCluster.
    ClusterModify,
    /// ListClusters, DescribeClusters.
    ClusterRead,
    /// RunTask, StopTask.
    ClusterResourceModify,
    /// ListTasks, DescribeTasks.
    ClusterResourceRead,
    /// CreateService, UpdateService, DeleteService.
    ServiceModify,
    /// ListServices, DescribeServices.
    ServiceRead,
    /// RegisterTaskDefinition, DeregisterTaskDefinition.
    TaskDefinitionModify,
    /// DeleteTaskDefinitions.
    TaskDefinitionDelete,
    /// DescribeTaskDefinition, ListTaskDefinitions, ListTaskDefinitionFamilies.
    TaskDefinitionRead,
    /// DescribeCapacityProviders.
    CapacityProviderRead,
    /// ListAccountSettings.
    AccountSettingRead,
    /// TagResource, UntagResource.
    TagModify,
    /// ListTagsForResource.
    TagRead,
}

/// How many calls a bucket allows: at once, and for ever.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Allowance {
    /// The most calls at once, after a rest.
    pub burst: f64,
    /// Calls that come back each second.
    pub refill_per_second: f64,
}

impl Bucket {
    /// Every bucket.
    pub const ALL: [Self; 13] = [
        Self::ClusterModify,
        Self::ClusterRead,
        Self::ClusterResourceModify,
        Self::ClusterResourceRead,
        Self::ServiceModify,
        Self::ServiceRead,
        Self::TaskDefinitionModify,
        Self::TaskDefinitionDelete,
        Self::TaskDefinitionRead,
        Self::CapacityProviderRead,
        Self::AccountSettingRead,
        Self::TagModify,
        Self::TagRead,
    ];

    /// The bucket that pays for an operation of ECS, or `None` for an operation that is not throttled here.
    #[must_use]
    pub fn of(operation: &str) -> Option<Self> {
        Some(match operation {
            "CreateCluster" | "DeleteCluster" => Self::ClusterModify,
            "ListClusters" | "DescribeClusters" => Self::ClusterRead,
            "RunTask" | "StopTask" => Self::ClusterResourceModify,
            "ListTasks" | "DescribeTasks" => Self::ClusterResourceRead,
            "CreateService" | "UpdateService" | "DeleteService" => Self::ServiceModify,
            "ListServices" | "DescribeServices" => Self::ServiceRead,
            "RegisterTaskDefinition" | "DeregisterTaskDefinition" => Self::TaskDefinitionModify,
            "DeleteTaskDefinitions" => Self::TaskDefinitionDelete,
            "DescribeTaskDefinition" | "ListTaskDefinitions" | "ListTaskDefinitionFamilies" => Self::TaskDefinitionRead,
            "DescribeCapacityProviders" => Self::CapacityProviderRead,
            "ListAccountSettings" => Self::AccountSettingRead,
            "TagResource" | "UntagResource" => Self::TagModify,
            "ListTagsForResource" => Self::TagRead,
            _ => return None,
        })
    }

    /// The bucket with this name, as [`Bucket::name`] spells it.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|bucket| bucket.name() == name)
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
            Self::TaskDefinitionModify => "task-definition-modify",
            Self::TaskDefinitionDelete => "task-definition-delete",
            Self::TaskDefinitionRead => "task-definition-read",
            Self::CapacityProviderRead => "capacity-provider-read",
            Self::AccountSettingRead => "account-setting-read",
            Self::TagModify => "tag-modify",
            Self::TagRead => "tag-read",
        }
    }

    /// What AWS allows an account in one region.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html#throttling-quotas>
    #[must_use]
    pub const fn allowance(self) -> Allowance {
        let (burst, refill_per_second) = match self {
            Self::ClusterModify | Self::TaskDefinitionModify => (20.0, 1.0),
            Self::ClusterRead | Self::TaskDefinitionRead | Self::CapacityProviderRead => (50.0, 20.0),
            Self::AccountSettingRead | Self::TagRead => (50.0, 20.0),
            Self::ClusterResourceModify => (100.0, 40.0),
            Self::ClusterResourceRead | Self::ServiceRead => (100.0, 20.0),
            Self::ServiceModify => (50.0, 5.0),
            Self::TaskDefinitionDelete => (5.0, 1.0),
            Self::TagModify => (20.0, 10.0),
        };
        Allowance { burst, refill_per_second }
    }
}

/// Who shares a bucket: one account in one region.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Payer {
    /// The twelve digits of the account that calls.
    pub account: String,
    /// The region the call is signed for.
    pub region: String,
}

/// What is left in every bucket of every payer.
#[derive(Debug, Default)]
pub struct Buckets {
    levels: HashMap<(Payer, Bucket), Level>,
}

#[derive(Clone, Copy, Debug)]
struct Level {
    tokens: f64,
    at: Instant,
}

/// Forget idle payers beyond this many levels: whoever invents regions can not fill the memory.
const MOST_LEVELS: usize = 4096;

impl Buckets {
    /// Takes one call out of the payer's bucket, or says that it is empty.
    pub fn take(&mut self, payer: &Payer, bucket: Bucket, now: Instant) -> bool {
        let Allowance { burst, refill_per_second } = bucket.allowance();
        if self.levels.len() >= MOST_LEVELS {
            self.levels.retain(|(_, kept), level| {
                let full = kept.allowance();
                now.saturating_duration_since(level.at).as_secs_f64() * full.refill_per_second < full.burst
            });
        }
        let level = self.levels.entry((payer.clone(), bucket)).or_insert(Level { tokens: burst, at: now });
        let rested = now.saturating_duration_since(level.at).as_secs_f64();
        level.tokens = (level.tokens + rested * refill_per_second).min(burst);
        level.at = now;
        if level.tokens < 1.0 {
            return false;
        }
        level.tokens -= 1.0;
        true
    }

    /// Fills every bucket to the brim.
    pub fn refill(&mut self) {
        self.levels.clear();
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn payer(region: &str) -> Payer {
        Payer { account: "111122223333".to_owned(), region: region.to_owned() }
    }

    #[test]
    fn a_burst_is_served_and_the_next_call_is_not() {
        let (mut buckets, now) = (Buckets::default(), Instant::now());
        let served = (0..60).filter(|_| buckets.take(&payer("eu-west-1"), Bucket::ClusterRead, now)).count();
        assert_eq!(served, 50);
    }

    #[test]
    fn a_second_of_rest_brings_back_the_refill_and_never_more_than_the_burst() {
        let (mut buckets, start) = (Buckets::default(), Instant::now());
        let drain = |buckets: &mut Buckets, now| {
            (0..200).filter(|_| buckets.take(&payer("eu-west-1"), Bucket::ServiceRead, now)).count()
        };
        assert_eq!(drain(&mut buckets, start), 100);
        assert_eq!(drain(&mut buckets, start + Duration::from_secs(1)), 20);
        assert_eq!(drain(&mut buckets, start + Duration::from_secs(3600)), 100);
    }

    #[test]
    fn regions_and_buckets_do_not_pay_for_one_another() {
        let (mut buckets, now) = (Buckets::default(), Instant::now());
        while buckets.take(&payer("eu-west-1"), Bucket::ServiceRead, now) {}
        assert!(buckets.take(&payer("us-east-1"), Bucket::ServiceRead, now));
        assert!(buckets.take(&payer("eu-west-1"), Bucket::ClusterRead, now));
    }

    #[test]
    fn listing_and_describing_services_share_a_bucket() {
        assert_eq!(Bucket::of("ListServices"), Bucket::of("DescribeServices"));
        assert_ne!(Bucket::of("ListServices"), Bucket::of("UpdateService"));
    }

    #[test]
    fn every_bucket_is_found_by_its_name() {
        for bucket in Bucket::ALL {
            assert_eq!(Bucket::named(bucket.name()), Some(bucket));
        }
        assert_eq!(Bucket::named("service"), None);
    }
}
