//! What stays when a list is made anew.

use std::cmp::Ordering;

use super::{Carried, count};

/// The mark of an item that is not in the new list, or has changed.
const GONE: u32 = u32::MAX;

/// Which items of a list are still there, and which came.
pub(super) struct Carry {
    /// The new position of each old item.
    stays: Vec<u32>,
    /// The positions of new items.
    came: Vec<u32>,
}

impl Carry {
    /// Compares two lists whose items stand in the same order, and keeps what the old items know about themselves.
    pub fn between<T: Carried>(old: &[T], new: &mut [T]) -> Self {
        let mut stays = vec![GONE; old.len()];
        let mut came = Vec::new();
        let mut pairs = old.iter().zip(&mut stays).peekable();
        for (position, item) in new.iter_mut().enumerate() {
            let is_before = |known: &T| !known.is_same(item) && known.place(item) == Ordering::Less;
            while pairs.next_if(|(known, _)| is_before(known)).is_some() {}
            match pairs.next_if(|(known, _)| known.is_same(item)) {
                Some((known, stays)) => {
                    *stays = count(position);
                    *item = known.clone();
                }
                None => came.push(count(position)),
            }
        }
        Self { stays, came }
    }

    /// Whether sorting anew is cheaper than putting everything that came into its place.
    pub fn is_mostly_new(&self) -> bool {
        self.came.len() > self.stays.len() / 4
    }
}

/// An old order without what is gone, and with what came in its place.
pub(super) fn merged(order: &[u32], carry: &Carry, compare: impl Fn(u32, u32) -> Ordering) -> Vec<u32> {
    let new_position = |old: &u32| carry.stays.get(*old as usize).copied().filter(|position| *position != GONE);
    let stayed: Vec<u32> = order.iter().filter_map(new_position).collect();
    let mut came = carry.came.clone();
    came.sort_by(|a, b| compare(*a, *b));
    let mut merged = Vec::with_capacity(stayed.len() + came.len());
    let mut rest = &stayed[..];
    for item in came {
        let (before, after) = rest.split_at(rest.partition_point(|known| compare(*known, item) == Ordering::Less));
        merged.extend_from_slice(before);
        merged.push(item);
        rest = after;
    }
    merged.extend_from_slice(rest);
    merged
}
