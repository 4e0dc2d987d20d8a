//! What can go wrong between here and AWS, in one type.

use model::freshness::Trouble;
use model::name::EnvironmentName;

use crate::operation::Operation;

mod classify;

pub(crate) use classify::classify;

/// Why a read gave nothing.
///
/// It has two messages: [`FleetError::trouble`] says what the person needs to know, `Display` is for the log and also says
/// how AWS put it. Neither ever holds a part of an answer's body.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FleetError {
    /// The configuration has no environment of this name.
    #[error("no environment is called {0}")]
    UnknownEnvironment(EnvironmentName),
    /// AWS does not know the thing that was asked for.
    #[error("{}: not found: {detail}", operation.name())]
    NotFound {
        /// What was asked.
        operation: Operation,
        /// AWS's words.
        detail: String,
    },
    /// No answer, or a refusal.
    #[error("{}: {detail}", operation.name())]
    Trouble {
        /// What was asked.
        operation: Operation,
        /// What stands in the way.
        trouble: Trouble,
        /// The same in the words of AWS or of the network.
        detail: String,
    },
}

impl FleetError {
    /// What stands in the way, if it is not that the thing does not exist.
    pub fn trouble(&self) -> Option<&Trouble> {
        match self {
            Self::Trouble { trouble, .. } => Some(trouble),
            Self::UnknownEnvironment(_) | Self::NotFound { .. } => None,
        }
    }

    /// What an area of the snapshot shows because of this error.
    pub(crate) fn to_trouble(&self) -> Trouble {
        match self {
            Self::Trouble { trouble, .. } => trouble.clone(),
            Self::NotFound { operation, .. } => Trouble::Failed {
                operation: operation.name().to_owned(),
                status: None,
                code: Some("NotFound".to_owned()),
            },
            Self::UnknownEnvironment(_) => Trouble::Failed { operation: String::new(), status: None, code: None },
        }
    }

    pub(crate) fn is_throttled(&self) -> bool {
        matches!(self.trouble(), Some(Trouble::Throttled { .. }))
    }

    /// Whether the same call may well succeed at once: the connection broke, or the server stumbled.
    pub(crate) fn is_hiccup(&self) -> bool {
        match self.trouble() {
            Some(Trouble::Unreachable { .. }) => true,
            Some(Trouble::Failed { status, .. }) => status.is_some_and(|status| status >= 500),
            _ => false,
        }
    }
}
