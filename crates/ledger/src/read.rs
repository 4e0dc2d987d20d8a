//! Looking into the record.

mod filter;

use model::address::{ServiceRef, TaskRef};
use model::audit::{AuditQuery, Entry, EntryId, PlanId, Verb};
use model::query::{Listing, ROWS_PER_PAGE};
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row as _, Sqlite};

use crate::Ledger;
use crate::draft;
use crate::error::LedgerError;
use crate::row::Row;

const DOING: &str = "the audit cannot be read";

/// Each intent with the last of its outcomes.
const ENTRIES: &str = "SELECT audit.*, latest.body AS settled FROM audit LEFT JOIN audit latest ON latest.seq = \
    (SELECT max(seq) FROM audit other WHERE other.entry = audit.seq AND other.kind = 'outcome') \
    WHERE audit.kind = 'intent'";

/// How many of them there are.
const COUNT: &str = "SELECT count(*) FROM audit LEFT JOIN audit latest ON latest.seq = \
    (SELECT max(seq) FROM audit other WHERE other.entry = audit.seq AND other.kind = 'outcome') \
    WHERE audit.kind = 'intent'";

impl Ledger {
    /// The page of the record that the query asks for, the newest entry first; the last page where it asks for one
    /// beyond that.
    ///
    /// # Errors
    /// [`LedgerError`] when the record cannot be read.
    pub async fn entries(&self, query: &AuditQuery) -> Result<Listing<Entry>, LedgerError> {
        let total = self.count(&AuditQuery::default()).await?;
        let matching = self.count(query).await?;
        let page = query.page.min(matching.saturating_sub(1) / ROWS_PER_PAGE);
        let mut sql = QueryBuilder::new(ENTRIES);
        filter::push(&mut sql, query);
        sql.push(" ORDER BY audit.seq DESC LIMIT ").push_bind(i64::from(ROWS_PER_PAGE));
        sql.push(" OFFSET ").push_bind(i64::from(page) * i64::from(ROWS_PER_PAGE));
        Ok(Listing { rows: self.fetch(sql).await?, matching, total, page })
    }

    /// At most `most` entries that the query asks for, the newest first, and only those before an entry; the page of
    /// the query does not matter. The last one leads to those that follow, however many are added meanwhile.
    ///
    /// # Errors
    /// [`LedgerError`] when the record cannot be read.
    pub async fn entries_before(
        &self,
        query: &AuditQuery,
        before: Option<EntryId>,
        most: u32,
    ) -> Result<Vec<Entry>, LedgerError> {
        let mut sql = QueryBuilder::new(ENTRIES);
        filter::push(&mut sql, query);
        if let Some(before) = before.and_then(draft::number) {
            sql.push(" AND audit.seq < ").push_bind(before);
        }
        sql.push(" ORDER BY audit.seq DESC LIMIT ").push_bind(i64::from(most));
        self.fetch(sql).await
    }

    /// One entry, if it is there.
    ///
    /// # Errors
    /// [`LedgerError`] when the record cannot be read.
    pub async fn entry(&self, id: EntryId) -> Result<Option<Entry>, LedgerError> {
        let Some(seq) = draft::number(id) else { return Ok(None) };
        let mut sql = QueryBuilder::new(ENTRIES);
        sql.push(" AND audit.seq = ").push_bind(seq);
        Ok(self.fetch(sql).await?.pop())
    }

    /// What became of a plan, if it was confirmed.
    ///
    /// # Errors
    /// [`LedgerError`] when the record cannot be read.
    pub async fn entry_of_plan(&self, plan: &PlanId) -> Result<Option<Entry>, LedgerError> {
        let mut sql = QueryBuilder::new(ENTRIES);
        sql.push(" AND audit.plan = ").push_bind(plan.as_str());
        Ok(self.fetch(sql).await?.pop())
    }

    /// Every change of which nobody knows what came of it, the oldest first: nothing was written down after the intent,
    /// or that no answer came.
    ///
    /// # Errors
    /// [`LedgerError`] when the record cannot be read.
    pub async fn unsettled(&self) -> Result<Vec<Entry>, LedgerError> {
        let mut sql = QueryBuilder::new(ENTRIES);
        sql.push(" AND coalesce(latest.outcome, 'unknown') = 'unknown' ORDER BY audit.seq");
        self.fetch(sql).await
    }

    /// The last `most` changes of a service, the newest first.
    ///
    /// # Errors
    /// [`LedgerError`] when the record cannot be read.
    pub async fn latest_of_service(&self, at: &ServiceRef, most: u32) -> Result<Vec<Entry>, LedgerError> {
        let query = AuditQuery {
            environment: Some(at.environment.clone()),
            cluster: Some(at.cluster.clone()),
            service: Some(at.service.clone()),
            ..AuditQuery::default()
        };
        self.entries_before(&query, None, most).await
    }

    /// The last `most` changes of this kind of a task, the newest first.
    ///
    /// # Errors
    /// [`LedgerError`] when the record cannot be read.
    pub async fn latest_of_task(&self, at: &TaskRef, verb: &Verb, most: u32) -> Result<Vec<Entry>, LedgerError> {
        let mut sql = QueryBuilder::new(ENTRIES);
        sql.push(" AND audit.environment = ").push_bind(at.environment.as_str());
        sql.push(" AND audit.cluster = ").push_bind(at.cluster.as_str());
        sql.push(" AND audit.task = ").push_bind(at.task.as_str());
        sql.push(" AND audit.verb = ").push_bind(verb.as_str());
        sql.push(" ORDER BY audit.seq DESC LIMIT ").push_bind(i64::from(most));
        self.fetch(sql).await
    }

    async fn count(&self, query: &AuditQuery) -> Result<u32, LedgerError> {
        let mut sql = QueryBuilder::new(COUNT);
        filter::push(&mut sql, query);
        let count: i64 = sql.build_query_scalar().fetch_one(&self.readers).await.map_err(database)?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    async fn fetch(&self, mut sql: QueryBuilder<Sqlite>) -> Result<Vec<Entry>, LedgerError> {
        let rows = sql.build().fetch_all(&self.readers).await.map_err(database)?;
        rows.iter().map(entry).collect()
    }
}

fn entry(row: &SqliteRow) -> Result<Entry, LedgerError> {
    let outcome: Option<String> = row.try_get("settled").map_err(database)?;
    draft::entry(&Row::read(row).map_err(database)?, outcome.as_deref())
}

fn database(error: sqlx::Error) -> LedgerError {
    LedgerError::database(DOING, error)
}
