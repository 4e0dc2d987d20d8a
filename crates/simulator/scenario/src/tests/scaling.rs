use super::{service, small};
use simulator_engine::autoscaling::activity::ActivityStatus;
use simulator_engine::id::ServiceKey;
use simulator_engine::metrics::AlarmState;
use simulator_engine::time::{hours, minutes};
use simulator_engine::{Engine, World};

fn key(cluster: &str, service: &str) -> ServiceKey {
    ServiceKey { cluster: cluster.into(), service: service.into() }
}

/// Counts that were set because of an alarm.
fn scaled(world: &World, key: &ServiceKey) -> usize {
    let activities = &world.scalable_target(key).unwrap().activities;
    activities.iter().filter(|activity| activity.cause.contains("in state ALARM triggered policy")).count()
}

#[test]
fn a_service_has_followed_its_load_since_yesterday_and_still_does() {
    for seed in 0..2 {
        let mut engine = small(seed);
        let resizer = key("data", "image-resizer");
        let target = engine.world().scalable_target(&resizer).unwrap();
        let fulfilled = |target: &simulator_engine::autoscaling::target::ScalableTarget| {
            target.activities.iter().filter(|activity| activity.status == ActivityStatus::Successful).count()
        };
        assert!(fulfilled(target) >= 2, "seed {seed}: {} activities", target.activities.len());
        let before = scaled(engine.world(), &resizer);
        engine.advance_to(engine.now() + hours(24));
        let desired = service(engine.world(), "data", "image-resizer").desired;
        assert!((2..=12).contains(&desired), "{desired}");
        assert!(scaled(engine.world(), &resizer) >= before + 3, "seed {seed}: a day moves it");
        assert!(scaled(engine.world(), &resizer) < before + 60, "seed {seed}: and it does not flutter");
    }
}

#[test]
fn scaling_leaves_alone_what_others_count_on() {
    let mut engine = small(1);
    let counts = |engine: &Engine| {
        [("shop", "storefront"), ("shop", "catalog"), ("shop", "orders"), ("data", "events-collector")]
            .map(|(cluster, name)| service(engine.world(), cluster, name).desired)
    };
    let before = counts(&engine);
    engine.advance_to(engine.now() + minutes(90));
    assert_eq!(counts(&engine), before);
}

#[test]
fn policies_have_their_alarms_and_helpdesk_its_hours() {
    let engine = small(1);
    let world = engine.world();
    let targets: Vec<_> = world.scalable_targets().map(|target| &*target.service.service).collect();
    assert_eq!(targets, ["image-resizer", "helpdesk", "catalog", "pricing-next"]);
    for policy in world.scalable_targets().flat_map(|target| target.policies()) {
        let alarms = engine.metrics().alarms_of_policy(policy);
        assert!(!alarms.is_empty(), "{}", policy.name);
        for alarm in alarms {
            let state = engine.metrics().alarm(&alarm).unwrap().state;
            assert_ne!(state, AlarmState::InsufficientData, "{alarm}");
        }
    }
    let helpdesk = world.scalable_target(&key("internal", "helpdesk")).unwrap();
    assert_eq!(helpdesk.scheduled_actions().len(), 2);
}
