//! Tags of scalable targets.

use serde_json::json;

use super::{Answer, Request, targets, text, texts};
use simulator_engine::Engine;
use simulator_engine::world::World;

pub fn put(engine: &mut Engine, mut request: Request) -> Answer {
    let tags = targets::tags(request.remove("Tags"));
    engine.tag_scalable_target(arn(&request), tags)?;
    Ok(json!({}))
}

pub fn remove(engine: &mut Engine, request: &Request) -> Answer {
    engine.untag_scalable_target(arn(request), &texts(request, "TagKeys").unwrap_or_default())?;
    Ok(json!({}))
}

pub fn list(world: &World, request: &Request) -> Answer {
    Ok(json!({ "Tags": world.scalable_target_tags(arn(request))? }))
}

fn arn(request: &Request) -> &str {
    text(request, "ResourceARN").unwrap_or_default()
}
