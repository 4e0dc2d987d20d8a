//! Injected faults: what goes wrong between a client and AWS, on purpose.
//!
//! Faults of the workload (an image that does not exist, a container that exits) come from image tags instead.

mod force;
mod odd;

use serde::Serialize;
use serde_json::Value;

use crate::buckets::Bucket;
pub use force::{Faults, Injected, Subject, Verdict};
pub use odd::Odd;

/// One rule: to which calls it applies, how often, and what happens to them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fault {
    /// Which calls it may hit.
    #[serde(flatten)]
    pub target: Target,
    /// Whether it hits a call that it may hit.
    #[serde(flatten)]
    pub chance: Chance,
    /// What happens.
    #[serde(flatten)]
    pub effect: Effect,
}

/// The calls that a fault may hit: all of them unless narrowed.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Target {
    /// Only this operation, for example `DescribeServices`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// Only operations that this bucket pays for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bucket: Option<Bucket>,
    /// Only calls signed with this access key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caller: Option<String>,
    /// Only requests in which this occurs as, or in, a text: the ARN of a target group, the name of a cluster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
}

/// How often a fault hits: always, until it is cleared, unless limited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Chance {
    /// At most this many calls; then the fault is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// Each call with this probability, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
}

/// What happens to a call.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Effect {
    /// `ThrottlingException`, as if the bucket were empty.
    Throttle,
    /// `AccessDeniedException` with AWS's sentence, naming the action.
    AccessDenied,
    /// `ExpiredTokenException`, as when a session's credentials have run out.
    ExpiredToken,
    /// The answer waits this long.
    Latency {
        /// Milliseconds.
        milliseconds: u64,
    },
    /// A failure of the server itself.
    ServerError {
        /// 500 to 599.
        status: u16,
        /// How the body looks.
        body: ErrorBody,
    },
    /// The connection is cut without an answer.
    Reset,
    /// Nobody listens on the port for a while; then the fault is gone. It cannot be narrowed to some calls.
    Refuse {
        /// Seconds on the wall clock.
        seconds: f64,
    },
    /// The answer is given, but an item in it is odd.
    Odd(Odd),
}

/// The body of a 5xx answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ErrorBody {
    /// `ServerException`, as AWS writes it.
    Json,
    /// A page for people, as proxies and some AWS-compatible servers write it.
    Html,
    /// Nothing at all.
    Empty,
}

/// What a call gets instead of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// See [`Effect::Throttle`].
    Throttle,
    /// See [`Effect::AccessDenied`].
    AccessDenied,
    /// See [`Effect::ExpiredToken`].
    ExpiredToken,
    /// See [`Effect::ServerError`].
    ServerError {
        /// 500 to 599.
        status: u16,
        /// How the body looks.
        body: ErrorBody,
    },
    /// See [`Effect::Reset`].
    Reset,
}

impl Target {
    fn covers(&self, subject: Subject<'_>) -> bool {
        self.operation.as_ref().is_none_or(|operation| operation == subject.operation)
            && self.bucket.is_none_or(|bucket| subject.bucket == Some(bucket))
            && self.caller.as_ref().is_none_or(|caller| caller == subject.caller)
            && self.about.as_ref().is_none_or(|about| subject.asked.is_some_and(|asked| names(asked, about)))
    }
}

/// Whether a text occurs in one of the texts of a request.
fn names(asked: &Value, about: &str) -> bool {
    match asked {
        Value::String(text) => text.contains(about),
        Value::Array(items) => items.iter().any(|item| names(item, about)),
        Value::Object(members) => members.values().any(|value| names(value, about)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

impl Effect {
    /// What a call gets instead of an answer; `None` when it gets one, or does not even come to be asked.
    const fn refusal(&self) -> Option<Refusal> {
        match *self {
            Self::Throttle => Some(Refusal::Throttle),
            Self::AccessDenied => Some(Refusal::AccessDenied),
            Self::ExpiredToken => Some(Refusal::ExpiredToken),
            Self::ServerError { status, body } => Some(Refusal::ServerError { status, body }),
            Self::Reset => Some(Refusal::Reset),
            Self::Latency { .. } | Self::Refuse { .. } | Self::Odd(_) => None,
        }
    }
}
