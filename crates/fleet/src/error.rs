//! What can go wrong between here and AWS, in one type.

use std::fmt;

use model::freshness::Trouble;
use model::name::EnvironmentName;
use model::term::{AwsRequestId, ErrorCode};

use crate::operation::Operation;

mod cause;
mod classify;

pub use cause::Cause;
pub(crate) use cause::Chain;
pub(crate) use classify::classify;

/// Why a call gave nothing.
///
/// It has two messages: [`FleetError::trouble`] says what the person needs to know; [`FleetError::chain`] is for the
/// log and also says how AWS put it. Neither ever holds a part of an answer's body.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FleetError {
    /// The configuration has no environment of this name.
    #[error("no environment is called {0}")]
    UnknownEnvironment(EnvironmentName),
    /// AWS does not know the thing that was asked for.
    #[error("{}: not found", operation.name())]
    NotFound {
        /// What was asked.
        operation: Operation,
        /// AWS's words.
        #[source]
        cause: Cause,
    },
    /// Somebody else changes the thing at this moment, or has changed it since it was read.
    #[error("{}: changed meanwhile", operation.name())]
    Conflict {
        /// What was asked.
        operation: Operation,
        /// AWS's words.
        #[source]
        cause: Cause,
    },
    /// No answer, or a refusal.
    #[error("{}", trouble.sentence())]
    Trouble {
        /// What was asked.
        operation: Operation,
        /// What stands in the way.
        trouble: Trouble,
        /// The same in the words of AWS or of the network.
        #[source]
        cause: Cause,
    },
}

impl FleetError {
    /// What stands in the way, if it is neither that the thing does not exist nor that it has changed.
    pub fn trouble(&self) -> Option<&Trouble> {
        match self {
            Self::Trouble { trouble, .. } => Some(trouble),
            Self::UnknownEnvironment(_) | Self::NotFound { .. } | Self::Conflict { .. } => None,
        }
    }

    /// AWS's name for the request, if AWS answered it.
    pub fn request_id(&self) -> Option<&AwsRequestId> {
        match self {
            Self::NotFound { cause, .. } | Self::Conflict { cause, .. } | Self::Trouble { cause, .. } => {
                cause.request_id()
            }
            Self::UnknownEnvironment(_) => None,
        }
    }

    /// The error and every cause below it on one line, for the log.
    pub fn chain(&self) -> impl fmt::Display + '_ {
        Chain(self)
    }

    /// What an area of the snapshot shows because of this error.
    pub(crate) fn to_trouble(&self) -> Trouble {
        let failed = |operation: &Operation, code| Trouble::Failed {
            operation: operation.term(),
            status: None,
            code: Some(ErrorCode::literal(code)),
        };
        match self {
            Self::Trouble { trouble, .. } => trouble.clone(),
            Self::NotFound { operation, .. } => failed(operation, "NotFound"),
            Self::Conflict { operation, .. } => failed(operation, "Conflict"),
            Self::UnknownEnvironment(_) => Trouble::Broken,
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
