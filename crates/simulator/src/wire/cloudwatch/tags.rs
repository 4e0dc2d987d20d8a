//! Tags of alarms.

use serde_json::{Value, json};

use super::{Answer, Request, put_alarm, text, texts};
use crate::engine::{Engine, World};
use crate::wire::error::AwsError;

pub fn put(engine: &mut Engine, request: &Request) -> Answer {
    let name = alarm_name(engine.world(), request)?;
    engine.tag_alarm(&name, put_alarm::tags(request)?)?;
    Ok(json!({}))
}

pub fn remove(engine: &mut Engine, request: &Request) -> Answer {
    let name = alarm_name(engine.world(), request)?;
    engine.untag_alarm(&name, &texts(request, "TagKeys"));
    Ok(json!({}))
}

pub fn list(world: &World, request: &Request) -> Answer {
    let name = alarm_name(world, request)?;
    let tags = world.alarm(&name).map(|alarm| alarm.settings.tags.as_slice()).unwrap_or_default();
    let tags: Vec<Value> = tags.iter().map(|tag| json!({ "Key": tag.key, "Value": tag.value })).collect();
    Ok(json!({ "Tags": tags }))
}

/// The name of the alarm that a request names by its ARN.
fn alarm_name(world: &World, request: &Request) -> Result<String, AwsError> {
    let arn = text(request, "ResourceARN").unwrap_or_default();
    let prefix = world.arns().alarm("");
    arn.strip_prefix(&prefix)
        .filter(|name| world.alarm(name).is_some())
        .map(str::to_owned)
        .ok_or_else(|| AwsError::refused("ResourceNotFoundException", format!("Unknown resource: {arn}")))
}
