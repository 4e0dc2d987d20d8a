//! Adding to the record.

use std::sync::Arc;

use model::audit::{EntryId, Intent, Outcome, Settled, State};
use model::time::Timestamp;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection as _, SqliteConnection};

use crate::chain::Walk;
use crate::connection::connect;
use crate::error::{Broken, LedgerError, Wrong};
use crate::head::HeadFile;
use crate::key::Key;
use crate::row::{BATCH, Content, Mark, ROWS_FROM, Row};
use crate::{Ledger, draft};

const DOING: &str = "the audit cannot be written";

/// What is to be added.
#[derive(Debug)]
enum Draft {
    Intent(Box<Intent>),
    Outcome(EntryId, Box<Settled>),
}

/// The one who writes: one row at a time.
#[derive(Debug)]
pub(crate) struct Writer {
    options: SqliteConnectOptions,
    /// Thrown away when something went wrong on it, so that nothing half done is left over.
    connection: Option<SqliteConnection>,
    key: Key,
    file: HeadFile,
    /// The last row that `file` names, or why nothing may be added.
    head: Result<Mark, Broken>,
}

impl Ledger {
    /// Writes down what somebody wants to change, before it is done. It is on the disk when this returns.
    ///
    /// # Errors
    /// [`LedgerError::AlreadyIntended`] when the plan is in the record already; any other when it could not be written
    /// down, and then it must not be done.
    pub async fn intend(&self, intent: &Intent) -> Result<EntryId, LedgerError> {
        self.append(Draft::Intent(Box::new(intent.clone()))).await
    }

    /// Writes down what came of a change. An outcome that is unknown may be followed by one that is found out later;
    /// no other is.
    ///
    /// # Errors
    /// [`LedgerError::AlreadySettled`] when the outcome is in the record already, [`LedgerError::NoSuchEntry`], or any
    /// other when it could not be written down.
    pub async fn settle(&self, entry: EntryId, at: Timestamp, outcome: &Outcome) -> Result<(), LedgerError> {
        let settled = Settled { at, outcome: outcome.clone() };
        self.append(Draft::Outcome(entry, Box::new(settled))).await.map(|_| ())
    }

    /// A task of its own, because whoever waits for a row may be gone before it is there.
    async fn append(&self, draft: Draft) -> Result<EntryId, LedgerError> {
        let writer = Arc::clone(&self.writer);
        let written = tokio::spawn(async move { writer.lock().await.append(draft).await });
        written.await.unwrap_or_else(|source| Err(LedgerError::Other { doing: DOING, source: source.into() }))
    }
}

impl Writer {
    pub const fn new(
        options: SqliteConnectOptions,
        connection: SqliteConnection,
        key: Key,
        file: HeadFile,
        head: Result<Mark, Broken>,
    ) -> Self {
        Self { options, connection: Some(connection), key, file, head }
    }

    /// The connection of the next row.
    #[cfg(test)]
    pub fn connection(&mut self) -> &mut SqliteConnection {
        self.connection.as_mut().expect("nothing has gone wrong on it")
    }

    async fn append(&mut self, draft: Draft) -> Result<EntryId, LedgerError> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => connect(&self.options).await?,
        };
        let written = self.append_on(&mut connection, draft).await;
        if written.is_ok() || sqlx::query("ROLLBACK").execute(&mut connection).await.is_ok() {
            self.connection = Some(connection);
        } else if let Err(error) = connection.close().await {
            tracing::debug!(%error, "a connection to the database did not close");
        }
        written
    }

    async fn append_on(&mut self, connection: &mut SqliteConnection, draft: Draft) -> Result<EntryId, LedgerError> {
        let database = |error| LedgerError::database(DOING, error);
        let head = self.head.map_err(LedgerError::Broken)?;
        sqlx::query("BEGIN IMMEDIATE").execute(&mut *connection).await.map_err(database)?;
        let last = last_after(connection, &self.key, head).await?;
        let content = draft.check(connection, last.seq + 1).await?;
        let entry = draft::id(content.entry);
        let (row, mark) = Row::seal(&self.key, &last, content);
        row.insert().execute(&mut *connection).await.map_err(database)?;
        self.on_files(move |file, key| file.prepare(key, &mark)).await?;
        sqlx::query("COMMIT").execute(&mut *connection).await.map_err(database)?;
        self.on_files(|file, _| file.publish()).await?;
        self.head = Ok(mark);
        Ok(entry)
    }

    /// Does what waits for the disk where that holds nobody up.
    async fn on_files<F>(&self, work: F) -> Result<(), LedgerError>
    where
        F: FnOnce(&HeadFile, &Key) -> Result<(), LedgerError> + Send + 'static,
    {
        let (file, key) = (self.file.clone(), self.key.clone());
        let done = tokio::task::spawn_blocking(move || work(&file, &key)).await;
        done.unwrap_or_else(|source| Err(LedgerError::Other { doing: DOING, source: source.into() }))
    }
}

/// The last row, which is the head or follows it.
async fn last_after(connection: &mut SqliteConnection, key: &Key, head: Mark) -> Result<Mark, LedgerError> {
    let database = |error| LedgerError::database(DOING, error);
    let broken = |seq, what| LedgerError::Broken(Broken { seq, what });
    let same = sqlx::query_scalar::<_, bool>("SELECT mac = ? FROM audit WHERE seq = ?").bind(&head.mac[..]);
    match same.bind(head.seq).fetch_optional(&mut *connection).await.map_err(database)? {
        Some(true) => {}
        None if head == Mark::START => {}
        Some(false) => return Err(broken(head.seq, Wrong::Edited)),
        None => return Err(broken(head.seq, Wrong::Removed)),
    }
    let mut walk = Walk::after(key, head);
    loop {
        let rows = sqlx::query(ROWS_FROM).bind(walk.last.seq + 1).bind(BATCH as i64).fetch_all(&mut *connection).await;
        let rows = rows.map_err(database)?;
        for row in &rows {
            let row = Row::read(row).map_err(database)?;
            walk.step(&row).map_err(|_| broken(walk.last.seq + 1, Wrong::Edited))?;
        }
        if rows.len() < BATCH {
            return Ok(walk.last);
        }
    }
}

impl Draft {
    /// Whether it may be added, and the content of its row if so.
    async fn check(&self, connection: &mut SqliteConnection, seq: i64) -> Result<Content, LedgerError> {
        match self {
            Self::Intent(intent) => {
                let same = sqlx::query_scalar::<_, i64>("SELECT seq FROM audit WHERE plan = ?");
                let same = same.bind(intent.plan.as_str()).fetch_optional(connection).await;
                match same.map_err(|error| LedgerError::database(DOING, error))? {
                    Some(seq) => Err(LedgerError::AlreadyIntended(draft::id(seq))),
                    None => draft::intent(intent, seq),
                }
            }
            Self::Outcome(entry, settled) => {
                let content = draft::outcome(*entry, settled)?;
                let known = sqlx::query_scalar("SELECT coalesce(outcome, '') FROM audit WHERE entry = ? ORDER BY seq");
                let known: Vec<String> = known
                    .bind(content.entry)
                    .fetch_all(connection)
                    .await
                    .map_err(|error| LedgerError::database(DOING, error))?;
                let Some((_, outcomes)) = known.split_first() else { return Err(LedgerError::NoSuchEntry(*entry)) };
                let is_found_out = matches!(settled.outcome.state(), State::Done | State::Refused);
                match outcomes {
                    [] => Ok(content),
                    [unknown] if unknown == State::Unknown.key() && is_found_out => Ok(content),
                    _ => Err(LedgerError::AlreadySettled(*entry)),
                }
            }
        }
    }
}
