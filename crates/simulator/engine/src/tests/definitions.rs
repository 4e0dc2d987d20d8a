use super::estate::*;
use crate::Engine;
use crate::input::RegisterTaskDefinition;
use crate::task_definition::RevisionStatus;
use crate::time::minutes;
use serde_json::{Value, json};

#[test]
fn every_member_comes_back_even_those_the_engine_does_not_know() {
    let mut engine = empty(1);
    let mut asked = definition("web", "nginx:1");
    asked["somethingNew"] = json!({ "of": ["next", "year"] });
    asked["volumes"] = json!([{ "name": "data", "efsVolumeConfiguration": { "fileSystemId": "fs-1" } }]);
    asked["containerDefinitions"][0]["dockerLabels"] = json!({ "a": "b" });
    asked["containerDefinitions"][0]["environment"] = json!([{ "name": "PASSWORD", "value": "x" }]);
    register(&mut engine, asked.clone());
    let document = &engine.world().find_revision("web").unwrap().definition.document;
    for key in ["family", "cpu", "memory", "networkMode", "requiresCompatibilities", "somethingNew", "volumes"] {
        assert_eq!(document[key], asked[key], "{key}");
    }
    let (container, asked) = (&document["containerDefinitions"][0], &asked["containerDefinitions"][0]);
    for (key, value) in asked.as_object().unwrap() {
        assert_eq!(container[key], *value, "{key}");
    }
}

#[test]
fn aws_defaults_are_added() {
    let mut engine = empty(2);
    let mut asked = with_health_check(definition("web", "nginx:1"));
    asked["containerDefinitions"][0]["portMappings"] = json!([{ "containerPort": 80 }]);
    register(&mut engine, asked);
    let document = &engine.world().find_revision("web").unwrap().definition.document;
    let container = &document["containerDefinitions"][0];
    assert_eq!(container["portMappings"], json!([{ "containerPort": 80, "hostPort": 80, "protocol": "tcp" }]));
    assert_eq!((&container["cpu"], &container["essential"]), (&json!(0), &json!(true)));
    for key in ["environment", "mountPoints", "volumesFrom", "systemControls"] {
        assert_eq!(container[key], json!([]), "{key}");
    }
    let check = &container["healthCheck"];
    assert_eq!((&check["interval"], &check["timeout"], &check["retries"]), (&json!(30), &json!(5), &json!(3)));
    assert_eq!(document["compatibilities"], json!(["EC2", "FARGATE"]));
    let attributes = document["requiresAttributes"].as_array().unwrap();
    assert!(attributes.contains(&json!({ "name": "ecs.capability.task-eni" })));
    assert!(attributes.contains(&json!({ "name": "ecs.capability.container-health-check" })));
}

#[test]
fn shorthand_sizes_are_given_back_as_numbers() {
    let mut engine = empty(3);
    let mut asked = definition("web", "nginx:1");
    asked["cpu"] = json!("0.5 vCPU");
    asked["memory"] = json!("2 GB");
    register(&mut engine, asked);
    let document = &engine.world().find_revision("web").unwrap().definition.document;
    assert_eq!((&document["cpu"], &document["memory"]), (&json!("512"), &json!("2048")));
}

#[test]
fn revisions_count_up_and_a_number_is_never_used_again() {
    let mut engine = empty(4);
    assert_eq!(register(&mut engine, definition("web", "nginx:1")), 1);
    assert_eq!(register(&mut engine, definition("web", "nginx:2")), 2);
    engine.deregister_task_definition("web:2").unwrap();
    assert_eq!(engine.world().find_revision("web").unwrap().definition.revision, 1);
    engine.delete_task_definitions(&["web:2".to_owned()]).unwrap();
    engine.advance_to(engine.now() + minutes(6));
    assert!(engine.world().revision("web", 2).is_none());
    assert_eq!(register(&mut engine, definition("web", "nginx:3")), 3);
}

#[test]
fn only_an_inactive_revision_can_be_deleted_and_it_goes_when_nothing_uses_it() {
    let mut engine = empty(5);
    let key = web(&mut engine, "nginx:1", 1);
    let status = |engine: &Engine| engine.world().revision("web", 1).map(|revision| revision.status);
    let deleted = engine.delete_task_definitions(&["web:1".to_owned(), "web:9".to_owned()]).unwrap();
    assert!(deleted.revisions.is_empty());
    assert_eq!(deleted.failures.len(), 2);
    assert_eq!(status(&engine), Some(RevisionStatus::Active));

    engine.deregister_task_definition("web:1").unwrap();
    assert_eq!(status(&engine), Some(RevisionStatus::Inactive));
    assert_eq!(engine.deregister_task_definition("web:1").unwrap_err().code, "ClientException");
    engine.delete_task_definitions(&["web:1".to_owned()]).unwrap();
    engine.advance_to(engine.now() + minutes(30));
    assert_eq!(status(&engine), Some(RevisionStatus::DeleteInProgress));
    assert_eq!(get(&engine, &key).counts().running, 1);

    let request = json!({ "cluster": "shop", "service": "web", "force": true });
    engine.delete_service(read(request)).unwrap();
    engine.advance_to(engine.now() + minutes(90));
    assert_eq!(status(&engine), None);
    assert_eq!(engine.world().families().count(), 0);
}

#[track_caller]
fn refused(change: impl FnOnce(&mut Value), expect: &str) {
    let mut engine = empty(6);
    let mut asked = definition("web", "nginx:1");
    change(&mut asked);
    let error = engine.register_task_definition(read::<RegisterTaskDefinition>(asked)).unwrap_err();
    assert_eq!(error.code, "ClientException");
    assert!(error.message.contains(expect), "{}", error.message);
    assert_eq!(engine.world().families().count(), 0);
}

#[test]
fn what_aws_refuses_is_refused() {
    refused(|it| it["family"] = json!(""), "Family should not be null or empty.");
    refused(|it| it["family"] = json!("a b"), "Family contains invalid characters.");
    refused(|it| it["containerDefinitions"] = json!([]), "Container list cannot be empty.");
    refused(|it| it["containerDefinitions"][0]["image"] = json!(""), "Container.image should not be null or empty.");
    refused(|it| it["containerDefinitions"][0]["image"] = json!("a b"), "Container.image contains invalid characters.");
    refused(|it| it["containerDefinitions"][0]["name"] = json!(null), "Container.name should not be null or empty.");
    refused(|it| it["containerDefinitions"][0]["essential"] = json!(false), "doesn't have any essential");
    refused(
        |it| it["memory"] = json!("3072"),
        "No Fargate configuration exists for given values: 256 CPU, 3072 memory.",
    );
    refused(|it| it["networkMode"] = json!("bridge"), "Fargate only supports network mode");
    refused(|it| drop(it.as_object_mut().unwrap().remove("cpu")), "Fargate requires that 'cpu' be defined");
    refused(|it| it["containerDefinitions"][0]["cpu"] = json!(300), "The sum of all container 'cpu' values");
    refused(
        |it| it["containerDefinitions"] = json!([{ "name": "a", "image": "x" }, { "name": "a", "image": "y" }]),
        "must be unique",
    );
    refused(
        |it| it["containerDefinitions"][0]["portMappings"] = json!([{ "containerPort": 80, "hostPort": 81 }]),
        "the host ports and container ports in port mappings must match",
    );
    refused(
        |it| {
            let map = it.as_object_mut().unwrap();
            map.retain(|key, _| key == "family" || key == "containerDefinitions");
        },
        "At least one of 'memory' or 'memoryReservation' must be specified.",
    );
}
