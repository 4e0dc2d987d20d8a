//! What came of a change.

use serde::{Deserialize, Serialize};
use strum::VariantArray;

/// What came of a change that was to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum Outcome {
    /// AWS has taken it.
    Done {
        /// AWS's name for the call.
        #[serde(default)]
        request_id: Option<String>,
    },
    /// AWS has said no; nothing was changed.
    Refused {
        /// Why, in AWS's words.
        message: String,
        /// AWS's code for it, for example `AccessDeniedException`.
        #[serde(default)]
        code: Option<String>,
        /// AWS's name for the call.
        #[serde(default)]
        request_id: Option<String>,
    },
    /// It was sent, and nobody knows whether it was done: no answer came.
    Unknown {
        /// What happened instead of an answer.
        message: String,
        /// AWS's name for the call, if that much came back.
        #[serde(default)]
        request_id: Option<String>,
    },
    /// It never left Podium; nothing was changed.
    NotSent {
        /// Why.
        message: String,
    },
}

/// How far a change has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It was confirmed, and nothing is known of it since.
    Open,
    /// AWS has taken it.
    Done,
    /// AWS has said no.
    Refused,
    /// It was sent, and no answer came.
    Unknown,
    /// It never left Podium.
    NotSent,
}

impl Outcome {
    /// How far the change has come with this.
    pub const fn state(&self) -> State {
        match self {
            Self::Done { .. } => State::Done,
            Self::Refused { .. } => State::Refused,
            Self::Unknown { .. } => State::Unknown,
            Self::NotSent { .. } => State::NotSent,
        }
    }

    /// AWS's name for the call, if it was answered.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Done { request_id } | Self::Refused { request_id, .. } | Self::Unknown { request_id, .. } => {
                request_id.as_deref()
            }
            Self::NotSent { .. } => None,
        }
    }

    /// What was said about it; nothing when it was done.
    pub fn message(&self) -> Option<&str> {
        match self {
            Self::Done { .. } => None,
            Self::Refused { message, .. } | Self::Unknown { message, .. } | Self::NotSent { message } => Some(message),
        }
    }
}

impl State {
    /// Every state, in the order in which they are offered.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The word for it in addresses and in the record.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
            Self::NotSent => "not-sent",
        }
    }

    /// The state that has this word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.key() == key)
    }

    /// The words for it on a page.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Open => "Not answered yet",
            Self::Done => "Done",
            Self::Refused => "Refused",
            Self::Unknown => "Outcome unknown",
            Self::NotSent => "Not sent",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_is_written_under_the_word_of_its_state_and_read_back() {
        let message = "no".to_owned();
        for outcome in [
            Outcome::Done { request_id: Some("7f".to_owned()) },
            Outcome::Refused { message: message.clone(), code: None, request_id: None },
            Outcome::Unknown { message: message.clone(), request_id: None },
            Outcome::NotSent { message },
        ] {
            let json = serde_json::to_string(&outcome).unwrap();
            assert!(json.contains(&format!("\"state\":\"{}\"", outcome.state().key())), "{json}");
            assert_eq!(serde_json::from_str::<Outcome>(&json).unwrap(), outcome);
        }
    }

    #[test]
    fn every_state_is_found_by_its_word() {
        for state in State::ALL {
            assert_eq!(State::from_key(state.key()), Some(*state));
        }
        assert_eq!(State::from_key("maybe"), None);
    }
}
