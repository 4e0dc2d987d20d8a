//! Why a use case gives no answer.

use fleet::FleetError;
use model::audit::EntryId;
use model::change::WhyNot;
use model::field::{FieldError, FieldErrors};
use model::freshness::{Freshness, Trouble};
use model::noun::Noun;
use model::term::{Action, AwsRequestId};

/// Why there is no answer; `Display` is the sentence for the person who asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConsoleError {
    /// AWS has no such thing, as far as is known.
    #[error("there is no such {}", .0.word())]
    NotFound(Noun),
    /// Fields of the address or of a form hold what they cannot hold.
    #[error("{0}")]
    Invalid(#[from] FieldErrors),
    /// What was asked for has changed since the person saw it, or somebody else changes it right now.
    #[error("this {} has changed meanwhile", .0.word())]
    Conflict(Noun),
    /// Something that the answer needs is not allowed.
    #[error("IAM does not allow {missing}")]
    Forbidden {
        /// The missing IAM action, for example `ecs:DescribeTaskDefinition`.
        missing: Action,
        /// AWS's name for the request that was refused.
        request_id: Option<AwsRequestId>,
    },
    /// Nothing may be changed in this environment.
    #[error("this environment is read-only")]
    ReadOnly,
    /// It cannot be done to the thing as it is.
    #[error("{}", .0.sentence())]
    Impossible(WhyNot),
    /// AWS refused, or the call never left; the entry of the record has the words. Nothing changed.
    #[error("AWS refused: entry {0} of the record of changes")]
    Refused(EntryId),
    /// The record of changes cannot be written or read. Nothing was sent to AWS.
    #[error("the record of changes cannot be used")]
    Unrecorded,
    /// AWS gives no answer now.
    #[error("{}", trouble.sentence())]
    Unavailable {
        /// What stands in the way.
        trouble: Trouble,
        /// AWS's name for the request that met it.
        request_id: Option<AwsRequestId>,
    },
}

impl From<FieldError> for ConsoleError {
    fn from(error: FieldError) -> Self {
        Self::Invalid(error.into())
    }
}

impl From<access::Refusal> for ConsoleError {
    fn from(refusal: access::Refusal) -> Self {
        match refusal {
            access::Refusal::ReadOnly => Self::ReadOnly,
        }
    }
}

impl ConsoleError {
    /// The error for a thing that is not there, or is not seen because of what keeps its area from being read.
    pub(crate) fn missing(noun: Noun, area: &Freshness) -> Self {
        match &area.trouble {
            None => Self::NotFound(noun),
            Some(trouble) => Self::troubled(trouble.clone(), area.request_id.clone()),
        }
    }

    /// The error for a thing that was asked of AWS.
    pub(crate) fn from_fleet(noun: Noun, error: &FleetError) -> Self {
        match error {
            FleetError::UnknownEnvironment(_) => Self::NotFound(Noun::Environment),
            FleetError::NotFound { .. } => Self::NotFound(noun),
            FleetError::Conflict { .. } => Self::Conflict(noun),
            FleetError::Trouble { trouble, .. } => Self::troubled(trouble.clone(), error.request_id().cloned()),
        }
    }

    fn troubled(trouble: Trouble, request_id: Option<AwsRequestId>) -> Self {
        match trouble {
            Trouble::Denied { action } => Self::Forbidden { missing: action, request_id },
            trouble => Self::Unavailable { trouble, request_id },
        }
    }
}
