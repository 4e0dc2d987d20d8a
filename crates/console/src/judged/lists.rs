//! What pages ask of one cluster, each found when it is first asked for and kept while nothing in the cluster changes.

mod event;
mod instance;
mod lately;
mod row;
mod service;
mod task;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use model::task::Task;
use model::view::{ClusterRow, SearchHit};

use super::Judged;
use crate::list::{Prepared, Recent};
use crate::needle::Rank;
pub(crate) use event::EventItem;
pub(super) use instance::{InstanceItem, tasks_by_instance};
pub(super) use lately::Lately;
pub(crate) use lately::{DEPLOYING_SHOWN, RECENT_SHOWN, deploying_order};
pub(super) use row::cluster_row;
pub(crate) use row::worst_cluster_first;
pub(crate) use task::TaskItem;

/// How many things match a text, and the best of each kind.
#[derive(Default)]
pub(crate) struct Hits {
    /// How many match.
    pub total: usize,
    /// The best of each kind.
    pub best: Vec<(Rank, SearchHit)>,
}

/// What matches the last texts that were searched for.
pub(crate) type Matches = Recent<String, Arc<Hits>>;

/// What pages ask of one cluster.
#[derive(Default)]
pub(crate) struct ClusterLists {
    pub(super) services: Prepared<Arc<Judged>>,
    pub(super) tasks: Prepared<TaskItem>,
    pub(super) events: Prepared<EventItem>,
    pub(super) instances: Prepared<InstanceItem>,
    pub(super) on_instances: OnceLock<HashMap<String, Vec<Arc<Task>>>>,
    pub(super) row: OnceLock<Arc<ClusterRow>>,
    pub(super) lately: OnceLock<Lately>,
    pub(super) events_total: OnceLock<usize>,
    pub(super) matches: Matches,
}

impl ClusterLists {
    /// What follows when something in the cluster changes.
    pub fn after(before: &Self) -> Self {
        Self {
            services: Prepared::after(&before.services),
            tasks: Prepared::after(&before.tasks),
            events: Prepared::after(&before.events),
            instances: Prepared::after(&before.instances),
            ..Self::default()
        }
    }
}
