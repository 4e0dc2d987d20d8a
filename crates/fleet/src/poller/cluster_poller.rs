//! What the loops of one cluster share.

use std::collections::BTreeSet;
use std::sync::Arc;

use model::name::{ClusterName, ServiceName};
use tokio::sync::watch;

use super::Poller;
use crate::budget::Priority;
use crate::error::FleetError;
use crate::store::Area;

/// One cluster, and what its loops tell each other.
#[derive(Debug)]
pub(super) struct ClusterPoller {
    pub(super) poller: Arc<Poller>,
    pub(super) cluster: ClusterName,
    /// Counts up when the focus begins or ceases to fail: the lists should find out soon whether they do, too.
    pub(super) lists_due: watch::Sender<u64>,
    /// Counts up when all services were read, or could not be.
    pub(super) services_read: watch::Sender<u64>,
}

impl ClusterPoller {
    /// Whether the cluster as a whole is looked at.
    pub(super) fn is_watched(&self) -> bool {
        self.poller.estate.is_watched(&self.cluster)
    }

    /// Whether the cluster itself is looked at, and not just everything there is.
    pub(super) fn is_watched_alone(&self) -> bool {
        self.poller.estate.watches.shows_cluster(self.poller.estate.name(), &self.cluster)
    }

    /// The services of the cluster that are looked at one by one.
    pub(super) fn focused_services(&self) -> BTreeSet<ServiceName> {
        self.poller.estate.watches.focus(self.poller.estate.name(), &self.cluster).services
    }

    /// Who goes first when an area of this cluster is swept.
    pub(super) fn priority(&self, area: &Area) -> Priority {
        self.poller.priority(area, self.is_watched())
    }

    /// A cluster that AWS does not know any more makes the list of clusters due.
    pub(super) fn noting_absence<T>(&self, result: Result<T, FleetError>) -> Result<T, FleetError> {
        if matches!(result, Err(FleetError::NotFound { .. })) {
            self.poller.clusters_due.send_modify(|count| *count += 1);
        }
        result
    }
}
