//! The only error on the wire: what a page says when it cannot show what was asked for.

use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use model::freshness::Trouble;
use model::query::QueryError;
use serde::{Deserialize, Serialize};

use crate::wire::Wire;

/// A thing that can be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Noun {
    /// An environment.
    Environment,
    /// A cluster.
    Cluster,
    /// A service.
    Service,
    /// A task.
    Task,
    /// A family of task definitions.
    Family,
    /// A revision of a task definition.
    Revision,
    /// A target group.
    TargetGroup,
    /// A page.
    Page,
}

impl Noun {
    /// The word for it in a sentence.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Environment => "environment",
            Self::Cluster => "cluster",
            Self::Service => "service",
            Self::Task => "task",
            Self::Family => "task definition family",
            Self::Revision => "revision",
            Self::TargetGroup => "target group",
            Self::Page => "page",
        }
    }

    /// The thing that the use cases call by this word.
    #[cfg(feature = "ssr")]
    fn from_word(word: &str) -> Self {
        match word {
            "environment" => Self::Environment,
            "cluster" => Self::Cluster,
            "service" => Self::Service,
            "task" => Self::Task,
            "family" | "task definition family" => Self::Family,
            "revision" | "task definition" => Self::Revision,
            "target group" => Self::TargetGroup,
            _ => Self::Page,
        }
    }
}

/// Why a page or a server function has no answer, in the words meant for the person.
///
/// Causes that are ours to know are logged where they are converted and do not travel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum AppError {
    /// There is no such thing, or none the viewer may know of.
    NotFound(Noun),
    /// The query of the address says something that it cannot say.
    BadQuery(QueryError),
    /// IAM refuses what the answer needs.
    Refused {
        /// The missing IAM action, for example `ecs:DescribeTaskDefinition`.
        action: String,
    },
    /// AWS does not answer, and there is nothing older to show.
    Unavailable(Trouble),
    /// The server did not answer the browser, or not with what it should.
    Lost,
    /// The fault is ours.
    Internal,
}

impl AppError {
    /// The HTTP status of a page or an answer that says this.
    pub const fn status(&self) -> u16 {
        match self {
            Self::NotFound(_) => 404,
            Self::BadQuery(_) => 422,
            // AWS refuses us; nobody refuses the viewer.
            Self::Refused { .. } => 200,
            Self::Unavailable(_) => 503,
            Self::Lost | Self::Internal => 500,
        }
    }
}

impl FromServerFnError for AppError {
    type Encoder = Wire;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        let error = match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => Self::BadQuery(QueryError {
                field: "arguments".to_owned(),
                problem: "they are not those that this version of Podium takes".to_owned(),
            }),
            ServerFnErrorErr::Request(_)
            | ServerFnErrorErr::Response(_)
            | ServerFnErrorErr::Deserialization(_)
            | ServerFnErrorErr::UnsupportedRequestMethod(_) => Self::Lost,
            ServerFnErrorErr::Registration(_)
            | ServerFnErrorErr::ServerError(_)
            | ServerFnErrorErr::MiddlewareError(_)
            | ServerFnErrorErr::Serialization(_) => Self::Internal,
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
            ConsoleError::NotFound { noun } => Self::NotFound(Noun::from_word(noun)),
            ConsoleError::BadQuery(error) => Self::BadQuery(error),
            ConsoleError::Refused { action } => Self::Refused { action },
            ConsoleError::Unavailable { trouble } => Self::Unavailable(trouble),
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
