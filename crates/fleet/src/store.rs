//! Where the snapshot of an environment lives, and the only place where it changes.

use std::sync::Arc;

use model::environment::Environment;
use model::name::ClusterName;
use model::watch::Change;
use parking_lot::{Mutex, RwLock};
use tokio::sync::broadcast;

use crate::snapshot::Snapshot;

mod area;
mod draft;
mod merge;

pub(crate) use area::Area;
pub(crate) use draft::{Draft, TaskScope};

/// The snapshot of one environment behind an `Arc` that is swapped whole.
#[derive(Debug)]
pub(crate) struct Store {
    current: RwLock<Arc<Snapshot>>,
    writer: Mutex<()>,
    changes: broadcast::Sender<Change>,
}

impl Store {
    pub(crate) fn new(environment: Environment, changes: broadcast::Sender<Change>) -> Self {
        Self { current: RwLock::new(Arc::new(Snapshot::new(environment))), writer: Mutex::default(), changes }
    }

    pub(crate) fn read(&self) -> Arc<Snapshot> {
        Arc::clone(&self.current.read())
    }

    /// Edits a copy, swaps it in, and tells of what became different. Edits happen one after another.
    pub(crate) fn edit<T>(&self, edit: impl FnOnce(&mut Draft) -> T) -> T {
        let _writer = self.writer.lock();
        let mut draft = Draft::of(&self.read());
        let result = edit(&mut draft);
        let (snapshot, touched) = draft.finish();
        *self.current.write() = Arc::new(snapshot);
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
