//! PutLogEvents.

use serde_json::{Value, json};

use crate::put::put_events;

use super::{Answer, Request, name, number};
use simulator_engine::{Engine, Millis};

pub fn put(engine: &mut Engine, request: &Request) -> Answer {
    let items = request.get("logEvents").and_then(Value::as_array).cloned().unwrap_or_default();
    let events = items.iter().filter_map(Value::as_object).map(|event| {
        let at = number(event, "timestamp").and_then(|millis| u64::try_from(millis).ok()).unwrap_or_default();
        (Millis(at), name(event, "message").to_owned())
    });
    let (group, stream) = (name(request, "logGroupName"), name(request, "logStreamName"));
    let rejected = put_events(engine, group, stream, events.collect())?;
    let mut answer = json!({ "nextSequenceToken": format!("{:056}", engine.now().0) });
    for (member, index) in [
        ("tooNewLogEventStartIndex", rejected.too_new_from),
        ("tooOldLogEventEndIndex", rejected.too_old_before),
        ("expiredLogEventEndIndex", rejected.expired_before),
    ] {
        if let Some(index) = index {
            answer["rejectedLogEventsInfo"][member] = index.into();
        }
    }
    Ok(answer)
}
