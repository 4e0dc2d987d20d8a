//! GetLogEvents.
//!
//! Tokens are places in a stream. Whoever goes on at its end gets the token that he came with, and, once there is more,
//! the rest.

use serde_json::{Value, json};

use simulator_engine::Engine;

use crate::stream;

use super::{Answer, Request, bad_token, group, is_true, moment, name, number, text};
use crate::read::{Going, Reading};
use simulator_engine::logs::event::{LogEvent, Position};
use simulator_engine::{ApiError, Millis};

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html>
const LIMIT: usize = 10_000;

pub fn get(engine: &Engine, request: &Request) -> Answer {
    let missing = || ApiError::new("ResourceNotFoundException", "The specified log stream does not exist.");
    let stream =
        stream::find(engine.world(), group(engine, request)?, name(request, "logStreamName")).ok_or_else(missing)?;
    let reading = Reading {
        from: moment(request, "startTime").unwrap_or_default(),
        to: moment(request, "endTime").unwrap_or(Millis(u64::MAX)),
        limit: number(request, "limit").and_then(|limit| usize::try_from(limit).ok()).unwrap_or(LIMIT),
    };
    let going = match text(request, "nextToken") {
        Some(token) => unseal(token).ok_or_else(bad_token)?,
        None if is_true(request, "startFromHead").unwrap_or(false) => Going::Forward(Position::before(reading.from)),
        None => Going::Backward(Position::before(Millis(reading.to.0.min(engine.now().0 + 1)))),
    };
    let page = stream.read(reading, going);
    Ok(json!({
        "events": page.events.iter().map(view).collect::<Value>(),
        "nextForwardToken": seal(Going::Forward(page.ends)),
        "nextBackwardToken": seal(Going::Backward(page.begins)),
    }))
}

fn view(event: &LogEvent) -> Value {
    json!({ "timestamp": event.at.0, "message": event.message, "ingestionTime": event.ingested_at.0 })
}

/// `f/…/s` forward, `b/…/s` backward, as AWS writes them.
fn seal(going: Going) -> String {
    let (letter, Position { at, number }) = match going {
        Going::Forward(from) => ('f', from),
        Going::Backward(to) => ('b', to),
    };
    format!("{letter}/{:040}{number:016}/s", at.0)
}

fn unseal(token: &str) -> Option<Going> {
    let (letter, rest) = token.split_once('/')?;
    let digits = rest.strip_suffix("/s").filter(|digits| digits.len() == 56)?;
    let (at, number) = digits.split_at_checked(40)?;
    let position = Position { at: Millis(at.parse().ok()?), number: number.parse().ok()? };
    match letter {
        "f" => Some(Going::Forward(position)),
        "b" => Some(Going::Backward(position)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_a_place_and_a_direction() {
        let position = Position { at: Millis(1_767_225_600_123), number: 7 };
        for going in [Going::Forward(position), Going::Backward(position)] {
            assert_eq!(unseal(&seal(going)), Some(going));
        }
        for forged in ["", "f/1/s", "x/", &seal(Going::Forward(position))[1..], &"é".repeat(30)] {
            assert_eq!(unseal(forged), None, "{forged}");
        }
    }
}
