//! What was done to a row that does not hold.

use crate::error::Wrong;
use crate::key::Key;
use crate::row::{Mark, Row};

/// How many rows in a row may have been removed, and the gap closed, for it to be told from an edited row.
const GAP: i64 = 4096;

/// Says what was done to the first of `rest`, which stands behind `before` and was not sealed there. `head` is the last
/// row that was written, if that is known.
pub(crate) fn diagnose(key: &Key, before: &Mark, rest: &[Row], head: Option<&Mark>) -> Wrong {
    let Some(here) = rest.first() else { return Wrong::Removed };
    let seq = before.seq + 1;
    let belongs_here = rest.iter().skip(1).position(|row| row.holds_at(key, seq, &before.mac));
    match belongs_here {
        Some(_) if is_from_further_down(key, seq, rest) && !is_a_copy(rest) => Wrong::Reordered,
        Some(0) => Wrong::Inserted,
        Some(_) => Wrong::Reordered,
        None => match rest.get(1) {
            Some(next) => gap_or_edit(key, before, here, next),
            None => alone(here, head),
        },
    }
}

/// Whether the first row was sealed behind one of the others.
fn is_from_further_down(key: &Key, seq: i64, rest: &[Row]) -> bool {
    rest.iter().skip(1).zip(seq + 1..).any(|(row, at)| {
        let here = &rest[0];
        here.holds_at(key, at, &row.mac) || here.holds_at(key, at + 1, &row.mac)
    })
}

/// Whether the first row occurs again.
fn is_a_copy(rest: &[Row]) -> bool {
    rest.iter().skip(1).any(|row| row.mac == rest[0].mac)
}

/// The row that belongs here is nowhere: it was edited, or removed and the gap closed.
fn gap_or_edit(key: &Key, before: &Mark, here: &Row, next: &Row) -> Wrong {
    let follows = |link: &[u8], at| next.holds_at(key, at, link);
    let sealed_again = here.content.link(key, here.seq, &before.mac);
    if follows(&here.mac, next.seq) || follows(&sealed_again, next.seq) {
        return Wrong::Edited;
    }
    let was_further_down = (1..=GAP).any(|gap| follows(&here.mac, next.seq + gap));
    if was_further_down { Wrong::Removed } else { Wrong::Edited }
}

/// Nothing follows the row: only the head can tell.
fn alone(here: &Row, head: Option<&Mark>) -> Wrong {
    match head {
        Some(head) if here.seq > head.seq => Wrong::Inserted,
        Some(head) if here.seq < head.seq => Wrong::Removed,
        _ => Wrong::Edited,
    }
}
