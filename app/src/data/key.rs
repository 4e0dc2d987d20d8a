//! What something was fetched with, without its type.

use std::any::Any;
use std::sync::Arc;

/// A value that is only ever compared with others of its kind.
#[derive(Clone)]
pub(super) struct Key(Arc<dyn Comparable>);

trait Comparable: Any + Send + Sync {
    fn equals(&self, other: &dyn Any) -> bool;
}

impl<S: PartialEq + Send + Sync + 'static> Comparable for S {
    fn equals(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<S>() == Some(self)
    }
}

impl Key {
    pub(super) fn of<S: PartialEq + Send + Sync + 'static>(value: S) -> Self {
        Self(Arc::new(value))
    }

    pub(super) fn get<S: Clone + 'static>(&self) -> Option<S> {
        let value: &dyn Any = &*self.0;
        value.downcast_ref::<S>().cloned()
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.0.equals(&*other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_equal_when_their_values_are() {
        assert!(Key::of(3_u32) == Key::of(3_u32));
        assert!(Key::of(3_u32) != Key::of(4_u32));
        assert!(Key::of(3_u32) != Key::of(3_i64));
    }

    #[test]
    fn a_key_gives_back_what_it_was_made_of() {
        assert_eq!(Key::of("web".to_owned()).get::<String>().as_deref(), Some("web"));
        assert_eq!(Key::of(3_u32).get::<String>(), None);
    }
}
