//! The protection of tasks from being stopped by scaling in and by deployments.

use serde_json::{Value, json};

use super::{Answer, Request, input, reference, text, texts, view};
use simulator_engine::Engine;
use simulator_engine::id::TaskKey;
use simulator_engine::input::{GetTaskProtection, UpdateTaskProtection};
use simulator_engine::operate::Protected;
use simulator_engine::world::World;
use simulator_protocol::error::AwsError;

pub fn update(engine: &mut Engine, request: Request) -> Answer {
    let (cluster, tasks) = named(engine.world(), &request)?;
    let asked: UpdateTaskProtection = input(request)?;
    let answer = engine.update_task_protection(&UpdateTaskProtection { cluster, tasks, ..asked })?;
    Ok(shown(engine.world(), &answer))
}

pub fn get(engine: &Engine, request: &Request) -> Answer {
    let (cluster, tasks) = named(engine.world(), request)?;
    let answer = engine.get_task_protection(&GetTaskProtection { cluster, tasks })?;
    Ok(shown(engine.world(), &answer))
}

/// The cluster's name, and the ids of the tasks.
fn named(world: &World, request: &Request) -> Result<(String, Vec<String>), AwsError> {
    let cluster = reference::cluster(world.arns(), text(request, "cluster"))?;
    let ids = texts(request, "tasks");
    let ids = ids.iter().map(|task| reference::task(world.arns(), cluster, task).map(str::to_owned));
    Ok((cluster.to_owned(), ids.collect::<Result<_, _>>()?))
}

fn shown(world: &World, answer: &Protected) -> Value {
    let tasks: Vec<_> = answer.tasks.iter().map(|key| protection(world, key)).collect();
    let failures: Vec<_> = answer.failures.iter().map(view::failure).collect();
    json!({ "protectedTasks": tasks, "failures": failures })
}

fn protection(world: &World, key: &TaskKey) -> Value {
    let until = world.task(key).and_then(|task| task.protection(world.now()));
    let mut view = json!({ "taskArn": world.arns().task_key(key), "protectionEnabled": until.is_some() });
    if let Some(until) = until {
        view["expirationDate"] = until.as_seconds().into();
    }
    view
}
