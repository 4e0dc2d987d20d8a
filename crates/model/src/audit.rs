//! The record of changes: who wanted to change what and why, and what came of it.
//!
//! An intent is written down before AWS is asked, its outcome afterwards. Neither is ever changed.

mod name;
mod outcome;
mod part;
mod query;
mod reason;
mod subject;
mod verb;

pub use name::{Person, PlanId};
pub use outcome::{Outcome, State};
pub use part::{Ending, Part, Step};
pub use query::AuditQuery;
pub use reason::{REASON_MAX, Reason};
pub use subject::Subject;
pub use verb::Verb;

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// The number of an entry: later entries have higher ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EntryId(pub u64);

impl FromStr for EntryId {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, ParseIntError> {
        text.parse().map(Self)
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One field that a change touches. A value that nobody may see is not among them: what is hidden is put into words by
/// whoever plans the change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// The field, in words.
    pub field: String,
    /// What it was; absent when there was nothing.
    pub before: Option<String>,
    /// What it is to be; absent when there is to be nothing.
    pub after: Option<String>,
}

/// A change that somebody has confirmed, as it is written down before AWS is asked for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intent {
    /// When it was confirmed.
    pub at: Timestamp,
    /// Who confirmed it.
    pub who: Person,
    /// What kind of change it is.
    pub verb: Verb,
    /// What it changes.
    pub subject: Subject,
    /// The change in a sentence, for example `Run 4 tasks instead of 2`.
    pub sentence: String,
    /// What is different afterwards, field by field.
    #[serde(default)]
    pub changes: Vec<FieldChange>,
    /// Why, in the words of whoever confirmed it.
    #[serde(default)]
    pub reason: Option<Reason>,
    /// The plan that was confirmed. Each plan is carried out once at most.
    pub plan: PlanId,
    /// The command of the AWS CLI that does the same.
    #[serde(default)]
    pub command: Option<String>,
    /// The replacement of a task that this is a step of.
    #[serde(default)]
    pub part: Option<Part>,
}

/// What came of a change, and when that was known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// When it was known.
    pub at: Timestamp,
    /// What came of it.
    pub outcome: Outcome,
}

/// A change in the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its number.
    pub id: EntryId,
    /// What was wanted.
    pub intent: Intent,
    /// What came of it; absent until that is known. An unknown outcome gives way to the one that is found out later.
    pub settled: Option<Settled>,
    /// The link of the chain at this intent, in hexadecimal digits: it stands for this row and all before it.
    pub hash: String,
}

impl Entry {
    /// How far the change has come.
    pub fn state(&self) -> State {
        self.settled.as_ref().map_or(State::Open, |settled| settled.outcome.state())
    }
}
