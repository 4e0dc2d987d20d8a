//! Which instance a task gets, and why it gets none.

use super::estate::*;
use crate::Engine;
use crate::capacity::input::Attributes;
use crate::capacity::machine::Machine;
use crate::id::InstanceKey;
use crate::input::RunTask;
use serde_json::{Value, json};

/// Starts instances in `shop`: each a type and the letter of a zone.
fn machines(engine: &mut Engine, all: &[(&str, char)]) -> Vec<InstanceKey> {
    let start = |engine: &mut Engine, machine: &str, zone: char| {
        let zone = format!("eu-central-1{zone}").as_str().into();
        engine.start_instance(&"shop".into(), Machine::named(machine).unwrap(), &zone, None)
    };
    all.iter().map(|(machine, zone)| start(engine, machine, *zone)).collect()
}

fn three_zones(engine: &mut Engine) -> Vec<InstanceKey> {
    machines(engine, &[("c5.large", 'a'), ("m5.large", 'b'), ("m5.xlarge", 'c')])
}

/// Runs tasks with those placement members; how many each instance got, and why others found no place.
fn run_with(engine: &mut Engine, keys: &[InstanceKey], count: u32, more: Value) -> (Vec<usize>, Vec<String>) {
    register(engine, on_instances("app", "nginx:1"));
    let mut request = json!({ "cluster": "shop", "taskDefinition": "app", "count": count, "launchType": "EC2" });
    request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let ran = engine.run_task(read::<RunTask>(request)).unwrap();
    let placed = keys.iter().map(|key| {
        let is_there = |task: &&crate::id::TaskKey| engine.world().task(task).unwrap().instance == Some(key.instance);
        ran.tasks.iter().filter(is_there).count()
    });
    (placed.collect(), ran.failures.into_iter().map(|failure| failure.reason).collect())
}

#[track_caller]
fn check(count: u32, more: Value, expect: &[usize]) {
    let mut engine = empty(1);
    let keys = three_zones(&mut engine);
    let (placed, failures) = run_with(&mut engine, &keys, count, more.clone());
    assert_eq!((placed.as_slice(), failures.as_slice()), (expect, &[][..]), "{more}");
}

#[test]
fn strategies_choose_and_each_narrows_the_choice_of_the_one_before() {
    let strategy = |items: Value| json!({ "placementStrategy": items });
    check(6, strategy(json!([{ "type": "spread", "field": "attribute:ecs.availability-zone" }])), &[2, 2, 2]);
    check(6, strategy(json!([{ "type": "spread", "field": "instanceId" }])), &[2, 2, 2]);
    check(
        7,
        strategy(json!([{ "type": "spread", "field": "host" }, { "type": "binpack", "field": "memory" }])),
        &[3, 2, 2],
    );
    check(7, strategy(json!([{ "type": "binpack", "field": "memory" }])), &[7, 0, 0]);
    check(9, strategy(json!([{ "type": "binpack", "field": "memory" }])), &[7, 2, 0]);
    check(10, strategy(json!([{ "type": "binpack", "field": "MEMORY" }, { "type": "random" }])), &[7, 3, 0]);
}

#[test]
fn packing_by_cpu_fills_the_instance_with_the_least_cpu_left() {
    let mut engine = empty(2);
    let keys = machines(&mut engine, &[("m5.xlarge", 'a'), ("m5.large", 'b')]);
    let by_cpu = json!({ "placementStrategy": [{ "type": "binpack", "field": "cpu" }] });
    assert_eq!(run_with(&mut engine, &keys, 10, by_cpu).0, [2, 8]);
}

#[test]
fn constraints_bind_whatever_the_strategy_would_like() {
    let constraint = |items: Value| json!({ "placementConstraints": items });
    let member = |expression: &str| json!([{ "type": "memberOf", "expression": expression }]);
    check(
        4,
        constraint(member(
            "attribute:ecs.instance-type =~ m5.* and not(attribute:ecs.availability-zone == eu-central-1c)",
        )),
        &[0, 4, 0],
    );
    check(3, constraint(json!([{ "type": "distinctInstance" }])), &[1, 1, 1]);
    check(
        2,
        constraint(json!([
            { "type": "distinctInstance" },
            { "type": "memberOf", "expression": "attribute:ecs.instance-type in [m5.large, m5.xlarge]" },
        ])),
        &[0, 1, 1],
    );
}

#[test]
fn a_task_definitions_own_constraint_binds_too() {
    let mut engine = empty(3);
    let keys = three_zones(&mut engine);
    let mut definition = on_instances("pinned", "nginx:1");
    definition["placementConstraints"] =
        json!([{ "type": "memberOf", "expression": "attribute:ecs.instance-type == c5.large" }]);
    register(&mut engine, definition);
    let (placed, _) = run_with(&mut engine, &keys, 2, json!({ "taskDefinition": "pinned" }));
    assert_eq!(placed, [2, 0, 0]);
}

#[track_caller]
fn fails(
    machine: (&str, char),
    prepare: impl FnOnce(&mut Engine, &InstanceKey),
    definition: Value,
    more: Value,
    expect: &str,
) {
    let mut engine = empty(4);
    let keys = machines(&mut engine, &[machine]);
    prepare(&mut engine, &keys[0]);
    let mut asked = on_instances("app", "nginx:1");
    let container = definition.as_object().unwrap().clone();
    asked["containerDefinitions"][0].as_object_mut().unwrap().extend(container);
    register(&mut engine, asked);
    let mut request = json!({ "cluster": "shop", "taskDefinition": "app:1", "launchType": "EC2" });
    request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let ran = engine.run_task(read::<RunTask>(request)).unwrap();
    let failures: Vec<_> = ran.failures.iter().map(|failure| (failure.arn.clone(), &*failure.reason)).collect();
    let arn = engine.world().arns().container_instance("shop", keys[0].instance);
    assert_eq!((ran.tasks.len(), failures.as_slice()), (0, &[(Some(arn), expect)][..]));
}

#[test]
fn run_task_says_of_each_instance_what_is_missing() {
    let nothing = |_: &mut Engine, _: &InstanceKey| {};
    let small = ("t3.micro", 'a');
    fails(small, nothing, json!({ "cpu": 2_049 }), json!({}), "RESOURCE:CPU");
    fails(small, nothing, json!({ "memory": 905 }), json!({}), "RESOURCE:MEMORY");
    fails(
        small,
        nothing,
        json!({ "portMappings": [{ "containerPort": 22, "hostPort": 22 }] }),
        json!({}),
        "RESOURCE:PORTS",
    );
    let gpu = json!({ "resourceRequirements": [{ "type": "GPU", "value": "1" }] });
    fails(small, nothing, gpu, json!({}), "RESOURCE:GPU");
    let driver = json!({ "logConfiguration": { "logDriver": "splunk" } });
    fails(small, nothing, driver, json!({}), "ATTRIBUTE");
    fails(small, |engine, key| engine.disconnect_agent(key), json!({}), json!({}), "AGENT");
    let elsewhere = json!({ "placementConstraints": [{ "type": "memberOf", "expression": "attribute:stack exists" }] });
    fails(small, nothing, json!({}), elsewhere, "MemberOf placement constraint unsatisfied.");
    let busy = |engine: &mut Engine, _: &InstanceKey| drop(run_on_instances(engine, "jobs", 1));
    let alone = json!({ "group": "jobs", "placementConstraints": [{ "type": "distinctInstance" }] });
    fails(("m5.large", 'a'), busy, json!({}), alone, "DistinctInstance placement constraint unsatisfied.");
}

#[test]
fn the_architecture_of_the_image_must_be_that_of_the_instance() {
    let mut engine = empty(5);
    let keys = machines(&mut engine, &[("m5.large", 'a'), ("m7g.large", 'a')]);
    let mut definition = on_instances("arm", "nginx:1");
    definition["runtimePlatform"] = json!({ "cpuArchitecture": "ARM64", "operatingSystemFamily": "LINUX" });
    register(&mut engine, definition);
    assert_eq!(run_with(&mut engine, &keys, 3, json!({ "taskDefinition": "arm" })).0, [0, 3]);
}

#[test]
fn a_soft_limit_counts_before_a_hard_one_and_the_tasks_own_size_before_both() {
    let mut engine = empty(6);
    let key = machines(&mut engine, &[("m5.large", 'a')]).remove(0);
    let mut definition = on_instances("app", "nginx:1");
    definition["containerDefinitions"][0]["memoryReservation"] = json!(128);
    register(&mut engine, definition.clone());
    definition["memory"] = json!("1024");
    definition["cpu"] = json!("512");
    register(&mut engine, definition);
    for (revision, left) in [("app:1", (2_048 - 256, 7_680 - 128)), ("app:2", (2_048 - 256 - 512, 7_680 - 128 - 1_024))]
    {
        let request = json!({ "cluster": "shop", "taskDefinition": revision, "launchType": "EC2" });
        engine.run_task(read::<RunTask>(request)).unwrap();
        let remaining = &engine.world().instance(&key).unwrap().remaining;
        assert_eq!((remaining.cpu, remaining.memory), left, "{revision}");
    }
}

#[test]
fn what_aws_refuses_is_refused() {
    let mut engine = empty(7);
    let keys = three_zones(&mut engine);
    register(&mut engine, on_instances("app", "nginx:1"));
    register(&mut engine, definition("web", "nginx:1"));
    let mut refused = |more: Value, expect: &str| {
        let mut request = json!({ "cluster": "shop", "taskDefinition": "app", "launchType": "EC2" });
        request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let error = engine.run_task(read::<RunTask>(request)).unwrap_err();
        assert_eq!(error.code, "InvalidParameterException", "{more}");
        assert!(error.message.contains(expect), "{}", error.message);
    };
    refused(
        json!({ "placementStrategy": [{ "type": "binpack", "field": "disk" }] }),
        "binpack field 'disk' is invalid",
    );
    refused(json!({ "placementStrategy": [{ "type": "spread" }] }), "spread field '' is invalid");
    refused(json!({ "placementStrategy": [{ "type": "best" }] }), "should be one of [random,spread,binpack]");
    refused(json!({ "placementConstraints": [{ "type": "memberOf" }] }), "Expression cannot be empty");
    refused(
        json!({ "placementConstraints": [{ "type": "memberOf", "expression": "stack == x" }] }),
        "Invalid expression",
    );
    refused(json!({ "placementConstraints": [{ "type": "alone" }] }), "should be one of [distinctInstance,memberOf]");
    refused(
        json!({ "placementConstraints": vec![json!({ "type": "distinctInstance" }); 11] }),
        "cannot have more than 10",
    );
    let fargate = json!({
        "taskDefinition": "web", "launchType": "FARGATE", "networkConfiguration": network(),
        "placementStrategy": [{ "type": "random" }],
    });
    refused(fargate, "not supported with FARGATE launch type");
    let target = keys[0].instance.to_string();
    let mut put = |name: &str, value: &str| {
        let item = json!({ "name": name, "value": value, "targetId": target });
        engine.put_attributes(&read::<Attributes>(json!({ "cluster": "shop", "attributes": [item] }))).map(drop)
    };
    for index in 0..10 {
        put(&format!("name-{index}"), "x").unwrap();
    }
    assert_eq!(put("one-more", "x").unwrap_err().code, "AttributeLimitExceededException");
    put("name-3", "y").unwrap();
    assert_eq!(put("ecs.instance-type", "x").unwrap_err().code, "InvalidParameterException");
    assert_eq!(put("a b", "x").unwrap_err().code, "InvalidParameterException");
}
