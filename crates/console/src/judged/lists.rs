//! What pages ask of one cluster, each found when it is first asked for and kept while nothing in the cluster changes.

mod event;
mod instance;
mod lately;
mod row;
mod service;
mod task;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use model::name::Family;
use model::task::Task;
use model::view::{ClusterRow, JobRow, SearchHit};

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

/// A text that is searched for, and what its answer depends on beside the place where the answer is kept.
#[derive(Clone)]
pub(crate) struct Sought {
    /// The text.
    pub text: String,
    /// The families of the environment, and their ACTIVE revisions.
    pub families: Arc<BTreeMap<Family, Vec<u32>>>,
    /// Which definitions are known.
    pub definitions: u64,
}

impl PartialEq for Sought {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.definitions == other.definitions && Arc::ptr_eq(&self.families, &other.families)
    }
}

/// What matches the last texts that were searched for.
pub(crate) type Matches = Recent<Sought, Arc<Hits>>;

/// What pages ask of one cluster.
#[derive(Default)]
pub(crate) struct ClusterLists {
    pub(super) services: Prepared<Arc<Judged>>,
    pub(super) tasks: Prepared<TaskItem>,
    pub(super) events: Prepared<EventItem>,
    pub(super) instances: Prepared<InstanceItem>,
    pub(super) on_instances: OnceLock<HashMap<String, Vec<Arc<Task>>>>,
    pub(super) jobs: OnceLock<Vec<JobRow>>,
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
