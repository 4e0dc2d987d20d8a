//! Telling an estate's past, from the oldest to now.

pub(super) mod alarms;
pub(super) mod balancing;
mod capacity;
mod handed;
mod scaling;

use super::app::App;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use simulator_engine::id::Uuid;
use simulator_engine::input::{CreateCluster, CreateService, RegisterTaskDefinition, RunTask, UpdateService};
use simulator_engine::tag::Tag;
use simulator_engine::{ApiError, Engine, EngineOptions, Millis};
use std::collections::BTreeMap;

/// How long before `now` the longest story begins: 30 days.
const BEGINNING: u64 = 30 * 24 * 3_600_000;

/// An engine whose clock is still in the past.
pub(super) struct Story {
    engine: Engine,
    now: Millis,
    registry: String,
    refused: Vec<ApiError>,
}

impl Story {
    /// An empty account, long before `options.now`.
    pub fn begin(options: &EngineOptions) -> Self {
        let past = EngineOptions { now: options.now.before(BEGINNING), ..options.clone() };
        Self {
            engine: Engine::new(&past),
            now: options.now,
            registry: format!("{}.dkr.ecr.{}.amazonaws.com", options.account, options.region),
            refused: Vec::new(),
        }
    }

    /// Goes on to the moment that many milliseconds before now.
    pub fn ago(&mut self, millis: u64) {
        self.engine.advance_to(self.now.before(millis));
    }

    /// The estate as it is now.
    pub fn end(mut self) -> Engine {
        self.engine.advance_to(self.now);
        self.engine
    }

    /// What the engine did not let happen; nothing, when the story is told right.
    #[cfg(test)]
    pub fn refused(&self) -> &[ApiError] {
        &self.refused
    }

    /// Makes a cluster with both Fargate capacity providers.
    pub fn cluster(&mut self, name: &str, team: &str) {
        let request = json!({
            "clusterName": name,
            "capacityProviders": ["FARGATE", "FARGATE_SPOT"],
            "settings": [{ "name": "containerInsights", "value": "enabled" }],
            "tags": [{ "key": "team", "value": team }, { "key": "environment", "value": "production" }],
        });
        self.ask(request, |engine, request: CreateCluster| engine.create_cluster(request).map(drop));
    }

    /// Registers the next revision of an app's family.
    pub fn register(&mut self, app: &App) {
        let request = app.request(&self.registry, self.engine.world().arns());
        self.make_log_groups(&request);
        self.ask(request, |engine, request: RegisterTaskDefinition| engine.register_task_definition(request).map(drop));
    }

    /// Makes the log groups that a task definition names, as whoever deploys it must.
    fn make_log_groups(&mut self, definition: &Value) {
        let containers = definition["containerDefinitions"].as_array().into_iter().flatten();
        let options = containers.map(|container| &container["logConfiguration"]["options"]);
        let named =
            options.filter_map(|options| options["awslogs-group"].as_str().or(options["log_group_name"].as_str()));
        let now = self.engine.now();
        for name in named {
            if self.engine.logs().find(name).is_err() {
                let answer = self.engine.logs_mut().create(name, None, BTreeMap::new(), now);
                self.refused.extend(answer.err());
            }
        }
    }

    /// Deregisters a revision that nobody will use again.
    pub fn deregister(&mut self, revision: &str) {
        let answer = self.engine.deregister_task_definition(revision);
        self.refused.extend(answer.err());
    }

    /// Makes a service of the family of its name; `more` are members of the request that differ from the usual.
    pub fn create(&mut self, cluster: &str, name: &str, desired: u32, more: Value) {
        let mut request = json!({
            "cluster": cluster, "serviceName": name, "taskDefinition": name, "desiredCount": desired,
            "networkConfiguration": network(cluster), "enableECSManagedTags": true, "propagateTags": "SERVICE",
            "deploymentConfiguration": {
                "minimumHealthyPercent": 100, "maximumPercent": 200,
                "deploymentCircuitBreaker": { "enable": false, "rollback": false },
            },
        });
        if more.get("capacityProviderStrategy").is_none() {
            request["launchType"] = json!("FARGATE");
        }
        merge(&mut request, more);
        self.ask(request, |engine, request: CreateService| engine.create_service(request).map(drop));
    }

    /// Makes a service use the newest revision of its family.
    pub fn deploy(&mut self, cluster: &str, name: &str) {
        self.update(cluster, name, json!({ "taskDefinition": name }));
    }

    /// Changes a service.
    pub fn update(&mut self, cluster: &str, name: &str, change: Value) {
        let mut request = json!({ "cluster": cluster, "service": name });
        merge(&mut request, change);
        self.ask(request, |engine, request: UpdateService| engine.update_service(request).map(drop));
    }

    /// Puts tags on a service, also those that only AWS may use.
    pub fn tag_service(&mut self, cluster: &str, name: &str, tags: &[(&str, String)]) {
        let arn = self.engine.world().arns().service(cluster, name);
        let tags = tags.iter().map(|(key, value)| Tag { key: (*key).to_owned(), value: value.clone() });
        let answer = self.engine.tag_as_aws(&arn, tags.collect());
        self.refused.extend(answer.err());
    }

    /// The ARN of a stack of CloudFormation.
    pub fn stack_arn(&self, name: &str) -> String {
        let arns = self.engine.world().arns();
        let id = name.bytes().fold(0_u128, |sum, byte| sum.wrapping_mul(0x0001_0000_01b3).wrapping_add(byte.into()));
        let id = Uuid::random(id.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835));
        format!("arn:aws:cloudformation:{}:{}:stack/{name}/{id}", arns.region(), arns.account())
    }

    /// Runs one task of a family on Fargate.
    pub fn run(&mut self, cluster: &str, family: &str, started_by: &str, more: Value) {
        let mut request = json!({
            "cluster": cluster, "taskDefinition": family, "startedBy": started_by, "launchType": "FARGATE",
            "networkConfiguration": network(cluster),
        });
        merge(&mut request, more);
        self.ask(request, |engine, request: RunTask| engine.run_task(request).map(drop));
    }

    fn ask<T: DeserializeOwned>(
        &mut self,
        request: Value,
        operation: impl FnOnce(&mut Engine, T) -> Result<(), ApiError>,
    ) {
        let answer = match serde_json::from_value(request) {
            Ok(request) => operation(&mut self.engine, request),
            Err(error) => Err(ApiError::new("SerializationException", error.to_string())),
        };
        self.refused.extend(answer.err());
    }
}

/// The tags of something that a team pays for.
pub(super) fn tags(team: &str, cost_center: &str) -> Value {
    json!([{ "key": "team", "value": team }, { "key": "cost-center", "value": cost_center }])
}

/// Tasks on both Fargate providers: the first ones on demand, the others mostly on spot.
pub(super) fn mostly_spot(base: u32) -> Value {
    json!([
        { "capacityProvider": "FARGATE", "base": base, "weight": 1 },
        { "capacityProvider": "FARGATE_SPOT", "weight": 3 },
    ])
}

fn network(cluster: &str) -> Value {
    let number = cluster.bytes().fold(0_u32, |sum, byte| (sum * 31 + u32::from(byte)) % 0xffff);
    let subnet = |zone: u32| format!("subnet-0{zone}c4f2a91e{number:04x}7b3d");
    json!({
        "awsvpcConfiguration": {
            "subnets": [subnet(1), subnet(2), subnet(3)],
            "securityGroups": [format!("sg-0a7e51c3{number:04x}9d2f6")],
            "assignPublicIp": "DISABLED",
        },
    })
}

fn merge(request: &mut Value, more: Value) {
    let (Some(request), Value::Object(more)) = (request.as_object_mut(), more) else { return };
    request.extend(more);
}
