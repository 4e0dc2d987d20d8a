//! What CodeDeploy's things look like in an answer.

use serde_json::{Map, Value, json};

use simulator_engine::codedeploy::deployment::{Deployment, Stage, Status};
use simulator_engine::codedeploy::group::{Application, Group};
use simulator_engine::world::World;

pub fn application(application: &Application) -> Value {
    json!({
        "applicationId": application.id.to_string(), "applicationName": &*application.name,
        "createTime": application.created_at.as_seconds(), "linkedToGitHub": false, "computePlatform": "ECS",
    })
}

pub fn group(world: &World, application: &Application, group: &Group) -> Value {
    let mut view = group.settings.clone();
    let mut put = |name: &str, value: Value| view.insert(name.to_owned(), value);
    put("applicationName", (*application.name).into());
    put("deploymentGroupId", group.id.to_string().into());
    put("deploymentGroupName", (*group.name).into());
    put("deploymentConfigName", (*group.configuration).into());
    put("computePlatform", "ECS".into());
    let last = [("lastAttemptedDeployment", &group.attempted), ("lastSuccessfulDeployment", &group.succeeded)];
    for (name, id) in last {
        let deployment = id.as_ref().and_then(|id| world.codedeploy_deployment(id));
        if let Some(deployment) = deployment {
            put(name, brief(deployment));
        }
    }
    if let Some(last) = group.succeeded.as_ref().and_then(|id| world.codedeploy_deployment(id)) {
        put("targetRevision", last.revision.clone().into());
    }
    Value::Object(view)
}

fn brief(deployment: &Deployment) -> Value {
    let mut view = Map::new();
    view.insert("deploymentId".to_owned(), (*deployment.id).into());
    view.insert("status".to_owned(), deployment.status.word().into());
    view.insert("createTime".to_owned(), deployment.created_at.as_seconds().into());
    if let Some(at) = deployment.completed_at {
        view.insert("endTime".to_owned(), at.as_seconds().into());
    }
    Value::Object(view)
}

/// A `DeploymentInfo`. How it is meant to go is what its deployment group says.
pub fn deployment(world: &World, deployment: &Deployment) -> Value {
    let group = world.application(&deployment.application).and_then(|it| it.groups.get(&deployment.group));
    let follows =
        ["autoRollbackConfiguration", "deploymentStyle", "blueGreenDeploymentConfiguration", "loadBalancerInfo"];
    let settings = group.map(|group| group.settings.clone()).unwrap_or_default();
    let mut view: Map<String, Value> = settings.into_iter().filter(|(name, _)| follows.contains(&&**name)).collect();
    let mut put = |name: &str, value: Value| view.insert(name.to_owned(), value);
    put("applicationName", (*deployment.application).into());
    put("deploymentGroupName", (*deployment.group).into());
    put("deploymentConfigName", (*deployment.configuration).into());
    put("deploymentId", (*deployment.id).into());
    put("revision", deployment.revision.clone().into());
    put("status", deployment.status.word().into());
    put("createTime", deployment.created_at.as_seconds().into());
    put("creator", if deployment.rolls_back.is_some() { "codeDeployRollback" } else { "user" }.into());
    put("computePlatform", "ECS".into());
    put("ignoreApplicationStopFailures", false.into());
    put("updateOutdatedInstancesOnly", false.into());
    put("fileExistsBehavior", "DISALLOW".into());
    put("deploymentStatusMessages", json!([]));
    put("instanceTerminationWaitTimeStarted", (deployment.stage == Stage::Terminate).into());
    put("deploymentOverview", overview(deployment.status));
    if let Some(at) = deployment.started_at {
        put("startTime", at.as_seconds().into());
    }
    if let Some(at) = deployment.completed_at {
        put("completeTime", at.as_seconds().into());
    }
    if let Some(description) = &deployment.description {
        put("description", (**description).into());
    }
    if let Some(trouble) = &deployment.trouble {
        put("errorInformation", json!({ "code": trouble.code, "message": trouble.message }));
    }
    if let Some(id) = &deployment.rolled_back_by {
        put("rollbackInfo", json!({ "rollbackDeploymentId": &**id }));
    }
    if let Some(id) = &deployment.rolls_back {
        put("rollbackInfo", json!({ "rollbackTriggeringDeploymentId": &**id }));
    }
    Value::Object(view)
}

/// The only target of a deployment is its service.
fn overview(status: Status) -> Value {
    let one = |words: &[Status]| u32::from(words.contains(&status));
    json!({
        "Pending": one(&[Status::Created]), "InProgress": one(&[Status::InProgress]),
        "Succeeded": one(&[Status::Succeeded]), "Failed": one(&[Status::Failed]),
        "Skipped": one(&[Status::Stopped]), "Ready": one(&[Status::Ready]),
    })
}
