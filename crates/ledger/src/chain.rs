//! Whether rows are what was written.

mod diagnose;

pub(crate) use diagnose::diagnose;

use crate::error::Wrong;
use crate::key::Key;
use crate::row::{Mark, Row};

/// Walks along the chain.
#[derive(Debug)]
pub(crate) struct Walk<'k> {
    key: &'k Key,
    /// The last row that holds.
    pub last: Mark,
}

/// Why the walk cannot go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// It is clear what is wrong with this row.
    At(i64, Wrong),
    /// The next row does not hold; what follows says why.
    Unclear,
}

impl<'k> Walk<'k> {
    /// Begins behind a place that is known to hold.
    pub const fn after(key: &'k Key, last: Mark) -> Self {
        Self { key, last }
    }

    /// Goes on to the next row.
    pub fn step(&mut self, row: &Row) -> Result<(), Stop> {
        let expected = self.last.seq + 1;
        if row.seq > expected {
            return Err(Stop::At(expected, Wrong::Removed));
        }
        if row.seq < expected {
            return Err(Stop::At(row.seq, Wrong::Inserted));
        }
        match row.mac.as_slice().try_into() {
            Ok(mac) if row.holds(self.key, &self.last.mac) => {
                self.last = Mark { seq: row.seq, mac };
                Ok(())
            }
            _ => Err(Stop::Unclear),
        }
    }
}
