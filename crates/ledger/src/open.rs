//! Opening the database.

use std::io;
use std::path::Path;
use std::sync::Arc;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::{SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{SqlSafeStr as _, SqliteConnection};
use tokio::sync::Mutex;

use crate::connection::{connect, options};
use crate::error::{Broken, LedgerError, Wrong};
use crate::head::HeadFile;
use crate::key::Key;
use crate::row::Mark;
use crate::write::Writer;
use crate::{Ledger, files};

/// Readers at once.
const READERS: u32 = 4;

/// The tables, step by step. A step that has been released is not changed.
const STEPS: [(i64, &str, &str); 1] = [(1, "audit", include_str!("../migrations/0001_audit.sql"))];

impl Ledger {
    /// Opens the record in a data directory, and makes it if it is not there.
    ///
    /// A record that is broken is opened all the same, so that it can be looked at; nothing is added to it.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be opened or its tables cannot be made.
    pub async fn open(folder: &Path, key: Key) -> Result<Self, LedgerError> {
        let options = options(folder)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true);
        own(&folder.join(files::DATABASE))?;
        let mut connection = connect(&options).await?;
        migrate(&mut connection).await?;
        let file = HeadFile::in_folder(folder);
        let head = match file.read(&key)? {
            Ok(Some(mark)) => Ok(mark),
            Ok(None) => first_head(&mut connection, &file, &key).await?,
            Err(what) => Err(Broken { seq: 0, what }),
        };
        files::sync_folder(folder).map_err(|error| LedgerError::file("the data directory cannot be used", error))?;
        let writer = Writer::new(options, connection, key.clone(), file.clone(), head);
        Ok(Self::of(folder, key, writer))
    }

    /// Opens the record in a data directory to read it, also while a Podium is writing it. Nothing is made or changed.
    ///
    /// # Errors
    /// [`LedgerError`] when there is no database or it cannot be opened.
    pub async fn open_to_read(folder: &Path, key: Key) -> Result<Self, LedgerError> {
        let options = options(folder).read_only(true);
        let connection = connect(&options).await?;
        let file = HeadFile::in_folder(folder);
        let head = file.read(&key)?.map(|mark| mark.unwrap_or(Mark::START)).map_err(|what| Broken { seq: 0, what });
        let writer = Writer::new(options, connection, key.clone(), file, head);
        Ok(Self::of(folder, key, writer))
    }

    fn of(folder: &Path, key: Key, writer: Writer) -> Self {
        let readers =
            SqlitePoolOptions::new().max_connections(READERS).connect_lazy_with(options(folder).read_only(true));
        Self { readers, writer: Arc::new(Mutex::new(writer)), head: HeadFile::in_folder(folder), key }
    }
}

/// Makes the file for its owner alone; SQLite would make it for everybody, and makes its other files like this one.
fn own(database: &Path) -> Result<(), LedgerError> {
    match files::create_new(database, b"") {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            Err(LedgerError::file("the database cannot be made", error))
        }
        _ => Ok(()),
    }
}

async fn migrate(connection: &mut SqliteConnection) -> Result<(), LedgerError> {
    let step = |(version, name, sql): (i64, &'static str, &'static str)| {
        Migration::new(version, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
    };
    let migrator = Migrator::with_migrations(STEPS.into_iter().map(step).collect());
    migrator.run(connection).await.map_err(LedgerError::migration)
}

/// There is no head: the record is new, or somebody has taken it away.
async fn first_head(
    connection: &mut SqliteConnection,
    file: &HeadFile,
    key: &Key,
) -> Result<Result<Mark, Broken>, LedgerError> {
    let last: Option<i64> = sqlx::query_scalar("SELECT max(seq) FROM audit")
        .fetch_one(connection)
        .await
        .map_err(|error| LedgerError::database("the audit cannot be read", error))?;
    if let Some(seq) = last {
        return Ok(Err(Broken { seq, what: Wrong::HeadMissing }));
    }
    file.prepare(key, &Mark::START)?;
    file.publish()?;
    Ok(Ok(Mark::START))
}
