//! A value together with how fresh it is.

use std::ops::Deref;
use std::sync::Arc;

use model::freshness::{Freshness, Trouble};
use model::time::Timestamp;

/// What AWS last said, when it was asked, and what has stood in the way since: one thing, so that no value is shown
/// without its age.
///
/// It dereferences to the value. While the first read is under way the value may hold what has come so far, so an empty
/// value says nothing until [`Known::is_read`]; [`Known::read`] gives it only then.
#[derive(Debug)]
pub struct Known<T> {
    /// The value, shared for as long as it stays equal; its default before the first read.
    pub value: Arc<T>,
    /// When all of it was last read, and what has stood in the way since.
    pub freshness: Freshness,
}

impl<T> Known<T> {
    /// A value that was read at this moment.
    pub fn new(value: T, as_of: Timestamp) -> Self {
        Self { value: Arc::new(value), freshness: Freshness { as_of: Some(as_of), ..Freshness::default() } }
    }

    /// Nothing was read yet: not the same as a value that is empty.
    pub fn unread() -> Self
    where
        T: Default,
    {
        Self { value: Arc::default(), freshness: Freshness::default() }
    }

    /// The value, if it was ever read completely.
    pub fn read(&self) -> Option<&Arc<T>> {
        self.is_read().then_some(&self.value)
    }

    /// Whether it was ever read completely.
    pub fn is_read(&self) -> bool {
        self.freshness.as_of.is_some()
    }

    /// When it was last read completely.
    pub fn as_of(&self) -> Option<Timestamp> {
        self.freshness.as_of
    }

    /// What has stood in the way since.
    pub fn trouble(&self) -> Option<&Trouble> {
        self.freshness.trouble.as_ref()
    }

    /// Puts in what was read, and says whether a reader sees a difference. What is equal is not put in: it stays
    /// shared.
    pub(crate) fn set(&mut self, value: T) -> bool
    where
        T: PartialEq,
    {
        let differs = *self.value != value;
        if differs {
            self.value = Arc::new(value);
        }
        differs
    }

    /// The value to be changed; copied first if a reader holds it.
    pub(crate) fn make_mut(&mut self) -> &mut T
    where
        T: Clone,
    {
        Arc::make_mut(&mut self.value)
    }
}

impl<T> Clone for Known<T> {
    fn clone(&self) -> Self {
        Self { value: Arc::clone(&self.value), freshness: self.freshness.clone() }
    }
}

impl<T: Default> Default for Known<T> {
    fn default() -> Self {
        Self::unread()
    }
}

impl<T> Deref for Known<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_read_is_not_the_same_as_empty() {
        let (unread, empty) = (Known::<Vec<u32>>::unread(), Known::new(Vec::<u32>::new(), Timestamp(1)));
        assert_eq!((unread.len(), unread.read()), (0, None));
        assert_eq!(empty.read().map(|value| value.len()), Some(0));
    }
}
