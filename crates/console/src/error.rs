//! Why a use case gives no answer.

use fleet::FleetError;
use model::freshness::Trouble;
use model::query::QueryError;

/// Why there is no answer; `Display` is the sentence for the person who asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConsoleError {
    /// AWS has no such thing, as far as is known.
    #[error("there is no such {noun}")]
    NotFound {
        /// What was asked for: `service`.
        noun: &'static str,
    },
    /// The query of the address can not be understood.
    #[error("{0}")]
    BadQuery(#[from] QueryError),
    /// IAM refuses Podium the action that the answer needs.
    #[error("IAM does not allow {action}")]
    Refused {
        /// The missing IAM action, for example `ecs:DescribeTaskDefinition`.
        action: String,
    },
    /// AWS gives no answer now.
    #[error("{}", trouble.sentence())]
    Unavailable {
        /// What stands in the way.
        trouble: Trouble,
    },
}

impl ConsoleError {
    /// The error for a thing that is not there, or is not seen because of what stands in the way.
    pub(crate) fn missing(noun: &'static str, trouble: Option<&Trouble>) -> Self {
        match trouble {
            None => Self::NotFound { noun },
            Some(Trouble::Denied { action }) => Self::Refused { action: action.clone() },
            Some(trouble) => Self::Unavailable { trouble: trouble.clone() },
        }
    }

    /// The error for a thing that was asked of AWS.
    pub(crate) fn from_fleet(noun: &'static str, error: &FleetError) -> Self {
        Self::missing(noun, error.trouble())
    }
}
