mod policies;

use super::estate::*;
use crate::autoscaling::activity::ActivityStatus;
use crate::autoscaling::register::Registration;
use crate::autoscaling::scheduled::Scheduling;
use crate::autoscaling::target::ScalableTarget;
use crate::id::ServiceKey;
use crate::input::DeleteService;
use crate::time::{hours, minutes};
use crate::{Engine, JsonMap};
use serde_json::{Value, json};

pub fn scalable(engine: &mut Engine, service: &ServiceKey, min: i64, max: i64) {
    let bounds = Registration { min: Some(min), max: Some(max), ..Registration::default() };
    engine.register_scalable_target(service, bounds).unwrap();
}

pub fn target<'a>(engine: &'a Engine, service: &ServiceKey) -> &'a ScalableTarget {
    engine.world().scalable_target(service).unwrap()
}

pub fn object(value: Value) -> JsonMap {
    value.as_object().unwrap().clone()
}

fn schedule(engine: &mut Engine, service: &ServiceKey, name: &str, expression: &str, bounds: [Option<i64>; 2]) {
    let [min, max] = bounds;
    let expression = Some(expression.to_owned());
    let action = Scheduling { name: name.to_owned(), expression, min, max, ..Scheduling::default() };
    engine.put_scheduled_action(service, action).unwrap();
}

#[test]
fn a_scheduled_action_moves_the_bounds_and_brings_the_count_between_them() {
    let mut engine = empty(1);
    let key = web(&mut engine, "nginx:1", 2);
    scalable(&mut engine, &key, 1, 4);
    // The estate's clock begins on 2026-01-01, a Thursday, at midnight.
    schedule(&mut engine, &key, "open", "cron(0 8 ? * MON-FRI *)", [Some(6), Some(9)]);
    let day = engine.now();
    engine.advance_to(day + hours(8));
    assert_eq!((target(&engine, &key).min, target(&engine, &key).max), (6, 9));
    assert_eq!(get(&engine, &key).desired, 6);
    let waits = "Successfully set desired count to 6. Waiting for change to be fulfilled by ecs.";
    assert_eq!(target(&engine, &key).activities[0].message.as_deref(), Some(waits));
    wait(&mut engine, 120);
    assert_eq!(get(&engine, &key).counts().running, 6);
    let [count, bounds] = [0, 1].map(|index| target(&engine, &key).activities[index].clone());
    assert_eq!(bounds.description, "Setting min capacity to 6 and max capacity to 9");
    assert_eq!(bounds.cause, "scheduled action name open was triggered");
    assert_eq!(count.cause, "minimum capacity was set to 6");
    assert_eq!(count.status, ActivityStatus::Successful);
    let done = "Successfully set desired count to 6. Change successfully fulfilled by ecs.";
    assert_eq!(count.message.as_deref(), Some(done));
    engine.advance_to(day + hours(4 * 24 + 7));
    assert_eq!(target(&engine, &key).activities.len(), 3, "once more on Friday, and not at the weekend");
}

#[test]
fn an_action_that_is_due_once_is_gone_afterwards_and_one_that_is_suspended_does_nothing() {
    let mut engine = empty(2);
    let key = web(&mut engine, "nginx:1", 2);
    scalable(&mut engine, &key, 1, 4);
    schedule(&mut engine, &key, "once", "at(2026-01-01T01:00:00)", [Some(3), None]);
    schedule(&mut engine, &key, "often", "rate(30 minutes)", [None, Some(8)]);
    let suspended = object(json!({ "ScheduledScalingSuspended": true }));
    engine.register_scalable_target(&key, Registration { suspended, ..Registration::default() }).unwrap();
    engine.advance_to(engine.now() + minutes(90));
    let names: Vec<_> = target(&engine, &key).scheduled_actions().map(|action| &*action.name).collect();
    assert_eq!(names, ["often"]);
    assert_eq!((target(&engine, &key).min, target(&engine, &key).max), (1, 4));
    let suspended = object(json!({ "ScheduledScalingSuspended": false }));
    engine.register_scalable_target(&key, Registration { suspended, ..Registration::default() }).unwrap();
    engine.advance_to(engine.now() + minutes(31));
    assert_eq!((target(&engine, &key).min, target(&engine, &key).max), (1, 8));
    engine.delete_scheduled_action(&key, "often").unwrap();
    assert_eq!(engine.delete_scheduled_action(&key, "often").unwrap_err().code, "ObjectNotFoundException");
}

#[test]
fn an_action_put_anew_counts_and_the_old_one_does_not() {
    let mut engine = empty(3);
    let key = web(&mut engine, "nginx:1", 2);
    scalable(&mut engine, &key, 1, 4);
    schedule(&mut engine, &key, "night", "at(2026-01-01T01:00:00)", [Some(0), Some(0)]);
    schedule(&mut engine, &key, "night", "at(2026-01-01T02:00:00)", [Some(0), Some(0)]);
    engine.advance_to(engine.now() + minutes(90));
    assert_eq!(get(&engine, &key).desired, 2);
    engine.advance_to(engine.now() + minutes(31));
    assert_eq!(get(&engine, &key).desired, 0);
    assert_eq!(target(&engine, &key).activities[0].cause, "maximum capacity was set to 0");
}

#[test]
fn changed_bounds_move_the_count_and_those_of_a_new_target_do_not() {
    let mut engine = empty(4);
    let key = web(&mut engine, "nginx:1", 2);
    scalable(&mut engine, &key, 4, 8);
    assert_eq!(get(&engine, &key).desired, 2);
    scalable(&mut engine, &key, 5, 8);
    assert_eq!(get(&engine, &key).desired, 5);
    engine.register_scalable_target(&key, Registration { max: Some(6), ..Registration::default() }).unwrap();
    assert_eq!((target(&engine, &key).min, target(&engine, &key).max), (5, 6));
}

#[test]
fn an_activity_is_overridden_when_somebody_else_scales_meanwhile() {
    let mut engine = empty(5);
    let key = web(&mut engine, "nginx:1", 2);
    scalable(&mut engine, &key, 1, 8);
    scalable(&mut engine, &key, 4, 8);
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "desiredCount": 5 }));
    wait(&mut engine, 60);
    let [activity] = [0].map(|index| target(&engine, &key).activities[index].clone());
    assert_eq!(
        (activity.status, activity.description.as_str()),
        (ActivityStatus::Overridden, "Setting desired count to 4.")
    );
    assert!(activity.ended_at.is_some());
}

#[test]
fn what_cannot_be_scaled_is_refused_with_awss_codes() {
    let mut engine = empty(6);
    let key = web(&mut engine, "nginx:1", 2);
    let other = ServiceKey { service: "none".into(), ..key.clone() };
    let bounds = |min, max| Registration { min, max, ..Registration::default() };
    for (service, bounds) in [
        (&other, bounds(Some(1), Some(2))),
        (&key, bounds(None, Some(2))),
        (&key, bounds(Some(3), Some(2))),
        (&key, bounds(Some(-1), Some(2))),
    ] {
        let refusal = engine.register_scalable_target(service, bounds.clone()).unwrap_err();
        assert_eq!(refusal.code, "ValidationException", "{bounds:?}");
    }
    let refusal = engine.register_scalable_target(&other, bounds(Some(1), Some(2))).unwrap_err();
    assert_eq!(refusal.message, "ECS service doesn't exist: service/shop/none");
    let missing = engine.put_scheduled_action(&key, Scheduling::default()).unwrap_err();
    assert_eq!(missing.code, "ObjectNotFoundException");
    scalable(&mut engine, &key, 1, 2);
    let action = |expression: &str, timezone: Option<&str>, max| Scheduling {
        name: "a".into(),
        expression: Some(expression.into()),
        timezone: timezone.map(str::to_owned),
        max,
        ..Scheduling::default()
    };
    for action in [
        action("cron(0 8 * *)", None, Some(3)),
        action("rate(1 hour)", Some("Mars/Phobos"), Some(3)),
        action("rate(1 hour)", None, None),
        action("at(2020-01-01T00:00:00)", None, Some(3)),
        Scheduling { expression: None, ..action("", None, Some(3)) },
    ] {
        let refusal = engine.put_scheduled_action(&key, action.clone()).unwrap_err();
        assert_eq!(refusal.code, "ValidationException", "{action:?}");
    }
}

#[test]
fn a_target_goes_with_all_that_is_its_own() {
    let mut engine = empty(7);
    let key = web(&mut engine, "nginx:1", 2);
    scalable(&mut engine, &key, 1, 4);
    schedule(&mut engine, &key, "later", "rate(1 hour)", [Some(3), None]);
    engine.deregister_scalable_target(&key).unwrap();
    assert_eq!(engine.deregister_scalable_target(&key).unwrap_err().code, "ObjectNotFoundException");
    engine.advance_to(engine.now() + hours(3));
    assert_eq!(get(&engine, &key).desired, 2);
    assert_eq!(engine.world().scalable_targets().len(), 0);
}

#[test]
fn a_target_whose_service_is_deleted_does_nothing() {
    let mut engine = empty(8);
    let key = web(&mut engine, "nginx:1", 2);
    scalable(&mut engine, &key, 1, 4);
    schedule(&mut engine, &key, "later", "rate(1 hour)", [Some(3), None]);
    let request = DeleteService { cluster: Some("shop".into()), service: "web".into(), force: true };
    engine.delete_service(request).unwrap();
    engine.advance_to(engine.now() + hours(3));
    assert!(target(&engine, &key).activities.iter().all(|activity| !activity.description.contains("desired count")));
}
