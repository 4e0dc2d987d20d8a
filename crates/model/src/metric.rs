//! Numbers over time.

use serde::{Deserialize, Serialize};

use crate::time::{Span, Timestamp};

/// One number over time, evenly spaced.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// The moment of the first value.
    pub from: Timestamp,
    /// Between two values.
    pub step: Span,
    /// One per step; `None` where nothing was measured.
    pub values: Vec<Option<f64>>,
}

/// What the metrics strip of a service shows: the last hour, one value a minute.
///
/// What AWS does not measure for the service is `None`: requests without a load balancer, for example.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ServiceMetrics {
    /// Percent of the CPU that its tasks reserve, average.
    pub cpu: Option<Series>,
    /// Percent of the memory that its tasks reserve, average.
    pub memory: Option<Series>,
    /// Requests per minute over all its target groups.
    pub requests: Option<Series>,
    /// Seconds, the ninety-ninth percentile.
    pub latency_p99: Option<Series>,
    /// Seconds, average.
    pub latency: Option<Series>,
    /// Answers 5xx per minute from its targets.
    pub errors: Option<Series>,
}
