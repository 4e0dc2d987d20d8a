//! Log events.

use crate::Millis;

/// One event of a stream.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_OutputLogEvent.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEvent {
    /// When it happened, says who wrote it.
    pub at: Millis,
    /// When it came to CloudWatch Logs; it cannot be read before.
    pub ingested_at: Millis,
    /// What it says.
    pub message: String,
}

/// Where an event stands in its stream: by time, and among those of one millisecond by number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The event's time.
    pub at: Millis,
    /// From 0.
    pub number: u32,
}

impl Position {
    /// Before every event of that moment.
    #[must_use]
    pub fn before(at: Millis) -> Self {
        Self { at, number: 0 }
    }

    /// Right behind this event, and before the next.
    #[must_use]
    pub fn behind(self) -> Self {
        Self { number: self.number.saturating_add(1), ..self }
    }
}
