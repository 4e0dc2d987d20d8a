//! Task sets.

use serde_json::{Map, Value, json};

use super::view::{self, Tags};
use super::{Answer, Request, includes, input, reference, text, texts};
use simulator_engine::id::{DeploymentId, ServiceKey};
use simulator_engine::input::CreateTaskSet;
use simulator_engine::world::World;
use simulator_engine::{ApiError, Engine};
use simulator_protocol::error::AwsError;

pub fn create(engine: &mut Engine, request: Request) -> Answer {
    let arns = engine.world().arns();
    text(&request, "taskDefinition").map(|name| reference::task_definition(arns, name)).transpose()?;
    let (cluster, service) = named(engine.world(), &request)?;
    let input: CreateTaskSet = input(request)?;
    let made = engine.create_task_set(CreateTaskSet { cluster: Some(cluster), service, ..input })?;
    one(engine.world(), &made, Tags::Shown)
}

pub fn update(engine: &mut Engine, request: &Request) -> Answer {
    let (cluster, service) = named(engine.world(), request)?;
    let scale = request.get("scale").and_then(Value::as_object);
    let changed = engine.update_task_set(Some(&cluster), &service, set(request), scale)?;
    one(engine.world(), &changed, Tags::Hidden)
}

pub fn delete(engine: &mut Engine, request: &Request) -> Answer {
    let (cluster, service) = named(engine.world(), request)?;
    let force = request.get("force").and_then(Value::as_bool).unwrap_or(false);
    let deleted = engine.delete_task_set(Some(&cluster), &service, set(request), force)?;
    one(engine.world(), &deleted, Tags::Hidden)
}

pub fn update_primary(engine: &mut Engine, request: &Request) -> Answer {
    let (cluster, service) = named(engine.world(), request)?;
    let primary = text(request, "primaryTaskSet").unwrap_or_default();
    let changed = engine.update_primary_task_set(Some(&cluster), &service, primary)?;
    one(engine.world(), &changed, Tags::Hidden)
}

pub fn describe(world: &World, request: &Request) -> Answer {
    let (cluster, service) = named(world, request)?;
    let service = world.find_service(Some(&cluster), &service)?;
    let tags = if includes(request, "TAGS") { Tags::Shown } else { Tags::Hidden };
    let asked = texts(request, "taskSets");
    if asked.is_empty() {
        let all = service.deployments.iter().filter(|it| it.set.is_some());
        let all: Vec<_> = all.map(|it| view::task_set(world, service, it, tags)).collect();
        return Ok(json!({ "taskSets": all, "failures": [] }));
    }
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for reference in asked {
        match service.task_set(&reference) {
            Some(set) => found.push(view::task_set(world, service, set, tags)),
            None => failures.push(view::missing(reference)),
        }
    }
    Ok(json!({ "taskSets": found, "failures": failures }))
}

fn set(request: &Map<String, Value>) -> &str {
    text(request, "taskSet").unwrap_or_default()
}

fn named(world: &World, request: &Request) -> Result<(String, String), AwsError> {
    let cluster = reference::cluster(world.arns(), text(request, "cluster"))?;
    let service = text(request, "service").unwrap_or_default();
    let service = reference::within(world.arns(), "service", cluster, service)?;
    Ok((cluster.to_owned(), service.to_owned()))
}

fn one(world: &World, (key, id): &(ServiceKey, DeploymentId), tags: Tags) -> Answer {
    let service = world.service(key).ok_or_else(ApiError::service_not_found)?;
    let set = service.deployment(*id).ok_or_else(ApiError::service_not_found)?;
    Ok(json!({ "taskSet": view::task_set(world, service, set, tags) }))
}
