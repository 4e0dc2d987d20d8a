//! How old what is shown is, and what could not be read.

use serde::{Deserialize, Serialize};

use crate::time::{Span, Timestamp};

/// News older than this is not trusted: a service whose last answer is older is judged Unknown.
///
/// Longer than the slowest refresh of a poller that is well (under two minutes when nobody looks), so that one slow round
/// does not raise an alarm; and an outage is admitted within three minutes.
pub const STALE_AFTER: Span = Span::minutes(3);

/// Why an area of an environment has no fresh answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trouble {
    /// IAM refuses an action, for example `ecs:ListClusters`.
    Denied {
        /// The missing IAM action.
        action: String,
    },
    /// AWS answered that the rate is exceeded.
    Throttled {
        /// The operation that was refused, for example `DescribeServices`.
        operation: String,
    },
    /// No connection, or no answer in time.
    Unreachable {
        /// The operation that got no answer.
        operation: String,
    },
    /// The credentials could not be had or are not valid.
    Credentials {
        /// The operation that needed them.
        operation: String,
    },
    /// An answer that says it failed, or that could not be understood.
    Failed {
        /// The operation that failed.
        operation: String,
        /// The HTTP status, if there was an answer.
        status: Option<u16>,
        /// AWS's error code, if there was one.
        code: Option<String>,
    },
}

/// How fresh an area of the snapshot is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Freshness {
    /// When AWS last answered completely; `None` before the first time.
    pub as_of: Option<Timestamp>,
    /// What has stood in the way since, if anything.
    pub trouble: Option<Trouble>,
}

impl Freshness {
    /// How old the news is at `now`; `None` if there never was any.
    pub fn age(&self, now: Timestamp) -> Option<Span> {
        self.as_of.map(|at| now.since(at))
    }

    /// Whether the news is too old to be trusted at `now`, or never came.
    pub fn is_stale(&self, now: Timestamp) -> bool {
        self.age(now).is_none_or(|age| age > STALE_AFTER)
    }
}

impl Trouble {
    /// What stands in the way, as one sentence for the person who looks.
    pub fn sentence(&self) -> String {
        match self {
            Self::Denied { action } => format!("IAM does not allow {action}"),
            Self::Throttled { operation } => format!("AWS is throttling {operation}"),
            Self::Unreachable { operation } => format!("AWS did not answer {operation} in time"),
            Self::Credentials { operation } => format!("the credentials for {operation} are missing or not valid"),
            Self::Failed { operation, status, code } => match (code, status) {
                (Some(code), _) => format!("{operation} failed with {code}"),
                (None, Some(status)) => format!("{operation} failed with HTTP status {status}"),
                (None, None) => format!("the answer to {operation} could not be understood"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_is_stale_only_after_three_minutes() {
        let now = Timestamp(10_000_000);
        let seen = |age: i64| Freshness { as_of: Some(now.before(Span(age))), trouble: None };
        assert!(!seen(STALE_AFTER.0).is_stale(now));
        assert!(seen(STALE_AFTER.0 + 1).is_stale(now));
        assert!(!seen(-5_000).is_stale(now), "a clock that runs ahead is not old news");
        assert!(Freshness::default().is_stale(now));
    }

    #[test]
    fn a_denied_read_names_the_missing_action() {
        let trouble = Trouble::Denied { action: "ecs:ListTasks".to_owned() };
        assert_eq!(trouble.sentence(), "IAM does not allow ecs:ListTasks");
    }
}
