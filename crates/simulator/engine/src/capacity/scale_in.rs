//! Managed scaling: fewer instances when some are empty.

use super::Change;
use super::instance::{Instance, InstanceStatus};
use super::provider::ManagedScaling;
use crate::cluster::Cluster;
use crate::id::{InstanceId, InstanceKey};
use crate::service::SchedulingStrategy;
use crate::time::{minutes, seconds};
use crate::{Engine, Millis, Name};

/// How long an instance must have been empty before it ends: fifteen readings of the alarm, one a minute.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html>
const EMPTY_FOR: u64 = minutes(15);

/// How long an empty instance is DRAINING before it ends.
const DRAINS_FOR: std::ops::RangeInclusive<u64> = seconds(20)..=seconds(60);

impl Engine {
    /// Plans a look at a provider's empty instances, when there are any.
    pub(super) fn plan_scale_in(&mut self, cluster: &Name, provider: &Name) {
        let enabled = self.world.capacity_provider(provider).is_some_and(|known| known.scaling.enabled);
        let Some(known) = self.world.cluster(cluster) else { return };
        let some = known.capacity.of_provider(provider).any(|instance| known.is_empty(instance));
        if enabled && some {
            self.plan_change(cluster, Change::ScaleIn { provider: provider.clone() }, EMPTY_FOR);
        }
    }

    /// Ends instances that have been empty for long, but for those that the target wants free.
    pub(super) fn scale_in(&mut self, cluster: &Name, provider: &Name) {
        let Some(known) = self.world.capacity_provider(provider).filter(|known| known.scaling.enabled) else { return };
        let (scaling, drains) = (known.scaling, known.drains);
        let before = self.now().before(EMPTY_FOR);
        let Some(known) = self.world.cluster(cluster) else { return };
        for instance in known.surplus(provider, scaling, before) {
            let key = InstanceKey { cluster: cluster.clone(), instance };
            if drains {
                self.set_status(&key, InstanceStatus::Draining);
                let after = self.random.within(DRAINS_FOR);
                self.plan_change(cluster, Change::Terminate { instance }, after);
            } else {
                self.terminate(&key);
            }
        }
    }
}

impl Cluster {
    /// Whether nothing but daemons runs on the instance: those do not keep it alive.
    fn is_empty(&self, instance: &Instance) -> bool {
        let is_daemon = |name: &Name| self.service(name).is_some_and(|it| it.scheduling == SchedulingStrategy::Daemon);
        instance.tasks().filter_map(|id| self.task(id)).all(|task| task.service.as_ref().is_some_and(is_daemon))
    }

    fn surplus(&self, provider: &Name, scaling: ManagedScaling, before: Millis) -> Vec<InstanceId> {
        let active = || self.capacity.of_provider(provider).filter(|it| it.status == InstanceStatus::Active);
        let (empty, used): (Vec<_>, Vec<_>) = active().partition(|instance| self.is_empty(instance));
        let size = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let wanted = size(used.len()).saturating_mul(100).div_ceil(scaling.target);
        let surplus = size(empty.len() + used.len()).saturating_sub(wanted).min(scaling.most_step);
        let long = empty.into_iter().filter(|instance| instance.empty_since <= before).map(|instance| instance.id);
        long.take(usize::try_from(surplus).unwrap_or(usize::MAX)).collect()
    }
}
