//! Tags of alarms.

use serde_json::{Value, json};

use super::{Answer, Request, put_alarm, text, texts};
use simulator_engine::Engine;
use simulator_protocol::error::AwsError;

pub fn put(engine: &mut Engine, request: &Request) -> Answer {
    let name = alarm_name(engine, request)?;
    engine.tag_alarm(&name, put_alarm::tags(request)?)?;
    Ok(json!({}))
}

pub fn remove(engine: &mut Engine, request: &Request) -> Answer {
    let name = alarm_name(engine, request)?;
    engine.untag_alarm(&name, &texts(request, "TagKeys"));
    Ok(json!({}))
}

pub fn list(engine: &Engine, request: &Request) -> Answer {
    let name = alarm_name(engine, request)?;
    let tags = engine.metrics().alarm(&name).map(|alarm| alarm.settings.tags.as_slice()).unwrap_or_default();
    let tags: Vec<Value> = tags.iter().map(|tag| json!({ "Key": tag.key, "Value": tag.value })).collect();
    Ok(json!({ "Tags": tags }))
}

/// The name of the alarm that a request names by its ARN.
fn alarm_name(engine: &Engine, request: &Request) -> Result<String, AwsError> {
    let arn = text(request, "ResourceARN").unwrap_or_default();
    let prefix = engine.world().arns().alarm("");
    arn.strip_prefix(&prefix)
        .filter(|name| engine.metrics().alarm(name).is_some())
        .map(str::to_owned)
        .ok_or_else(|| AwsError::refused("ResourceNotFoundException", format!("Unknown resource: {arn}")))
}
