use model::query::{ListQuery, Listing, Order};

use super::*;
use crate::work::{Work, counted};

#[derive(Clone)]
struct Item(u32);

impl Listed for Item {
    const SORTS: &'static [&'static str] = &["number", "even"];

    fn order(sort: &str) -> fn(&Self, &Self) -> Ordering {
        match sort {
            "even" => |a, b| (a.0 % 2).cmp(&(b.0 % 2)).then(a.0.cmp(&b.0)),
            _ => |a, b| a.0.cmp(&b.0),
        }
    }

    fn words(&self) -> Cow<'_, str> {
        Cow::Owned(format!("item {} {}", self.0, if self.0.is_multiple_of(2) { "even" } else { "odd" }))
    }

    fn level(&self) -> Option<Level> {
        Some(if self.0.is_multiple_of(10) { Level::Down } else { Level::Steady })
    }
}

impl Carried for Item {
    fn place(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }

    fn is_same(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

fn listed(items: u32, query: &ListQuery) -> Listing<u32> {
    Index::new((0..items).map(Item).collect()).page(query, |item| item.0)
}

fn sorted(sort: &str) -> ListQuery {
    ListQuery { sort: sort.to_owned(), ..ListQuery::default() }
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

#[test]
fn a_page_that_was_asked_for_before_costs_nothing_but_its_rows() {
    let index = Index::new((0..5_000).map(Item).collect());
    for query in [sorted("even"), ListQuery { filter: "odd".to_owned(), ..sorted("even") }] {
        let first = index.page(&query, |item| item.0);
        let (again, done) = counted(|| index.page(&query, |item| item.0));
        assert_eq!(again, first);
        assert!(done.is_empty(), "{done:?}");
    }
}

#[test]
fn an_item_that_came_is_put_into_its_place_without_sorting_again() {
    let before = Index::new((0..5_000).filter(|number| *number != 777).map(Item).collect());
    before.page(&sorted("even"), |item| item.0);
    let (after, done) = counted(|| Index::after(&before, (0..4_999).map(Item).collect()));
    assert!(done[&Work::Compared] < 20, "{done:?}");
    let query = ListQuery { page: 27, ..sorted("even") };
    assert_eq!(after.page(&query, |item| item.0), listed(4_999, &query));
}
