//! What a row will say about an intent or an outcome, and how it is read back.

use model::audit::{Entry, EntryId, Intent, Settled};
use model::time::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::LedgerError;
use crate::row::{Content, INTENT, OUTCOME, Row};

/// The content of an intent's row; the number of its entry is that of the row.
pub(crate) fn intent(intent: &Intent, seq: i64) -> Result<Content, LedgerError> {
    let subject = &intent.subject;
    let texts = [
        Some(intent.plan.to_string()),
        Some(subject.environment.to_string()),
        subject.cluster.as_ref().map(ToString::to_string),
        subject.service.as_ref().map(ToString::to_string),
        subject.task.as_ref().map(ToString::to_string),
        subject.task_definition(),
        Some(intent.verb.to_string()),
        Some(intent.who.to_string()),
        None,
        Some(words(intent)),
    ];
    Ok(Content { at: intent.at.0, kind: INTENT.to_owned(), entry: seq, texts, body: print(intent)? })
}

/// The content of an outcome's row.
pub(crate) fn outcome(entry: EntryId, settled: &Settled) -> Result<Content, LedgerError> {
    let mut texts: [Option<String>; 10] = Default::default();
    texts[8] = Some(settled.outcome.state().key().to_owned());
    let entry = number(entry).ok_or(LedgerError::NoSuchEntry(entry))?;
    Ok(Content { at: settled.at.0, kind: OUTCOME.to_owned(), entry, texts, body: print(settled)? })
}

/// An entry, from the row of its intent and the body of its outcome.
pub(crate) fn entry(row: &Row, outcome: Option<&str>) -> Result<Entry, LedgerError> {
    Ok(Entry {
        id: id(row.seq),
        intent: read(&row.content.body)?,
        settled: outcome.map(read).transpose()?,
        hash: hex::encode(&row.mac),
    })
}

/// The number of an entry in the database.
pub(crate) fn number(id: EntryId) -> Option<i64> {
    i64::try_from(id.0).ok()
}

/// The entry with this number.
pub(crate) fn id(seq: i64) -> EntryId {
    EntryId(seq.unsigned_abs())
}

/// The moment as it stands in the database.
pub(crate) const fn moment(at: Timestamp) -> i64 {
    at.0
}

/// What the filter of a page looks through.
fn words(intent: &Intent) -> String {
    let subject = &intent.subject;
    let mut words = vec![
        intent.sentence.clone(),
        intent.who.to_string(),
        intent.verb.to_string(),
        intent.verb.title().to_owned(),
        intent.plan.to_string(),
        subject.environment.to_string(),
    ];
    words.extend(subject.cluster.as_ref().map(ToString::to_string));
    words.extend(subject.service.as_ref().map(ToString::to_string));
    words.extend(subject.task.as_ref().map(ToString::to_string));
    words.extend(subject.task_definition());
    words.extend(intent.reason.as_ref().map(ToString::to_string));
    words.extend(intent.command.clone());
    for change in &intent.changes {
        words.push(change.field.clone());
        words.extend(change.before.clone());
        words.extend(change.after.clone());
    }
    words.join("\n").to_lowercase()
}

fn print(value: &impl Serialize) -> Result<String, LedgerError> {
    serde_json::to_string(value)
        .map_err(|source| LedgerError::Other { doing: "the row cannot be written as JSON", source: source.into() })
}

fn read<T: DeserializeOwned>(body: &str) -> Result<T, LedgerError> {
    serde_json::from_str(body).map_err(|source| LedgerError::Corrupt(source.into()))
}
