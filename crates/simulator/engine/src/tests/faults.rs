use super::estate::*;
use crate::container::HealthStatus;
use crate::task::{StopCode, TaskStatus};
use crate::time::{hours, minutes, seconds};
use crate::{Engine, Millis};
use std::collections::BTreeSet;

#[test]
fn missing_cannot_be_pulled_and_is_tried_less_and_less_often() {
    let mut engine = empty(1);
    let key = web(&mut engine, "shop/x:missing", 2);
    let mut created = BTreeSet::new();
    let mut ids = BTreeSet::new();
    let mut ran = 0;
    watch(&mut engine, 6 * 3_600, |engine| {
        for task in tasks_of(engine, &key) {
            created.insert(task.times.created_at);
            ids.insert(task.id);
            ran += usize::from(task.times.started_at.is_some());
        }
    });
    assert_eq!(ran, 0);
    let created: Vec<_> = created.into_iter().collect();
    let gaps: Vec<_> = created.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(gaps[2..].is_sorted_by(|a, b| *b + seconds(30) >= *a), "{gaps:?}");
    assert!(gaps.iter().any(|gap| *gap > minutes(26)));
    assert!(gaps.iter().all(|gap| *gap < minutes(29)));
    assert!(says(&engine, &key, "(service web) is unable to consistently start tasks successfully."));

    let web = get(&engine, &key);
    assert_eq!(usize::try_from(web.primary().unwrap().failed_tasks).unwrap(), ids.len() - wanted(&engine, &key));
    let ended = stopped(&engine, &key);
    let task = ended.first().unwrap();
    let expect = "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref docker.io/shop/x:missing: docker.io/shop/x:missing: not found";
    let stop = task.stop.as_ref().unwrap();
    assert_eq!((stop.code, &*stop.reason), (StopCode::TaskFailedToStart, expect));
    assert_eq!(task.containers[0].reason.as_deref(), Some(expect));
    assert_eq!(task.containers[0].exit_code, None);
}

#[test]
fn a_new_revision_is_tried_at_once_however_long_the_old_one_has_to_wait() {
    let mut engine = empty(2);
    let key = web(&mut engine, "shop/x:missing", 1);
    wait(&mut engine, 3 * 3_600);
    register(&mut engine, definition("web", "nginx:1"));
    update(&mut engine, serde_json::json!({ "cluster": "shop", "service": "web", "taskDefinition": "web" }));
    wait(&mut engine, 130);
    assert_eq!(get(&engine, &key).counts().running, 1);
    assert!(is_steady(&engine, &key));
}

#[test]
fn that_tasks_do_not_start_is_said_once_in_six_hours_and_anew_after_a_steady_state() {
    let mut engine = empty(8);
    let key = web(&mut engine, "shop/x:missing", 1);
    let said = |engine: &Engine| {
        let events = get(engine, &key).events.iter();
        events.filter(|event| event.message.contains("unable to consistently start")).map(|event| event.at).collect()
    };
    wait(&mut engine, 5 * 3_600);
    let first: Vec<Millis> = said(&engine);
    assert_eq!(first.len(), 1);
    wait(&mut engine, 2 * 3_600);
    let again: Vec<Millis> = said(&engine);
    assert_eq!(again.len(), 2);
    assert!((hours(6)..hours(7)).contains(&(again[0] - first[0])));

    for image in ["nginx:1", "shop/x:2-missing"] {
        register(&mut engine, definition("web", image));
        update(&mut engine, serde_json::json!({ "cluster": "shop", "service": "web", "taskDefinition": "web" }));
        wait(&mut engine, 600);
    }
    assert_eq!(said(&engine).len(), 3);
}

#[test]
fn exit_n_ends_soon_after_it_ran_and_is_replaced_without_a_delay() {
    let mut engine = empty(3);
    let key = web(&mut engine, "nginx:7.4.0-exit-42", 1);
    wait(&mut engine, 1_200);
    let ended = stopped(&engine, &key);
    assert!(ended.len() > 12, "{}", ended.len());
    for task in ended {
        let stop = task.stop.as_ref().unwrap();
        assert_eq!(
            (stop.code, &*stop.reason),
            (StopCode::EssentialContainerExited, "Essential container in task exited")
        );
        assert_eq!((task.containers[0].exit_code, &task.containers[0].reason), (Some(42), &None));
        assert!(task.times.stopping_at.unwrap() - task.times.started_at.unwrap() < seconds(20));
    }
    assert!(!says(&engine, &key, "unable to consistently start"));
}

#[test]
fn exit_137_is_out_of_memory_after_a_while() {
    let mut engine = empty(4);
    let key = web(&mut engine, "nginx:exit-137", 2);
    wait(&mut engine, 1_200);
    let ended = stopped(&engine, &key);
    assert!(ended.len() >= 6, "{}", ended.len());
    for task in ended {
        assert_eq!(task.containers[0].exit_code, Some(137));
        let reason = task.containers[0].reason.as_deref();
        assert_eq!(reason, Some("OutOfMemoryError: Container killed due to memory usage"));
        assert!(task.times.stopping_at.unwrap() - task.times.started_at.unwrap() >= seconds(70));
    }
}

#[test]
fn slow_takes_minutes_to_start_and_then_runs() {
    let mut engine = empty(5);
    let key = web(&mut engine, "nginx:slow", 1);
    wait(&mut engine, 200);
    assert_eq!(tasks_of(&engine, &key)[0].last_status, TaskStatus::Pending);
    wait(&mut engine, 300);
    assert!(is_steady(&engine, &key));
}

#[test]
fn unhealthy_fails_its_check_and_is_replaced_even_without_one_in_the_definition() {
    for checked in [true, false] {
        let mut engine = empty(6);
        let plain = definition("web", "nginx:unhealthy");
        register(&mut engine, if checked { with_health_check(plain) } else { plain });
        let key = create(&mut engine, service("web", 1));
        wait(&mut engine, 600);
        let ended = stopped(&engine, &key);
        assert!(ended.len() >= 2, "{}", ended.len());
        let stop = ended[0].stop.as_ref().unwrap();
        assert_eq!(
            (stop.code, &*stop.reason),
            (StopCode::ServiceSchedulerInitiated, "Task failed container health checks")
        );
        assert_eq!(ended[0].health, HealthStatus::Unhealthy);
        assert!(says(&engine, &key, &format!("(service web) (task {}) failed container health checks.", ended[0].id)));
        assert!(get(&engine, &key).primary().unwrap().failed_tasks >= 2);
    }
}

#[test]
fn a_sidecar_that_is_not_essential_may_end_without_its_task() {
    let mut engine = empty(7);
    let mut two = definition("web", "nginx:1");
    let side = serde_json::json!({ "name": "side", "image": "side:exit-1", "essential": false });
    two["containerDefinitions"].as_array_mut().unwrap().push(side);
    register(&mut engine, two);
    let key = create(&mut engine, service("web", 1));
    wait(&mut engine, 300);
    let tasks = tasks_of(&engine, &key);
    assert_eq!((tasks.len(), tasks[0].last_status), (1, TaskStatus::Running));
    assert_eq!(tasks[0].containers[1].exit_code, Some(1));
}
