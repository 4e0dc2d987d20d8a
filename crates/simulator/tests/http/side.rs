//! The side API.

use std::time::Duration;

use serde_json::{Value, json};
use simulator::{Scenario, SimulatorOptions};

use crate::client::{done, ecs, empty, quiet, send, service, shop, side, started};

#[tokio::test]
async fn bad_input_is_422_names_the_field_and_changes_nothing() {
    let simulator = empty().await;
    shop(&simulator, "1").await;
    let before = side(&simulator, "GET", "state", Value::Null).await.json();
    for (path, body, field) in [
        ("scenario", json!({}), "name"),
        ("scenario", json!({ "name": "huge" }), "name"),
        ("scenario", json!({ "name": "large", "services": 1_000_000 }), "services"),
        ("scenario", json!({ "name": "large:9999999:1" }), "name"),
        ("scenario", json!({ "name": "small", "tasks": 5 }), "tasks"),
        ("clock", json!({}), "advance_seconds"),
        ("clock", json!({ "advance_seconds": -1 }), "advance_seconds"),
        ("clock", json!({ "advance_seconds": 1e12 }), "advance_seconds"),
        ("clock", json!({ "advance_seconds": 60, "speed": "fast" }), "speed"),
        ("clock", json!({ "speed": 10_001 }), "speed"),
        ("limits", json!({ "enabled": "yes" }), "enabled"),
        ("agents", json!({ "cluster": "shop", "instance": "0".repeat(32) }), "connected"),
        ("agents", json!({ "cluster": "none", "instance": "0".repeat(32), "connected": false }), "cluster"),
        ("agents", json!({ "cluster": "shop", "instance": "0".repeat(32), "connected": false }), "instance"),
        ("faults", json!({ "kind": "earthquake" }), "kind"),
        ("faults", json!([]), "body"),
    ] {
        let answer = side(&simulator, "POST", path, body.clone()).await;
        assert_eq!((answer.status, &answer.json()["field"]), (422, &json!(field)), "{path} {body}: {answer:?}");
    }
    let broken = send(simulator.address(), "POST", "/_simulator/clock", &[], "{").await.unwrap();
    assert_eq!((broken.status, &broken.json()["field"]), (422, &json!("body")));
    assert_eq!(side(&simulator, "GET", "state", Value::Null).await.json(), before);
}

#[tokio::test]
async fn unknown_paths_are_404_and_wrong_methods_405() {
    let simulator = empty().await;
    for path in ["", "nothing", "faults/7/more", "journal/total"] {
        assert_eq!(side(&simulator, "GET", path, Value::Null).await.status, 404, "{path}");
    }
    assert_eq!(side(&simulator, "DELETE", "faults/7", Value::Null).await.status, 404);
    assert_eq!(side(&simulator, "DELETE", "faults/x", Value::Null).await.status, 404);
    assert_eq!(side(&simulator, "GET", "reset", Value::Null).await.status, 405);
}

#[tokio::test]
async fn what_each_bucket_allows_is_told() {
    let simulator = started(quiet()).await;
    let limits = side(&simulator, "GET", "limits", Value::Null).await.json();
    assert_eq!(limits["enabled"], true);
    assert_eq!(limits["buckets"]["service-read"], json!({ "burst": 100.0, "refill_per_second": 20.0 }));
}

#[tokio::test]
async fn only_loopback_names_and_origins_are_answered() {
    let simulator = empty().await;
    let mut stream = tokio::net::TcpStream::connect(simulator.address()).await.unwrap();
    let foreign =
        crate::client::request(&mut stream, "evil.example", "POST", "/_simulator/reset", &[], "").await.unwrap();
    assert_eq!(foreign.status, 403);
    let origin = [("Origin", "https://evil.example")];
    assert_eq!(send(simulator.address(), "POST", "/_simulator/reset", &origin, "").await.unwrap().status, 403);
}

#[tokio::test]
async fn the_clock_jumps_and_things_happen() {
    let simulator = empty().await;
    shop(&simulator, "1").await;
    service(&simulator, "web", 2).await;
    let before = side(&simulator, "GET", "state", Value::Null).await.json();
    assert!(before["next_event_in"].is_number());
    let after = side(&simulator, "POST", "clock", json!({ "advance_seconds": 600 })).await.json();
    assert!((after["now"].as_f64().unwrap() - before["now"].as_f64().unwrap() - 600.0).abs() < 0.001);
    assert!(after["events_handled"].as_u64() > before["events_handled"].as_u64());
    let web = done(&ecs(&simulator, "DescribeServices", json!({ "cluster": "shop", "services": ["web"] })).await);
    assert_eq!(web["services"][0]["runningCount"], 2);
}

#[tokio::test]
async fn time_passes_by_itself_at_the_speed_that_is_set() {
    let simulator = empty().await;
    shop(&simulator, "1").await;
    service(&simulator, "web", 1).await;
    simulator.control().set_speed(1_000.0);
    let before = simulator.control().state();
    for _ in 0..400 {
        tokio::time::sleep(Duration::from_millis(25)).await;
        let web = done(&ecs(&simulator, "DescribeServices", json!({ "cluster": "shop", "services": ["web"] })).await);
        if web["services"][0]["runningCount"] == 1 {
            assert!(simulator.control().state().now > before.now + 1.0);
            return;
        }
    }
    panic!("the task never ran");
}

#[tokio::test]
async fn a_scenario_replaces_the_estate_and_reset_brings_back_the_first() {
    let simulator = started(SimulatorOptions { scenario: Scenario::Small, ..quiet() }).await;
    let first = side(&simulator, "GET", "state", Value::Null).await.json();
    assert_eq!(first["counts"]["clusters"], 4);
    side(&simulator, "POST", "faults", json!({ "kind": "throttle" })).await;
    side(&simulator, "POST", "clock", json!({ "speed": 7 })).await;
    let large = json!({ "name": "large", "services": 30, "tasks": 90 });
    let loaded = side(&simulator, "POST", "scenario", large).await.json();
    assert_eq!((&loaded["counts"]["services"], &loaded["speed"]), (&json!(30), &json!(7.0)));
    let reset = side(&simulator, "POST", "reset", Value::Null).await.json();
    assert_eq!((&reset["faults"], &reset["speed"]), (&json!(0), &json!(0.0)));
    // The load, and so how many tasks scaling has started, is another one at another second.
    for member in ["clusters", "services", "families", "revisions"] {
        assert_eq!(reset["counts"][member], first["counts"][member], "{member}");
    }
}
