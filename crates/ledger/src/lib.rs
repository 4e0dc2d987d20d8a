//! The database: the record of changes, which is only ever added to.
//!
//! Rows form a chain: each carries a MAC over itself and the MAC of the row before, made with a key that is not in the
//! database. The place of the last row is kept in a file of its own. [`Ledger::verify`] therefore finds rows that were
//! edited, removed, put elsewhere or made up by whoever can write the database and does not have the key.

mod chain;
mod connection;
mod draft;
mod error;
pub mod export;
mod files;
mod head;
mod key;
mod open;
mod read;
mod row;
#[cfg(test)]
mod tests;
mod verify;
mod write;

pub use error::{Broken, LedgerError, Wrong};
pub use files::{DATABASE, HEAD, KEY};
pub use key::Key;
pub use verify::Verified;

use std::sync::Arc;

use sqlx::SqlitePool;
use tokio::sync::Mutex;

/// The record of changes in a data directory. Clones share it.
#[derive(Clone, Debug)]
pub struct Ledger {
    readers: SqlitePool,
    writer: Arc<Mutex<write::Writer>>,
    head: head::HeadFile,
    key: Key,
}
