//! FilterLogEvents.

use serde_json::{Value, json};

use simulator_engine::Engine;

use crate::stream;

use super::{Answer, Request, bad_token, group, is_true, moment, number, text, texts};
use crate::pattern::Pattern;
use crate::search::{Mark, Order, Search, search};
use simulator_engine::Millis;
use simulator_engine::logs::event::{LogEvent, Position};
use simulator_protocol::error::AwsError;
use simulator_protocol::page::{binding, seal, unseal};

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html>
const LIMIT: usize = 10_000;

pub fn filter(engine: &Engine, request: &Request) -> Answer {
    let group = group(engine, request)?;
    let (names, prefix) = (texts(request, "logStreamNames"), text(request, "logStreamNamePrefix"));
    if names.is_some() && prefix.is_some() {
        let message = "logStreamNames and logStreamNamePrefix are mutually exclusive parameters.";
        return Err(AwsError::invalid_parameter(message));
    }
    let mut streams = stream::all(engine.world(), group);
    streams.retain(|stream| {
        names.as_ref().is_none_or(|names| names.contains(&stream.name))
            && prefix.is_none_or(|prefix| stream.name.starts_with(prefix))
    });
    let pattern = Pattern::parse(text(request, "filterPattern").unwrap_or_default())?;
    let binding = binding("FilterLogEvents", request, &["nextToken", "limit"]);
    let after = match text(request, "nextToken") {
        Some(token) => Some(unseal(token, binding).and_then(|mark| read(&mark)).ok_or_else(bad_token)?),
        None => None,
    };
    let oldest_first = is_true(request, "startFromHead").unwrap_or(true);
    let wanted = Search {
        from: moment(request, "startTime").unwrap_or_default(),
        to: moment(request, "endTime").unwrap_or(engine.now()).min(engine.now()),
        limit: number(request, "limit").and_then(|limit| usize::try_from(limit).ok()).unwrap_or(LIMIT),
        pattern: &pattern,
        order: if oldest_first { Order::OldestFirst } else { Order::NewestFirst },
        after,
    };
    let found = search(&streams, &wanted);
    let events = found.events.iter().map(|(mark, event)| view(mark, event));
    let mut answer = json!({ "events": events.collect::<Value>(), "searchedLogStreams": [] });
    if let Some(next) = found.next {
        answer["nextToken"] = seal(&write(&next), binding).into();
    }
    Ok(answer)
}

fn view(mark: &Mark, event: &LogEvent) -> Value {
    let number: u64 = mark
        .stream
        .bytes()
        .fold(u64::from(mark.position.number), |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    json!({
        "logStreamName": mark.stream, "timestamp": event.at.0, "message": event.message,
        "ingestionTime": event.ingested_at.0, "eventId": format!("{:036}{number:020}", mark.position.at.0),
    })
}

fn write(mark: &Mark) -> String {
    format!("{} {} {}", mark.position.at.0, mark.position.number, mark.stream)
}

fn read(text: &str) -> Option<Mark> {
    let mut parts = text.splitn(3, ' ');
    let (at, number, stream) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?);
    Some(Mark { position: Position { at: Millis(at), number }, stream: stream.to_owned() })
}
