mod estate;

use crate::pattern::Pattern;
use crate::put::put_events;
use crate::read::{Going, Reading};
use crate::search::{Order, Search, search};
use crate::stream::{self, LogStream};
use estate::{create, definition, empty, get, register, stopped, tasks_of, wait};
use serde_json::{Value, json};
use simulator_engine::id::ServiceKey;
use simulator_engine::input::StopTask;
use simulator_engine::logs::event::{LogEvent, Position};
use simulator_engine::time::{hours, minutes};
use simulator_engine::{Engine, Millis};

const GROUP: &str = "/ecs/web";

/// A canary: it must never stand in a log.
const SECRET: &str = "canary-4f1d-do-not-tell";

/// A family `web` that logs to CloudWatch, and a service of it.
fn logging(engine: &mut Engine, tag: &str, desired: u32, more: &Value) -> ServiceKey {
    let mut definition = definition("web", &format!("registry.example/web:{tag}"));
    definition["executionRoleArn"] = json!("arn:aws:iam::123456789012:role/execution");
    let container = definition["containerDefinitions"][0].as_object_mut().unwrap();
    container.insert("portMappings".into(), json!([{ "containerPort": 8_080 }]));
    container.insert("environment".into(), json!([{ "name": "PASSWORD", "value": SECRET }]));
    let options = json!({
        "awslogs-group": GROUP, "awslogs-region": "eu-central-1", "awslogs-stream-prefix": "ecs",
        "awslogs-create-group": "true",
    });
    container.insert("logConfiguration".into(), json!({ "logDriver": "awslogs", "options": options }));
    container.extend(more.as_object().unwrap().clone());
    register(engine, definition);
    create(engine, "web", desired)
}

fn whole(from: Millis) -> Reading {
    Reading { from, to: Millis(u64::MAX), limit: 10_000 }
}

/// Everything in every stream of the group, by stream.
fn streams(engine: &Engine) -> Vec<(String, Vec<LogEvent>)> {
    let streams = stream::all(engine.world(), engine.logs().find(GROUP).unwrap());
    let read = |it: &LogStream<'_>| it.read(whole(Millis(0)), Going::Forward(Position::default())).events;
    streams.iter().map(|stream| (stream.name.clone(), read(stream))).collect()
}

fn lines(events: &[LogEvent]) -> Vec<&str> {
    events.iter().map(|event| &*event.message).collect()
}

#[test]
fn a_task_writes_to_the_stream_of_its_container_from_its_start_on() {
    let mut engine = empty(1);
    let key = logging(&mut engine, "1.4.2", 1, &json!({}));
    wait(&mut engine, 300);
    let task = tasks_of(&engine, &key)[0].clone();
    let [(name, events)] = &streams(&engine)[..] else { panic!("one stream") };
    assert_eq!(*name, format!("ecs/app/{}", task.id));
    assert!(events[0].message.contains("starting app 1.4.2"), "{}", events[0].message);
    assert_eq!(Some(events[0].at), task.times.containers_at);
    assert!(lines(events).iter().any(|line| line.contains("listening on 0.0.0.0:8080")));
    assert!(events.len() > 30, "{} lines in four minutes", events.len());
    assert!(events.is_sorted_by_key(|event| event.at));
    assert!(events.iter().all(|event| event.ingested_at > event.at && event.ingested_at <= engine.now()));
}

#[test]
fn what_was_read_once_reads_the_same_later() {
    let mut engine = empty(2);
    logging(&mut engine, "1", 2, &json!({}));
    wait(&mut engine, 600);
    let before = streams(&engine);
    wait(&mut engine, 600);
    for ((_, before), (_, after)) in before.iter().zip(&streams(&engine)) {
        assert_eq!(before[..], after[..before.len()]);
        assert!(after.len() > before.len());
    }
}

#[test]
fn every_fault_tells_its_story() {
    for (tag, parts) in [
        ("exit-3", &["panic: cannot read the configuration", "exiting"][..]),
        ("exit-137", &["memory in use", "nearly used up"]),
        ("job", &["batch done", "all work is done"]),
        ("unhealthy", &["health check failed", "received SIGTERM, draining", "shutdown complete"]),
    ] {
        let mut engine = empty(3);
        logging(&mut engine, tag, 1, &json!({ "image": format!("registry.example/worker:{tag}") }));
        wait(&mut engine, 420);
        let all = streams(&engine);
        for part in parts {
            assert!(
                all.iter().any(|(_, events)| lines(events).iter().any(|line| line.contains(part))),
                "{tag}: {part}"
            );
        }
    }
}

#[test]
fn a_process_that_is_killed_says_nothing_at_its_end() {
    let mut engine = empty(4);
    let key = logging(&mut engine, "exit-137", 1, &json!({}));
    wait(&mut engine, 300);
    let killed = stopped(&engine, &key)[0].clone();
    let all = streams(&engine);
    let (_, events) = all.iter().find(|(name, _)| name.ends_with(&killed.id.to_string())).unwrap();
    assert!(events.iter().all(|event| Some(event.at) <= killed.times.stopping_at));
    assert!(!lines(events).iter().any(|line| line.contains("SIGTERM")));
}

#[test]
fn programs_write_in_their_own_ways() {
    for (more, part) in [
        (json!({ "image": "nginx:1", "name": "app" }), "[notice] 1#1: starting"),
        (json!({ "environment": [{ "name": "JAVA_TOOL_OPTIONS", "value": SECRET }] }), " INFO 1 --- "),
        (json!({ "environment": [{ "name": "RAILS_ENV", "value": SECRET }] }), " INFO -- : starting"),
        (json!({ "environment": [{ "name": "WORKERS", "value": SECRET }] }), "[1] [INFO] starting"),
        (json!({ "environment": [{ "name": "NODE_ENV", "value": SECRET }] }), "\"level\":\"info\""),
    ] {
        let mut engine = empty(5);
        logging(&mut engine, "1", 1, &more);
        wait(&mut engine, 600);
        let all = streams(&engine);
        assert!(all[0].1[0].message.contains(part), "{more}: {}", all[0].1[0].message);
        assert!(!all.iter().any(|(_, events)| lines(events).iter().any(|line| line.contains(SECRET))), "{more}");
    }
}

#[test]
fn pages_forward_and_backward_give_every_event_once() {
    let mut engine = empty(6);
    logging(&mut engine, "1", 1, &json!({}));
    wait(&mut engine, 900);
    let all = streams(&engine).remove(0).1;
    let stream = &stream::all(engine.world(), engine.logs().find(GROUP).unwrap())[0];
    for limit in [1, 7, 50, all.len()] {
        let (mut seen, mut going) = (Vec::new(), Going::Forward(Position::default()));
        loop {
            let page = stream.read(Reading { limit, ..whole(Millis(0)) }, going);
            if page.events.is_empty() {
                assert_eq!(Going::Forward(page.ends), going, "at the end a reader stays where he is");
                break;
            }
            going = Going::Forward(page.ends);
            seen.extend(page.events);
        }
        assert_eq!(seen, all, "forward by {limit}");
        let (mut seen, mut going) = (Vec::new(), Going::Backward(Position::before(Millis(u64::MAX - 1))));
        loop {
            let page = stream.read(Reading { limit, ..whole(Millis(0)) }, going);
            if page.events.is_empty() {
                break;
            }
            going = Going::Backward(page.begins);
            seen.splice(0..0, page.events);
        }
        assert_eq!(seen, all, "backward by {limit}");
    }
}

#[test]
fn a_search_goes_through_all_streams_in_order_either_way() {
    let mut engine = empty(7);
    logging(&mut engine, "1", 3, &json!({}));
    wait(&mut engine, 900);
    let found = stream::all(engine.world(), engine.logs().find(GROUP).unwrap());
    let pattern = Pattern::parse("-listening").unwrap();
    let count: usize = streams(&engine).iter().map(|(_, events)| events.len()).sum();
    for order in [Order::OldestFirst, Order::NewestFirst] {
        let (mut events, mut after) = (Vec::new(), None);
        loop {
            let wanted = Search { from: Millis(0), to: engine.now(), limit: 40, pattern: &pattern, order, after };
            let page = search(&found, &wanted);
            events.extend(page.events);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(events.len(), count - 3, "{order:?}");
        let times = events.iter().map(|(_, event)| event.at);
        match order {
            Order::OldestFirst => assert!(times.is_sorted()),
            Order::NewestFirst => assert!(times.rev().is_sorted()),
        }
    }
}

#[test]
fn a_forgotten_task_has_left_its_log() {
    let mut engine = empty(8);
    let key = logging(&mut engine, "1", 1, &json!({}));
    wait(&mut engine, 300);
    let task = get(&engine, &key).tasks().next().unwrap();
    let request = StopTask { cluster: Some("shop".into()), task: task.to_string(), reason: None };
    engine.stop_task(request).unwrap();
    engine.advance_to(engine.now() + hours(2));
    assert!(engine.world().find_task(Some("shop"), &task.to_string()).unwrap().is_none());
    let group = engine.logs().find(GROUP).unwrap();
    let stream = stream::find(engine.world(), group, &format!("ecs/app/{task}")).unwrap();
    assert!(stream.last().unwrap().message.contains("shutdown complete"));
}

#[test]
fn a_container_that_has_not_started_has_no_stream() {
    let mut engine = empty(9);
    logging(&mut engine, "missing", 1, &json!({}));
    wait(&mut engine, 120);
    assert_eq!(engine.logs().find(GROUP).unwrap_err().code, "ResourceNotFoundException");
}

#[test]
fn a_group_keeps_its_events_as_long_as_it_is_told() {
    let mut engine = empty(10);
    logging(&mut engine, "1", 1, &json!({}));
    engine.advance_to(engine.now() + hours(50));
    engine.logs_mut().retain(GROUP, Some(1)).unwrap();
    let first = streams(&engine)[0].1[0].at;
    assert!(first >= engine.now().before(hours(24)) && first <= engine.now().before(hours(24) - minutes(5)));
    assert_eq!(engine.logs_mut().retain(GROUP, Some(2)).unwrap_err().code, "InvalidParameterException");
}

#[test]
fn events_that_are_put_stand_in_order_with_what_the_container_says() {
    let mut engine = empty(11);
    logging(&mut engine, "1", 1, &json!({}));
    wait(&mut engine, 600);
    let name = streams(&engine).remove(0).0;
    let at = engine.now().before(minutes(3));
    let events = vec![(at, "one".to_owned()), (at, "two".to_owned())];
    put_events(&mut engine, GROUP, &name, events).unwrap();
    let all = streams(&engine).remove(0).1;
    let own: Vec<_> = all.iter().filter(|event| event.at == at).map(|event| &*event.message).collect();
    assert!(own.ends_with(&["one", "two"]), "{own:?}");
    assert!(all.is_sorted_by_key(|event| event.at));
}
