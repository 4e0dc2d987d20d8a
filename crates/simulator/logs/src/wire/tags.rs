//! Tags of log groups.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Answer, Request, name, texts};
use simulator_engine::Engine;
use simulator_engine::logs::group_name;

pub fn put(engine: &mut Engine, mut request: Request) -> Answer {
    let tags = map(request.remove("tags"));
    let group = resource(engine, &request).to_owned();
    engine.logs_mut().tag(&group, tags)?;
    Ok(json!({}))
}

pub fn remove(engine: &mut Engine, request: &Request) -> Answer {
    let group = resource(engine, request).to_owned();
    engine.logs_mut().untag(&group, &texts(request, "tagKeys").unwrap_or_default())?;
    Ok(json!({}))
}

pub fn list(engine: &Engine, request: &Request) -> Answer {
    Ok(json!({ "tags": engine.logs().find(resource(engine, request))?.tags }))
}

/// A map of tags.
pub fn map(map: Option<Value>) -> BTreeMap<String, String> {
    map.and_then(|map| serde_json::from_value(map).ok()).unwrap_or_default()
}

fn resource<'a>(engine: &Engine, request: &'a Request) -> &'a str {
    group_name(engine.world().arns(), name(request, "resourceArn"))
}
