//! Container instances and what runs on them.

use super::estate::*;
use crate::Engine;
use crate::capacity::input::{Attributes, DeregisterContainerInstance, UpdateContainerInstancesState};
use crate::capacity::instance::Instance;
use crate::capacity::machine::Machine;
use crate::id::{InstanceKey, ServiceKey, TaskKey};
use crate::input::StopTask;
use crate::task::{DesiredStatus, StopCode, TaskStatus};
use crate::time::minutes;
use serde_json::{Value, json};

/// Starts an `m5.large` in the zone with that letter.
pub(super) fn start(engine: &mut Engine, zone: char) -> InstanceKey {
    let zone = format!("eu-central-1{zone}").as_str().into();
    engine.start_instance(&"shop".into(), Machine::named("m5.large").unwrap(), &zone, None)
}

pub(super) fn instance<'a>(engine: &'a Engine, key: &InstanceKey) -> &'a Instance {
    engine.world().instance(key).unwrap()
}

/// A service on instances of the family of its name; each task wants 256 CPU units and 512 MiB.
pub(super) fn service_on_instances(engine: &mut Engine, name: &str, desired: u32, more: Value) -> ServiceKey {
    register(engine, on_instances(name, "nginx:1"));
    let mut request = json!({ "cluster": "shop", "serviceName": name, "taskDefinition": name, "launchType": "EC2" });
    if more.get("schedulingStrategy").is_none() {
        request["desiredCount"] = json!(desired);
    }
    request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    create(engine, request)
}

pub(super) fn set_status(engine: &mut Engine, key: &InstanceKey, status: &str) {
    let request = json!({ "cluster": "shop", "containerInstances": [key.instance.to_string()], "status": status });
    engine.update_instances_state(&read::<UpdateContainerInstancesState>(request)).unwrap();
}

pub(super) fn stop(engine: &mut Engine, task: &TaskKey) {
    engine.stop_task(StopTask { cluster: Some("shop".into()), task: task.task.to_string(), reason: None }).unwrap();
}

pub(super) fn running_on(engine: &Engine, service: &ServiceKey, key: &InstanceKey) -> usize {
    let here = |task: &&&crate::task::Task| {
        task.instance == Some(key.instance) && task.desired_status == DesiredStatus::Running
    };
    tasks_of(engine, service).iter().filter(here).count()
}

#[test]
fn a_task_takes_of_its_instance_and_gives_it_back_when_it_has_stopped() {
    let mut engine = empty(1);
    let key = start(&mut engine, 'a');
    let whole = instance(&engine, &key).remaining.clone();
    let tasks = run_on_instances(&mut engine, "jobs", 2);
    wait(&mut engine, 60);
    let busy = instance(&engine, &key);
    assert_eq!((busy.remaining.cpu, busy.remaining.memory), (whole.cpu - 512, whole.memory - 1_024));
    assert_eq!((busy.counts.running, busy.counts.pending), (2, 0));
    assert_eq!(engine.world().cluster("shop").unwrap().ec2_counts(), busy.counts);
    for task in &tasks {
        stop(&mut engine, task);
    }
    wait(&mut engine, 60);
    let idle = instance(&engine, &key);
    assert_eq!((&idle.remaining, idle.counts.running, idle.tasks().len()), (&whole, 0, 0));
    assert_eq!(engine.world().cluster("shop").unwrap().ec2_counts(), idle.counts);
    assert!(idle.version > 6);
}

#[test]
fn a_task_without_an_interface_of_its_own_skips_the_states_of_one() {
    let mut engine = empty(2);
    start(&mut engine, 'b');
    let task = run_on_instances(&mut engine, "jobs", 1).remove(0);
    let mut seen = vec![engine.world().task(&task).unwrap().last_status];
    watch(&mut engine, 60, |engine| seen.push(engine.world().task(&task).unwrap().last_status));
    stop(&mut engine, &task);
    watch(&mut engine, 60, |engine| seen.push(engine.world().task(&task).unwrap().last_status));
    seen.dedup();
    assert_eq!(seen, [TaskStatus::Pending, TaskStatus::Activating, TaskStatus::Running, TaskStatus::Stopped]);
    assert_eq!(&*engine.world().task(&task).unwrap().zone, "eu-central-1b");
}

#[test]
fn ports_are_fixed_or_chosen_and_a_fixed_one_is_taken_only_once() {
    let mut engine = empty(3);
    let (first, second) = (start(&mut engine, 'a'), start(&mut engine, 'b'));
    let mut definition = on_instances("web", "nginx:1");
    definition["containerDefinitions"][0]["portMappings"] = json!([
        { "containerPort": 80, "hostPort": 8_080 }, { "containerPort": 9_090 }, { "containerPort": 53, "protocol": "udp" },
    ]);
    register(&mut engine, definition);
    let request = json!({ "cluster": "shop", "taskDefinition": "web", "launchType": "EC2", "count": 3 });
    let ran = engine.run_task(read(request)).unwrap();
    let reasons: Vec<_> = ran.failures.iter().map(|failure| &*failure.reason).collect();
    assert_eq!((ran.tasks.len(), reasons), (2, vec!["RESOURCE:PORTS", "RESOURCE:PORTS"]));
    for (task, key) in ran.tasks.iter().flat_map(|task| [(task, &first), (task, &second)]) {
        let task = engine.world().task(task).unwrap();
        let [fixed, chosen, udp] = task.containers[0].bindings[..] else { panic!("{:?}", task.containers[0]) };
        assert_eq!((fixed.container_port, fixed.host_port, fixed.udp), (80, 8_080, false));
        assert!(chosen.host_port >= 32_768 && udp.host_port >= 32_768 && chosen.host_port != udp.host_port);
        assert!(udp.udp);
        let ports = &instance(&engine, key).remaining.ports;
        assert!(ports.contains(&8_080) && !ports.contains(&chosen.host_port));
    }
}

#[test]
fn gpus_and_network_interfaces_run_out_like_everything_else() {
    let mut engine = empty(11);
    let machine = Machine::named("g5.xlarge").unwrap();
    let key = engine.start_instance(&"shop".into(), machine, &"eu-central-1a".into(), None);
    let mut training = on_instances("training", "nginx:1");
    training["containerDefinitions"][0]["resourceRequirements"] = json!([{ "type": "GPU", "value": "1" }]);
    register(&mut engine, training);
    let mut attached = on_instances("attached", "nginx:1");
    attached["networkMode"] = json!("awsvpc");
    register(&mut engine, attached);
    let mut run = |request: Value| {
        let ran = engine.run_task(read(request)).unwrap();
        (ran.tasks, ran.failures.into_iter().map(|failure| failure.reason).collect::<Vec<_>>())
    };
    let (tasks, reasons) =
        run(json!({ "cluster": "shop", "taskDefinition": "training", "launchType": "EC2", "count": 2 }));
    assert_eq!((tasks.len(), reasons), (1, vec!["RESOURCE:GPU".to_owned()]));
    let (interfaces, reasons) = run(json!({
        "cluster": "shop", "taskDefinition": "attached", "launchType": "EC2", "count": 4, "networkConfiguration": network(),
    }));
    assert_eq!((interfaces.len(), reasons), (3, vec!["RESOURCE:ENI".to_owned()]));
    let gpus = &engine.world().task(&tasks[0]).unwrap().containers[0].gpus;
    assert_eq!(gpus.iter().collect::<Vec<_>>(), instance(&engine, &key).registered.gpus.iter().collect::<Vec<_>>());
    wait(&mut engine, 60);
    let attached = engine.world().task(&interfaces[0]).unwrap();
    assert!(attached.network.is_some() && attached.containers[0].bindings.is_empty());
    assert_eq!(attached.last_status, TaskStatus::Running);
}

#[test]
fn tasks_leave_a_draining_instance_without_a_gap_when_the_percentages_ask_for_it() {
    let mut engine = empty(4);
    let (first, second) = (start(&mut engine, 'a'), start(&mut engine, 'b'));
    let key = service_on_instances(&mut engine, "web", 4, json!({}));
    wait(&mut engine, 120);
    assert_eq!((running_on(&engine, &key, &first), running_on(&engine, &key, &second)), (2, 2));
    let alone = run_on_instances(&mut engine, "alone", 6);
    wait(&mut engine, 60);
    set_status(&mut engine, &first, "DRAINING");
    let mut least = u32::MAX;
    watch(&mut engine, 300, |engine| least = least.min(get(engine, &key).counts().running));
    assert_eq!(least, 4);
    assert_eq!((running_on(&engine, &key, &first), running_on(&engine, &key, &second)), (0, 4));
    assert!(is_steady(&engine, &key));
    let here = alone.iter().filter(|task| engine.world().task(task).unwrap().instance == Some(first.instance)).count();
    assert_eq!(usize::try_from(instance(&engine, &first).counts.running).unwrap(), here, "tasks of no service stay");
    set_status(&mut engine, &first, "ACTIVE");
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "desiredCount": 8 }));
    wait(&mut engine, 120);
    assert_eq!(running_on(&engine, &key, &first), 4);
}

#[test]
fn tasks_leave_a_draining_instance_at_once_when_the_percentages_allow_no_more() {
    let mut engine = empty(5);
    let (first, second) = (start(&mut engine, 'a'), start(&mut engine, 'b'));
    let percents = json!({ "deploymentConfiguration": { "minimumHealthyPercent": 0, "maximumPercent": 100 } });
    let key = service_on_instances(&mut engine, "web", 2, percents);
    wait(&mut engine, 120);
    set_status(&mut engine, &first, "DRAINING");
    let (mut least, mut most) = (u32::MAX, 0);
    watch(&mut engine, 300, |engine| {
        let counts = get(engine, &key).counts();
        least = least.min(counts.running);
        most = most.max(counts.running + counts.pending);
    });
    assert_eq!((least, most), (1, 2));
    assert_eq!(running_on(&engine, &key, &second), 2);
}

#[test]
fn a_daemon_is_on_every_active_instance_that_its_constraint_allows() {
    let mut engine = empty(6);
    let (first, second) = (start(&mut engine, 'a'), start(&mut engine, 'b'));
    let only = json!([{ "type": "memberOf", "expression": "attribute:no-agent !exists" }]);
    let more = json!({ "schedulingStrategy": "DAEMON", "placementConstraints": only });
    let key = service_on_instances(&mut engine, "agent", 0, more);
    wait(&mut engine, 120);
    let on = |engine: &Engine, key: &ServiceKey, all: &[&InstanceKey]| -> Vec<usize> {
        all.iter().map(|it| running_on(engine, key, it)).collect()
    };
    assert_eq!(on(&engine, &key, &[&first, &second]), [1, 1]);
    assert_eq!(get(&engine, &key).desired, 2);
    let third = start(&mut engine, 'c');
    wait(&mut engine, 60);
    assert_eq!(on(&engine, &key, &[&first, &second, &third]), [1, 1, 1]);
    set_status(&mut engine, &first, "DRAINING");
    wait(&mut engine, 60);
    assert_eq!(on(&engine, &key, &[&first, &second, &third]), [0, 1, 1]);
    assert!(is_steady(&engine, &key));
    let item = json!({ "name": "no-agent", "targetId": first.instance.to_string() });
    engine.put_attributes(&read::<Attributes>(json!({ "cluster": "shop", "attributes": [item] }))).unwrap();
    set_status(&mut engine, &first, "ACTIVE");
    wait(&mut engine, 60);
    assert_eq!(on(&engine, &key, &[&first, &second, &third]), [0, 1, 1]);
    register(&mut engine, on_instances("agent", "nginx:2"));
    update(&mut engine, json!({ "cluster": "shop", "service": "agent", "taskDefinition": "agent" }));
    wait(&mut engine, 120);
    assert_eq!(on(&engine, &key, &[&second, &third]), [1, 1]);
    assert!(is_steady(&engine, &key));
}

#[test]
fn an_instance_with_tasks_is_deregistered_only_by_force_and_services_start_others() {
    let mut engine = empty(7);
    let (first, second) = (start(&mut engine, 'a'), start(&mut engine, 'b'));
    let key = service_on_instances(&mut engine, "web", 2, json!({}));
    wait(&mut engine, 120);
    let request = |force| DeregisterContainerInstance {
        cluster: Some("shop".into()),
        container_instance: first.instance.to_string(),
        force,
    };
    let refusal = engine.deregister_container_instance(&request(false)).unwrap_err();
    assert_eq!(refusal.message, "Found running tasks on the instance.");
    engine.deregister_container_instance(&request(true)).unwrap();
    wait(&mut engine, 120);
    assert!(engine.world().instance(&first).is_none());
    assert_eq!(running_on(&engine, &key, &second), 2);
    let lost = stopped(&engine, &key).remove(0).stop.clone().unwrap();
    assert_eq!(
        (lost.code, &*lost.reason),
        (StopCode::UserInitiated, "Container instance deregistration forced by user")
    );
    assert_eq!(engine.deregister_container_instance(&request(true)).unwrap_err().code, "InvalidParameterException");
}

#[test]
fn a_service_without_room_says_why_and_starts_its_task_as_soon_as_there_is_some() {
    let mut engine = empty(8);
    start(&mut engine, 'a');
    let blocker = run_on_instances(&mut engine, "blocker", 5);
    let key = service_on_instances(&mut engine, "web", 4, json!({}));
    engine.advance_to(engine.now() + minutes(60));
    assert_eq!(get(&engine, &key).counts().running, 3);
    assert!(says(&engine, &key, "has insufficient CPU units available."));
    stop(&mut engine, &blocker[0]);
    wait(&mut engine, 60);
    assert_eq!(get(&engine, &key).counts().running, 4);
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "desiredCount": 6 }));
    engine.advance_to(engine.now() + minutes(60));
    assert_eq!(get(&engine, &key).counts().running, 4);
    start(&mut engine, 'b');
    wait(&mut engine, 60);
    assert_eq!(get(&engine, &key).counts().running, 6);
}
