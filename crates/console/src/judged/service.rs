//! One service and its verdict, kept as long as nothing it was made from changes.

use std::sync::Arc;

use fleet::{ClusterSnapshot, Seen};
use model::freshness::STALE_AFTER;
use model::service::{Service, ServiceRef};
use model::task::Task;
use model::time::{Span, Timestamp};
use model::verdict::{Facts, Finding, Level, judge};
use model::view::{RecentChange, ServiceRow};

use crate::rows::{recent_changes, service_row};

/// A verdict that time alone may change is made again after this long.
const VERDICT_LASTS: Span = Span::seconds(2);

/// A service, its verdict and its row.
pub(crate) struct Judged {
    /// Its address.
    pub at: ServiceRef,
    /// The service.
    pub service: Arc<Service>,
    /// Its tasks, stopped ones too.
    pub tasks: Vec<Arc<Task>>,
    /// The verdict with its evidence.
    pub finding: Finding,
    /// The row in lists.
    pub row: ServiceRow,
    /// What happened to it lately, the newest first.
    pub recent: Vec<RecentChange>,
    judged_at: Timestamp,
}

impl Judged {
    /// The verdict of before, if it still holds, or a new one.
    pub fn update(
        before: Option<&Arc<Self>>,
        at: impl FnOnce() -> ServiceRef,
        cluster: &ClusterSnapshot,
        seen: &Seen<Service>,
        now: Timestamp,
    ) -> Arc<Self> {
        if let Some(before) = before
            && before.holds(cluster, seen, now)
        {
            return Arc::clone(before);
        }
        let tasks: Vec<Arc<Task>> = cluster.tasks_of(&seen.value.name).map(|task| Arc::clone(&task.value)).collect();
        Arc::new(Self::new(at(), Arc::clone(&seen.value), tasks, seen.at, now))
    }

    /// Judges a service that was read at `seen_at`.
    pub fn new(
        at: ServiceRef,
        service: Arc<Service>,
        tasks: Vec<Arc<Task>>,
        seen_at: Timestamp,
        now: Timestamp,
    ) -> Self {
        let borrowed: Vec<&Task> = tasks.iter().map(|task| &**task).collect();
        let finding = judge(&Facts::new(&service, &borrowed, Some(seen_at)), now);
        let row = service_row(&at, &service, &finding);
        let recent = recent_changes(&at, &service, &tasks);
        Self { at, service, tasks, finding, row, recent, judged_at: now }
    }

    /// The one word.
    pub fn level(&self) -> Level {
        self.row.verdict.level
    }

    fn holds(&self, cluster: &ClusterSnapshot, seen: &Seen<Service>, now: Timestamp) -> bool {
        let is_stale = now.since(seen.at) > STALE_AFTER;
        let was_stale = matches!(self.finding, Finding::NoFreshData { .. });
        if is_stale || was_stale || !Arc::ptr_eq(&self.service, &seen.value) {
            return false;
        }
        if !self.finding.lasts() && now.since(self.judged_at) >= VERDICT_LASTS {
            return false;
        }
        let mut known = self.tasks.iter();
        cluster.tasks_of(&seen.value.name).all(|task| known.next().is_some_and(|known| Arc::ptr_eq(known, &task.value)))
            && known.next().is_none()
    }
}
