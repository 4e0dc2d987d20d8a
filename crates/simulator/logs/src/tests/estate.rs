//! A cluster with services that write to CloudWatch Logs.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use simulator_engine::id::ServiceKey;
use simulator_engine::input::{CreateCluster, CreateService, RegisterTaskDefinition};
use simulator_engine::service::Service;
use simulator_engine::task::{Task, TaskStatus};
use simulator_engine::time::seconds;
use simulator_engine::{Engine, EngineOptions};

fn read<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

/// One cluster, `shop`.
pub fn empty(seed: u64) -> Engine {
    let mut engine = Engine::new(&EngineOptions { seed, ..EngineOptions::default() });
    engine.create_cluster(read::<CreateCluster>(json!({ "clusterName": "shop" }))).unwrap();
    engine
}

/// A Fargate task definition with one container.
pub fn definition(family: &str, image: &str) -> Value {
    json!({
        "family": family, "cpu": "256", "memory": "512", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"],
        "containerDefinitions": [{ "name": "app", "image": image }],
    })
}

pub fn register(engine: &mut Engine, definition: Value) {
    engine.register_task_definition(read::<RegisterTaskDefinition>(definition)).unwrap();
}

/// A Fargate service in `shop`, of the family of its name.
pub fn create(engine: &mut Engine, name: &str, desired: u32) -> ServiceKey {
    let network = json!({ "awsvpcConfiguration": { "subnets": ["subnet-a"], "securityGroups": ["sg-1"] } });
    let request = json!({
        "cluster": "shop", "serviceName": name, "taskDefinition": name, "desiredCount": desired, "launchType": "FARGATE",
        "networkConfiguration": network,
    });
    engine.create_service(read::<CreateService>(request)).unwrap()
}

pub fn wait(engine: &mut Engine, count: u64) {
    engine.advance_to(engine.now() + seconds(count));
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
