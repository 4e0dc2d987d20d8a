//! The only error on the wire: what a page says when it cannot show what was asked for.

use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use model::audit::EntryId;
use model::change::WhyNot;
use model::field::{FieldError, FieldErrors, Problem};
use model::freshness::Trouble;
use model::noun::Noun;
use model::term::{Action, AwsRequestId};
use serde::{Deserialize, Serialize};

use crate::request_id::RequestId;
use crate::wire::Wire;

/// Why a page or a server function has no answer, in the words meant for the person.
///
/// It holds closed kinds and checked terms, and no free text: whatever is in it can be put into a link by a stranger.
/// Causes are logged where they are met and do not travel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AppError {
    /// There is no such thing, or none the viewer may know of.
    NotFound(Noun),
    /// Fields of the address or of a form hold what they cannot hold.
    Invalid(FieldErrors),
    /// The thing has changed since the person saw it, or somebody else changes it right now.
    Conflict(Noun),
    /// Something that the answer needs is not allowed.
    Forbidden {
        /// The missing IAM action, for example `ecs:DescribeTaskDefinition`.
        missing: Action,
        /// AWS's name for the request that was refused.
        request_id: Option<AwsRequestId>,
    },
    /// Nothing may be changed in this environment.
    ReadOnly,
    /// It cannot be done to the thing as it is.
    Impossible(WhyNot),
    /// AWS refused a change; the entry of the record has the words.
    Refused(EntryId),
    /// The record of changes cannot be used, so nothing is changed.
    Unrecorded,
    /// AWS does not answer, and there is nothing older to show.
    Unavailable {
        /// What stands in the way.
        trouble: Trouble,
        /// AWS's name for the request that met it.
        request_id: Option<AwsRequestId>,
    },
    /// The server did not answer the browser, or not with what it should.
    Lost,
    /// The fault is ours; the log says more under this id.
    Internal(Option<RequestId>),
}

impl AppError {
    /// The HTTP status of a page or an answer that says this.
    pub const fn status(&self) -> u16 {
        match self {
            Self::NotFound(_) => 404,
            Self::Invalid(_) => 422,
            Self::Conflict(_) | Self::Impossible(_) => 409,
            Self::ReadOnly => 403,
            Self::Refused(_) => 422,
            Self::Unrecorded => 503,
            // AWS refuses us; nobody refuses the viewer.
            Self::Forbidden { .. } => 200,
            Self::Unavailable { .. } => 503,
            Self::Lost | Self::Internal(_) => 500,
        }
    }

    /// A fault of ours in the request that is being answered.
    pub fn internal() -> Self {
        Self::Internal(RequestId::current())
    }
}

impl FromServerFnError for AppError {
    type Encoder = Wire;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        let error = match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => {
                Self::Invalid(FieldError::new("arguments", Problem::Outdated).into())
            }
            ServerFnErrorErr::Request(_)
            | ServerFnErrorErr::Response(_)
            | ServerFnErrorErr::Deserialization(_)
            | ServerFnErrorErr::UnsupportedRequestMethod(_) => Self::Lost,
            ServerFnErrorErr::Registration(_)
            | ServerFnErrorErr::ServerError(_)
            | ServerFnErrorErr::MiddlewareError(_)
            | ServerFnErrorErr::Serialization(_) => Self::internal(),
        };
        // Arguments are read before a function runs, so nobody else gives their refusal its status.
        set_status(error.status());
        error
    }
}

#[cfg(feature = "ssr")]
impl From<console::ConsoleError> for AppError {
    fn from(error: console::ConsoleError) -> Self {
        use console::ConsoleError;
        match error {
            ConsoleError::NotFound(noun) => Self::NotFound(noun),
            ConsoleError::Invalid(errors) => Self::Invalid(errors),
            ConsoleError::Conflict(noun) => Self::Conflict(noun),
            ConsoleError::ReadOnly => Self::ReadOnly,
            ConsoleError::Impossible(why) => Self::Impossible(why),
            ConsoleError::Refused(entry) => Self::Refused(entry),
            ConsoleError::Unrecorded => Self::Unrecorded,
            ConsoleError::Forbidden { missing, request_id } => Self::Forbidden { missing, request_id },
            ConsoleError::Unavailable { trouble, request_id } => Self::Unavailable { trouble, request_id },
        }
    }
}

/// Gives the page or answer that is being made this status. In the browser there is none to give.
pub fn set_status(status: u16) {
    #[cfg(feature = "ssr")]
    if let (Some(response), Ok(status)) =
        (leptos::prelude::use_context::<leptos_axum::ResponseOptions>(), http::StatusCode::from_u16(status))
    {
        response.set_status(status);
    }
    #[cfg(not(feature = "ssr"))]
    let _ = status;
}

#[cfg(feature = "ssr")]
#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_refused(json: &str) {
        assert!(serde_json::from_str::<AppError>(json).is_err(), "{json}");
    }

    #[test]
    fn nobody_can_put_a_sentence_into_an_error() {
        check_refused(r#"{"Forbidden":{"missing":"your account: call 555 0100","request_id":null}}"#);
        check_refused(r#"{"Forbidden":{"missing":"ecs:ListTasks","request_id":"call 555 0100"}}"#);
        check_refused(
            r#"{"Unavailable":{"trouble":{"Throttled":{"operation":"your session, sign in"}},"request_id":null}}"#,
        );
        check_refused(r#"{"Invalid":[{"field":"your password","problem":"Missing"}]}"#);
        check_refused(r#"{"Invalid":[{"field":"q","problem":{"NotOffered":["click here"]}}]}"#);
        check_refused(r#"{"NotFound":"Money"}"#);
        check_refused(r#"{"Internal":"call 555 0100"}"#);
        let good = r#"{"Forbidden":{"missing":"ecs:ListTasks","request_id":null}}"#;
        assert_eq!(serde_json::from_str::<AppError>(good).unwrap().status(), 200);
    }
}
