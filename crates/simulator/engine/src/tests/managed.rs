//! Capacity providers and managed scaling.

use super::estate::*;
use crate::capacity::input::{CapacityProviderItem, PutClusterCapacityProviders};
use crate::capacity::instance::InstanceStatus;
use crate::id::ServiceKey;
use crate::service::Compute;
use crate::task::{StopCode, TaskStatus};
use crate::time::minutes;
use crate::{ApiError, Engine};
use serde_json::{Value, json};

const GROUP: &str =
    "arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:0:autoScalingGroupName/batch-c5.large";

fn provide(engine: &mut Engine, name: &str, group: Value) -> Result<(), ApiError> {
    let mut provider = json!({ "autoScalingGroupArn": GROUP });
    provider.as_object_mut().unwrap().extend(group.as_object().unwrap().clone());
    let request = json!({ "name": name, "autoScalingGroupProvider": provider });
    engine.create_capacity_provider(read::<CapacityProviderItem>(request)).map(drop)
}

fn associate(engine: &mut Engine, providers: &[&str], default: Value) -> Result<(), ApiError> {
    let request = json!({
        "cluster": "shop", "capacityProviders": providers, "defaultCapacityProviderStrategy": default,
    });
    engine.put_cluster_capacity_providers(read::<PutClusterCapacityProviders>(request)).map(drop)
}

/// `shop` has the provider `batch` of `c5.large` (2048 CPU units, 3685 MiB) with managed scaling.
fn scaled(seed: u64, scaling: Value) -> Engine {
    let mut engine = empty(seed);
    let mut managed = json!({ "status": "ENABLED" });
    managed.as_object_mut().unwrap().extend(scaling.as_object().unwrap().clone());
    provide(&mut engine, "batch", json!({ "managedScaling": managed })).unwrap();
    associate(&mut engine, &["FARGATE", "batch"], json!([{ "capacityProvider": "batch", "weight": 1 }])).unwrap();
    engine
}

/// A service of tasks of 1024 CPU units: two fit on one instance.
fn big(engine: &mut Engine, desired: u32) -> ServiceKey {
    let mut definition = on_instances("big", "nginx:1");
    definition["cpu"] = json!("1024");
    register(engine, definition);
    let strategy = json!([{ "type": "binpack", "field": "cpu" }]);
    create(
        engine,
        json!({
            "cluster": "shop", "serviceName": "big", "taskDefinition": "big", "desiredCount": desired,
            "placementStrategy": strategy,
        }),
    )
}

fn size(engine: &Engine) -> usize {
    engine.world().cluster("shop").unwrap().instances().len()
}

#[test]
fn tasks_wait_in_provisioning_until_managed_scaling_has_brought_instances() {
    let mut engine = scaled(1, json!({}));
    let key = big(&mut engine, 5);
    wait(&mut engine, 20);
    let waiting = tasks_of(&engine, &key);
    assert_eq!(waiting.len(), 5);
    assert!(waiting.iter().all(|task| task.last_status == TaskStatus::Provisioning && task.instance.is_none()));
    assert!(
        waiting.iter().all(|task| task.compute == Compute::Ec2 && task.capacity_provider.as_deref() == Some("batch"))
    );
    assert!(!says(&engine, &key, "was unable to place a task"));
    wait(&mut engine, 300);
    assert_eq!((size(&engine), get(&engine, &key).counts().running), (3, 5));
    assert!(is_steady(&engine, &key));
    let shop = engine.world().cluster("shop").unwrap();
    let mut zones: Vec<_> = shop.instances().filter_map(|instance| instance.zone()).collect();
    zones.sort();
    assert_eq!(zones, ["eu-central-1a", "eu-central-1b", "eu-central-1c"].map(Into::into).iter().collect::<Vec<_>>());
    assert!(shop.instances().all(|instance| instance.provider.as_deref() == Some("batch")));
}

#[test]
fn empty_instances_drain_and_end_after_a_quarter_of_an_hour() {
    let mut engine = scaled(2, json!({}));
    let key = big(&mut engine, 6);
    wait(&mut engine, 300);
    assert_eq!(size(&engine), 3);
    update(&mut engine, json!({ "cluster": "shop", "service": "big", "desiredCount": 0 }));
    engine.advance_to(engine.now() + minutes(14));
    assert_eq!(size(&engine), 3);
    let mut drained = 0;
    watch(&mut engine, 300, |engine| {
        let draining = |it: &&crate::capacity::instance::Instance| it.status == InstanceStatus::Draining;
        drained = drained.max(engine.world().cluster("shop").unwrap().instances().filter(draining).count());
    });
    assert_eq!((size(&engine), drained), (0, 3));
    assert!(is_steady(&engine, &key));
    update(&mut engine, json!({ "cluster": "shop", "service": "big", "desiredCount": 1 }));
    wait(&mut engine, 300);
    assert_eq!((size(&engine), get(&engine, &key).counts().running), (1, 1));
}

#[test]
fn a_target_below_a_hundred_keeps_instances_free_and_steps_limit_how_many_come_at_once() {
    let mut engine = scaled(3, json!({ "targetCapacity": 50, "maximumScalingStepSize": 2 }));
    let key = big(&mut engine, 4);
    wait(&mut engine, 170);
    assert!(size(&engine) <= 2);
    wait(&mut engine, 300);
    assert_eq!(get(&engine, &key).counts().running, 4);
    engine.advance_to(engine.now() + minutes(60));
    assert_eq!(size(&engine), 4);
}

#[test]
fn a_task_that_no_instance_of_the_provider_can_take_gives_up() {
    let mut engine = scaled(4, json!({}));
    let mut definition = on_instances("huge", "nginx:1");
    definition["memory"] = json!("8192");
    register(&mut engine, definition);
    let request = json!({ "cluster": "shop", "taskDefinition": "huge" });
    let task = engine.run_task(read(request)).unwrap().tasks.remove(0);
    engine.advance_to(engine.now() + minutes(14));
    assert_eq!(engine.world().task(&task).unwrap().last_status, TaskStatus::Provisioning);
    engine.advance_to(engine.now() + minutes(2));
    let stop = engine.world().task(&task).unwrap().stop.clone().unwrap();
    assert_eq!((stop.code, &*stop.reason), (StopCode::TaskFailedToStart, "TaskFailedToStart: EMPTY CAPACITY"));
    assert_eq!(size(&engine), 0);
}

#[test]
fn a_waiting_task_that_is_stopped_waits_no_longer() {
    let mut engine = scaled(5, json!({}));
    let key = big(&mut engine, 2);
    wait(&mut engine, 20);
    update(&mut engine, json!({ "cluster": "shop", "service": "big", "desiredCount": 0 }));
    wait(&mut engine, 300);
    assert_eq!((size(&engine), get(&engine, &key).tasks().len()), (0, 0));
    assert!(is_steady(&engine, &key));
}

#[test]
fn without_managed_scaling_a_provider_has_only_what_is_there() {
    let mut engine = empty(6);
    provide(&mut engine, "fixed", json!({})).unwrap();
    associate(&mut engine, &["fixed"], json!([{ "capacityProvider": "fixed", "weight": 1 }])).unwrap();
    let key = big(&mut engine, 1);
    wait(&mut engine, 60);
    assert!(says(&engine, &key, "Reason: No Container Instances were found in your capacity provider."));
    assert_eq!(get(&engine, &key).compute, Compute::Ec2);
}

#[test]
fn a_steady_cluster_with_managed_scaling_has_nothing_to_do() {
    let mut engine = scaled(7, json!({}));
    big(&mut engine, 6);
    engine.advance_to(engine.now() + minutes(40));
    let before = engine.handled();
    engine.advance_to(engine.now() + minutes(240));
    assert_eq!(engine.handled(), before);
}

#[test]
fn providers_are_made_changed_and_deleted_by_awss_rules() {
    let mut engine = empty(8);
    let expect = |answer: Result<(), ApiError>, code: &str, part: &str| {
        let error = answer.unwrap_err();
        assert_eq!(error.code, code, "{}", error.message);
        assert!(error.message.contains(part), "{}", error.message);
    };
    provide(&mut engine, "batch", json!({})).unwrap();
    expect(provide(&mut engine, "batch", json!({})), "ClientException", "already exists");
    expect(provide(&mut engine, "fargate-mine", json!({})), "ClientException", "cannot be prefixed");
    expect(
        provide(&mut engine, "other", json!({ "managedTerminationProtection": "ENABLED" })),
        "InvalidParameterException",
        "managed termination protection",
    );
    let settings = &engine.world().capacity_provider("batch").unwrap().settings;
    let defaults = json!({
        "status": "DISABLED", "targetCapacity": 100, "minimumScalingStepSize": 1, "maximumScalingStepSize": 10_000,
        "instanceWarmupPeriod": 300,
    });
    assert_eq!((&settings["managedScaling"], &settings["managedDraining"]), (&defaults, &json!("ENABLED")));

    let change = json!({ "name": "batch", "autoScalingGroupProvider": { "managedScaling": { "status": "ENABLED" } } });
    engine.update_capacity_provider(read(change)).unwrap();
    let changed = engine.world().capacity_provider("batch").unwrap();
    assert!(changed.scaling.enabled);
    assert_eq!(changed.settings["managedScaling"]["targetCapacity"], 100);

    expect(associate(&mut engine, &["nothing"], json!([])), "InvalidParameterException", "'nothing' was not found");
    let mixed = json!([{ "capacityProvider": "batch", "weight": 1 }, { "capacityProvider": "FARGATE", "weight": 1 }]);
    expect(associate(&mut engine, &["batch", "FARGATE"], mixed), "InvalidParameterException", "both Fargate and");
    associate(&mut engine, &["batch"], json!([{ "capacityProvider": "batch", "weight": 1 }])).unwrap();
    let delete = |engine: &mut Engine, name: &str| engine.delete_capacity_provider(name).map(drop);
    expect(delete(&mut engine, "batch"), "ClientException", "associated with cluster: shop");
    expect(delete(&mut engine, "FARGATE"), "InvalidParameterException", "reserved");
    big(&mut engine, 1);
    wait(&mut engine, 20);
    expect(associate(&mut engine, &[], json!([])), "ResourceInUseException", "in use");
    engine.delete_service(read(json!({ "cluster": "shop", "service": "big", "force": true }))).unwrap();
    wait(&mut engine, 60);
    associate(&mut engine, &[], json!([])).unwrap();
    delete(&mut engine, "batch").unwrap();
    expect(delete(&mut engine, "batch"), "ClientException", "was not found");
}
