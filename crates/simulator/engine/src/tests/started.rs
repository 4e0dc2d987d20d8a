use super::capacity::start;
use super::estate::*;
use crate::input::{CreateCluster, StartTask};
use crate::task::TaskStatus;
use serde_json::{Value, json};

#[test]
fn a_task_starts_on_each_instance_that_has_room_for_it() {
    let mut engine = empty(1);
    let (first, second) = (start(&mut engine, 'a'), start(&mut engine, 'b'));
    let mut large = on_instances("large", "nginx:1");
    large["containerDefinitions"][0]["cpu"] = json!(2_048);
    register(&mut engine, large);
    let ask = |instances: &[String]| -> StartTask {
        read(json!({ "cluster": "shop", "taskDefinition": "large", "containerInstances": instances }))
    };
    let both = [first.instance.to_string(), second.instance.to_string()];
    let ran = engine.start_task(ask(&both)).unwrap();
    assert_eq!((ran.tasks.len(), ran.failures.len()), (2, 0));
    wait(&mut engine, 120);
    for (task, instance) in ran.tasks.iter().zip([&first, &second]) {
        let task = engine.world().task(task).unwrap();
        assert_eq!((task.instance, task.last_status), (Some(instance.instance), TaskStatus::Running));
    }
    let again = engine.start_task(ask(&[both[0].clone(), "0".repeat(32)])).unwrap();
    let reasons: Vec<_> = again.failures.iter().map(|failure| &*failure.reason).collect();
    assert_eq!((again.tasks.len(), &reasons[..]), (0, &["RESOURCE:CPU", "MISSING"][..]));
    assert!(engine.start_task(ask(&[])).is_err());
    assert!(engine.start_task(ask(&vec!["0".repeat(32); 11])).is_err());
}

#[test]
fn a_cluster_s_settings_are_replaced_one_by_one() {
    let mut engine = empty(2);
    let mut change = |members: Value| engine.update_cluster("shop", members.as_object().unwrap());
    let insights = |value: &str| json!({ "settings": [{ "name": "containerInsights", "value": value }] });
    change(insights("enhanced")).unwrap();
    change(json!({ "serviceConnectDefaults": { "namespace": "shop" }, "capacityProviders": [] })).unwrap();
    assert_eq!(change(insights("loud")).unwrap_err().code, "InvalidParameterException");
    let cluster = engine.world().cluster("shop").unwrap();
    assert_eq!(cluster.settings["settings"][0]["value"], "enhanced");
    assert_eq!(cluster.settings["serviceConnectDefaults"]["namespace"], "shop");
    assert_eq!(cluster.settings["capacityProviders"].as_array().unwrap().len(), 2);
    assert_eq!(engine.update_cluster("none", &Default::default()).unwrap_err().code, "ClusterNotFoundException");
    let bad = json!({ "clusterName": "bad", "settings": [{ "name": "sound", "value": "on" }] });
    assert!(engine.create_cluster(read::<CreateCluster>(bad)).is_err());
}
