//! Who or what starts the runs of a job.

use std::fmt;

/// What EventBridge Scheduler and the rules of EventBridge put before the name of the schedule or rule.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/tasks-scheduled-eventbridge-scheduler.html>
const SCHEDULES: [&str; 2] = ["chronos-schedule/", "events-rule/"];

/// A word with so many digits is taken for a number that is another one in each run.
const DIGITS_OF_ID: usize = 3;

/// Who or what starts the runs of a job, as `startedBy` tells.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Source {
    /// A schedule or rule of EventBridge, in AWS's words.
    Schedule(String),
    /// Something else. Numbers that are others in each run, such as that of a build, are left out: `ci/build-…`.
    Other(String),
    /// RunTask was not told.
    Nobody,
}

impl Source {
    /// Reads `startedBy`.
    pub fn of(started_by: Option<&str>) -> Self {
        match started_by.filter(|words| !words.is_empty()) {
            None => Self::Nobody,
            Some(words) if SCHEDULES.iter().any(|prefix| words.starts_with(prefix)) => Self::Schedule(words.to_owned()),
            Some(words) => Self::Other(without_ids(words)),
        }
    }

    /// It in words; `None` when RunTask was not told.
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Schedule(words) | Self::Other(words) => Some(words),
            Self::Nobody => None,
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words().unwrap_or_default())
    }
}

/// The words with `…` in place of ids, however many parts these have.
fn without_ids(words: &str) -> String {
    let mut kept = String::new();
    let mut rest = words;
    while !rest.is_empty() {
        let length = uuid_at(rest).unwrap_or_else(|| length_of_word(rest));
        let (word, after) = rest.split_at(length);
        let is_id = uuid_at(rest).is_some() || digits(word) >= DIGITS_OF_ID;
        kept.push_str(if is_id { "…" } else { word });
        rest = after;
    }
    kept
}

/// The length of the letters and digits at the start, or of the one character that is neither.
fn length_of_word(text: &str) -> usize {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    if end > 0 { end } else { text.chars().next().map_or(0, char::len_utf8) }
}

fn digits(word: &str) -> usize {
    word.bytes().filter(u8::is_ascii_digit).count()
}

/// The length of the UUID at the start, if there is one.
fn uuid_at(text: &str) -> Option<usize> {
    const LENGTH: usize = 36;
    let is_part = |(index, byte): (usize, u8)| match index {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    let bytes = text.as_bytes().get(..LENGTH)?;
    bytes.iter().copied().enumerate().all(is_part).then_some(LENGTH)
}
