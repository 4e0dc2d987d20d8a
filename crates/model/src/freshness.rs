//! How old what is shown is, and what could not be read.

use serde::{Deserialize, Serialize};

use crate::term::{Action, AwsRequestId, ErrorCode, FieldName, OperationName};
use crate::time::{Span, Timestamp};

/// News older than this is not trusted: a service whose last answer is older is judged Unknown.
///
/// Longer than the slowest refresh of a poller that is well (under two minutes when nobody looks), so that one slow
/// round does not raise an alarm; and an outage is admitted within three minutes.
pub const STALE_AFTER: Span = Span::minutes(3);

/// A clock that is this much off is told of. Whatever it shows, it bends no rule: AWS's time counts.
pub const CLOCK_OFF_AFTER: Span = Span::seconds(30);

/// Says that the clock of the machine is wrong, if it is this far ahead of AWS's; behind, if it is less than nothing.
pub fn wrong_clock(ahead: Span) -> Option<String> {
    let off = Span(ahead.0.saturating_abs());
    let side = if ahead.0 < 0 { "behind" } else { "ahead of" };
    (off >= CLOCK_OFF_AFTER).then(|| format!("The clock of this machine is {off} {side} AWS's"))
}

/// Why an area of an environment has no fresh answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Trouble {
    /// IAM refuses an action, for example `ecs:ListClusters`.
    Denied {
        /// The missing IAM action.
        action: Action,
    },
    /// AWS answered that the rate is exceeded.
    Throttled {
        /// The operation that was refused, for example `DescribeServices`.
        operation: OperationName,
    },
    /// No connection, or no answer in time.
    Unreachable {
        /// The operation that got no answer.
        operation: OperationName,
    },
    /// The credentials could not be had or are not valid.
    Credentials {
        /// The operation that needed them.
        operation: OperationName,
    },
    /// An answer that says it failed, or that could not be understood.
    Failed {
        /// The operation that failed.
        operation: OperationName,
        /// The HTTP status, if there was an answer.
        status: Option<u16>,
        /// AWS's error code, if there was one.
        code: Option<ErrorCode>,
    },
    /// AWS answered, and some items of its answer cannot be read, or not in full. What could be read is there.
    Incomplete {
        /// The operation that gave them.
        operation: OperationName,
        /// How many of its items.
        items: u32,
        /// Of how many.
        of: u32,
        /// The member that is missing from the first of them, or not of the type that it should be.
        member: Box<FieldName>,
    },
    /// Podium itself stumbled while it read; its log says over what.
    Broken,
}

/// How fresh an area of the snapshot is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Freshness {
    /// When AWS last answered completely; `None` before the first time.
    pub as_of: Option<Timestamp>,
    /// What has stood in the way since, if anything.
    pub trouble: Option<Trouble>,
    /// AWS's name for the request that met the trouble first; the log has it too.
    pub request_id: Option<AwsRequestId>,
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
    /// Whether AWS answered all the same: what is known is fresh, and there may be more.
    pub fn is_partial(&self) -> bool {
        matches!(self, Self::Incomplete { .. })
    }

    /// Whether two operations suffer from one thing: AWS is not reached, it fails by itself, it limits how often it is
    /// asked, or the credentials are not valid.
    pub fn is_one_with(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Unreachable { .. }, Self::Unreachable { .. })
            | (Self::Throttled { .. }, Self::Throttled { .. })
            | (Self::Credentials { .. }, Self::Credentials { .. }) => true,
            (Self::Failed { status: Some(one), .. }, Self::Failed { status: Some(two), .. }) => {
                self == other || (*one >= 500 && *two >= 500)
            }
            _ => self == other,
        }
    }

    /// What stands in the way, in the one sentence for it; without a full stop, so that it can be a heading.
    pub fn sentence(&self) -> String {
        match self {
            Self::Denied { action } => format!("IAM does not allow {action}"),
            Self::Throttled { operation } => format!("AWS limits the rate of {operation}"),
            Self::Unreachable { operation } => format!("No answer from AWS to {operation}"),
            Self::Credentials { operation } => format!("No valid credentials for {operation}"),
            Self::Failed { operation, status, code } => match (code, status) {
                (Some(code), Some(status)) => format!("{operation} failed: {code} (HTTP {status})"),
                (Some(code), None) => format!("{operation} failed: {code}"),
                (None, Some(status)) => format!("{operation} failed: HTTP {status} without an error code"),
                (None, None) => format!("The answer to {operation} could not be understood"),
            },
            Self::Incomplete { operation, items, of, member } => {
                format!("{items} of {of} items in AWS's answer to {operation} could not be read in full: no {member}")
            }
            Self::Broken => "Podium could not read this".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_is_stale_only_after_three_minutes() {
        let now = Timestamp(10_000_000);
        let seen = |age: i64| Freshness { as_of: Some(now.before(Span(age))), trouble: None, request_id: None };
        assert!(!seen(STALE_AFTER.0).is_stale(now));
        assert!(seen(STALE_AFTER.0 + 1).is_stale(now));
        assert!(!seen(-5_000).is_stale(now), "a clock that runs ahead is not old news");
        assert!(Freshness::default().is_stale(now));
    }

    #[test]
    fn a_wrong_clock_is_told_from_half_a_minute_on() {
        assert_eq!(wrong_clock(Span(29_999)), None);
        assert_eq!(wrong_clock(Span(-29_999)), None);
        let told = |seconds| wrong_clock(Span::seconds(seconds)).unwrap();
        assert_eq!(told(30), "The clock of this machine is 30 s ahead of AWS's");
        assert_eq!(told(-480), "The clock of this machine is 8 min behind AWS's");
    }

    #[test]
    fn a_denied_read_names_the_missing_action() {
        let trouble = Trouble::Denied { action: Action::literal("ecs:ListTasks") };
        assert_eq!(trouble.sentence(), "IAM does not allow ecs:ListTasks");
    }

    #[test]
    fn what_fails_for_one_reason_is_one_trouble() {
        let operation = |name: &str| name.parse::<OperationName>().unwrap();
        let failed = |name: &str, status| Trouble::Failed { operation: operation(name), status, code: None };
        let denied = |action: &str| Trouble::Denied { action: action.parse().unwrap() };
        let throttled = |name: &str| Trouble::Throttled { operation: operation(name) };
        for (one, two, expect) in [
            (failed("ListClusters", Some(500)), failed("DescribeTargetHealth", Some(503)), true),
            (throttled("ListServices"), throttled("ListTasks"), true),
            (failed("ListClusters", Some(500)), failed("ListTasks", Some(400)), false),
            (failed("ListClusters", Some(400)), failed("ListTasks", Some(400)), false),
            (failed("ListClusters", None), failed("ListTasks", None), false),
            (failed("ListClusters", None), failed("ListClusters", None), true),
            (denied("ecs:ListTasks"), denied("ecs:ListServices"), false),
            (throttled("ListServices"), failed("ListServices", Some(500)), false),
        ] {
            assert_eq!((one.is_one_with(&two), two.is_one_with(&one)), (expect, expect), "{one:?} {two:?}");
        }
    }
}
