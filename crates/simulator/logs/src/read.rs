//! Reading one stream, page by page.

use super::stream::{LogStream, minute};
use simulator_engine::Millis;
use simulator_engine::logs::event::{LogEvent, Position};
use simulator_engine::time::minutes;

/// A page holds at most so many bytes of messages.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html>
pub const PAGE_BYTES_MAX: usize = 1_048_576;

/// Which part of a stream, and how much of it at once.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// Nothing from before.
    pub from: Millis,
    /// Nothing from then on.
    pub to: Millis,
    /// At most so many events.
    pub limit: usize,
}

/// From where, and which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Going {
    /// Towards now, beginning there.
    Forward(Position),
    /// Towards the past, ending before that.
    Backward(Position),
}

/// A page: events in the order of their times, and the places before the first and behind the last.
#[derive(Clone, Debug)]
pub struct Page {
    /// The events.
    pub events: Vec<LogEvent>,
    /// Where the page begins.
    pub begins: Position,
    /// Where it ends.
    pub ends: Position,
}

impl LogStream<'_> {
    /// Reads a page.
    #[must_use]
    pub fn read(&self, reading: Reading, going: Going) -> Page {
        let all = self.minutes();
        let start = all.start.max(minute(reading.from));
        let end = all.end.min(minute(Millis(reading.to.0.saturating_add(minutes(1) - 1))));
        let wanted = |position: &Position| position.at >= reading.from && position.at < reading.to;
        let mut taken = Taken { events: Vec::new(), bytes: 0, limit: reading.limit };
        let (mut begins, mut ends) = match going {
            Going::Forward(from) => {
                for minute in start.max(minute(from.at))..end {
                    let block = self.minute(minute).into_iter().filter(|(at, _)| *at >= from && wanted(at));
                    if !block.into_iter().all(|item| taken.take(item)) {
                        break;
                    }
                }
                (from, from)
            }
            Going::Backward(to) => {
                for minute in (start..end.min(minute(to.at) + 1)).rev() {
                    let block = self.minute(minute).into_iter().rev().filter(|(at, _)| *at < to && wanted(at));
                    if !block.into_iter().all(|item| taken.take(item)) {
                        break;
                    }
                }
                taken.events.reverse();
                (to, to)
            }
        };
        if let (Some((first, _)), Some((last, _))) = (taken.events.first(), taken.events.last()) {
            (begins, ends) = (*first, last.behind());
        }
        Page { events: taken.events.into_iter().map(|(_, event)| event).collect(), begins, ends }
    }
}

struct Taken {
    events: Vec<(Position, LogEvent)>,
    bytes: usize,
    limit: usize,
}

impl Taken {
    /// Takes one more event; `false` when the page is full.
    fn take(&mut self, item: (Position, LogEvent)) -> bool {
        self.bytes += item.1.message.len();
        if self.events.len() >= self.limit || (self.bytes > PAGE_BYTES_MAX && !self.events.is_empty()) {
            return false;
        }
        self.events.push(item);
        true
    }
}
