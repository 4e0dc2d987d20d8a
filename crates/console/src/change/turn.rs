//! Whose turn it is: what is seen of a thing and what is then done to it is one step, whoever else is at it here.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use model::audit::Subject;
use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

/// The thing itself that a change is about: a task is one whatever service it belongs to.
pub(super) fn thing(subject: &Subject) -> Subject {
    subject.task().map_or_else(|| subject.clone(), Subject::from)
}

/// A turn for each thing that somebody changes right now.
#[derive(Debug, Default)]
pub(crate) struct Turns(Mutex<HashMap<Subject, Weak<Turn<()>>>>);

impl Turns {
    /// Waits for the turn at a thing. It ends when what is given is dropped.
    pub(crate) async fn of(&self, subject: &Subject) -> OwnedMutexGuard<()> {
        let turn = {
            let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            turns.retain(|_, turn| turn.strong_count() > 0);
            let known = turns.get(subject).and_then(Weak::upgrade);
            let turn = known.unwrap_or_default();
            turns.insert(subject.clone(), Arc::downgrade(&turn));
            turn
        };
        turn.lock_owned().await
    }
}
