//! What can go wrong with the record of changes: closed kinds.

use std::error::Error;
use std::{fmt, io};

use model::audit::EntryId;
use sqlx::migrate::MigrateError;

/// Why the record could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// There is no room left for another row; nothing was written.
    #[error("the disk is full")]
    Full(#[source] Source),
    /// Somebody else holds the database; nothing was written.
    #[error("the database is locked")]
    Locked(#[source] Source),
    /// The chain does not hold. Nothing is added to it until somebody has looked.
    #[error("the audit is broken: {0}")]
    Broken(Broken),
    /// The plan is in the record already, as this entry; nothing was written.
    #[error("this plan is entry {0} already")]
    AlreadyIntended(EntryId),
    /// The outcome of this entry is in the record already; nothing was written.
    #[error("the outcome of entry {0} is known already")]
    AlreadySettled(EntryId),
    /// There is no such entry.
    #[error("there is no entry {0}")]
    NoSuchEntry(EntryId),
    /// What is in the database cannot be read.
    #[error("the database is damaged")]
    Corrupt(#[source] Source),
    /// Anything else.
    #[error("{doing}")]
    Other {
        /// What was being done.
        doing: &'static str,
        /// What stood in the way.
        source: Source,
    },
}

/// What an error comes from.
type Source = Box<dyn Error + Send + Sync>;

/// The first place at which the chain does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The row, counted from 1.
    pub seq: i64,
    /// What is wrong there.
    pub what: Wrong,
}

/// What is wrong with the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The row is not what was written.
    Edited,
    /// The row is gone.
    Removed,
    /// Another row stands here, and the one that was written here stands further down.
    Reordered,
    /// The row was never written by Podium.
    Inserted,
    /// The file that names the last row is gone.
    HeadMissing,
    /// The file that names the last row is not what was written.
    HeadEdited,
    /// The key is not the one that the rows were written with.
    OtherKey,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seq = self.seq;
        match self.what {
            Wrong::Edited => write!(f, "row {seq} has been edited"),
            Wrong::Removed => write!(f, "row {seq} has been removed"),
            Wrong::Reordered => write!(f, "row {seq} is not in the order in which it was written"),
            Wrong::Inserted => write!(f, "row {seq} was not written by Podium"),
            Wrong::HeadMissing => write!(f, "there are rows up to {seq}, but no audit.head to say whether that is all"),
            Wrong::HeadEdited => f.write_str("audit.head has been edited"),
            Wrong::OtherKey => f.write_str("the key is not the one that the audit was written with"),
        }
    }
}

impl LedgerError {
    /// Sorts an error of a file.
    pub(crate) fn file(doing: &'static str, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full(source.into()),
            _ => Self::Other { doing, source: source.into() },
        }
    }

    /// Sorts an error of the database.
    pub(crate) fn database(doing: &'static str, source: sqlx::Error) -> Self {
        /// <https://www.sqlite.org/rescode.html>: the low byte of a code is its kind.
        const KIND: u32 = 0xff;
        let code: Option<u32> =
            source.as_database_error().and_then(|error| error.code()).and_then(|code| code.parse().ok());
        match code.map(|code| code & KIND) {
            Some(5 | 6) => Self::Locked(source.into()),
            Some(11 | 26) => Self::Corrupt(source.into()),
            Some(13) => Self::Full(source.into()),
            _ => match source {
                sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => Self::Corrupt(source.into()),
                sqlx::Error::Io(source) => Self::file(doing, source),
                source => Self::Other { doing, source: source.into() },
            },
        }
    }

    /// Sorts an error of a migration.
    pub(crate) fn migration(source: MigrateError) -> Self {
        const DOING: &str = "the tables cannot be made";
        match source {
            MigrateError::Execute(source) | MigrateError::ExecuteMigration(source, _) => Self::database(DOING, source),
            source => Self::Other { doing: DOING, source: source.into() },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_from_other_troubles_of_files() {
        let error = |kind| LedgerError::file("writing", kind);
        assert!(matches!(error(io::ErrorKind::StorageFull.into()), LedgerError::Full(_)));
        assert!(matches!(error(io::ErrorKind::PermissionDenied.into()), LedgerError::Other { doing: "writing", .. }));
    }

    #[test]
    fn the_cause_is_kept() {
        let error = LedgerError::file("writing", io::Error::other("the reason"));
        assert_eq!(error.source().map(ToString::to_string).as_deref(), Some("the reason"));
    }
}
