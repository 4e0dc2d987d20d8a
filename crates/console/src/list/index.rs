//! A list with its orders and the answers to the last filters.

use std::sync::{Arc, OnceLock};

use model::query::{ListQuery, Listing, Order, ROWS_PER_PAGE};
use model::verdict::Level;

use super::carry::{Carry, merged};
use super::{Carried, Listed, Recent, count};
use crate::work::{Work, note};

/// Positions in the list, in some order.
type Positions = Arc<[u32]>;

/// The part of a query that decides which items are shown, and in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Wanted {
    column: usize,
    words: Vec<String>,
    level: Option<Level>,
    status: String,
}

/// The items of a list, each order sorted when it is first asked for.
///
/// A page costs the rows it shows; a filter looks at every item once, however many ask for it.
pub(crate) struct Index<T> {
    items: Vec<T>,
    orders: Box<[OnceLock<Positions>]>,
    matches: Recent<Wanted, Positions>,
}

impl<T: Listed> Index<T> {
    /// A list of which nothing is known yet.
    pub fn new(items: Vec<T>) -> Self {
        note(Work::Collected, items.len());
        let orders = T::SORTS.iter().map(|_| OnceLock::new()).collect();
        Self { items, orders, matches: Recent::default() }
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// The items in the list's own order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.order(0).iter().filter_map(|position| self.items.get(*position as usize))
    }

    /// The rows of one page of the items that match; past the end it is the last page.
    pub fn page<R>(&self, query: &ListQuery, row: impl Fn(&T) -> R) -> Listing<R> {
        let shown = self.matching(query);
        let matching = count(shown.len());
        let page = query.page.min(matching.saturating_sub(1) / ROWS_PER_PAGE);
        let (skipped, most) = (page as usize * ROWS_PER_PAGE as usize, ROWS_PER_PAGE as usize);
        let row = |position: &u32| self.items.get(*position as usize).map(&row);
        let rows = match query.order {
            Order::Natural => shown.iter().skip(skipped).take(most).filter_map(row).collect(),
            Order::Reversed => shown.iter().rev().skip(skipped).take(most).filter_map(row).collect(),
        };
        Listing { rows, matching, total: count(self.len()), page }
    }

    fn matching(&self, query: &ListQuery) -> Positions {
        let column = T::SORTS.iter().position(|sort| *sort == query.sort).unwrap_or(0);
        let filter = query.filter.to_lowercase();
        let words: Vec<String> = filter.split_whitespace().map(str::to_owned).collect();
        if words.is_empty() && query.level.is_none() && query.status.is_empty() {
            return Arc::clone(self.order(column));
        }
        let wanted = Wanted { column, words, level: query.level, status: query.status.clone() };
        self.matches.answer(&wanted, || {
            let order = self.order(wanted.column).iter().copied();
            order.filter(|position| self.items.get(*position as usize).is_some_and(|item| wanted.takes(item))).collect()
        })
    }

    fn order(&self, column: usize) -> &Positions {
        static NOTHING: OnceLock<Positions> = OnceLock::new();
        let Some(order) = self.orders.get(column) else { return NOTHING.get_or_init(Positions::default) };
        order.get_or_init(|| {
            let compare = self.comparing(column);
            let mut order: Vec<u32> = (0..count(self.len())).collect();
            order.sort_by(|a, b| compare(*a, *b));
            order.into()
        })
    }

    /// Compares the items at two positions by a column.
    fn comparing(&self, column: usize) -> impl Fn(u32, u32) -> std::cmp::Ordering {
        let compare = T::order(T::SORTS.get(column).copied().unwrap_or_default());
        move |a, b| {
            note(Work::Compared, 1);
            match (self.items.get(a as usize), self.items.get(b as usize)) {
                (Some(a), Some(b)) => compare(a, b),
                _ => a.cmp(&b),
            }
        }
    }
}

impl<T: Carried> Index<T> {
    /// A list made from the one before: every order that was asked for is kept, and only what came is put into its
    /// place.
    pub fn after(before: &Self, items: Vec<T>) -> Self {
        let mut index = Self::new(items);
        let carry = Carry::between(&before.items, &mut index.items);
        for (column, order) in before.orders.iter().enumerate() {
            let (Some(order), false) = (order.get(), carry.is_mostly_new()) else { continue };
            let order = merged(order, &carry, index.comparing(column));
            if let Some(slot) = index.orders.get(column) {
                // Nobody else has this index yet.
                let _ = slot.set(order.into());
            }
        }
        index
    }
}

impl Wanted {
    fn takes(&self, item: &impl Listed) -> bool {
        let has =
            |level: Level| item.level() == Some(level) || item.was().filter(|was| was.needs_attention()) == Some(level);
        let fits = self.level.is_none_or(has) && item.has_status(&self.status);
        if !fits || self.words.is_empty() {
            return fits;
        }
        note(Work::Scanned, 1);
        let words = item.words();
        self.words.iter().all(|word| words.contains(&**word))
    }
}
