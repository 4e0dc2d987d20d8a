//! Checking the whole record.

use sqlx::sqlite::SqliteRow;

use crate::Ledger;
use crate::chain::{Stop, Walk, diagnose};
use crate::error::{Broken, LedgerError, Wrong};
use crate::key::Key;
use crate::row::{BATCH, Mark, ROWS_FROM, Row};

/// A record that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many rows there are: intents and outcomes.
    pub rows: u64,
    /// How many of them were added after the place of the last row was kept: one at most after a crash.
    pub beyond_head: u64,
}

/// How many rows are looked at to say what was done to one.
const EVIDENCE: usize = 10_000;

impl Ledger {
    /// Checks every row, from the first to the last, and that there are as many as there should be. Rows that are added
    /// meanwhile are checked as well.
    ///
    /// # Errors
    /// [`LedgerError::Broken`] with the first row that is not what was written; any other when the record could not be
    /// read.
    pub async fn verify(&self) -> Result<Verified, LedgerError> {
        // Before the rows: they may become more meanwhile, and are never fewer than it names.
        let head = self.head.read(&self.key)?;
        let mut check = Check::new(&self.key, head);
        let mut from = i64::MIN;
        loop {
            let rows = self.rows_from(from, BATCH).await?;
            for row in &rows {
                if let Err(stop) = check.step(Row::read(row).ok().as_ref(), seq(row)?) {
                    return Err(LedgerError::Broken(self.explain(&check, stop).await?));
                }
            }
            if rows.len() < BATCH {
                return check.finish().map_err(LedgerError::Broken);
            }
            from = check.walk.last.seq + 1;
        }
    }

    async fn explain(&self, check: &Check<'_>, stop: Stop) -> Result<Broken, LedgerError> {
        let rest = match stop {
            Stop::At(..) => Vec::new(),
            Stop::Unclear => self.rows_from(check.walk.last.seq + 1, EVIDENCE).await?,
        };
        Ok(check.explain(stop, &rest.iter().map_while(|row| Row::read(row).ok()).collect::<Vec<_>>()))
    }

    async fn rows_from(&self, seq: i64, most: usize) -> Result<Vec<SqliteRow>, LedgerError> {
        let rows = sqlx::query(ROWS_FROM).bind(seq).bind(most as i64).fetch_all(&self.readers).await;
        rows.map_err(|error| LedgerError::database("the audit cannot be read", error))
    }
}

fn seq(row: &SqliteRow) -> Result<i64, LedgerError> {
    sqlx::Row::try_get(row, "seq").map_err(|error| LedgerError::database("the audit cannot be read", error))
}

/// A check of rows that come one by one.
#[derive(Debug)]
pub(crate) struct Check<'k> {
    key: &'k Key,
    head: Result<Option<Mark>, Wrong>,
    walk: Walk<'k>,
}

impl<'k> Check<'k> {
    /// Begins before the first row.
    pub const fn new(key: &'k Key, head: Result<Option<Mark>, Wrong>) -> Self {
        Self { key, head, walk: Walk::after(key, Mark::START) }
    }

    /// Checks the next row; nothing stands for one that cannot be read.
    pub fn step(&mut self, row: Option<&Row>, seq: i64) -> Result<(), Stop> {
        match row {
            None => Err(Stop::At(seq, Wrong::Edited)),
            Some(row) => {
                self.walk.step(row)?;
                let is_other = self.mark().is_some_and(|head| head.seq == row.seq && head.mac[..] != row.mac[..]);
                if is_other { Err(Stop::At(row.seq, Wrong::Edited)) } else { Ok(()) }
            }
        }
    }

    /// Says what was done, from the rows that stand behind those that hold.
    pub fn explain(&self, stop: Stop, rest: &[Row]) -> Broken {
        let seq = self.walk.last.seq + 1;
        match stop {
            Stop::At(seq, what) => Broken { seq, what },
            // Not one row holds, nor does the head.
            Stop::Unclear if seq == 1 && self.head.is_err() => Broken { seq, what: Wrong::OtherKey },
            Stop::Unclear => Broken { seq, what: diagnose(self.key, &self.walk.last, rest, self.mark()) },
        }
    }

    /// Compares the end with the head.
    pub fn finish(&self) -> Result<Verified, Broken> {
        let last = self.walk.last.seq;
        match self.head {
            Ok(Some(head)) if last < head.seq => Err(Broken { seq: last + 1, what: Wrong::Removed }),
            Ok(Some(head)) => Ok(Verified { rows: last.unsigned_abs(), beyond_head: last.abs_diff(head.seq) }),
            Ok(None) if last > 0 => Err(Broken { seq: last, what: Wrong::HeadMissing }),
            Ok(None) => Ok(Verified { rows: 0, beyond_head: 0 }),
            Err(what) => Err(Broken { seq: last, what }),
        }
    }

    fn mark(&self) -> Option<&Mark> {
        self.head.as_ref().ok().and_then(Option::as_ref)
    }
}
