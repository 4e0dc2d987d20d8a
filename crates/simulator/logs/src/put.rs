//! What clients put: streams of their own, and events.

use super::{no_stream, stream};
use simulator_engine::logs::event::LogEvent;
use simulator_engine::logs::group::PutStream;
use simulator_engine::time::hours;
use simulator_engine::{ApiError, Engine, Millis};
use std::collections::VecDeque;

/// The sizes of a batch: <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html>
const BATCH_BYTES_MAX: usize = 1_048_576;
const EVENT_OVERHEAD: usize = 26;

const OLDEST: u64 = hours(14 * 24);
const NEWEST: u64 = hours(2);
const LONGEST_BATCH: u64 = hours(24);

/// How much of one stream is kept; the oldest events go first. AWS keeps everything.
const STREAM_EVENTS_MAX: usize = 20_000;
const STREAM_BYTES_MAX: usize = 4 * 1_048_576;

/// What of a batch was not taken:
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_RejectedLogEventsInfo.html>
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rejected {
    /// Events from this one on are too new.
    pub too_new_from: Option<usize>,
    /// Events before this one are too old.
    pub too_old_before: Option<usize>,
    /// Events before this one are older than the group keeps them.
    pub expired_before: Option<usize>,
}

/// Makes a log stream.
///
/// # Errors
/// `ResourceNotFoundException`, `ResourceAlreadyExistsException`, `InvalidParameterException`.
pub fn create_stream(engine: &mut Engine, group: &str, name: &str) -> Result<(), ApiError> {
    if name.contains([':', '*']) {
        let rule = "Member must satisfy regular expression pattern: [^:*]*";
        return Err(ApiError::invalid(format!(
            "1 validation error detected: Value '{name}' at 'logStreamName' failed to satisfy constraint: {rule}"
        )));
    }
    let known = stream::find(engine.world(), engine.logs().find(group)?, name).is_some();
    if known {
        return Err(ApiError::new("ResourceAlreadyExistsException", "The specified log stream already exists"));
    }
    let created_at = engine.now();
    let stream = PutStream { created_at, events: VecDeque::new(), bytes: 0 };
    engine.logs_mut().find_mut(group)?.put.insert(name.to_owned(), stream);
    Ok(())
}

/// Deletes a log stream that a client made. What a task writes stays for as long as the task is known.
///
/// # Errors
/// `ResourceNotFoundException`.
pub fn delete_stream(engine: &mut Engine, group: &str, name: &str) -> Result<(), ApiError> {
    engine.logs_mut().find_mut(group)?.put.remove(name).map(drop).ok_or_else(no_stream)
}

/// Puts events, in the order of their times, to a stream.
///
/// # Errors
/// `ResourceNotFoundException`; `InvalidParameterException` for a batch that is too large, too long or out of order.
pub fn put_events(
    engine: &mut Engine,
    group: &str,
    stream: &str,
    events: Vec<(Millis, String)>,
) -> Result<Rejected, ApiError> {
    let now = engine.now();
    if stream::find(engine.world(), engine.logs().find(group)?, stream).is_none() {
        return Err(no_stream());
    }
    check(&events)?;
    let group = engine.logs_mut().find_mut(group)?;
    let expired = group.kept_since(now);
    let before = |limit: Millis| events.iter().take_while(|(at, _)| *at < limit).count();
    let (old, expired) = (before(now.before(OLDEST)), before(expired));
    let new = events.iter().position(|(at, _)| *at > now + NEWEST);
    let rejected = Rejected {
        too_new_from: new,
        too_old_before: (old > 0).then_some(old),
        expired_before: (expired > old).then_some(expired),
    };
    let (from, to) = (old.max(expired), new.unwrap_or(events.len()));
    let fresh = || PutStream { created_at: now, events: VecDeque::new(), bytes: 0 };
    let stream = group.put.entry(stream.to_owned()).or_insert_with(fresh);
    for (at, message) in events.into_iter().take(to).skip(from) {
        add(stream, LogEvent { at, ingested_at: now, message });
    }
    Ok(rejected)
}

fn add(stream: &mut PutStream, event: LogEvent) {
    stream.bytes += size(&event.message);
    let place = stream.events.partition_point(|known| known.at <= event.at);
    stream.events.insert(place, event);
    while stream.events.len() > STREAM_EVENTS_MAX || stream.bytes > STREAM_BYTES_MAX {
        let Some(oldest) = stream.events.pop_front() else { return };
        stream.bytes -= size(&oldest.message);
    }
}

fn size(message: &str) -> usize {
    message.len() + EVENT_OVERHEAD
}

fn check(events: &[(Millis, String)]) -> Result<(), ApiError> {
    if events.iter().map(|(_, message)| size(message)).sum::<usize>() > BATCH_BYTES_MAX {
        return Err(ApiError::invalid(format!("Upload too large: exceeds limit of {BATCH_BYTES_MAX}")));
    }
    if !events.is_sorted_by_key(|(at, _)| *at) {
        return Err(ApiError::invalid("Log events in a single PutLogEvents request must be in chronological order."));
    }
    let span = events.first().zip(events.last()).map_or(0, |((first, _), (last, _))| *last - *first);
    if span > LONGEST_BATCH {
        return Err(ApiError::invalid(
            "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.",
        ));
    }
    Ok(())
}
