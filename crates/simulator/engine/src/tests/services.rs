use super::estate::*;
use crate::deployment::RolloutState;
use crate::input::{DeleteService, StopTask};
use crate::service::ServiceStatus;
use crate::task::StopCode;
use crate::time::{hours, seconds};
use serde_json::json;

#[test]
fn a_new_service_comes_to_its_desired_count_and_says_so() {
    let mut engine = empty(1);
    let key = web(&mut engine, "nginx:1", 3);
    wait(&mut engine, 90);
    let web = get(&engine, &key);
    assert_eq!((web.counts().running, web.counts().pending), (3, 0));
    assert_eq!(web.primary().unwrap().rollout_state, RolloutState::Completed);
    let id = web.primary().unwrap().id;
    assert_eq!(web.primary().unwrap().rollout_state_reason, format!("ECS deployment {id} completed."));
    let messages: Vec<_> = web.events.iter().map(|event| &*event.message).collect();
    assert_eq!(messages[0], "(service web) has reached a steady state.");
    assert_eq!(messages[1], format!("(service web) (deployment {id}) deployment completed."));
    assert!(messages[2].starts_with("(service web) has started 3 tasks: (task "), "{}", messages[2]);
}

#[test]
fn a_stopped_task_is_replaced() {
    let mut engine = empty(2);
    let key = web(&mut engine, "nginx:1", 2);
    wait(&mut engine, 120);
    let victim = get(&engine, &key).tasks().next().unwrap();
    let request = StopTask { cluster: Some("shop".into()), task: victim.to_string(), reason: Some("just so".into()) };
    engine.stop_task(request).unwrap();
    wait(&mut engine, 120);
    assert_eq!(get(&engine, &key).counts().running, 2);
    let ended = stopped(&engine, &key);
    let stop = ended[0].stop.as_ref().unwrap();
    assert_eq!((stop.code, &*stop.reason), (StopCode::UserInitiated, "just so"));
    assert!(is_steady(&engine, &key));
}

#[test]
fn scaling_starts_and_stops_tasks_without_a_deployment() {
    let mut engine = empty(3);
    let key = web(&mut engine, "nginx:1", 2);
    wait(&mut engine, 120);
    let deployment = get(&engine, &key).primary().unwrap().id;
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "desiredCount": 25 }));
    wait(&mut engine, 150);
    assert_eq!(get(&engine, &key).counts().running, 25);
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "desiredCount": 0 }));
    wait(&mut engine, 60);
    let web = get(&engine, &key);
    assert_eq!((web.counts().running, web.counts().pending, web.tasks().len()), (0, 0, 0));
    assert_eq!(web.primary().unwrap().id, deployment);
    let reason = stopped(&engine, &key)[0].stop.as_ref().unwrap().reason.clone();
    assert_eq!(&*reason, format!("Scaling activity initiated by (deployment {deployment})"));
    assert!(says(&engine, &key, "has stopped 25 running tasks: (task "));
    assert!(is_steady(&engine, &key));
}

#[test]
fn a_load_balanced_task_counts_as_running_while_it_is_drained() {
    let mut engine = empty(4);
    let group = target_group(&mut engine, "web", json!({}));
    register(&mut engine, with_port(definition("web", "nginx:1")));
    let key = create(&mut engine, behind(&group, service("web", 4)));
    wait(&mut engine, 120);
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "desiredCount": 1 }));
    wait(&mut engine, 200);
    assert_eq!(get(&engine, &key).counts().running, 4);
    assert_eq!(wanted(&engine, &key), 1);
    assert!(says(&engine, &key, "(service web) has begun draining connections on 3 tasks."));
    wait(&mut engine, 140);
    assert_eq!(get(&engine, &key).counts().running, 1);
}

#[test]
fn a_deleted_service_drains_and_is_then_inactive_for_an_hour() {
    let mut engine = empty(5);
    let key = web(&mut engine, "nginx:1", 2);
    wait(&mut engine, 120);
    let request = |force| DeleteService { cluster: Some("shop".into()), service: "web".into(), force };
    let refusal = engine.delete_service(request(false)).unwrap_err();
    assert_eq!(refusal.message, "The service cannot be stopped while it is scaled above 0.");
    engine.delete_service(request(true)).unwrap();
    assert_eq!(get(&engine, &key).status, ServiceStatus::Draining);
    assert_eq!(engine.delete_service(request(true)).unwrap_err().code, "ServiceNotActiveException");
    wait(&mut engine, 60);
    assert_eq!(get(&engine, &key).status, ServiceStatus::Inactive);
    assert_eq!(wanted(&engine, &key), 0);
    create(&mut engine, service("web", 1));
    wait(&mut engine, 4_000);
    assert_eq!(get(&engine, &key).status, ServiceStatus::Active);
    engine.delete_service(request(true)).unwrap();
    engine.advance_to(engine.now() + hours(2));
    assert!(engine.world().service(&key).is_none());
}

#[test]
fn a_steady_service_says_so_every_six_hours_and_keeps_a_hundred_events() {
    let mut engine = empty(6);
    let key = web(&mut engine, "nginx:1", 1);
    engine.advance_to(engine.now() + hours(25));
    let steady = get(&engine, &key).events.iter().filter(|event| event.message.contains("steady state")).count();
    assert_eq!(steady, 5);
    engine.advance_to(engine.now() + hours(24 * 40));
    let web = get(&engine, &key);
    assert_eq!(web.events.len(), 100);
    assert!(web.events.iter().zip(web.events.iter().skip(1)).all(|(newer, older)| newer.at >= older.at));
}

#[test]
fn a_service_on_instances_says_that_there_are_none_less_and_less_often() {
    let mut engine = empty(7);
    let mut request = service("web", 2);
    request["launchType"] = json!("EC2");
    register(&mut engine, definition("web", "nginx:1"));
    let key = create(&mut engine, request);
    engine.advance_to(engine.now() + hours(2));
    let web = get(&engine, &key);
    assert_eq!((web.counts().running, web.counts().pending), (0, 0));
    let said: Vec<_> = web.events.iter().filter(|event| event.message.contains("was unable to place a task")).collect();
    assert!((6..15).contains(&said.len()), "{}", said.len());
    assert!(said[0].at - said[1].at > seconds(600));
}

#[test]
fn a_daemon_service_wants_as_many_tasks_as_there_are_instances() {
    let mut engine = empty(8);
    register(&mut engine, definition("web", "nginx:1"));
    let mut request = service("web", 2);
    request["launchType"] = json!("EC2");
    request["schedulingStrategy"] = json!("DAEMON");
    request.as_object_mut().unwrap().remove("desiredCount");
    let key = create(&mut engine, request);
    wait(&mut engine, 60);
    assert_eq!(get(&engine, &key).desired, 0);
    assert!(is_steady(&engine, &key));
}
