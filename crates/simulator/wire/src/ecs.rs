//! Amazon ECS: awsJson 1.1.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/Welcome.html>

mod account;
mod attributes;
mod capacity_providers;
mod clusters;
mod instances;
mod page;
mod protection;
mod reference;
mod rollouts;
mod services;
mod tags;
mod task_definitions;
mod task_sets;
mod tasks;
mod view;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use simulator_engine::Engine;
use simulator_protocol::error::AwsError;
use simulator_protocol::shape;

/// The members of a request, after the check of its shape.
type Request = Map<String, Value>;
type Answer = Result<Value, AwsError>;

/// Carries out an operation.
///
/// # Errors
/// What AWS answers to such a request; nothing has changed then. `UnknownOperationException` for an operation that the
/// simulator does not have.
pub fn answer(engine: &mut Engine, operation: &str, request: Value) -> Answer {
    let request = shape::ECS.conform(operation, request)?;
    match operation {
        "CreateCluster" => clusters::create(engine, request),
        "UpdateCluster" | "UpdateClusterSettings" => clusters::update(engine, &request),
        "DeleteCluster" => clusters::delete(engine, &request),
        "ListClusters" => clusters::list(engine.world(), &request),
        "DescribeClusters" => clusters::describe(engine.world(), &request),
        "RegisterTaskDefinition" => task_definitions::register(engine, request),
        "DeregisterTaskDefinition" => task_definitions::deregister(engine, &request),
        "DeleteTaskDefinitions" => task_definitions::delete(engine, &request),
        "DescribeTaskDefinition" => task_definitions::describe(engine.world(), &request),
        "ListTaskDefinitions" => task_definitions::list(engine.world(), &request),
        "ListTaskDefinitionFamilies" => task_definitions::list_families(engine.world(), &request),
        "CreateService" => services::create(engine, request),
        "UpdateService" => services::update(engine, request),
        "DeleteService" => services::delete(engine, request),
        "CreateTaskSet" => task_sets::create(engine, request),
        "UpdateTaskSet" => task_sets::update(engine, &request),
        "DeleteTaskSet" => task_sets::delete(engine, &request),
        "UpdateServicePrimaryTaskSet" => task_sets::update_primary(engine, &request),
        "DescribeTaskSets" => task_sets::describe(engine.world(), &request),
        "ListServices" => services::list(engine.world(), &request),
        "DescribeServices" => services::describe(engine.world(), &request),
        "ListServiceDeployments" => rollouts::list(engine.world(), &request),
        "DescribeServiceDeployments" => rollouts::describe(engine.world(), &request),
        "DescribeServiceRevisions" => rollouts::describe_revisions(engine.world(), &request),
        "StopServiceDeployment" => rollouts::stop(engine, &request),
        "ContinueServiceDeployment" => rollouts::go_on(engine, &request),
        "RunTask" => tasks::run(engine, request),
        "StartTask" => tasks::start(engine, request),
        "StopTask" => tasks::stop(engine, request),
        "ListTasks" => tasks::list(engine.world(), &request),
        "DescribeTasks" => tasks::describe(engine.world(), &request),
        "UpdateTaskProtection" => protection::update(engine, request),
        "GetTaskProtection" => protection::get(engine, &request),
        "TagResource" => tags::put(engine, request),
        "UntagResource" => tags::remove(engine, &request),
        "ListTagsForResource" => tags::list(engine, &request),
        "RegisterContainerInstance" => instances::register(engine, request),
        "DeregisterContainerInstance" => instances::deregister(engine, request),
        "ListContainerInstances" => instances::list(engine.world(), &request),
        "DescribeContainerInstances" => instances::describe(engine.world(), &request),
        "UpdateContainerInstancesState" => instances::update_state(engine, request),
        "UpdateContainerAgent" => instances::update_agent(engine, &request),
        "PutAttributes" => attributes::put(engine, request),
        "DeleteAttributes" => attributes::delete(engine, request),
        "ListAttributes" => attributes::list(engine.world(), &request),
        "CreateCapacityProvider" => capacity_providers::create(engine, request),
        "UpdateCapacityProvider" => capacity_providers::update(engine, request),
        "DeleteCapacityProvider" => capacity_providers::delete(engine, &request),
        "DescribeCapacityProviders" => capacity_providers::describe(engine.world(), &request),
        "PutClusterCapacityProviders" => capacity_providers::put_for_cluster(engine, request),
        "PutAccountSetting" => account::put(engine, &request),
        "PutAccountSettingDefault" => account::put_default(engine, &request),
        "DeleteAccountSetting" => account::delete(engine, &request),
        "ListAccountSettings" => account::list_settings(engine.world(), &request),
        _ => Err(AwsError::unknown_operation("")),
    }
}

fn input<T: DeserializeOwned>(request: Request) -> Result<T, AwsError> {
    serde_json::from_value(Value::Object(request)).map_err(|error| AwsError::serialization(error.to_string()))
}

fn text<'a>(request: &'a Request, member: &str) -> Option<&'a str> {
    request.get(member)?.as_str()
}

fn texts(request: &Request, member: &str) -> Vec<String> {
    let items = request.get(member).and_then(Value::as_array);
    items.into_iter().flatten().filter_map(|item| item.as_str().map(str::to_owned)).collect()
}

fn includes(request: &Request, field: &str) -> bool {
    let fields = request.get("include").and_then(Value::as_array);
    fields.into_iter().flatten().any(|included| included == field)
}

#[cfg(test)]
mod tests;
