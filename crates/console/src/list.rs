//! Lists that are prepared once and asked many times: filter, sort and page.

mod carry;
mod index;
mod prepared;
mod recent;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::cmp::Ordering;

use model::verdict::Level;

pub(crate) use index::Index;
pub(crate) use prepared::Prepared;
pub(crate) use recent::Recent;

/// What a list needs to know of its items.
pub(crate) trait Listed {
    /// The columns by which the list is sorted; the first is its own choice.
    const SORTS: &'static [&'static str];

    /// How items are ordered by a column. No two items of a list are equal in any order, so that nothing depends on
    /// chance.
    fn order(sort: &str) -> fn(&Self, &Self) -> Ordering;

    /// All that the filter looks at, in lower case.
    fn words(&self) -> Cow<'_, str>;

    /// How it is judged; `None` for things that are not judged.
    fn level(&self) -> Option<Level>;

    /// How it was judged last, if that is not known now.
    fn was(&self) -> Option<Level> {
        None
    }

    /// Whether a query with this status wants it.
    fn has_status(&self, _status: &str) -> bool {
        true
    }
}

/// An item that is recognized in the next list, so that what was found out about it is kept.
pub(crate) trait Carried: Listed + Clone {
    /// How items stand before they are sorted by any column.
    fn place(&self, other: &Self) -> Ordering;

    /// Whether it is this very item, with nothing changed.
    fn is_same(&self, other: &Self) -> bool;
}

pub(crate) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
