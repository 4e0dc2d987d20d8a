//! Tasks.

use serde_json::{Value, json};

use super::page::{self, Sizes};
use super::view::{self, Tags};
use super::{Answer, Request, includes, input, reference, text, texts};
use simulator_engine::cluster::Cluster;
use simulator_engine::id::InstanceId;
use simulator_engine::input::StopTask;
use simulator_engine::operate::Ran;
use simulator_engine::task::Task;
use simulator_engine::world::World;
use simulator_engine::{ApiError, Engine};
use simulator_protocol::error::AwsError;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html>
const LIST_SIZES: Sizes = Sizes { default: 100, most: 100 };

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html>
const DESCRIBE_MOST: usize = 100;

pub fn run(engine: &mut Engine, request: Request) -> Answer {
    let arns = engine.world().arns();
    reference::cluster(arns, text(&request, "cluster"))?;
    text(&request, "taskDefinition").map(|name| reference::task_definition(arns, name)).transpose()?;
    let ran = engine.run_task(input(request)?)?;
    Ok(started(engine.world(), &ran))
}

pub fn start(engine: &mut Engine, request: Request) -> Answer {
    let arns = engine.world().arns();
    let cluster = reference::cluster(arns, text(&request, "cluster"))?;
    text(&request, "taskDefinition").map(|name| reference::task_definition(arns, name)).transpose()?;
    for instance in texts(&request, "containerInstances") {
        reference::within(arns, "container-instance", cluster, &instance)?;
    }
    let ran = engine.start_task(input(request)?)?;
    Ok(started(engine.world(), &ran))
}

fn started(world: &World, ran: &Ran) -> Value {
    let tasks = ran.tasks.iter().filter_map(|key| world.task(key));
    let tasks: Vec<_> = tasks.map(|task| view::task(world, task, Tags::Shown)).collect();
    let failures: Vec<_> = ran.failures.iter().map(view::failure).collect();
    json!({ "tasks": tasks, "failures": failures })
}

pub fn stop(engine: &mut Engine, request: Request) -> Answer {
    let arns = engine.world().arns();
    let cluster = reference::cluster(arns, text(&request, "cluster"))?.to_owned();
    let task = reference::task(arns, &cluster, text(&request, "task").unwrap_or_default())?.to_owned();
    let input: StopTask = input(request)?;
    let key = engine.stop_task(StopTask { cluster: Some(cluster), task, ..input })?;
    let world = engine.world();
    let task = world.task(&key).ok_or_else(|| ApiError::invalid("The referenced task was not found."))?;
    Ok(json!({ "task": view::task(world, task, Tags::Hidden) }))
}

pub fn list(world: &World, request: &Request) -> Answer {
    let page = page::asked("ListTasks", request, &LIST_SIZES)?;
    let cluster = world.find_cluster(Some(reference::cluster(world.arns(), text(request, "cluster"))?))?;
    let filter = Filter::of(world, cluster, request)?;
    // A service's own tasks are few; the cluster's are found without it.
    let all: Box<dyn Iterator<Item = &Task>> = match filter.service.and_then(|name| cluster.service(name)) {
        Some(service) => {
            let mut tasks: Vec<_> = cluster.tasks_of(service).collect();
            tasks.sort_unstable_by_key(|task| task.id);
            Box::new(tasks.into_iter())
        }
        None => Box::new(cluster.tasks()),
    };
    let (tasks, token) = page.cut(
        all.filter(|task| filter.takes(task)),
        |task| task.id.to_string(),
        |task, mark| mark.parse().is_ok_and(|mark| task.id <= mark),
    );
    let arns: Vec<_> = tasks.iter().map(|task| world.arns().task(&task.cluster, task.id)).collect();
    Ok(view::listed("taskArns", arns, token))
}

/// What `ListTasks` may be narrowed by.
struct Filter<'a> {
    service: Option<&'a str>,
    family: Option<&'a str>,
    started_by: Option<&'a str>,
    launch_type: Option<&'a str>,
    instance: Option<InstanceId>,
    desired_status: &'a str,
}

impl<'a> Filter<'a> {
    fn of(world: &World, cluster: &Cluster, request: &'a Request) -> Result<Self, AwsError> {
        let filter = Self {
            service: text(request, "serviceName")
                .map(|service| reference::within(world.arns(), "service", &cluster.name, service))
                .transpose()?,
            family: text(request, "family"),
            started_by: text(request, "startedBy"),
            launch_type: text(request, "launchType"),
            instance: instance(world, cluster, request)?,
            desired_status: text(request, "desiredStatus").unwrap_or("RUNNING"),
        };
        if filter.started_by.is_some() && (filter.service.is_some() || filter.family.is_some()) {
            return Err(AwsError::invalid_parameter("startedBy cannot be combined with serviceName or family."));
        }
        if filter.service.is_some_and(|service| cluster.service(service).is_none()) {
            return Err(ApiError::service_not_found().into());
        }
        if let Some(daemon) = text(request, "daemonName") {
            return Err(AwsError::refused("DaemonNotFoundException", format!("Daemon {daemon} not found.")));
        }
        Ok(filter)
    }

    fn takes(&self, task: &Task) -> bool {
        task.desired_status.word() == self.desired_status
            && self.service.is_none_or(|service| task.service.as_deref() == Some(service))
            && self.family.is_none_or(|family| *task.definition.family == *family)
            && self.started_by.is_none_or(|starter| task.started_by.as_deref() == Some(starter))
            && self.launch_type.is_none_or(|launch_type| task.compute.word() == launch_type)
            && self.instance.is_none_or(|instance| task.instance == Some(instance))
    }
}

fn instance(world: &World, cluster: &Cluster, request: &Request) -> Result<Option<InstanceId>, AwsError> {
    let Some(reference) = text(request, "containerInstance") else { return Ok(None) };
    let id = reference::within(world.arns(), "container-instance", &cluster.name, reference)?;
    match id.parse().ok().and_then(|id| cluster.instance(id)) {
        Some(instance) => Ok(Some(instance.id)),
        None => Err(AwsError::invalid_parameter(format!("Referenced container instance {id} not found."))),
    }
}

pub fn describe(world: &World, request: &Request) -> Answer {
    let references = texts(request, "tasks");
    if references.is_empty() {
        return Err(AwsError::invalid_parameter("Tasks cannot be empty."));
    }
    if references.len() > DESCRIBE_MOST {
        return Err(AwsError::invalid_parameter(format!("Tasks cannot have more than {DESCRIBE_MOST} elements.")));
    }
    let cluster = world.find_cluster(Some(reference::cluster(world.arns(), text(request, "cluster"))?))?;
    let tags = if includes(request, "TAGS") { Tags::Shown } else { Tags::Hidden };
    let (mut tasks, mut failures): (Vec<Value>, Vec<Value>) = Default::default();
    for reference in &references {
        let id = reference::task(world.arns(), &cluster.name, reference)?;
        match id.parse().ok().and_then(|id| cluster.task(id)) {
            Some(task) => tasks.push(view::task(world, task, tags)),
            None => {
                let path = format!("task/{}/{id}", cluster.name);
                failures.push(view::missing(reference::arn(world.arns(), &path)));
            }
        }
    }
    Ok(json!({ "tasks": tasks, "failures": failures }))
}
