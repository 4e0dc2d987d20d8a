//! Where the snapshot of an environment lives, and the only place where it changes.

use std::sync::Arc;

use model::environment::Environment;
use model::name::ClusterName;
use model::time::Span;
use model::watch::Change;
use parking_lot::{Mutex, RwLock};
use tokio::sync::broadcast;

use crate::clock::Clock;
use crate::snapshot::Snapshot;

mod area;
mod draft;
mod merge;
mod shift;

pub(crate) use area::Area;
pub(crate) use draft::{Draft, TaskScope};

/// The snapshot of one environment behind an `Arc` that is swapped whole.
#[derive(Debug)]
pub(crate) struct Store {
    current: RwLock<Dated>,
    writer: Mutex<()>,
    clock: Clock,
    changes: broadcast::Sender<Change>,
}

/// A snapshot, and the [correction](Clock::correction) of the clock by which its moments were noted.
#[derive(Clone, Debug)]
struct Dated {
    snapshot: Arc<Snapshot>,
    correction: i64,
}

impl Store {
    pub(crate) fn new(environment: Environment, changes: broadcast::Sender<Change>, clock: &Clock) -> Self {
        let current = Dated { snapshot: Arc::new(Snapshot::new(environment)), correction: clock.correction() };
        Self { current: RwLock::new(current), writer: Mutex::default(), changes, clock: clock.clone() }
    }

    /// The snapshot. Its ages are those it had before AWS corrected the clock, whenever that was.
    pub(crate) fn read(&self) -> Arc<Snapshot> {
        if self.current.read().correction != self.clock.correction() {
            self.edit(|_| {});
        }
        Arc::clone(&self.current.read().snapshot)
    }

    /// Edits a copy, swaps it in, and tells of what became different. Edits happen one after another.
    pub(crate) fn edit<T>(&self, edit: impl FnOnce(&mut Draft) -> T) -> T {
        let _writer = self.writer.lock();
        let Dated { snapshot, correction: before } = self.current.read().clone();
        let correction = self.clock.correction();
        let mut draft = Draft::of(&snapshot, self.clock.now());
        if correction != before {
            draft.shift(Span(correction - before));
        }
        let result = edit(&mut draft);
        let (snapshot, touched) = draft.finish();
        *self.current.write() = Dated { snapshot: Arc::new(snapshot), correction };
        touched.into_iter().for_each(|cluster| self.announce(cluster));
        result
    }

    /// Tells those who listen that something is to be asked for again, in one cluster or in the environment as a whole.
    pub(crate) fn announce(&self, cluster: Option<ClusterName>) {
        let snapshot = self.read();
        let change = Change { environment: snapshot.environment.name.clone(), cluster, version: snapshot.version };
        // Nobody listening is no failure.
        let _ = self.changes.send(change);
    }
}

#[cfg(test)]
mod tests;
