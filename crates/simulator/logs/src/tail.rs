//! What has come to streams since the last look.

use super::pattern::Pattern;
use super::stream::{LogStream, minute};
use simulator_engine::Millis;
use simulator_engine::logs::event::{LogEvent, Position};
use simulator_engine::time::minutes;

/// Events that happen this long before they come are still noticed.
const LATEST: u64 = minutes(2);

impl LogStream<'_> {
    /// The events that match and came after one moment, until another.
    #[must_use]
    pub fn came(&self, after: Millis, until: Millis, pattern: &Pattern) -> Vec<LogEvent> {
        let all = self.minutes();
        let (from, to) = (minute(after.before(LATEST)), minute(until) + 1);
        let events = (all.start.max(from)..all.end.min(to)).flat_map(|minute| self.minute(minute));
        let is_new = |(_, event): &(Position, LogEvent)| event.ingested_at > after && event.ingested_at <= until;
        events.filter(is_new).map(|(_, event)| event).filter(|event| pattern.matches(&event.message)).collect()
    }
}
