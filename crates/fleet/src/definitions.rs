//! Task definitions that were read: a revision never changes, so once is enough.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use aws_sdk_ecs::types::TaskDefinitionStatus;
use model::name::Family;
use model::task_definition::{self, TaskDefinition, TaskDefinitionRef};
use moka::policy::EvictionPolicy;
use moka::sync::Cache;
use tokio::sync::OnceCell;

use crate::budget::Priority;
use crate::clients::Clients;
use crate::error::FleetError;
use crate::read;

/// The most revisions that are kept; the one that was used longest ago goes first. At some 10 kB each.
const KEPT: u64 = 2_000;

/// How long a list of INACTIVE revisions serves.
const INACTIVE_FOR: Duration = Duration::from_secs(60);

/// The most lists of INACTIVE revisions that are kept.
const LISTS_KEPT: u64 = 500;

/// The cache of one environment. Those who ask for the same at the same time share one call: they find the same cell,
/// which is filled once. A cell that could not be filled stays empty, and the next who asks tries again.
#[derive(Debug)]
pub(crate) struct Definitions {
    clients: Clients,
    revisions: Cache<TaskDefinitionRef, Cell<Arc<TaskDefinition>>>,
    inactive: Cache<Family, Cell<Vec<u32>>>,
    /// How often what is known became something else.
    turns: AtomicU64,
}

type Cell<V> = Arc<OnceCell<V>>;

impl Definitions {
    pub(crate) fn new(clients: Clients) -> Self {
        let revisions = Cache::builder().max_capacity(KEPT).eviction_policy(EvictionPolicy::lru()).build();
        let inactive = Cache::builder().max_capacity(LISTS_KEPT).time_to_live(INACTIVE_FOR).build();
        Self { clients, revisions, inactive, turns: AtomicU64::default() }
    }

    pub(crate) async fn get(
        &self,
        reference: &TaskDefinitionRef,
        priority: Priority,
    ) -> Result<Arc<TaskDefinition>, FleetError> {
        let cell = self.revisions.get_with_by_ref(reference, Cell::default);
        let read = || async {
            let definition = read::task_definitions::describe(&self.clients, reference, priority).await?;
            self.turns.fetch_add(1, Ordering::Relaxed);
            Ok(Arc::new(definition))
        };
        cell.get_or_try_init(read).await.cloned()
    }

    /// A number that is another one once a revision was read or forgotten.
    pub(crate) fn turn(&self) -> u64 {
        self.turns.load(Ordering::Relaxed)
    }

    pub(crate) fn known(&self, reference: &TaskDefinitionRef) -> Option<Arc<TaskDefinition>> {
        self.revisions.get(reference)?.get().cloned()
    }

    /// The INACTIVE revisions of a family, the newest first.
    pub(crate) async fn inactive_revisions(&self, family: &Family) -> Result<Vec<u32>, FleetError> {
        let cell = self.inactive.get_with_by_ref(family, Cell::default);
        let read = || async {
            let status = TaskDefinitionStatus::Inactive;
            let listed =
                read::task_definitions::list(&self.clients, Some(family), status, Priority::Interactive).await?;
            Ok(listed.revisions.get(family).cloned().unwrap_or_default())
        };
        cell.get_or_try_init(read).await.cloned()
    }

    /// Forgets a revision whose status may have changed: the next who asks reads it.
    pub(crate) fn forget(&self, reference: &TaskDefinitionRef) {
        self.turns.fetch_add(1, Ordering::Relaxed);
        self.revisions.invalidate(reference);
        self.inactive.invalidate(&reference.family);
    }

    /// Forgets revisions whose status changed, and all of a family whose newest number went down: numbers are never
    /// used twice, so that is another world with the same names.
    pub(crate) fn reconcile(&self, before: &BTreeMap<Family, Vec<u32>>, active: &BTreeMap<Family, Vec<u32>>) {
        let newest = |families: &BTreeMap<Family, Vec<u32>>, family: &Family| families.get(family)?.first().copied();
        let stands = |at: &TaskDefinitionRef, definition: &TaskDefinition| {
            let is_active = active.get(&at.family).is_some_and(|numbers| numbers.contains(&at.revision));
            let went_down = newest(active, &at.family) < newest(before, &at.family);
            is_active == (definition.status == task_definition::TaskDefinitionStatus::Active) && !went_down
        };
        for (at, cell) in &self.revisions {
            if cell.get().is_some_and(|definition| !stands(&at, definition)) {
                self.revisions.invalidate(&*at);
            }
        }
    }
}
