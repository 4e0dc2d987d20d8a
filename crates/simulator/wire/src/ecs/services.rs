//! Services.

use serde_json::{Value, json};

use super::page::{self, Sizes};
use super::view::{self, Tags};
use super::{Answer, Request, includes, input, reference, text, texts};
use simulator_engine::id::ServiceKey;
use simulator_engine::input::{DeleteService, UpdateService};
use simulator_engine::service::{Service, ServiceStatus};
use simulator_engine::world::World;
use simulator_engine::{ApiError, Engine};
use simulator_protocol::error::AwsError;

/// Ten by default: the trap for whoever forgets `maxResults`.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServices.html>
const LIST_SIZES: Sizes = Sizes { default: 10, most: 100 };

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html>
const DESCRIBE_MOST: usize = 10;

pub fn create(engine: &mut Engine, request: Request) -> Answer {
    let arns = engine.world().arns();
    reference::cluster(arns, text(&request, "cluster"))?;
    text(&request, "taskDefinition").map(|name| reference::task_definition(arns, name)).transpose()?;
    let key = engine.create_service(input(request)?)?;
    one(engine.world(), &key, Tags::Shown)
}

pub fn update(engine: &mut Engine, request: Request) -> Answer {
    let arns = engine.world().arns();
    text(&request, "taskDefinition").map(|name| reference::task_definition(arns, name)).transpose()?;
    let (cluster, service) = named(engine.world(), &request)?;
    let input: UpdateService = input(request)?;
    let key = engine.update_service(UpdateService { cluster: Some(cluster), service, ..input })?;
    one(engine.world(), &key, Tags::Hidden)
}

pub fn delete(engine: &mut Engine, request: Request) -> Answer {
    let (cluster, service) = named(engine.world(), &request)?;
    let input: DeleteService = input(request)?;
    let key = engine.delete_service(DeleteService { cluster: Some(cluster), service, ..input })?;
    one(engine.world(), &key, Tags::Hidden)
}

pub fn list(world: &World, request: &Request) -> Answer {
    let page = page::asked("ListServices", request, &LIST_SIZES)?;
    let cluster = world.find_cluster(Some(reference::cluster(world.arns(), text(request, "cluster"))?))?;
    // A service that was deleted is seen by DescribeServices alone.
    let wanted = |service: &&Service| {
        service.status == ServiceStatus::Active
            && text(request, "launchType").is_none_or(|wanted| wanted == service.compute.word())
            && text(request, "schedulingStrategy").is_none_or(|wanted| wanted == service.scheduling.word())
            && text(request, "resourceManagementType").is_none_or(|wanted| wanted == "CUSTOMER")
    };
    let (services, token) = page.cut(
        cluster.services().filter(wanted),
        |service| service.name.to_string(),
        |service, mark| &*service.name <= mark,
    );
    let arns: Vec<_> = services.iter().map(|service| world.arns().service(&service.cluster, &service.name)).collect();
    Ok(view::listed("serviceArns", arns, token))
}

pub fn describe(world: &World, request: &Request) -> Answer {
    let references = texts(request, "services");
    if references.is_empty() {
        return Err(AwsError::invalid_parameter("Services cannot be empty."));
    }
    if references.len() > DESCRIBE_MOST {
        return Err(AwsError::invalid_parameter(format!("Services cannot have more than {DESCRIBE_MOST} elements.")));
    }
    let cluster = world.find_cluster(Some(reference::cluster(world.arns(), text(request, "cluster"))?))?;
    let tags = if includes(request, "TAGS") { Tags::Shown } else { Tags::Hidden };
    let (mut services, mut failures): (Vec<Value>, Vec<Value>) = Default::default();
    for reference in &references {
        let name = reference::within(world.arns(), "service", &cluster.name, reference)?;
        match cluster.service(name) {
            Some(service) => services.push(view::service(world, service, tags)),
            None => failures.push(view::missing(world.arns().service(&cluster.name, name))),
        }
    }
    Ok(json!({ "services": services, "failures": failures }))
}

fn named(world: &World, request: &Request) -> Result<(String, String), AwsError> {
    let cluster = reference::cluster(world.arns(), text(request, "cluster"))?;
    let service = text(request, "service").unwrap_or_default();
    let service = reference::within(world.arns(), "service", cluster, service)?;
    Ok((cluster.to_owned(), service.to_owned()))
}

fn one(world: &World, key: &ServiceKey, tags: Tags) -> Answer {
    let service = world.service(key).ok_or_else(ApiError::service_not_found)?;
    Ok(json!({ "service": view::service(world, service, tags) }))
}
