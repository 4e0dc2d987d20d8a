//! How the database is reached.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};

use crate::error::LedgerError;
use crate::files;

/// How long a statement waits for whoever holds the database.
const PATIENCE: Duration = Duration::from_secs(5);

/// The database in a data directory. Statements are not logged: they would repeat what is written down.
pub(crate) fn options(folder: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(folder.join(files::DATABASE))
        .busy_timeout(PATIENCE)
        .disable_statement_logging()
}

pub(crate) async fn connect(options: &SqliteConnectOptions) -> Result<SqliteConnection, LedgerError> {
    let connected = SqliteConnection::connect_with(options).await;
    connected.map_err(|error| LedgerError::database("the database cannot be opened", error))
}
