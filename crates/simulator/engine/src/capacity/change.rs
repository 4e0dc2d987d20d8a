//! What time brings to a cluster's capacity.

use super::Capacity;
use crate::id::{InstanceId, InstanceKey};
use crate::queue::Happening;
use crate::{Engine, Name};

/// One change of a cluster's capacity that is to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// Something has become free, or has gone: waiting tasks and services are looked at.
    Look,
    /// A provider has too few instances for the tasks that wait.
    ScaleOut { provider: Name },
    /// An instance that a provider has asked for is there.
    Boot { provider: Name },
    /// A provider may have more instances than it needs.
    ScaleIn { provider: Name },
    /// An instance that is not needed any more ends.
    Terminate { instance: InstanceId },
    /// The update of an agent goes on.
    UpdateAgent { instance: InstanceId },
}

/// How long it takes until something that has become free is noticed.
const NOTICED_WITHIN: std::ops::RangeInclusive<u64> = 300..=900;

impl Engine {
    /// Does what was planned for a cluster's capacity.
    pub(crate) fn change_capacity(&mut self, cluster: &Name, change: Change) {
        match change {
            Change::Look => self.look_at_capacity(cluster),
            Change::ScaleOut { provider } => self.scale_out(cluster, &provider),
            Change::Boot { provider } => self.boot(cluster, &provider),
            Change::ScaleIn { provider } => self.scale_in(cluster, &provider),
            Change::Terminate { instance } => self.terminate(&InstanceKey { cluster: cluster.clone(), instance }),
            Change::UpdateAgent { instance } => {
                self.continue_agent_update(&InstanceKey { cluster: cluster.clone(), instance });
            }
        }
    }

    /// Plans a change, that many milliseconds from now.
    pub(super) fn plan_change(&mut self, cluster: &Name, change: Change, after: u64) {
        self.queue.plan(self.world.now + after, Happening::Capacity { cluster: cluster.clone(), change });
    }

    /// Plans a look at the cluster, unless one is planned.
    pub(super) fn capacity_changed(&mut self, cluster: &Name) {
        self.note_cluster(cluster);
        let Some(capacity) = self.capacity_mut(cluster) else { return };
        if std::mem::replace(&mut capacity.look, true) {
            return;
        }
        let after = self.random.within(NOTICED_WITHIN);
        self.plan_change(cluster, Change::Look, after);
    }

    fn look_at_capacity(&mut self, cluster: &Name) {
        let Some(capacity) = self.capacity_mut(cluster) else { return };
        capacity.look = false;
        self.seat_waiting(cluster);
        self.retry_placements(cluster);
        self.recount_daemons(cluster);
    }

    pub(super) fn capacity_mut(&mut self, cluster: &Name) -> Option<&mut Capacity> {
        Some(&mut self.world.clusters.get_mut(cluster)?.capacity)
    }
}
