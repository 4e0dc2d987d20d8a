//! Where the snapshot of an environment lives, and the only place where it changes.

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use model::environment::Environment;
use model::watch::Change;
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
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Edits a copy, swaps it in, and tells of what became different. Edits happen one after another.
    pub(crate) fn edit<T>(&self, edit: impl FnOnce(&mut Draft) -> T) -> T {
        let _writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let mut draft = Draft::of(&self.read());
        let result = edit(&mut draft);
        let (snapshot, touched) = draft.finish();
        let (name, version) = (snapshot.environment.name.clone(), snapshot.version);
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot);
        for cluster in touched {
            // Nobody listening is no failure.
            let _ = self.changes.send(Change { environment: name.clone(), cluster, version });
        }
        result
    }
}

#[cfg(test)]
mod tests;
