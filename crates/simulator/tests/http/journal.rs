//! The journal of calls.

use std::time::Duration;

use serde_json::{Value, json};
use simulator::journal::Filter;

use crate::client::{done, ecs, ecs_as, empty, side};

#[tokio::test]
async fn every_call_is_written_down_with_caller_answer_and_short_parameters() {
    let simulator = empty().await;
    ecs_as(&simulator, "AKIAONE", "eu-west-1", "ListServices", json!({ "cluster": "none", "maxResults": 5 }))
        .await
        .unwrap();
    let calls = side(&simulator, "GET", "journal", Value::Null).await.json()["calls"].clone();
    let call = &calls[0];
    assert_eq!(call["operation"], "ListServices");
    assert_eq!((&call["service"], &call["bucket"]), (&json!("ecs"), &json!("service-read")));
    assert_eq!((&call["caller"], &call["region"]), (&json!("AKIAONE"), &json!("eu-west-1")));
    assert_eq!((&call["status"], &call["code"]), (&json!(400), &json!("ClusterNotFoundException")));
    assert_eq!(call["parameters"], json!({ "cluster": "none", "maxResults": 5 }));
    assert!(call["received_at"].as_f64().unwrap() > 1_700_000_000.0);
    assert!(call["duration_micros"].is_u64());
}

#[tokio::test]
async fn the_journal_is_read_by_operation_and_from_a_sequence_number() {
    let simulator = empty().await;
    for operation in ["ListClusters", "DescribeClusters", "ListClusters", "ListClusters"] {
        done(&ecs(&simulator, operation, json!({})).await);
    }
    let sequences = |answer: Value| -> Vec<u64> {
        answer["calls"].as_array().unwrap().iter().map(|call| call["sequence"].as_u64().unwrap()).collect()
    };
    for (query, expect) in [
        ("journal", vec![1, 2, 3, 4]),
        ("journal?operation=ListClusters", vec![1, 3, 4]),
        ("journal?operation=ListClusters&since=1", vec![3, 4]),
        ("journal?since=1&limit=2", vec![2, 3]),
        ("journal?since=4", vec![]),
    ] {
        let answer = side(&simulator, "GET", query, Value::Null).await.json();
        assert_eq!(answer["last"], 4);
        assert_eq!(sequences(answer), expect, "{query}");
    }
    for (query, field) in [("journal?since=x", "since"), ("journal?limit=0", "limit"), ("journal?colour=red", "colour")]
    {
        let answer = side(&simulator, "GET", query, Value::Null).await;
        assert_eq!((answer.status, &answer.json()["field"]), (422, &json!(field)));
    }
}

#[tokio::test]
async fn totals_are_counted_and_cleared_and_the_side_api_is_not_in_them() {
    let simulator = empty().await;
    done(&ecs(&simulator, "ListClusters", json!({})).await);
    ecs(&simulator, "LaunchRocket", json!({})).await;
    let totals = side(&simulator, "GET", "journal/totals", Value::Null).await.json();
    assert_eq!(totals["calls"], 2);
    assert_eq!(totals["operations"], json!({ "LaunchRocket": 1, "ListClusters": 1 }));
    assert_eq!(totals["codes"], json!({ "OK": 1, "UnknownOperationException": 1 }));
    assert_eq!(totals["buckets"], json!({ "cluster-read": 1 }));
    assert_eq!(side(&simulator, "DELETE", "journal", Value::Null).await.status, 204);
    assert_eq!(simulator.control().totals().calls, 0);
    assert!(simulator.control().journal(&Filter::default()).is_empty());
}

#[tokio::test]
async fn a_client_that_does_not_wait_is_written_down_too() {
    let simulator = empty().await;
    side(&simulator, "POST", "faults", json!({ "kind": "latency", "milliseconds": 60_000 })).await;
    let impatient = ecs(&simulator, "ListClusters", json!({}));
    assert!(tokio::time::timeout(Duration::from_millis(100), impatient).await.is_err());
    while simulator.control().last_call() == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let call = simulator.control().journal(&Filter::default()).remove(0);
    assert_eq!((call.status, call.code.as_deref()), (0, Some("ClientGone")));
}
