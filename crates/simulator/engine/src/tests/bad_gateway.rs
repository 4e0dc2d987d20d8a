//! The story of the demo: a revision that answers 502 is deployed to a service behind a load balancer, and rolled back.

use super::estate::*;
use super::front::{Front, listening, traffic};
use crate::Engine;
use crate::balancing::Traffic;
use crate::balancing::target::Failure;
use crate::deployment::RolloutState;
use crate::id::ServiceKey;
use crate::rollout::state::{MonitorStatus, ServiceDeployment, ServiceDeploymentStatus};
use crate::time::seconds;
use serde_json::{Value, json};

/// A steady service of four tasks behind a load balancer.
fn balanced(seed: u64, more: Value) -> (Engine, ServiceKey) {
    let mut engine = empty(seed);
    let front = Front::build(&mut engine);
    register(&mut engine, listening("web:1.0.0"));
    let mut request = service("web", 4);
    request["loadBalancers"] = front.plain();
    request["deploymentConfiguration"] = json!({ "deploymentCircuitBreaker": { "enable": true, "rollback": true } });
    request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let key = create(&mut engine, request);
    wait(&mut engine, 300);
    assert!(is_steady(&engine, &key));
    (engine, key)
}

fn newest<'a>(engine: &'a Engine, key: &ServiceKey) -> &'a ServiceDeployment {
    get(engine, key).rollouts(engine.now()).next().unwrap()
}

fn deploy(engine: &mut Engine, image: &str) {
    register(engine, listening(image));
    update(engine, json!({ "cluster": "shop", "service": "web", "taskDefinition": "web" }));
}

/// How many seconds pass until that is so, at most `most`.
#[track_caller]
fn until(engine: &mut Engine, most: u64, mut so: impl FnMut(&Engine) -> bool) -> u64 {
    (0..=most)
        .find(|_| {
            so(engine) || {
                wait(engine, 1);
                false
            }
        })
        .expect("it comes to that")
}

#[test]
fn an_image_that_answers_502_is_noticed_counted_rolled_back_and_the_old_revision_is_steady() {
    for seed in 1..6 {
        let (mut engine, key) = balanced(seed, json!({}));
        let good = get(&engine, &key).primary().unwrap().id;
        deploy(&mut engine, "web:1.1.0-bad-gateway");

        let failing = |traffic: &Traffic| matches!(traffic, Traffic::Unhealthy { failure: Failure::Code(502), .. });
        let noticed = until(&mut engine, 120, |engine| traffic(engine, &key).iter().any(|(_, it)| failing(it)));
        assert!(noticed >= 15, "{noticed} s: a task must start and be checked first");

        let acted = until(&mut engine, 60, |engine| {
            says(engine, &key, "due to (reason Health checks failed with these codes: [502])")
        });
        assert!((25..=35).contains(&acted), "{acted} s: long enough for the failing targets to be seen");
        let group = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/blue/";
        until(&mut engine, 60, |engine| {
            let stops = tasks_of(engine, &key).into_iter().filter_map(|task| task.stop.clone());
            stops
                .into_iter()
                .any(|stop| stop.reason.starts_with(&format!("Task failed ELB health checks in (target-group {group}")))
        });
        let counted = newest(&engine, &key).breaker.clone();
        assert!(counted.failures >= 1 && counted.threshold == 3, "{counted:?}");

        let mut least = u32::MAX;
        until(&mut engine, 300, |engine| {
            let serving = traffic(engine, &key).iter().filter(|(_, it)| *it == Traffic::Healthy).count();
            least = least.min(u32::try_from(serving).unwrap());
            newest(engine, &key).status == ServiceDeploymentStatus::RollbackInProgress
        });
        assert!(least >= 4, "{least} tasks served while the new revision failed");
        assert_eq!(newest(&engine, &key).breaker.status, MonitorStatus::Triggered);
        assert!(newest(&engine, &key).breaker.failures >= 3);
        assert!(says(&engine, &key, "deployment failed: tasks failed to start."));
        assert!(says(&engine, &key, &format!("(service web) rolling back to deployment {good}.")));

        until(&mut engine, 900, |engine| newest(engine, &key).status == ServiceDeploymentStatus::RollbackSuccessful);
        let web = get(&engine, &key);
        assert_eq!((web.deployments.len(), web.counts().running), (1, 4));
        let primary = web.primary().unwrap();
        assert_eq!((primary.definition.revision, primary.rollout_state), (1, RolloutState::Completed));
        assert!(is_steady(&engine, &key));
        assert!(traffic(&engine, &key).iter().filter(|(_, it)| *it == Traffic::Healthy).count() == 4);
    }
}

#[test]
fn old_tasks_serve_until_new_targets_are_healthy() {
    let (mut engine, key) = balanced(6, json!({}));
    deploy(&mut engine, "web:1.1.0");
    let mut least = usize::MAX;
    watch(&mut engine, 900, |engine| {
        least = least.min(traffic(engine, &key).iter().filter(|(_, it)| *it == Traffic::Healthy).count());
    });
    assert_eq!(least, 4);
    assert_eq!(newest(&engine, &key).status, ServiceDeploymentStatus::Successful);
    assert!(is_steady(&engine, &key));
}

#[test]
fn within_the_grace_period_failing_targets_are_left_alone() {
    let (mut engine, key) = balanced(7, json!({ "healthCheckGracePeriodSeconds": 120 }));
    deploy(&mut engine, "web:1.1.0-bad-gateway");
    let mut stops = Vec::new();
    watch(&mut engine, 400, |engine| {
        let unhealthy = tasks_of(engine, &key).into_iter().filter(|task| {
            task.stop.as_ref().is_some_and(|stop| stop.reason.starts_with("Task failed ELB health checks"))
        });
        stops = unhealthy.map(|task| task.times.stopping_at.unwrap() - task.times.started_at.unwrap()).collect();
    });
    assert!(stops.len() >= 3);
    assert!(stops.iter().all(|after| *after >= seconds(120)), "{stops:?}");
}
