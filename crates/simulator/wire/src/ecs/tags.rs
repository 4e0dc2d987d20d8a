//! Tags on clusters, services, tasks and task definitions.

use serde::Deserialize;
use serde_json::json;

use super::{Answer, Request, input, text, texts};
use simulator_engine::Engine;
use simulator_engine::tag::Tag;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TagResource {
    resource_arn: String,
    tags: Vec<Tag>,
}

pub fn put(engine: &mut Engine, request: Request) -> Answer {
    let TagResource { resource_arn, tags } = input(request)?;
    engine.tag_resource(&resource_arn, tags)?;
    Ok(json!({}))
}

pub fn remove(engine: &mut Engine, request: &Request) -> Answer {
    engine.untag_resource(text(request, "resourceArn").unwrap_or_default(), &texts(request, "tagKeys"))?;
    Ok(json!({}))
}

pub fn list(engine: &Engine, request: &Request) -> Answer {
    Ok(json!({ "tags": engine.tags_of(text(request, "resourceArn").unwrap_or_default())? }))
}
