//! Filter, sort and page: the same for every list.

use std::borrow::Cow;
use std::cmp::Ordering;

use model::query::{ListQuery, Listing, Order, ROWS_PER_PAGE};
use model::verdict::Level;

/// What a list needs to know of its items.
pub(crate) trait Listed {
    /// All that the filter looks at, in lower case.
    fn words(&self) -> Cow<'_, str>;

    /// How it is judged; `None` for things that are not judged.
    fn level(&self) -> Option<Level>;
}

/// Keeps the items that match, sorts them, and draws the rows of one page; past the end it is the last page.
pub(crate) fn list<T: Listed, R>(
    mut items: Vec<T>,
    query: &ListQuery,
    compare: impl Fn(&T, &T) -> Ordering,
    row: impl Fn(&T) -> R,
) -> Listing<R> {
    let total = count(items.len());
    let filter = query.filter.to_lowercase();
    let wanted: Vec<&str> = filter.split_whitespace().collect();
    items.retain(|item| {
        let level_fits = query.level.is_none_or(|level| item.level() == Some(level));
        level_fits && (wanted.is_empty() || contains_all(&item.words(), &wanted))
    });
    let matching = count(items.len());
    match query.order {
        Order::Natural => items.sort_by(|a, b| compare(a, b)),
        Order::Reversed => items.sort_by(|a, b| compare(b, a)),
    }
    let page = query.page.min(matching.saturating_sub(1) / ROWS_PER_PAGE);
    let start = page as usize * ROWS_PER_PAGE as usize;
    let rows = items.iter().skip(start).take(ROWS_PER_PAGE as usize).map(row).collect();
    Listing { rows, matching, total, page }
}

fn contains_all(words: &str, wanted: &[&str]) -> bool {
    wanted.iter().all(|word| words.contains(word))
}

pub(crate) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Item(u32);

    impl Listed for Item {
        fn words(&self) -> Cow<'_, str> {
            Cow::Owned(format!("item {} {}", self.0, if self.0.is_multiple_of(2) { "even" } else { "odd" }))
        }

        fn level(&self) -> Option<Level> {
            Some(if self.0.is_multiple_of(10) { Level::Down } else { Level::Steady })
        }
    }

    fn listed(items: u32, query: &ListQuery) -> Listing<u32> {
        list((0..items).map(Item).collect(), query, |a, b| a.0.cmp(&b.0), |item| item.0)
    }

    #[test]
    fn lists_of_every_awkward_length_are_paged() {
        for (items, pages) in [(0, 1), (1, 1), (99, 1), (100, 1), (101, 2), (2_000, 20)] {
            let first = listed(items, &ListQuery::default());
            assert_eq!((first.total, first.matching, first.pages()), (items, items, pages));
            let last = listed(items, &ListQuery { page: 1_000, ..ListQuery::default() });
            assert_eq!(last.page, pages - 1, "past the end of {items} is the last page");
            assert_eq!(last.last_row(), items);
        }
    }

    #[test]
    fn every_word_of_the_filter_has_to_occur_whatever_its_case() {
        let query = ListQuery { filter: "EVEN  4".to_owned(), ..ListQuery::default() };
        assert_eq!(listed(20, &query).rows, [4, 14]);
        assert_eq!(listed(20, &query).total, 20);
    }

    #[test]
    fn a_level_keeps_only_its_own() {
        let query = ListQuery { level: Some(Level::Down), ..ListQuery::default() };
        assert_eq!(listed(25, &query).rows, [0, 10, 20]);
    }

    #[test]
    fn the_reversed_order_begins_at_the_other_end() {
        let query = ListQuery { order: Order::Reversed, ..ListQuery::default() };
        assert_eq!(listed(3, &query).rows, [2, 1, 0]);
    }
}
