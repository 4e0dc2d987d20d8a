//! The record as a file: CSV for spreadsheets, JSON lines for programs.
//!
//! A file is put together from pieces, so that nobody holds all of it: [`Format::head`] once, then [`Format::lines`]
//! for each piece that [`Ledger::entries_before`](crate::Ledger::entries_before) gives.

use std::fmt;
use std::str::FromStr;

use csv::{IntoInnerError, Writer};
use model::audit::{Entry, FieldChange, Outcome};
use serde::{Deserialize, Serialize};

use crate::error::LedgerError;

const DOING: &str = "the audit cannot be exported";

/// The first line of a CSV file.
const COLUMNS: [&str; 20] = [
    "entry",
    "at",
    "person",
    "verb",
    "environment",
    "cluster",
    "service",
    "task",
    "task definition",
    "sentence",
    "changes",
    "reason",
    "plan",
    "command",
    "outcome",
    "outcome at",
    "message",
    "code",
    "request id",
    "hash",
];

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// One line for each entry, its columns between commas.
    Csv,
    /// One JSON object for each entry, each on a line.
    JsonLines,
}

impl Format {
    /// The end of the name of such a file, and the word for it in addresses and on the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::JsonLines => "jsonl",
        }
    }

    /// What such a file is called in HTTP.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::JsonLines => "application/x-ndjson",
        }
    }

    /// What stands before the first entry.
    ///
    /// # Errors
    /// [`LedgerError`] when it cannot be written.
    pub fn head(self) -> Result<Vec<u8>, LedgerError> {
        match self {
            Self::Csv => csv(|to| to.write_record(COLUMNS)),
            Self::JsonLines => Ok(Vec::new()),
        }
    }

    /// The lines of these entries.
    ///
    /// # Errors
    /// [`LedgerError`] when they cannot be written.
    pub fn lines(self, entries: &[Entry]) -> Result<Vec<u8>, LedgerError> {
        match self {
            Self::Csv => csv(|to| entries.iter().try_for_each(|entry| to.write_record(cells(entry)))),
            Self::JsonLines => {
                let mut lines = Vec::new();
                for entry in entries {
                    serde_json::to_writer(&mut lines, entry).map_err(failure)?;
                    lines.push(b'\n');
                }
                Ok(lines)
            }
        }
    }
}

/// A word that is no format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("csv or jsonl is expected")]
pub struct NoFormat;

impl FromStr for Format {
    type Err = NoFormat;
    fn from_str(text: &str) -> Result<Self, NoFormat> {
        [Self::Csv, Self::JsonLines].into_iter().find(|format| format.key() == text).ok_or(NoFormat)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

fn csv(write: impl FnOnce(&mut Writer<Vec<u8>>) -> csv::Result<()>) -> Result<Vec<u8>, LedgerError> {
    let mut writer = Writer::from_writer(Vec::new());
    write(&mut writer).map_err(failure)?;
    writer.into_inner().map_err(IntoInnerError::into_error).map_err(failure)
}

fn failure(source: impl std::error::Error + Send + Sync + 'static) -> LedgerError {
    LedgerError::Other { doing: DOING, source: source.into() }
}

fn cells(entry: &Entry) -> [String; COLUMNS.len()] {
    let (intent, subject) = (&entry.intent, &entry.intent.subject);
    let outcome = entry.settled.as_ref().map(|settled| &settled.outcome);
    let code = match outcome {
        Some(Outcome::Refused { code, .. }) => code.as_deref(),
        _ => None,
    };
    let cells = [
        entry.id.to_string(),
        intent.at.iso(),
        intent.who.to_string(),
        intent.verb.to_string(),
        subject.environment.to_string(),
        text(subject.cluster.as_ref()),
        text(subject.service.as_ref()),
        text(subject.task.as_ref()),
        text(subject.task_definition()),
        intent.sentence.clone(),
        intent.changes.iter().map(change).collect::<Vec<_>>().join("\n"),
        text(intent.reason.as_ref()),
        intent.plan.to_string(),
        text(intent.command.as_ref()),
        entry.state().key().to_owned(),
        text(entry.settled.as_ref().map(|settled| settled.at.iso())),
        text(outcome.and_then(Outcome::message)),
        text(code),
        text(outcome.and_then(Outcome::request_id)),
        entry.hash.clone(),
    ];
    cells.map(harmless)
}

fn text(value: Option<impl fmt::Display>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn change(change: &FieldChange) -> String {
    let side = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
    format!("{}: {} → {}", change.field, side(&change.before), side(&change.after))
}

/// Keeps a spreadsheet from taking a text for a formula, which could send the others somewhere.
///
/// <https://owasp.org/www-community/attacks/CSV_Injection>
fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{done, intent, refused};
    use model::audit::{EntryId, Reason, Settled};
    use model::time::Timestamp;

    fn entry(number: u64, outcome: Option<Outcome>) -> Entry {
        let settled = outcome.map(|outcome| Settled { at: Timestamp(1_795_210_932_000), outcome });
        Entry { id: EntryId(number), intent: intent(number), settled, hash: "ab".repeat(32) }
    }

    fn csv_of(entries: &[Entry]) -> String {
        let bytes = [Format::Csv.head().unwrap(), Format::Csv.lines(entries).unwrap()].concat();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_spreadsheet_gets_a_line_for_each_entry() {
        let text = csv_of(&[entry(3, Some(refused())), entry(1, None)]);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(reader.headers().unwrap().len(), COLUMNS.len());
        let lines: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let cell = |line: usize, column: &str| {
            lines[line][COLUMNS.iter().position(|name| *name == column).unwrap()].to_owned()
        };
        assert_eq!((cell(0, "entry"), cell(0, "outcome"), cell(0, "code")), own(("3", "refused", "ClientException")));
        assert_eq!(
            (cell(0, "at"), cell(0, "service"), cell(0, "changes")),
            own(("2026-11-20T21:42:11Z", "checkout", "Desired tasks: 2 → 3"))
        );
        assert_eq!((cell(1, "outcome"), cell(1, "outcome at"), cell(1, "request id")), own(("open", "", "")));
    }

    fn own((a, b, c): (&str, &str, &str)) -> (String, String, String) {
        (a.to_owned(), b.to_owned(), c.to_owned())
    }

    #[test]
    fn no_cell_is_a_formula() {
        let formulas = ["=HYPERLINK(\"https://example.com\")", "+1", "-1+cmd", "@SUM(A1)", "\t=1", "\r=1"];
        for formula in formulas {
            assert_eq!(harmless(formula.to_owned()), format!("'{formula}"));
            let mut one = entry(1, Some(done()));
            one.intent.sentence = formula.to_owned();
            one.intent.command = Some(formula.to_owned());
            one.intent.reason = Reason::parse("reason", formula).ok();
            let text = csv_of(&[one]);
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            for cell in reader.records().next().unwrap().unwrap().iter() {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
            }
        }
        assert_eq!(harmless("a=b".to_owned()), "a=b");
    }

    #[test]
    fn a_program_gets_entries_as_they_are() {
        let entries = [entry(2, Some(done())), entry(1, None)];
        let text = String::from_utf8(Format::JsonLines.lines(&entries).unwrap()).unwrap();
        let read: Vec<Entry> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(read, entries);
        assert_eq!(Format::JsonLines.head().unwrap(), b"");
    }

    #[test]
    fn a_format_is_found_by_its_word() {
        for format in [Format::Csv, Format::JsonLines] {
            assert_eq!(format.key().parse(), Ok(format));
        }
        assert_eq!("xlsx".parse::<Format>(), Err(NoFormat));
    }
}
