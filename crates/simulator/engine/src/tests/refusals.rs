use super::estate::*;
use crate::input::{CreateCluster, CreateService, RunTask, StopTask, UpdateService};
use crate::{ApiError, Engine};
use serde_json::{Value, json};

#[track_caller]
fn expect<T: std::fmt::Debug>(answer: Result<T, ApiError>, code: &str, message: &str) {
    let error = answer.unwrap_err();
    assert_eq!((error.code, &*error.message), (code, message));
}

fn prepared() -> Engine {
    let mut engine = empty(1);
    register(&mut engine, definition("web", "nginx:1"));
    let bridge =
        json!({ "family": "bridge", "containerDefinitions": [{ "name": "app", "image": "nginx", "memory": 64 }] });
    register(&mut engine, bridge);
    engine
}

fn try_create(engine: &mut Engine, change: impl FnOnce(&mut Value)) -> Result<(), ApiError> {
    let mut request = service("web", 1);
    change(&mut request);
    engine.create_service(read::<CreateService>(request)).map(drop)
}

const INVALID: &str = "InvalidParameterException";

#[test]
fn a_service_that_cannot_be_is_refused_with_awss_sentence() {
    let mut engine = prepared();
    let missing = try_create(&mut engine, |it| it["cluster"] = json!("nowhere"));
    expect(missing, "ClusterNotFoundException", "Cluster not found.");
    let unknown = try_create(&mut engine, |it| it["taskDefinition"] = json!("nothing"));
    expect(unknown, "ClientException", "TaskDefinition not found.");
    let bad_name = try_create(&mut engine, |it| it["serviceName"] = json!("a b"));
    expect(bad_name, INVALID, "Service name must match ^[a-zA-Z0-9\\-_]{1,255}$, but was a b");
    let negative = try_create(&mut engine, |it| it["desiredCount"] = json!(-1));
    expect(negative, INVALID, "desiredCount cannot be less than 0.");
    let unconnected = try_create(&mut engine, |it| it["networkConfiguration"] = json!({}));
    expect(unconnected, INVALID, "Network Configuration must be provided when networkMode 'awsvpc' is specified.");
    let bridge = try_create(&mut engine, |it| it["taskDefinition"] = json!("bridge"));
    expect(bridge, INVALID, "Task definition does not support launch_type FARGATE.");
    let balanced = json!([{ "targetGroupArn": "x", "containerName": "other", "containerPort": 80 }]);
    let balanced = try_create(&mut engine, |it| it["loadBalancers"] = balanced);
    expect(balanced, INVALID, "The container other does not exist in the task definition.");
    let platform = try_create(&mut engine, |it| it["platformVersion"] = json!("9"));
    expect(platform, "PlatformUnknownException", "The specified platform version doesn't exist.");
    assert_eq!(engine.world().cluster("shop").unwrap().services().len(), 0);
}

#[test]
fn a_second_service_of_a_name_is_refused_but_for_the_same_client_token() {
    let mut engine = prepared();
    try_create(&mut engine, |it| it["clientToken"] = json!("t")).unwrap();
    try_create(&mut engine, |it| it["clientToken"] = json!("t")).unwrap();
    expect(try_create(&mut engine, |_| {}), INVALID, "Creation of service was not idempotent.");
    engine.delete_service(read(json!({ "cluster": "shop", "service": "web", "force": true }))).unwrap();
    try_create(&mut engine, |_| {}).unwrap();
}

#[test]
fn a_draining_service_keeps_its_name() {
    let mut engine = prepared();
    try_create(&mut engine, |_| {}).unwrap();
    wait(&mut engine, 100);
    engine.delete_service(read(json!({ "cluster": "shop", "service": "web", "force": true }))).unwrap();
    expect(try_create(&mut engine, |_| {}), INVALID, "Unable to Start a service that is still Draining.");
    let update = read::<UpdateService>(json!({ "cluster": "shop", "service": "web", "desiredCount": 1 }));
    expect(engine.update_service(update), "ServiceNotActiveException", "Service was not ACTIVE.");
}

#[test]
fn what_is_not_there_is_named_as_aws_names_it() {
    let mut engine = prepared();
    let update = |cluster: &str| read::<UpdateService>(json!({ "cluster": cluster, "service": "none" }));
    expect(engine.update_service(update("shop")), "ServiceNotFoundException", "Service not found.");
    expect(engine.update_service(update("none")), "ClusterNotFoundException", "Cluster not found.");
    let stop = StopTask { cluster: Some("shop".into()), task: "0".repeat(32), reason: None };
    expect(engine.stop_task(stop), INVALID, "The referenced task was not found.");
}

#[test]
fn a_cluster_goes_only_when_it_is_empty_and_can_be_made_again() {
    let mut engine = prepared();
    try_create(&mut engine, |_| {}).unwrap();
    wait(&mut engine, 100);
    let with_services = engine.delete_cluster("shop").unwrap_err();
    assert_eq!(with_services.code, "ClusterContainsServicesException");
    engine.delete_service(read(json!({ "cluster": "shop", "service": "web", "force": true }))).unwrap();
    wait(&mut engine, 60);
    let one = run(&mut engine, "web", 1).remove(0);
    assert_eq!(engine.delete_cluster("shop").unwrap_err().code, "ClusterContainsTasksException");
    let stop = StopTask { cluster: Some("shop".into()), task: one.task.to_string(), reason: None };
    engine.stop_task(stop).unwrap();
    wait(&mut engine, 60);
    engine.delete_cluster("arn:aws:ecs:eu-central-1:123456789012:cluster/shop").unwrap();
    expect(engine.delete_cluster("shop"), "ClusterNotFoundException", "Cluster not found.");
    engine.create_cluster(read::<CreateCluster>(json!({ "clusterName": "shop" }))).unwrap();
    assert_eq!(engine.world().cluster("shop").unwrap().tasks().len(), 0);
}

#[test]
fn a_cluster_is_made_once_and_is_called_default_without_a_name() {
    let mut engine = empty(1);
    let made = engine.world().cluster("shop").unwrap().created_at;
    wait(&mut engine, 10);
    engine.create_cluster(read::<CreateCluster>(json!({ "clusterName": "shop" }))).unwrap();
    assert_eq!(engine.world().cluster("shop").unwrap().created_at, made);
    assert_eq!(&*engine.create_cluster(CreateCluster::default()).unwrap(), "default");
    assert!(engine.world().find_cluster(None).is_ok());
    let bad = CreateCluster { cluster_name: Some("a b".into()), ..CreateCluster::default() };
    assert_eq!(engine.create_cluster(bad).unwrap_err().code, INVALID);
}

#[test]
fn runs_that_cannot_be_are_refused() {
    let mut engine = prepared();
    let mut attempt = |change: Value| {
        let mut request = json!({
            "cluster": "shop", "taskDefinition": "web", "launchType": "FARGATE", "networkConfiguration": network(),
        });
        request.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        engine.run_task(read::<RunTask>(request))
    };
    expect(attempt(json!({ "count": 11 })), INVALID, "Count must be between 1 and 10.");
    expect(attempt(json!({ "count": 0 })), INVALID, "Count must be between 1 and 10.");
    expect(attempt(json!({ "launchType": "EC2" })), INVALID, "No Container Instances were found in your cluster.");
    expect(attempt(json!({ "group": "service:web" })), INVALID, "Invalid namespace for group.");
    expect(
        attempt(json!({ "startedBy": "x".repeat(129) })),
        INVALID,
        "startedBy cannot be longer than 128 characters.",
    );
    expect(attempt(json!({ "startedBy": "é" })), INVALID, "startedBy contains invalid characters.");
    attempt(json!({ "startedBy": "ECS Deploy" })).unwrap();
    expect(
        attempt(json!({ "overrides": { "containerOverrides": [{ "name": "other" }] } })),
        INVALID,
        "Override for container named other is not a container in the TaskDefinition.",
    );
    engine.deregister_task_definition("web:1").unwrap();
    let request = json!({ "cluster": "shop", "taskDefinition": "web:1" });
    expect(engine.run_task(read::<RunTask>(request)), "ClientException", "TaskDefinition is inactive");
}

#[test]
fn a_deployment_configuration_that_could_never_move_is_refused() {
    let mut engine = prepared();
    let stuck = json!({ "minimumHealthyPercent": 100, "maximumPercent": 100 });
    assert_eq!(try_create(&mut engine, |it| it["deploymentConfiguration"] = stuck).unwrap_err().code, INVALID);
}
