//! How old what is shown is, and what could not be read.

use serde::{Deserialize, Serialize};

use crate::time::{Span, Timestamp};

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
}
