//! Strategies and hooks over the wire.

use std::time::Duration;

use serde_json::{Value, json};
use simulator::Running;

use crate::client::{done, ecs, empty, register, service, shop};

/// A service whose blue/green deployment waits at a pause.
async fn paused() -> Running {
    let simulator = empty().await;
    shop(&simulator, "1").await;
    service(&simulator, "web", 2).await;
    simulator.control().advance(Duration::from_secs(300));
    register(&simulator, "web", "2").await;
    let hook = json!({
        "targetType": "PAUSE", "lifecycleStages": ["POST_TEST_TRAFFIC_SHIFT"],
        "timeoutConfiguration": { "timeoutInMinutes": 60, "action": "ROLLBACK" },
    });
    let request = json!({
        "cluster": "shop", "service": "web", "taskDefinition": "web",
        "deploymentConfiguration": { "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 10, "lifecycleHooks": [hook] },
    });
    done(&ecs(&simulator, "UpdateService", request).await);
    simulator.control().advance(Duration::from_secs(300));
    simulator
}

async fn newest(simulator: &Running) -> Value {
    let request = json!({ "cluster": "shop", "service": "web" });
    let listed = done(&ecs(simulator, "ListServiceDeployments", request).await);
    let arns = json!({ "serviceDeploymentArns": [listed["serviceDeployments"][0]["serviceDeploymentArn"]] });
    done(&ecs(simulator, "DescribeServiceDeployments", arns).await)["serviceDeployments"][0].clone()
}

#[tokio::test]
async fn a_paused_deployment_shows_its_hook_and_goes_on_when_told() {
    let simulator = paused().await;
    let waiting = newest(&simulator).await;
    assert_eq!(waiting["lifecycleStage"], "POST_TEST_TRAFFIC_SHIFT");
    let hook = &waiting["lifecycleHookDetails"][0];
    for (member, value) in [("targetType", "PAUSE"), ("status", "AWAITING_ACTION"), ("timeoutAction", "ROLLBACK")] {
        assert_eq!(hook[member], value);
    }
    assert!(hook.get("targetArn").is_none());
    assert!(hook["expiresAt"].as_f64().unwrap() > simulator.control().state().now + 3_000.0);
    let (target, source) = (&waiting["targetServiceRevision"], &waiting["sourceServiceRevisions"][0]);
    assert_eq!(
        (&target["requestedTestTrafficWeight"], &target["requestedProductionTrafficWeight"]),
        (&json!(100.0), &json!(0.0))
    );
    assert_eq!(
        (&source["requestedTestTrafficWeight"], &source["requestedProductionTrafficWeight"]),
        (&json!(0.0), &json!(100.0))
    );
    assert_eq!((&target["runningTaskCount"], &source["runningTaskCount"]), (&json!(2), &json!(2)));

    let arn = waiting["serviceDeploymentArn"].clone();
    let request = json!({ "serviceDeploymentArn": arn, "hookId": hook["hookId"] });
    let answer = done(&ecs(&simulator, "ContinueServiceDeployment", request.clone()).await);
    assert_eq!(answer, json!({ "serviceDeploymentArn": arn }));
    let again = ecs(&simulator, "ContinueServiceDeployment", request).await;
    assert_eq!(again.code(), "InvalidParameterException");
    simulator.control().advance(Duration::from_secs(120));
    let baking = newest(&simulator).await;
    assert_eq!((&baking["lifecycleStage"], &baking["status"]), (&json!("BAKE_TIME"), &json!("IN_PROGRESS")));
    assert!(baking.get("lifecycleHookDetails").is_none());
    simulator.control().advance(Duration::from_secs(900));
    let done = newest(&simulator).await;
    assert_eq!((&done["lifecycleStage"], &done["status"]), (&json!("CLEAN_UP"), &json!("SUCCESSFUL")));
}

#[tokio::test]
async fn a_stop_is_answered_at_once_and_carried_out_a_moment_later() {
    for (stop, asked, ended) in [
        (json!({ "stopType": "ABORT" }), "STOP_REQUESTED", "STOPPED"),
        (json!({}), "ROLLBACK_REQUESTED", "ROLLBACK_SUCCESSFUL"),
    ] {
        let simulator = paused().await;
        let mut request = stop.clone();
        request["serviceDeploymentArn"] = newest(&simulator).await["serviceDeploymentArn"].clone();
        done(&ecs(&simulator, "StopServiceDeployment", request).await);
        assert_eq!(newest(&simulator).await["status"], asked);
        simulator.control().advance(Duration::from_secs(120));
        let over = newest(&simulator).await;
        assert_eq!(over["status"], ended, "{over}");
        assert_eq!(over.get("stoppedAt").is_some(), ended == "STOPPED");
        assert_eq!(over.get("rollback").is_some(), ended != "STOPPED");
    }
}
