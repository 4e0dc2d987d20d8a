//! What CreateService and UpdateService refuse, each as the only thing that is wrong.

use super::estate::*;
use crate::input::{CreateService, UpdateService};
use crate::{ApiError, Engine};
use serde_json::{Value, json};

fn prepared() -> Engine {
    let mut engine = empty(1);
    register(&mut engine, with_port(definition("web", "nginx:1")));
    register(&mut engine, on_instances("host", "nginx:1"));
    let mut own = on_instances("own", "nginx:1");
    own["networkMode"] = json!("awsvpc");
    register(&mut engine, own);
    engine
}

fn ask(change: &Value) -> Result<(), ApiError> {
    let mut request = service("web", 1);
    request.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    request.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    prepared().create_service(read::<CreateService>(request)).map(drop)
}

#[track_caller]
fn refused(change: Value, expect: &str) {
    let error = ask(&change).unwrap_err();
    assert_eq!((error.code, &*error.message), ("InvalidParameterException", expect));
}

/// A DAEMON service on instances.
fn daemon(more: Value) -> Value {
    let mut request = json!({
        "taskDefinition": "host", "launchType": "EC2", "schedulingStrategy": "DAEMON", "desiredCount": null,
        "networkConfiguration": null,
    });
    request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    request
}

const GRACE: &str = "Health check grace period is only valid for services configured to use load balancers";

#[test]
fn grace_is_for_services_behind_a_load_balancer() {
    refused(json!({ "healthCheckGracePeriodSeconds": 60 }), GRACE);
    let mut engine = prepared();
    let key = create(&mut engine, service("web", 1));
    let mut change = |more: Value| {
        let mut request = json!({ "cluster": "shop", "service": "web" });
        request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        engine.update_service(read::<UpdateService>(request)).map(drop)
    };
    assert_eq!(change(json!({ "healthCheckGracePeriodSeconds": 60 })).unwrap_err().message, GRACE);
    change(json!({ "desiredCount": 2 })).unwrap();
    assert_eq!(get(&engine, &key).desired, 2);
}

#[test]
fn without_its_load_balancers_a_service_has_no_grace() {
    let mut engine = prepared();
    let group = target_group(&mut engine, "web", json!({}));
    let mut request = behind(&group, service("web", 1));
    request["healthCheckGracePeriodSeconds"] = json!(60);
    let key = create(&mut engine, request);
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "loadBalancers": [] }));
    assert_eq!(get(&engine, &key).settings.get("healthCheckGracePeriodSeconds"), None);
}

#[test]
fn a_daemon_is_as_many_as_there_are_instances() {
    ask(&daemon(json!({}))).unwrap();
    for count in [0, 1] {
        refused(
            daemon(json!({ "desiredCount": count })),
            "The daemon scheduling strategy does not support a desired count for services.",
        );
    }
    refused(
        daemon(json!({ "deploymentConfiguration": { "maximumPercent": 101 } })),
        "The daemon scheduling strategy does not support values above 100 for maximumPercent.",
    );
    refused(
        daemon(json!({ "placementStrategy": [{ "type": "random" }] })),
        "The daemon scheduling strategy does not support placement strategies.",
    );
    refused(
        daemon(json!({ "availabilityZoneRebalancing": "ENABLED" })),
        "Availability Zone Rebalancing does not support DAEMON services.",
    );
}

#[test]
fn percentages_leave_room() {
    for (configuration, expect) in [
        (json!({ "minimumHealthyPercent": 101 }), "minimumHealthyPercent must be at most 100"),
        (json!({ "minimumHealthyPercent": -1 }), "minimumHealthyPercent must be at least 0"),
        (json!({ "maximumPercent": 99 }), "maximumPercent must be at least 100"),
    ] {
        refused(json!({ "deploymentConfiguration": configuration }), expect);
    }
}

#[test]
fn a_service_runs_in_one_way() {
    refused(
        json!({ "capacityProviderStrategy": [{ "capacityProvider": "FARGATE", "weight": 1 }] }),
        "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.",
    );
    let strategy = |items: Value| json!({ "launchType": null, "capacityProviderStrategy": items });
    let two = |member: &str, value: u32| json!([{ "capacityProvider": "FARGATE", member: value }, { "capacityProvider": "FARGATE_SPOT", member: value }]);
    refused(
        strategy(two("weight", 0)),
        "There are no capacity providers in the capacity provider strategy with a weight value greater than zero.",
    );
    let mut based = two("base", 1);
    based[0]["weight"] = json!(1);
    refused(
        strategy(based),
        "There are multiple capacity providers in the specified capacity provider strategy with a base value defined.",
    );
    let own = |more: Value| {
        let mut request = json!({ "taskDefinition": "own", "launchType": "EC2" });
        request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        request
    };
    ask(&own(json!({}))).unwrap();
    refused(
        own(json!({ "platformVersion": "1.4.0" })),
        "The platform version must be null when specifying an EC2 launch type.",
    );
    let public = json!({ "awsvpcConfiguration": { "subnets": ["subnet-a"], "assignPublicIp": "ENABLED" } });
    refused(own(json!({ "networkConfiguration": public })), "Assign public IP is not supported for this launch type.");
}

#[test]
fn what_a_service_names_is_in_its_task_definition() {
    refused(
        json!({ "enableExecuteCommand": true }),
        "The service couldn't be created because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.",
    );
    let connect = |more: Value| json!({ "serviceConnectConfiguration": more });
    refused(connect(json!({ "enabled": true })), "Namespace is missing.");
    refused(
        connect(json!({ "enabled": true, "namespace": "shop", "services": [{ "portName": "http" }] })),
        "portName(http) does not refer to any named PortMapping in the container definitions.",
    );
    refused(
        json!({ "volumeConfigurations": [{ "name": "data" }] }),
        "The volume name 'data' in your request does not have a matching volume in your Task Definition.",
    );
    let subnets: Vec<String> = (0..17).map(|number| format!("subnet-{number}")).collect();
    refused(
        json!({ "networkConfiguration": { "awsvpcConfiguration": { "subnets": subnets } } }),
        "subnets can have at most 16 items.",
    );
    let registry = json!({ "registryArn": "arn" });
    refused(json!({ "serviceRegistries": [registry, registry] }), "service registries can have at most 1 items.");
}
