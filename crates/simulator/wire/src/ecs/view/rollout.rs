//! Service deployments and service revisions in an answer.

use serde_json::{Map, Value, json};

use super::{put, put_time};
use simulator_engine::id::{RevisionId, ServiceKey};
use simulator_engine::rollout::alarms::AlarmWatch;
use simulator_engine::rollout::hook::{Hook, HookTarget};
use simulator_engine::rollout::revision::ServiceRevision;
use simulator_engine::rollout::state::{MonitorStatus, ServiceDeployment};
use simulator_engine::rollout::strategy::ALL;
use simulator_engine::service::Service;
use simulator_engine::world::World;

/// A `ServiceDeploymentBrief`.
pub fn rollout_brief(world: &World, service: &Service, rollout: &ServiceDeployment) -> Value {
    let mut view = common(world, service, rollout);
    let target = world.arns().service_revision(&key(service), rollout.target);
    put(&mut view, "targetServiceRevisionArn", Some(target));
    Value::Object(view)
}

/// A `ServiceDeployment`.
pub fn rollout(world: &World, service: &Service, rollout: &ServiceDeployment) -> Value {
    let mut view = common(world, service, rollout);
    let old = |weight: Option<u32>| weight.map(|weight| ALL - weight);
    let (test, production) = (rollout.test_weight, rollout.production_weight);
    let last = rollout.sources.first();
    let sources: Vec<_> = rollout
        .sources
        .iter()
        .map(|id| {
            let weights = if Some(id) == last {
                [old(test), old(production)]
            } else {
                [test.and(Some(0)), production.and(Some(0))]
            };
            summary(world, service, rollout, *id, weights)
        })
        .collect();
    put(&mut view, "sourceServiceRevisions", Some(sources));
    let target = summary(world, service, rollout, rollout.target, [test, production]);
    put(&mut view, "targetServiceRevision", Some(target));
    put_time(&mut view, "updatedAt", Some(rollout.updated_at));
    put_time(&mut view, "stoppedAt", rollout.stopped_at);
    put(&mut view, "lifecycleStage", rollout.stage.map(|stage| stage.word()));
    if !rollout.hooks.is_empty() {
        put(&mut view, "lifecycleHookDetails", Some(rollout.hooks.iter().map(hook).collect::<Vec<_>>()));
    }
    put(&mut view, "deploymentConfiguration", Some(Value::Object((*rollout.configuration).clone())));
    let back = rollout.rollback.as_ref().map(|rollback| {
        json!({
            "reason": rollback.reason, "startedAt": rollback.started_at.as_seconds(),
            "serviceRevisionArn": world.arns().service_revision(&key(service), rollback.revision),
        })
    });
    put(&mut view, "rollback", back);
    let breaker = &rollout.breaker;
    let breaker =
        json!({ "status": breaker.status.word(), "failureCount": breaker.failures, "threshold": breaker.threshold });
    put(&mut view, "deploymentCircuitBreaker", Some(breaker));
    put(&mut view, "alarms", Some(alarms(&rollout.alarms)));
    Value::Object(view)
}

/// A `ServiceRevision`.
pub fn revision(world: &World, service: &Service, revision: &ServiceRevision) -> Value {
    let arns = world.arns();
    let mut view = revision.settings.clone();
    put(&mut view, "serviceRevisionArn", Some(arns.service_revision(&key(service), revision.id)));
    put(&mut view, "serviceArn", Some(arns.service_key(&key(service))));
    put(&mut view, "clusterArn", Some(arns.cluster(&service.cluster)));
    put(&mut view, "taskDefinition", Some(arns.task_definition(&revision.definition)));
    let image = |container: &simulator_engine::task_definition::ContainerDefinition| {
        json!({
            "containerName": &*container.name, "image": &*container.image, "imageDigest": &*container.image_digest,
        })
    };
    put(&mut view, "containerImages", Some(revision.definition.containers.iter().map(image).collect::<Vec<_>>()));
    put(&mut view, "guardDutyEnabled", Some(false));
    put_time(&mut view, "createdAt", Some(revision.created_at));
    let groups = revision.groups().map(|group| {
        let mut item = Map::new();
        put(&mut item, "targetGroupArn", Some(&*group.target_group));
        put(&mut item, "productionListenerRule", group.production_rule.as_deref());
        Value::Object(item)
    });
    let groups: Vec<_> = groups.collect();
    if !groups.is_empty() {
        put(&mut view, "resolvedConfiguration", Some(json!({ "loadBalancers": groups })));
    }
    Value::Object(view)
}

/// The `currentServiceRevisions` of a service.
pub fn current_revisions(world: &World, service: &Service) -> Vec<Value> {
    let arns = world.arns();
    let view = |(id, counts): (RevisionId, simulator_engine::rollout::state::RevisionCounts)| {
        json!({
            "arn": arns.service_revision(&key(service), id), "requestedTaskCount": counts.requested,
            "runningTaskCount": counts.running, "pendingTaskCount": counts.pending,
        })
    };
    service.current_revisions().map(view).collect()
}

/// What a brief and a full service deployment have in common.
fn common(world: &World, service: &Service, rollout: &ServiceDeployment) -> Map<String, Value> {
    let mut view = Map::new();
    put(&mut view, "serviceDeploymentArn", Some(world.arns().service_deployment(&key(service), rollout.id)));
    put(&mut view, "serviceArn", Some(world.arns().service_key(&key(service))));
    put(&mut view, "clusterArn", Some(world.arns().cluster(&service.cluster)));
    put_time(&mut view, "createdAt", Some(rollout.created_at));
    put_time(&mut view, "startedAt", rollout.started_at);
    put_time(&mut view, "finishedAt", rollout.finished_at);
    put(&mut view, "status", Some(rollout.status.word()));
    put(&mut view, "statusReason", rollout.status_reason.as_deref());
    view
}

/// How many tasks a revision has, and its shares of test and production traffic.
fn summary(
    world: &World,
    service: &Service,
    rollout: &ServiceDeployment,
    id: RevisionId,
    weights: [Option<u32>; 2],
) -> Value {
    let counts = rollout.counts(service, id);
    let mut view = Map::new();
    put(&mut view, "arn", Some(world.arns().service_revision(&key(service), id)));
    put(&mut view, "requestedTaskCount", Some(counts.requested));
    put(&mut view, "runningTaskCount", Some(counts.running));
    put(&mut view, "pendingTaskCount", Some(counts.pending));
    let [test, production] = weights.map(|weight| weight.map(|tenths| f64::from(tenths) / 10.0));
    put(&mut view, "requestedTestTrafficWeight", test);
    put(&mut view, "requestedProductionTrafficWeight", production);
    Value::Object(view)
}

fn hook(hook: &Hook) -> Value {
    let (word, arn) = match &hook.target {
        HookTarget::Lambda(function) => ("AWS_LAMBDA", Some(&**function)),
        HookTarget::Pause => ("PAUSE", None),
    };
    let mut view = Map::new();
    put(&mut view, "hookId", Some(hook.id.to_string()));
    put(&mut view, "targetType", Some(word));
    put(&mut view, "targetArn", arn);
    put(&mut view, "status", Some(hook.status.word()));
    put_time(&mut view, "expiresAt", Some(hook.expires_at));
    put(&mut view, "timeoutAction", Some(hook.timeout_action.word()));
    Value::Object(view)
}

fn alarms(alarms: &AlarmWatch) -> Value {
    let mut view = Map::new();
    put(&mut view, "status", Some(alarms.status.word()));
    if alarms.status != MonitorStatus::Disabled {
        let words = |names: &[simulator_engine::Name]| names.iter().map(|name| json!(&**name)).collect::<Vec<_>>();
        put(&mut view, "alarmNames", Some(words(&alarms.names)));
        put(&mut view, "triggeredAlarmNames", Some(words(&alarms.triggered)));
    }
    Value::Object(view)
}

fn key(service: &Service) -> ServiceKey {
    ServiceKey { cluster: service.cluster.clone(), service: service.name.clone() }
}
