//! Work that tests count: what grows with an estate must not be done for every page.

/// A piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Work {
    /// A service was judged.
    Judged,
    /// Two items of a list were compared.
    Compared,
    /// The text of an item was scanned.
    Scanned,
    /// An item was collected into a list.
    Collected,
}

#[cfg(not(test))]
pub(crate) const fn note(_work: Work, _times: usize) {}

#[cfg(test)]
pub(crate) use counting::{counted, note};

#[cfg(test)]
mod counting {
    use std::cell::RefCell;
    use std::collections::HashMap;

    use super::Work;

    thread_local! {
        static DONE: RefCell<HashMap<Work, usize>> = RefCell::default();
    }

    pub(crate) fn note(work: Work, times: usize) {
        DONE.with_borrow_mut(|done| *done.entry(work).or_default() += times);
    }

    /// What `task` did on this thread.
    pub(crate) fn counted<T>(task: impl FnOnce() -> T) -> (T, HashMap<Work, usize>) {
        DONE.with_borrow_mut(HashMap::clear);
        let result = task();
        let done = DONE.with_borrow_mut(std::mem::take);
        (result, done.into_iter().filter(|(_, times)| *times > 0).collect())
    }
}
