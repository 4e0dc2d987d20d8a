//! Agents that fall silent, and load balancers that lead to instances.

use super::capacity::*;
use super::estate::*;
use crate::Engine;
use crate::balancing::target::TargetState;
use crate::capacity::input::DeregisterContainerInstance;
use crate::capacity::instance::AgentUpdate;
use crate::id::TaskKey;
use crate::task::{DesiredStatus, TaskStatus};
use crate::time::minutes;
use serde_json::json;

#[test]
fn a_target_group_of_instances_knows_the_port_that_the_instance_chose() {
    let mut engine = empty(1);
    let (first, second) = (start(&mut engine, 'a'), start(&mut engine, 'b'));
    let group = target_group(&mut engine, "web", json!({ "TargetType": "instance" }));
    register(&mut engine, with_port(on_instances("web", "nginx:1")));
    let request = json!({
        "cluster": "shop", "serviceName": "web", "taskDefinition": "web", "desiredCount": 2, "launchType": "EC2",
    });
    let key = create(&mut engine, behind(&group, request));
    wait(&mut engine, 240);
    let targets = |engine: &Engine| -> Vec<_> {
        let group = engine.world().target_group(&group).unwrap();
        group.targets().map(|target| (target.key.id.clone(), target.key.port, target.health.state)).collect()
    };
    let mut expect: Vec<_> = [&first, &second]
        .map(|it| {
            let task = tasks_of(&engine, &key).into_iter().find(|task| task.instance == Some(it.instance)).unwrap();
            (instance(&engine, it).ec2_id.clone(), task.containers[0].bindings[0].host_port, TargetState::Healthy)
        })
        .into();
    expect.sort_by(|a, b| a.0.cmp(&b.0));
    let mut found = targets(&engine);
    found.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(found, expect);
    assert!(is_steady(&engine, &key));

    let lost = instance(&engine, &first).ec2_id.clone();
    let request = DeregisterContainerInstance {
        cluster: Some("shop".into()),
        container_instance: first.instance.to_string(),
        force: true,
    };
    engine.deregister_container_instance(&request).unwrap();
    engine.advance_to(engine.now() + minutes(10));
    assert!(targets(&engine).iter().all(|(id, _, state)| *id != lost && *state == TargetState::Healthy));
    assert_eq!(targets(&engine).len(), 2);
}

#[test]
fn what_happens_while_an_agent_is_silent_is_told_when_it_answers_again() {
    let mut engine = empty(10);
    let (first, second) = (start(&mut engine, 'a'), start(&mut engine, 'b'));
    let key = service_on_instances(&mut engine, "web", 2, json!({}));
    wait(&mut engine, 120);
    engine.disconnect_agent(&first);
    let silent = tasks_of(&engine, &key).into_iter().find(|task| task.instance == Some(first.instance)).unwrap().id;
    let silent = TaskKey { cluster: "shop".into(), task: silent };
    stop(&mut engine, &silent);
    engine.advance_to(engine.now() + minutes(30));
    let state = |engine: &Engine| {
        let task = engine.world().task(&silent).unwrap();
        (task.desired_status, task.last_status)
    };
    assert_eq!(state(&engine), (DesiredStatus::Stopped, TaskStatus::Running));
    assert_eq!(running_on(&engine, &key, &second), 2, "the service has started another elsewhere");
    assert_eq!(get(&engine, &key).counts().running, 3);
    engine.connect_agent(&first);
    wait(&mut engine, 60);
    assert_eq!(state(&engine), (DesiredStatus::Stopped, TaskStatus::Stopped));
    assert_eq!(instance(&engine, &first).tasks().len(), 0);
    assert!(is_steady(&engine, &key));
}

#[test]
fn an_agent_comes_back_and_is_updated_step_by_step() {
    let mut engine = empty(9);
    let versions = json!({ "agentVersion": "1.89.3", "dockerVersion": "DockerVersion: 25.0.3" });
    let resources = json!([
        { "name": "CPU", "type": "INTEGER", "integerValue": 2_048 }, { "name": "MEMORY", "type": "INTEGER", "integerValue": 3_000 },
    ]);
    let request = json!({ "cluster": "shop", "totalResources": resources, "versionInfo": versions });
    let key = engine.register_container_instance(read(request)).unwrap();
    engine.disconnect_agent(&key);
    assert_eq!(engine.update_agent(Some("shop"), &key.instance.to_string()).unwrap_err().code, "ClientException");
    let again = json!({ "cluster": "shop", "containerInstanceArn": key.instance.to_string() });
    assert_eq!(engine.register_container_instance(read(again)).unwrap(), key);
    assert!(instance(&engine, &key).agent_connected);

    let update = |engine: &mut Engine| engine.update_agent(Some("shop"), &key.instance.to_string());
    update(&mut engine).unwrap();
    assert_eq!(update(&mut engine).unwrap_err().code, "UpdateInProgressException");
    let mut seen = vec![instance(&engine, &key).agent_update];
    watch(&mut engine, 120, |engine| seen.push(instance(engine, &key).agent_update));
    seen.dedup();
    use AgentUpdate::{Pending, Staged, Staging, Updated, Updating};
    assert_eq!(seen, [Pending, Staging, Staged, Updating, Updated].map(Some));
    assert_ne!(&*instance(&engine, &key).versions.agent_version, "1.89.3");
    assert_eq!(update(&mut engine).unwrap_err().code, "NoUpdateAvailableException");
}
