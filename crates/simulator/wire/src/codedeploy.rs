//! AWS CodeDeploy: awsJson 1.1 and rpc-v2-cbor. What deploys services, and what tells of it.
//!
//! <https://docs.aws.amazon.com/codedeploy/latest/APIReference/Welcome.html>

mod page;
mod view;

use serde_json::{Map, Value, json};

use simulator_engine::Engine;
use simulator_engine::codedeploy::deployment::Deployment;
use simulator_engine::codedeploy::find_group;
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
    let request = shape::CODEDEPLOY.conform(operation, request)?;
    match operation {
        "CreateApplication" => {
            let id = engine.create_application(text(&request, "applicationName"), platform(&request))?;
            Ok(json!({ "applicationId": id.to_string() }))
        }
        "GetApplication" => {
            let application = engine.find_application(text(&request, "applicationName"))?;
            Ok(json!({ "application": view::application(application) }))
        }
        "ListApplications" => {
            let names = engine.world().applications().map(|it| it.name.to_string());
            page::answer(operation, &request, "applications", names)
        }
        "CreateDeploymentGroup" => {
            let id = engine.create_deployment_group(&request)?;
            Ok(json!({ "deploymentGroupId": id.to_string() }))
        }
        "GetDeploymentGroup" => {
            let application = engine.find_application(text(&request, "applicationName"))?;
            let group = find_group(application, text(&request, "deploymentGroupName"))?;
            Ok(json!({ "deploymentGroupInfo": view::group(engine.world(), application, group) }))
        }
        "ListDeploymentGroups" => {
            let application = engine.find_application(text(&request, "applicationName"))?;
            let names = application.groups.keys().map(|name| name.to_string());
            let mut answer = page::answer(operation, &request, "deploymentGroups", names)?;
            answer["applicationName"] = (*application.name).into();
            Ok(answer)
        }
        "CreateDeployment" => {
            let id = engine.create_deployment(&request)?;
            Ok(json!({ "deploymentId": &*id }))
        }
        "GetDeployment" => {
            let deployment = engine.find_deployment(text(&request, "deploymentId"))?;
            Ok(json!({ "deploymentInfo": view::deployment(engine.world(), deployment) }))
        }
        "ListDeployments" => {
            let wanted = |it: &&Deployment| selects(&request, it);
            let ids = engine.world().codedeploy_deployments().filter(wanted).map(|it| it.id.to_string());
            page::answer(operation, &request, "deployments", ids)
        }
        "StopDeployment" => {
            let rolls_back = request.get("autoRollbackEnabled").and_then(Value::as_bool).unwrap_or(false);
            engine.stop_deployment(text(&request, "deploymentId"), rolls_back)?;
            Ok(
                json!({ "status": "Succeeded", "statusMessage": "No more commands will be scheduled for execution in the deployment" }),
            )
        }
        "ContinueDeployment" => {
            engine.continue_deployment(text(&request, "deploymentId"))?;
            Ok(Value::Null)
        }
        _ => Err(AwsError::unknown_operation("")),
    }
}

/// Whether a member of an answer is a moment.
#[must_use]
pub fn is_moment(member: &str) -> bool {
    member.ends_with("Time")
}

fn selects(request: &Request, deployment: &Deployment) -> bool {
    let is = |member: &str, value: &str| request.get(member).is_none_or(|wanted| wanted == value);
    let statuses = request.get("includeOnlyStatuses").and_then(Value::as_array);
    is("applicationName", &deployment.application)
        && is("deploymentGroupName", &deployment.group)
        && statuses.is_none_or(|all| all.is_empty() || all.iter().any(|word| word == deployment.status.word()))
}

fn platform(request: &Request) -> Option<&str> {
    request.get("computePlatform")?.as_str()
}

fn text<'a>(request: &'a Request, member: &str) -> &'a str {
    request.get(member).and_then(Value::as_str).unwrap_or_default()
}
