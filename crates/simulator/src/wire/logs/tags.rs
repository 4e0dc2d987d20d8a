//! Tags of log groups.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Answer, Request, name, texts};
use crate::engine::Engine;
use crate::engine::logs::group_name;
use crate::engine::world::World;

pub fn put(engine: &mut Engine, mut request: Request) -> Answer {
    let tags = map(request.remove("tags"));
    let group = resource(engine.world(), &request).to_owned();
    engine.tag_log_group(&group, tags)?;
    Ok(json!({}))
}

pub fn remove(engine: &mut Engine, request: &Request) -> Answer {
    let group = resource(engine.world(), request).to_owned();
    engine.untag_log_group(&group, &texts(request, "tagKeys").unwrap_or_default())?;
    Ok(json!({}))
}

pub fn list(world: &World, request: &Request) -> Answer {
    Ok(json!({ "tags": world.log_group(resource(world, request))?.tags }))
}

/// A map of tags.
pub fn map(map: Option<Value>) -> BTreeMap<String, String> {
    map.and_then(|map| serde_json::from_value(map).ok()).unwrap_or_default()
}

fn resource<'a>(world: &World, request: &'a Request) -> &'a str {
    group_name(world.arns(), name(request, "resourceArn"))
}
