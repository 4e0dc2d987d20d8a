//! The metrics strip of a service.

use serde::{Deserialize, Serialize};

use crate::metric::Series;
use crate::time::Timestamp;

/// One number over the last hour.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chart {
    /// `cpu`, `memory`, `requests`, `latency-p99`, `latency`, `errors`: for attributes.
    pub key: String,
    /// Its name: `CPU`.
    pub label: String,
    /// `%`, `/min`, `ms`.
    pub unit: String,
    /// The values, in that unit.
    pub series: Series,
    /// The newest value, written out: `42 %`; `None` without one.
    pub latest: Option<String>,
    /// The greatest value of the hour, written out.
    pub greatest: Option<String>,
    /// The top of the scale: 100 for percentages that stay below, else a little over the greatest value.
    pub top: f64,
}

/// The charts and what happened meanwhile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricsStrip {
    /// Charts in reading order; what AWS does not measure for the service is left out.
    pub charts: Vec<Chart>,
    /// Deployments that began in the hour: when, and `Revision 42`.
    pub marks: Vec<(Timestamp, String)>,
    /// The moment at the left edge.
    pub from: Timestamp,
    /// The moment at the right edge.
    pub to: Timestamp,
}
