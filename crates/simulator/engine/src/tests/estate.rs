//! A small estate to try things on.

use crate::id::{ServiceKey, TaskKey};
use crate::input::{CreateCluster, CreateService, RegisterTaskDefinition, RunTask, UpdateService};
use crate::service::Service;
use crate::task::{DesiredStatus, Task, TaskStatus};
use crate::time::seconds;
use crate::{Engine, EngineOptions};
use serde_json::{Value, json};

pub fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

/// One cluster, `shop`, with both Fargate capacity providers.
pub fn empty(seed: u64) -> Engine {
    let mut engine = Engine::new(&EngineOptions { seed, ..EngineOptions::default() });
    let cluster = json!({ "clusterName": "shop", "capacityProviders": ["FARGATE", "FARGATE_SPOT"] });
    engine.create_cluster(read::<CreateCluster>(cluster)).unwrap();
    engine
}

/// A Fargate task definition with one container.
pub fn definition(family: &str, image: &str) -> Value {
    json!({
        "family": family, "cpu": "256", "memory": "512", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"],
        "containerDefinitions": [{ "name": "app", "image": image }],
    })
}

pub fn with_health_check(mut definition: Value) -> Value {
    definition["containerDefinitions"][0]["healthCheck"] = json!({ "command": ["CMD-SHELL", "curl -f localhost"] });
    definition
}

pub fn register(engine: &mut Engine, definition: Value) -> u32 {
    engine.register_task_definition(read::<RegisterTaskDefinition>(definition)).unwrap().revision
}

pub fn network() -> Value {
    json!({ "awsvpcConfiguration": { "subnets": ["subnet-a", "subnet-b"], "securityGroups": ["sg-1"] } })
}

/// The request for a Fargate service in `shop`, of the family of its name.
pub fn service(name: &str, desired: u32) -> Value {
    json!({
        "cluster": "shop", "serviceName": name, "taskDefinition": name, "desiredCount": desired, "launchType": "FARGATE",
        "networkConfiguration": network(),
    })
}

pub fn create(engine: &mut Engine, request: Value) -> ServiceKey {
    engine.create_service(read::<CreateService>(request)).unwrap()
}

pub fn update(engine: &mut Engine, request: Value) {
    engine.update_service(read::<UpdateService>(request)).unwrap();
}

/// A family `web` and a service of it that wants so many tasks.
pub fn web(engine: &mut Engine, image: &str, desired: u32) -> ServiceKey {
    register(engine, definition("web", image));
    create(engine, service("web", desired))
}

pub fn run(engine: &mut Engine, family: &str, count: u32) -> Vec<TaskKey> {
    let request = json!({
        "cluster": "shop", "taskDefinition": family, "count": count, "launchType": "FARGATE", "networkConfiguration": network(),
    });
    engine.run_task(read::<RunTask>(request)).unwrap().tasks
}

/// A task definition for instances: `bridge` mode, one container of 256 CPU units and 512 MiB.
pub fn on_instances(family: &str, image: &str) -> Value {
    json!({
        "family": family, "requiresCompatibilities": ["EC2"],
        "containerDefinitions": [{ "name": "app", "image": image, "cpu": 256, "memory": 512 }],
    })
}

/// Runs tasks of a group in `shop`, on instances.
pub fn run_on_instances(engine: &mut Engine, group: &str, count: u32) -> Vec<TaskKey> {
    register(engine, on_instances(group, "nginx:1"));
    let request =
        json!({ "cluster": "shop", "taskDefinition": group, "count": count, "launchType": "EC2", "group": group });
    engine.run_task(read::<RunTask>(request)).unwrap().tasks
}

pub fn wait(engine: &mut Engine, count: u64) {
    engine.advance_to(engine.now() + seconds(count));
}

/// Lets one thing after another happen for so many seconds, and looks at the world after each.
pub fn watch(engine: &mut Engine, count: u64, mut look: impl FnMut(&Engine)) {
    let end = engine.now() + seconds(count);
    while let Some(next) = engine.next_event().filter(|next| *next <= end) {
        engine.advance_to(next);
        look(engine);
    }
    engine.advance_to(end);
}

pub fn get<'a>(engine: &'a Engine, key: &ServiceKey) -> &'a Service {
    engine.world().service(key).unwrap()
}

pub fn tasks_of<'a>(engine: &'a Engine, key: &ServiceKey) -> Vec<&'a Task> {
    engine.world().cluster(&key.cluster).unwrap().tasks_of(get(engine, key)).collect()
}

pub fn stopped<'a>(engine: &'a Engine, key: &ServiceKey) -> Vec<&'a Task> {
    tasks_of(engine, key).into_iter().filter(|task| task.last_status == TaskStatus::Stopped).collect()
}

pub fn wanted(engine: &Engine, key: &ServiceKey) -> usize {
    tasks_of(engine, key).iter().filter(|task| task.desired_status == DesiredStatus::Running).count()
}

pub fn says(engine: &Engine, key: &ServiceKey, part: &str) -> bool {
    get(engine, key).events.iter().any(|event| event.message.contains(part))
}

pub fn is_steady(engine: &Engine, key: &ServiceKey) -> bool {
    get(engine, key).events.front().is_some_and(|event| event.message.ends_with("has reached a steady state."))
}

/// Everything there is, as text: equal for equal worlds.
pub fn print(engine: &Engine) -> String {
    format!("{:#?}", (engine.world(), engine.metrics(), engine.logs()))
}

/// A target group `name` behind a load balancer `name`, which checks every 10 s; gives its ARN.
pub fn target_group(engine: &mut Engine, name: &str, more: Value) -> String {
    let balancer = json!({ "Name": name, "Subnets": ["subnet-a", "subnet-b"] });
    let balancer = engine.create_load_balancer(read(balancer)).unwrap();
    let mut group = json!({
        "Name": name, "Protocol": "HTTP", "Port": 80, "VpcId": "vpc-1", "TargetType": "ip", "HealthCheckIntervalSeconds": 10,
    });
    group.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let group = engine.create_target_group(read(group)).unwrap().to_string();
    let listener = json!({
        "LoadBalancerArn": &*balancer, "Protocol": "HTTP", "Port": 80,
        "DefaultActions": [{ "Type": "forward", "TargetGroupArn": group }],
    });
    engine.create_listener(read(listener)).unwrap();
    group
}

/// A task definition whose container listens on port 80.
pub fn with_port(mut definition: Value) -> Value {
    definition["containerDefinitions"][0]["portMappings"] = json!([{ "containerPort": 80 }]);
    definition
}

/// The request for a service of [`service`] whose port 80 is in a target group.
pub fn behind(group: &str, mut request: Value) -> Value {
    request["loadBalancers"] = json!([{ "targetGroupArn": group, "containerName": "app", "containerPort": 80 }]);
    request
}
