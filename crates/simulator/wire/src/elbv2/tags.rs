//! Tags.

use serde_json::{Value, json};

use super::{Answer, Request, items, texts, validation};
use simulator_engine::tag::Tag;
use simulator_engine::{Engine, World};

/// The most resources that one call can name.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html>
const NAMED_MAX: usize = 20;

pub fn add(engine: &mut Engine, request: &Request) -> Answer {
    let tags: Vec<Tag> = items(request, "Tags")?;
    engine.add_balancing_tags(&texts(request, "ResourceArns"), &tags)?;
    Ok(json!({}))
}

pub fn remove(engine: &mut Engine, request: &Request) -> Answer {
    engine.remove_balancing_tags(&texts(request, "ResourceArns"), &texts(request, "TagKeys"))?;
    Ok(json!({}))
}

pub fn describe(world: &World, request: &Request) -> Answer {
    let arns = texts(request, "ResourceArns");
    if arns.len() > NAMED_MAX {
        return Err(validation(format!("The number of resources must be at most {NAMED_MAX}")));
    }
    let of = |arn: &String| {
        let tags = world.balancing_tags(arn)?.iter();
        let tags: Vec<_> = tags.map(|tag| json!({ "Key": tag.key, "Value": tag.value })).collect();
        Ok(json!({ "ResourceArn": arn, "Tags": tags }))
    };
    let descriptions = arns.iter().map(of).collect::<Result<Vec<Value>, simulator_engine::ApiError>>()?;
    Ok(json!({ "TagDescriptions": descriptions }))
}
