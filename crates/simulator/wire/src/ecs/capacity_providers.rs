//! Capacity providers.

use serde_json::{Value, json};

use super::page::{self, Sizes};
use super::view::{self, ClusterFields, Tags};
use super::{Answer, Request, includes, input, reference, text, texts};
use simulator_engine::arn::last_part;
use simulator_engine::placement::FARGATE_PROVIDERS;
use simulator_engine::world::World;
use simulator_engine::{ApiError, Engine};
use simulator_protocol::error::AwsError;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeCapacityProviders.html>
const SIZES: Sizes = Sizes { default: 10, most: 10 };

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeCapacityProviders.html>
const DESCRIBE_MOST: usize = 100;

pub fn create(engine: &mut Engine, request: Request) -> Answer {
    let name = engine.create_capacity_provider(input(request)?)?;
    Ok(one(engine.world(), &name, Tags::Shown))
}

pub fn update(engine: &mut Engine, request: Request) -> Answer {
    let name = engine.update_capacity_provider(input(request)?)?;
    Ok(one(engine.world(), &name, Tags::Hidden))
}

pub fn delete(engine: &mut Engine, request: &Request) -> Answer {
    let provider = engine.delete_capacity_provider(text(request, "capacityProvider").unwrap_or_default())?;
    Ok(json!({ "capacityProvider": view::capacity_provider(engine.world(), &provider, Tags::Hidden) }))
}

pub fn describe(world: &World, request: &Request) -> Answer {
    let page = page::asked("DescribeCapacityProviders", request, &SIZES)?;
    let references = texts(request, "capacityProviders");
    if references.len() > DESCRIBE_MOST {
        let message = format!("capacityProviders cannot have more than {DESCRIBE_MOST} elements.");
        return Err(AwsError::invalid_parameter(message));
    }
    if request.contains_key("cluster") {
        world.find_cluster(Some(reference::cluster(world.arns(), text(request, "cluster"))?))?;
    }
    let tags = if includes(request, "TAGS") { Tags::Shown } else { Tags::Hidden };
    let named: Vec<&str> = references.iter().map(|reference| last_part(reference)).collect();
    let mut all: Vec<&str> = world.capacity_providers().map(|provider| &*provider.name).collect();
    all.extend(FARGATE_PROVIDERS);
    all.sort_unstable();
    let wanted = all.iter().copied().filter(|name| named.is_empty() || named.contains(name));
    let (names, token) = page.cut(wanted, |name| (*name).to_owned(), |name, mark| *name <= mark);
    let unknown = named.iter().filter(|name| !all.contains(name));
    let mut answer = json!({
        "capacityProviders": names.into_iter().map(|name| provider(world, name, tags)).collect::<Vec<_>>(),
        "failures": unknown.map(|name| view::missing(world.arns().capacity_provider(name))).collect::<Vec<_>>(),
    });
    if let Some(token) = token {
        answer["nextToken"] = token.into();
    }
    Ok(answer)
}

pub fn put_for_cluster(engine: &mut Engine, request: Request) -> Answer {
    reference::cluster(engine.world().arns(), text(&request, "cluster"))?;
    let name = engine.put_cluster_capacity_providers(input(request)?)?;
    let world = engine.world();
    let cluster = world.cluster(&name).ok_or_else(ApiError::cluster_not_found)?;
    let fields = ClusterFields { attachments: true, ..ClusterFields::default() };
    Ok(json!({ "cluster": view::cluster(world, cluster, fields) }))
}

fn one(world: &World, name: &str, tags: Tags) -> Value {
    json!({ "capacityProvider": provider(world, name, tags) })
}

fn provider(world: &World, name: &str, tags: Tags) -> Value {
    match world.capacity_provider(name) {
        Some(provider) => view::capacity_provider(world, provider, tags),
        None => view::fargate_provider(world, name, tags),
    }
}
