//! A service in an answer.

use serde_json::{Map, Value, json};

use super::{Tags, put};
use simulator_engine::deployment::Deployment;
use simulator_engine::id::ServiceKey;
use simulator_engine::service::Service;
use simulator_engine::world::World;

/// A `Service`, always with its events, at most 100.
pub fn service(world: &World, service: &Service, tags: Tags) -> Value {
    let arns = world.arns();
    let counts = service.counts();
    let mut view: Map<String, Value> = (*service.settings).clone();
    put(&mut view, "serviceArn", Some(arns.service(&service.cluster, &service.name)));
    put(&mut view, "serviceName", Some(&*service.name));
    put(&mut view, "clusterArn", Some(arns.cluster(&service.cluster)));
    put(&mut view, "status", Some(service.status.word()));
    put(&mut view, "schedulingStrategy", Some(service.scheduling.word()));
    put(&mut view, "desiredCount", Some(service.desired));
    put(&mut view, "runningCount", Some(counts.running));
    put(&mut view, "pendingCount", Some(counts.pending));
    put(&mut view, "taskDefinition", service.primary().map(|primary| arns.task_definition(&primary.definition)));
    let (sets, own): (Vec<_>, Vec<_>) = service.deployments.iter().partition(|item| item.set.is_some());
    let deployments: Vec<_> = own.into_iter().map(|item| deployment(world, item)).collect();
    put(&mut view, "deployments", Some(deployments));
    if service.has_sets() {
        let sets: Vec<_> = sets.into_iter().map(|item| super::task_set(world, service, item, Tags::Hidden)).collect();
        put(&mut view, "taskSets", Some(sets));
    }
    let events = service.events.iter();
    let events: Vec<_> = events
        .map(|event| json!({ "id": event.id.to_string(), "createdAt": event.at.as_seconds(), "message": &*event.message }))
        .collect();
    put(&mut view, "events", Some(events));
    let key = ServiceKey { cluster: service.cluster.clone(), service: service.name.clone() };
    let current = service.open_rollout().map(|rollout| arns.service_deployment(&key, rollout.id));
    put(&mut view, "currentServiceDeployment", current);
    let revisions = if service.has_sets() { Vec::new() } else { super::current_revisions(world, service) };
    put(&mut view, "currentServiceRevisions", Some(revisions));
    put(&mut view, "createdAt", Some(service.created_at.as_seconds()));
    put(&mut view, "createdBy", Some(&*service.created_by));
    if tags == Tags::Shown {
        put(&mut view, "tags", Some(json!(service.tags)));
    }
    Value::Object(view)
}

fn deployment(world: &World, deployment: &Deployment) -> Value {
    let mut view = (*deployment.settings).clone();
    put(&mut view, "id", Some(&*deployment.started_by));
    put(&mut view, "status", Some(deployment.status.word()));
    put(&mut view, "taskDefinition", Some(world.arns().task_definition(&deployment.definition)));
    put(&mut view, "desiredCount", Some(deployment.desired));
    put(&mut view, "pendingCount", Some(deployment.counts.pending));
    put(&mut view, "runningCount", Some(deployment.counts.running));
    put(&mut view, "failedTasks", Some(deployment.failed_tasks));
    put(&mut view, "createdAt", Some(deployment.created_at.as_seconds()));
    put(&mut view, "updatedAt", Some(deployment.updated_at.as_seconds()));
    put(&mut view, "rolloutState", Some(deployment.rollout_state.word()));
    put(&mut view, "rolloutStateReason", Some(&*deployment.rollout_state_reason));
    Value::Object(view)
}
