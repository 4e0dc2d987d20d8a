//! A task set in an answer.

use serde_json::{Value, json};

use super::{Tags, put};
use simulator_engine::deployment::Deployment;
use simulator_engine::id::ServiceKey;
use simulator_engine::service::Service;
use simulator_engine::world::World;

/// A `TaskSet`.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskSet.html>
pub fn task_set(world: &World, service: &Service, deployment: &Deployment, tags: Tags) -> Value {
    let arns = world.arns();
    let key = ServiceKey { cluster: service.cluster.clone(), service: service.name.clone() };
    let mut view = (*deployment.settings).clone();
    view.remove("serviceConnectConfiguration");
    view.remove("volumeConfigurations");
    view.remove("vpcLatticeConfigurations");
    put(&mut view, "id", Some(&*deployment.started_by));
    put(&mut view, "taskSetArn", Some(arns.task_set(&key, deployment.id)));
    put(&mut view, "serviceArn", Some(arns.service_key(&key)));
    put(&mut view, "clusterArn", Some(arns.cluster(&service.cluster)));
    put(&mut view, "status", Some(deployment.status.word()));
    put(&mut view, "taskDefinition", Some(arns.task_definition(&deployment.definition)));
    put(&mut view, "computedDesiredCount", Some(deployment.desired));
    put(&mut view, "pendingCount", Some(deployment.counts.pending));
    put(&mut view, "runningCount", Some(deployment.counts.running));
    put(&mut view, "createdAt", Some(deployment.created_at.as_seconds()));
    put(&mut view, "updatedAt", Some(deployment.updated_at.as_seconds()));
    if let Some(set) = &deployment.set {
        view.extend(set.settings.clone());
        put(&mut view, "startedBy", set.started_by.as_deref());
        put(&mut view, "externalId", set.external_id.as_deref());
        put(&mut view, "scale", Some(json!({ "value": set.scale, "unit": "PERCENT" })));
        put(&mut view, "stabilityStatus", Some(set.stability.word()));
        put(&mut view, "stabilityStatusAt", Some(set.stability_at.as_seconds()));
        if tags == Tags::Shown {
            put(&mut view, "tags", Some(json!(set.tags)));
        }
    }
    Value::Object(view)
}
