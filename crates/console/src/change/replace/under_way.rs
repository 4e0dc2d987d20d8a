//! Which tasks are being replaced.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use model::address::{ServiceRef, TaskRef};
use model::audit::{AuditQuery, Entry, EntryId, PlanId, Step, Verb};
use model::replacement::Course;
use tokio::sync::Notify;

use crate::console::Console;
use crate::error::ConsoleError;

/// A task that is being replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnderWay {
    /// The plan that began it.
    pub plan: PlanId,
    /// The task.
    pub at: TaskRef,
    /// Its service.
    pub service: ServiceRef,
}

/// Those that are under way, by the plans that began them. The record has them all: this only saves looking through it.
#[derive(Debug, Default)]
pub(crate) struct Replacements {
    /// `None` until the record was looked through.
    known: Mutex<Option<BTreeMap<PlanId, UnderWay>>>,
    woken: Notify,
}

impl Replacements {
    fn with<T>(&self, what: impl FnOnce(&mut Option<BTreeMap<PlanId, UnderWay>>) -> T) -> T {
        what(&mut self.known.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Goes on with one more, at once.
    pub fn add(&self, one: UnderWay) {
        self.with(|known| known.get_or_insert_default().insert(one.plan.clone(), one));
        self.wake();
    }

    /// Looks at all of them at once.
    pub fn wake(&self) {
        self.woken.notify_one();
    }

    /// Waits until somebody wants them looked at.
    pub async fn woken(&self) {
        self.woken.notified().await;
    }

    /// All of them; `None` until the record was looked through.
    pub fn all(&self) -> Option<Vec<UnderWay>> {
        self.with(|known| known.as_ref().map(|known| known.values().cloned().collect()))
    }

    /// One is over.
    pub fn remove(&self, plan: &PlanId) {
        self.with(|known| known.as_mut().and_then(|known| known.remove(plan)));
    }

    /// That of a task.
    pub fn of_task(&self, at: &TaskRef) -> Option<UnderWay> {
        self.with(|known| known.as_ref()?.values().find(|one| one.at == *at).cloned())
    }

    /// That of any task of a service.
    pub fn of_service(&self, at: &ServiceRef) -> Option<UnderWay> {
        self.with(|known| known.as_ref()?.values().find(|one| one.service == *at).cloned())
    }
}

impl Console {
    /// Looks through the record for what was under way when Podium ended, once.
    ///
    /// # Errors
    /// [`ConsoleError::Unrecorded`] when the record cannot be read.
    pub(super) async fn know_replacements(&self) -> Result<(), ConsoleError> {
        if self.replacements().all().is_some() {
            return Ok(());
        }
        let found = self.replacements_in_record().await.map_err(|error| {
            tracing::error!(%error, "the record of changes cannot be read");
            ConsoleError::Unrecorded
        })?;
        self.replacements().with(|known| {
            let known = known.get_or_insert_default();
            found.into_iter().for_each(|one| _ = known.entry(one.plan.clone()).or_insert(one));
        });
        Ok(())
    }

    async fn replacements_in_record(&self) -> Result<Vec<UnderWay>, ledger::LedgerError> {
        const AT_ONCE: u32 = 500;
        let query = AuditQuery { verb: Some(Verb::ReplaceTask), ..AuditQuery::default() };
        let mut parts: BTreeMap<PlanId, Vec<Entry>> = BTreeMap::new();
        let mut before: Option<EntryId> = None;
        loop {
            let rows = self.changes_of().ledger.entries_before(&query, before, AT_ONCE).await?;
            before = rows.last().map(|row| row.id);
            let is_last = rows.is_empty();
            for row in rows {
                // What is over needs no room.
                if let Some(part) = &row.intent.part {
                    let rows = parts.entry(part.of.clone()).or_default();
                    if !rows.iter().any(|row| row.intent.part.as_ref().is_some_and(|part| is_end(part.step))) {
                        rows.insert(0, row);
                    }
                }
            }
            if is_last {
                break;
            }
        }
        let under_way = |(plan, rows): (PlanId, Vec<Entry>)| {
            let course = Course::of(&rows).filter(|course| !course.is_over())?;
            let subject = &course.raise.intent.subject;
            Some(UnderWay { plan, at: subject.task()?, service: subject.service()? })
        };
        Ok(parts.into_iter().filter_map(under_way).collect())
    }
}

const fn is_end(step: Step) -> bool {
    matches!(step, Step::End(_))
}
