//! A list that is prepared when somebody asks for it.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::{Carried, Index};

/// Changes after which a list that nobody asks for is forgotten.
const FORGOTTEN_AFTER: u32 = 100;

/// A list that is prepared when somebody first asks for it, from what was prepared of the one before.
pub(crate) struct Prepared<T> {
    now: OnceLock<Arc<Index<T>>>,
    /// The last list that somebody asked for, and how many changes ago that was.
    before: Mutex<Option<(Arc<Index<T>>, u32)>>,
}

impl<T> Default for Prepared<T> {
    fn default() -> Self {
        Self { now: OnceLock::new(), before: Mutex::default() }
    }
}

impl<T> Prepared<T> {
    /// What follows `before` when something changes.
    pub fn after(before: &Self) -> Self {
        let known = before.now.get().map(|index| (Arc::clone(index), 1));
        let older = || before.last_asked().take().map(|(index, changes)| (index, changes + 1));
        let before = known.or_else(older).filter(|(_, changes)| *changes < FORGOTTEN_AFTER);
        Self { now: OnceLock::new(), before: Mutex::new(before) }
    }

    fn last_asked(&self) -> std::sync::MutexGuard<'_, Option<(Arc<Index<T>>, u32)>> {
        self.before.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: Carried> Prepared<T> {
    /// The list; `items` are collected only by the first who asks.
    pub fn get(&self, items: impl FnOnce() -> Vec<T>) -> &Arc<Index<T>> {
        self.now.get_or_init(|| {
            let before = self.last_asked().take();
            Arc::new(match before {
                Some((before, _)) => Index::after(&before, items()),
                None => Index::new(items()),
            })
        })
    }
}
