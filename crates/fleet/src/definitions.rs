//! Task definitions that were read: a revision never changes, so once is enough.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use aws_sdk_ecs::types::TaskDefinitionStatus;
use model::name::Family;
use model::task_definition::{self, TaskDefinition, TaskDefinitionRef};
use parking_lot::{Mutex, MutexGuard};
use tokio::sync::OnceCell;
use tokio::time::Instant;

use crate::budget::Priority;
use crate::clients::Clients;
use crate::error::FleetError;
use crate::read;

/// The most revisions that are kept; the one that was asked for first goes first. At some 10 kB each.
const KEPT: usize = 2_000;

/// How long a list of INACTIVE revisions serves.
const INACTIVE_FOR: Duration = Duration::from_secs(60);

/// The cache of one environment. Those who ask for the same at the same time share one call.
#[derive(Debug)]
pub(crate) struct Definitions {
    clients: Clients,
    revisions: Mutex<Revisions>,
    inactive: Mutex<HashMap<Family, Inactive>>,
}

type Cell = Arc<OnceCell<Arc<TaskDefinition>>>;

/// When the list was first asked for, and the list.
type Inactive = (Instant, Arc<OnceCell<Vec<u32>>>);

#[derive(Debug, Default)]
struct Revisions {
    cells: HashMap<TaskDefinitionRef, Cell>,
    order: VecDeque<TaskDefinitionRef>,
}

impl Definitions {
    pub(crate) fn new(clients: Clients) -> Self {
        Self { clients, revisions: Mutex::default(), inactive: Mutex::default() }
    }

    pub(crate) async fn get(&self, reference: &TaskDefinitionRef) -> Result<Arc<TaskDefinition>, FleetError> {
        let cell = self.lock().cell(reference);
        let read = || async {
            let definition = read::task_definitions::describe(&self.clients, reference, Priority::Interactive).await;
            definition.map(Arc::new)
        };
        let result = cell.get_or_try_init(read).await.cloned();
        if result.is_err() {
            self.lock().forget_unread(reference);
        }
        result
    }

    pub(crate) fn known(&self, reference: &TaskDefinitionRef) -> Option<Arc<TaskDefinition>> {
        self.lock().cells.get(reference)?.get().cloned()
    }

    /// The INACTIVE revisions of a family, the newest first.
    pub(crate) async fn inactive_revisions(&self, family: &Family) -> Result<Vec<u32>, FleetError> {
        let cell = {
            let now = Instant::now();
            let mut inactive = self.inactive.lock();
            inactive.retain(|_, (since, _)| now.saturating_duration_since(*since) < INACTIVE_FOR);
            let (_, cell) = inactive.entry(family.clone()).or_insert_with(|| (now, Arc::default()));
            Arc::clone(cell)
        };
        let read = || async {
            let status = TaskDefinitionStatus::Inactive;
            let listed =
                read::task_definitions::list(&self.clients, Some(family), status, Priority::Interactive).await?;
            Ok(listed.revisions.get(family).cloned().unwrap_or_default())
        };
        cell.get_or_try_init(read).await.cloned()
    }

    /// Forgets revisions whose status changed, and all of a family whose newest number went down: numbers are never
    /// used twice, so that is another world with the same names.
    pub(crate) fn reconcile(&self, before: &BTreeMap<Family, Vec<u32>>, active: &BTreeMap<Family, Vec<u32>>) {
        let newest = |families: &BTreeMap<Family, Vec<u32>>, family: &Family| families.get(family)?.first().copied();
        self.lock().retain(|at, definition| {
            let is_active = active.get(&at.family).is_some_and(|numbers| numbers.contains(&at.revision));
            let went_down = newest(active, &at.family) < newest(before, &at.family);
            is_active == (definition.status == task_definition::TaskDefinitionStatus::Active) && !went_down
        });
    }

    fn lock(&self) -> MutexGuard<'_, Revisions> {
        self.revisions.lock()
    }
}

impl Revisions {
    fn cell(&mut self, reference: &TaskDefinitionRef) -> Cell {
        if let Some(cell) = self.cells.get(reference) {
            return Arc::clone(cell);
        }
        while self.order.len() >= KEPT {
            if let Some(oldest) = self.order.pop_front() {
                self.cells.remove(&oldest);
            }
        }
        let cell = Cell::default();
        self.order.push_back(reference.clone());
        self.cells.insert(reference.clone(), Arc::clone(&cell));
        cell
    }

    /// A revision that could not be read takes no place, unless somebody is just reading it.
    fn forget_unread(&mut self, reference: &TaskDefinitionRef) {
        let is_idle = |cell: &Cell| !cell.initialized() && Arc::strong_count(cell) <= 2;
        if self.cells.get(reference).is_some_and(is_idle) {
            self.cells.remove(reference);
            self.order.retain(|kept| kept != reference);
        }
    }

    fn retain(&mut self, keep: impl Fn(&TaskDefinitionRef, &TaskDefinition) -> bool) {
        self.cells.retain(|reference, cell| cell.get().is_none_or(|definition| keep(reference, definition)));
        let cells = &self.cells;
        self.order.retain(|reference| cells.contains_key(reference));
    }
}
