//! What surrounds a list: filter box, level filter, sorted headings, pages. All of it stands in the address.

mod tools;

use model::query::{ListQuery, Listing, Order};

pub use tools::{count_tools, levels, statuses, tools};

use crate::ui::paging::Paging;
use crate::ui::table::{Direction, Heading, Layout};

/// A list's address without its query, and the query it was asked with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListAt {
    /// The path of the page.
    pub path: String,
    /// What the address says.
    pub query: ListQuery,
}

impl ListAt {
    /// The address of the same list, asked otherwise.
    pub fn with(&self, change: impl FnOnce(&mut ListQuery)) -> String {
        let mut query = self.query.clone();
        query.page = 0;
        change(&mut query);
        format!("{}{}", self.path, query.to_query())
    }

    /// Whether anything is filtered out.
    pub fn is_filtered(&self) -> bool {
        !self.query.filter.is_empty() || self.query.level.is_some() || !self.query.status.is_empty()
    }

    /// A column that sorts the list. `natural` is which way the list's own order of that column runs.
    pub fn heading(&self, text: &'static str, layout: Layout, sort: SortBy) -> Heading {
        let SortBy { key, is_default, natural } = sort;
        let is_sorted = if is_default { self.query.sort.is_empty() } else { self.query.sort == key };
        let order = match (is_sorted, self.query.order) {
            (true, Order::Natural) => Order::Reversed,
            _ => Order::Natural,
        };
        let href = self.with(|query| {
            query.sort = if is_default { String::new() } else { key.to_owned() };
            query.order = order;
        });
        let sorted = is_sorted.then(|| match self.query.order {
            Order::Natural => natural,
            Order::Reversed => natural.turned(),
        });
        Heading { text: text.into(), layout, sort: Some(href), sorted }
    }

    /// The way through the pages of the list.
    pub fn paging<T>(&self, listing: &Listing<T>) -> Paging {
        let to = |page| self.with(|query| query.page = page);
        Paging {
            first: listing.first_row(),
            last: listing.last_row(),
            of: listing.matching,
            previous: listing.page.checked_sub(1).map(to),
            next: Some(listing.page + 1).filter(|next| *next < listing.pages()).map(to),
        }
    }
}

/// How a column sorts.
#[derive(Clone, Copy, Debug)]
pub struct SortBy {
    /// Its key in the address.
    pub key: &'static str,
    /// Whether the list is sorted by it when the address says nothing.
    pub is_default: bool,
    /// Which way its own order runs.
    pub natural: Direction,
}

impl SortBy {
    /// The list's own choice.
    pub const fn default(key: &'static str, natural: Direction) -> Self {
        Self { key, is_default: true, natural }
    }

    /// Another column.
    pub const fn key(key: &'static str, natural: Direction) -> Self {
        Self { key, is_default: false, natural }
    }
}

#[cfg(test)]
mod tests {
    use model::verdict::Level;

    use super::*;

    fn at(query: ListQuery) -> ListAt {
        ListAt { path: "/list".to_owned(), query }
    }

    #[test]
    fn a_second_click_on_a_heading_turns_the_order_round() {
        let by_name = SortBy::key("name", Direction::Ascending);
        let first = at(ListQuery::default()).heading("Name", Layout::Words, by_name);
        assert_eq!((first.sort.as_deref(), first.sorted), (Some("/list?sort=name"), None));
        let again =
            at(ListQuery { sort: "name".to_owned(), ..ListQuery::default() }).heading("Name", Layout::Words, by_name);
        assert_eq!(
            (again.sort.as_deref(), again.sorted),
            (Some("/list?sort=name&order=reversed"), Some(Direction::Ascending))
        );
    }

    #[test]
    fn asking_otherwise_keeps_the_rest_and_begins_at_the_first_page() {
        let query = ListQuery { filter: "web".to_owned(), page: 3, ..ListQuery::default() };
        assert_eq!(at(query).with(|query| query.level = Some(Level::Down)), "/list?q=web&level=down");
    }

    #[test]
    fn the_first_page_has_none_before_and_the_last_none_after() {
        let listing = |page| Listing { rows: vec![(); 1], matching: 201, total: 201, page };
        let first = at(ListQuery::default()).paging(&listing(0));
        assert_eq!((first.previous, first.next.as_deref()), (None, Some("/list?page=2")));
        let last = at(ListQuery { page: 2, ..ListQuery::default() }).paging(&listing(2));
        assert_eq!((last.previous.as_deref(), last.next), (Some("/list?page=2"), None));
    }
}
