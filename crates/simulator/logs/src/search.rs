//! Searching several streams of a group.

use super::pattern::Pattern;
use super::read::PAGE_BYTES_MAX;
use super::stream::{LogStream, minute};
use simulator_engine::Millis;
use simulator_engine::logs::event::{LogEvent, Position};

/// How many events one call looks at; AWS, too, gives a page with less than was asked for, or nothing, and a token.
const EXAMINED_MAX: usize = 15_000;

/// What is looked for.
#[derive(Debug)]
pub struct Search<'a> {
    /// Nothing from before.
    pub from: Millis,
    /// Nothing from after.
    pub to: Millis,
    /// At most so many events.
    pub limit: usize,
    /// What events must match.
    pub pattern: &'a Pattern,
    /// The oldest first, or the newest.
    pub order: Order,
    /// Go on behind this one.
    pub after: Option<Mark>,
}

/// Which events come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The oldest.
    OldestFirst,
    /// The newest.
    NewestFirst,
}

/// An event of a group: where it stands in its stream, and the stream.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Where it stands in its stream.
    pub position: Position,
    /// The stream's name.
    pub stream: String,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Events with their places, in the order that was asked for.
    pub events: Vec<(Mark, LogEvent)>,
    /// Where to go on; none when everything was looked at.
    pub next: Option<Mark>,
}

/// Searches streams; they must be different ones of one group.
#[must_use]
pub fn search(streams: &[LogStream<'_>], search: &Search<'_>) -> Found {
    let (mut found, mut bytes, mut examined) = (Found::default(), 0, 0);
    for minute in minutes(streams, search) {
        let mut block: Vec<_> = streams
            .iter()
            .filter(|stream| stream.minutes().contains(&minute))
            .flat_map(|stream| {
                let named = |(position, event)| (Mark { position, stream: stream.name.clone() }, event);
                stream.minute(minute).into_iter().map(named)
            })
            .filter(|(mark, _)| (search.from..=search.to).contains(&mark.position.at) && search.is_next(mark))
            .collect();
        block.sort_by(|(one, _), (other, _)| search.order.compare(one, other));
        for (mark, event) in block {
            examined += 1;
            let matches = search.pattern.matches(&event.message);
            let size = if matches { event.message.len() } else { 0 };
            let full = found.events.len() >= search.limit || bytes + size > PAGE_BYTES_MAX && bytes > 0;
            if full || examined > EXAMINED_MAX {
                return found;
            }
            found.next = Some(mark.clone());
            if matches {
                bytes += size;
                found.events.push((mark, event));
            }
        }
    }
    found.next = None;
    found
}

/// The minutes to look through, in order.
fn minutes(streams: &[LogStream<'_>], search: &Search<'_>) -> Box<dyn Iterator<Item = u64>> {
    let ranges = || streams.iter().map(LogStream::minutes).filter(|range| !range.is_empty());
    let first = ranges().map(|range| range.start).min().unwrap_or(0).max(minute(search.from));
    let end = ranges().map(|range| range.end).max().unwrap_or(0).min(minute(search.to) + 1);
    let after = search.after.as_ref().map(|mark| minute(mark.position.at));
    match search.order {
        Order::OldestFirst => Box::new(first.max(after.unwrap_or(0))..end),
        Order::NewestFirst => Box::new((first..end.min(after.map_or(end, |after| after + 1))).rev()),
    }
}

impl Search<'_> {
    fn is_next(&self, mark: &Mark) -> bool {
        self.after.as_ref().is_none_or(|after| self.order.compare(after, mark).is_lt())
    }
}

impl Order {
    fn compare(self, one: &Mark, other: &Mark) -> std::cmp::Ordering {
        match self {
            Self::OldestFirst => one.cmp(other),
            Self::NewestFirst => other.cmp(one),
        }
    }
}
