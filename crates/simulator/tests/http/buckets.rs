//! AWS's request buckets, over the wire.

use serde_json::json;

use crate::client::{done, ecs_as, quiet, side, started};

#[tokio::test]
async fn a_burst_beyond_the_bucket_is_throttled_for_that_region_only() {
    let simulator = started(quiet()).await;
    let mut answers = Vec::new();
    for _ in 0..300 {
        answers.push(ecs_as(&simulator, "AKIATEST", "eu-central-1", "ListClusters", json!({})).await.unwrap().code());
    }
    let served = answers.iter().filter(|code| *code == "OK").count();
    assert!(answers[..50].iter().all(|code| code == "OK"), "a burst of 50 is served");
    assert!(served < 300, "and not everything");
    assert!(answers.iter().all(|code| code == "OK" || code == "ThrottlingException"));
    let elsewhere = ecs_as(&simulator, "AKIATEST", "us-east-1", "ListClusters", json!({})).await.unwrap();
    done(&elsewhere);
}

#[tokio::test]
async fn two_keys_of_one_account_share_a_bucket() {
    let simulator = started(quiet()).await;
    let mut refused = 0;
    for number in 0..300 {
        let key = if number % 2 == 0 { "AKIAONE" } else { "AKIATWO" };
        let answer = ecs_as(&simulator, key, "eu-central-1", "ListClusters", json!({})).await.unwrap();
        refused += u32::from(answer.code() == "ThrottlingException");
    }
    assert!(refused > 100, "{refused}");
}

#[tokio::test]
async fn limits_can_be_taken_off_and_put_back() {
    let simulator = started(quiet()).await;
    side(&simulator, "POST", "limits", json!({ "enabled": false })).await;
    for _ in 0..200 {
        done(&ecs_as(&simulator, "AKIATEST", "eu-central-1", "ListClusters", json!({})).await.unwrap());
    }
    let answer = side(&simulator, "POST", "limits", json!({ "enabled": true })).await;
    assert_eq!(answer.json(), json!({ "enabled": true }));
    let mut refused = false;
    for _ in 0..300 {
        let answer = ecs_as(&simulator, "AKIATEST", "eu-central-1", "ListClusters", json!({})).await.unwrap();
        refused |= answer.code() == "ThrottlingException";
    }
    assert!(refused);
}
