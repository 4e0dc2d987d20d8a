//! Container instances.

use serde_json::{Value, json};

use super::page::{self, Sizes};
use super::view::{self, InstanceFields};
use super::{Answer, Request, includes, input, reference, text, texts};
use simulator_engine::capacity::input::{DeregisterContainerInstance, UpdateContainerInstancesState};
use simulator_engine::id::InstanceKey;
use simulator_engine::placement::query::Query;
use simulator_engine::world::World;
use simulator_engine::{ApiError, Engine};
use simulator_protocol::error::AwsError;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListContainerInstances.html>
const LIST_SIZES: Sizes = Sizes { default: 100, most: 100 };

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeContainerInstances.html>
const DESCRIBE_MOST: usize = 100;

pub fn register(engine: &mut Engine, request: Request) -> Answer {
    reference::cluster(engine.world().arns(), text(&request, "cluster"))?;
    let key = engine.register_container_instance(input(request)?)?;
    one(engine.world(), &key)
}

pub fn deregister(engine: &mut Engine, request: Request) -> Answer {
    let (cluster, instance) = named(engine.world(), &request)?;
    let input: DeregisterContainerInstance = input(request)?;
    let input = DeregisterContainerInstance { cluster: Some(cluster.clone()), container_instance: instance, ..input };
    let instance = engine.deregister_container_instance(&input)?;
    let fields = InstanceFields::default();
    Ok(json!({ "containerInstance": view::instance(engine.world(), &cluster, &instance, fields) }))
}

pub fn list(world: &World, request: &Request) -> Answer {
    let page = page::asked("ListContainerInstances", request, &LIST_SIZES)?;
    let cluster = world.find_cluster(Some(reference::cluster(world.arns(), text(request, "cluster"))?))?;
    let status = text(request, "status");
    let filter = text(request, "filter").filter(|text| !text.trim().is_empty());
    let filter: Option<Query> = filter
        .map(str::parse)
        .transpose()
        .map_err(|error| AwsError::invalid_parameter(format!("Invalid filter: {error}")))?;
    let wanted = cluster
        .instances()
        .filter(|instance| status.is_none_or(|status| status == instance.status.word()))
        .filter(|instance| filter.as_ref().is_none_or(|filter| filter.holds(cluster, instance)));
    let (instances, token) = page.cut(
        wanted,
        |instance| instance.id.to_string(),
        |instance, mark| mark.parse().is_ok_and(|mark| instance.id <= mark),
    );
    let arns = instances.iter().map(|instance| world.arns().container_instance(&cluster.name, instance.id)).collect();
    Ok(view::listed("containerInstanceArns", arns, token))
}

pub fn describe(world: &World, request: &Request) -> Answer {
    let references = texts(request, "containerInstances");
    if references.is_empty() {
        return Err(AwsError::invalid_parameter("Container instances cannot be empty."));
    }
    if references.len() > DESCRIBE_MOST {
        let message = format!("Container instances cannot have more than {DESCRIBE_MOST} elements.");
        return Err(AwsError::invalid_parameter(message));
    }
    let cluster = world.find_cluster(Some(reference::cluster(world.arns(), text(request, "cluster"))?))?;
    let fields =
        InstanceFields { tags: includes(request, "TAGS"), health: includes(request, "CONTAINER_INSTANCE_HEALTH") };
    let (mut instances, mut failures): (Vec<Value>, Vec<Value>) = Default::default();
    for reference in &references {
        let id = reference::within(world.arns(), "container-instance", &cluster.name, reference)?;
        match id.parse().ok().and_then(|id| cluster.instance(id)) {
            Some(instance) => instances.push(view::instance(world, &cluster.name, instance, fields)),
            None => {
                let path = format!("container-instance/{}/{id}", cluster.name);
                failures.push(view::missing(reference::arn(world.arns(), &path)));
            }
        }
    }
    Ok(json!({ "containerInstances": instances, "failures": failures }))
}

pub fn update_state(engine: &mut Engine, request: Request) -> Answer {
    let arns = engine.world().arns();
    let cluster = reference::cluster(arns, text(&request, "cluster"))?.to_owned();
    for reference in texts(&request, "containerInstances") {
        reference::within(arns, "container-instance", &cluster, &reference)?;
    }
    let input: UpdateContainerInstancesState = input(request)?;
    let updated = engine.update_instances_state(&input)?;
    let world = engine.world();
    let known = updated.instances.iter().filter_map(|key| Some((&key.cluster, world.instance(key)?)));
    let instances: Vec<_> =
        known.map(|(cluster, instance)| view::instance(world, cluster, instance, InstanceFields::default())).collect();
    let failures: Vec<_> = updated.failures.iter().map(view::failure).collect();
    Ok(json!({ "containerInstances": instances, "failures": failures }))
}

pub fn update_agent(engine: &mut Engine, request: &Request) -> Answer {
    let (cluster, instance) = named(engine.world(), request)?;
    let key = engine.update_agent(Some(&cluster), &instance)?;
    one(engine.world(), &key)
}

fn named(world: &World, request: &Request) -> Result<(String, String), AwsError> {
    let cluster = reference::cluster(world.arns(), text(request, "cluster"))?;
    let instance = text(request, "containerInstance").unwrap_or_default();
    let instance = reference::within(world.arns(), "container-instance", cluster, instance)?;
    Ok((cluster.to_owned(), instance.to_owned()))
}

fn one(world: &World, key: &InstanceKey) -> Answer {
    let instance = world.instance(key).ok_or_else(|| ApiError::invalid("The container instance was not found."))?;
    Ok(json!({ "containerInstance": view::instance(world, &key.cluster, instance, InstanceFields::default()) }))
}
