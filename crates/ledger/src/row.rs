//! A row of the table, with nothing left out.

use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, Sqlite, query::Query, sqlite::SqliteArguments};

use crate::key::{Key, Link, Sealing};

/// Rows from a place on, in order, with everything they have; so many at most.
pub(crate) const ROWS_FROM: &str = "SELECT * FROM audit WHERE seq >= ? ORDER BY seq LIMIT ?";

/// How many rows are looked at at once.
pub(crate) const BATCH: usize = 1000;

/// Adds a row.
const INSERT: &str = "INSERT INTO audit (seq, at, kind, entry, plan, environment, cluster, service, task, \
    task_definition, verb, person, outcome, words, body, mac) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

/// The columns that a row may leave empty.
pub(crate) const TEXTS: [&str; 10] =
    ["plan", "environment", "cluster", "service", "task", "task_definition", "verb", "person", "outcome", "words"];

/// The word for an intent.
pub(crate) const INTENT: &str = "intent";

/// The word for an outcome.
pub(crate) const OUTCOME: &str = "outcome";

/// What a row says, before it has a place in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Content {
    pub at: i64,
    pub kind: String,
    pub entry: i64,
    /// One for each of [`TEXTS`].
    pub texts: [Option<String>; TEXTS.len()],
    pub body: String,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub seq: i64,
    pub content: Content,
    pub mac: Vec<u8>,
}

/// A place in the chain: a row and its link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub seq: i64,
    pub mac: Link,
}

impl Mark {
    /// Before the first row.
    pub const START: Self = Self { seq: 0, mac: [0; 32] };
}

impl Content {
    /// What is sealed of a row at a place.
    fn say(&self, seq: i64, before: &[u8], to: &mut Sealing) {
        to.bytes(b"podium audit row 1");
        to.bytes(before);
        to.number(seq);
        to.number(self.at);
        to.bytes(self.kind.as_bytes());
        to.number(if self.kind == INTENT { seq } else { self.entry });
        for text in &self.texts {
            to.optional(text.as_deref());
        }
        to.bytes(self.body.as_bytes());
    }

    /// The link that this makes after another.
    pub fn link(&self, key: &Key, seq: i64, before: &[u8]) -> Link {
        key.seal(|to| self.say(seq, before, to))
    }
}

impl Row {
    /// Reads every column.
    pub fn read(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        let mut texts: [Option<String>; TEXTS.len()] = Default::default();
        for (text, column) in texts.iter_mut().zip(TEXTS) {
            *text = row.try_get(column)?;
        }
        let content = Content {
            at: row.try_get("at")?,
            kind: row.try_get("kind")?,
            entry: row.try_get("entry")?,
            texts,
            body: row.try_get("body")?,
        };
        Ok(Self { seq: row.try_get("seq")?, content, mac: row.try_get("mac")? })
    }

    /// Puts content after a place in the chain.
    pub fn seal(key: &Key, before: &Mark, content: Content) -> (Self, Mark) {
        let seq = before.seq + 1;
        let mac = content.link(key, seq, &before.mac);
        (Self { seq, content, mac: mac.to_vec() }, Mark { seq, mac })
    }

    /// Whether this was sealed at this place, after this link.
    pub fn holds_at(&self, key: &Key, seq: i64, before: &[u8]) -> bool {
        key.holds(&self.mac, |to| self.content.say(seq, before, to))
    }

    /// Whether this was sealed where it stands, after this link.
    pub fn holds(&self, key: &Key, before: &[u8]) -> bool {
        let names_itself = self.content.kind != INTENT || self.content.entry == self.seq;
        names_itself && self.holds_at(key, self.seq, before)
    }

    /// The statement that adds the row.
    pub fn insert(&self) -> Query<'_, Sqlite, SqliteArguments> {
        let content = &self.content;
        let query = sqlx::query(INSERT).bind(self.seq).bind(content.at).bind(&content.kind).bind(content.entry);
        content.texts.iter().fold(query, |query, text| query.bind(text)).bind(&content.body).bind(&self.mac)
    }
}
