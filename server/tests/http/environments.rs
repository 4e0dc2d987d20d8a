//! Two environments at once, each with its own estate.

use http::StatusCode;
use serde_json::json;
use server::limits::Limits;
use simulator::Scenario;

use crate::aws::Aws;
use crate::world::World;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_environments_are_shown_side_by_side_and_not_mixed_up() {
    let world = World::of(&[("first", Scenario::Empty), ("second", Scenario::Empty)], Limits::default()).await;
    for (simulator, cluster) in world.simulators.iter().zip(["apples", "pears"]) {
        Aws::of(simulator).call("CreateCluster", json!({ "clusterName": cluster })).await;
    }
    world.wait_for("both clusters", |snapshot| snapshot.clusters.len() == 1).await;
    let overview = world.get("/").await;
    assert!(overview.body.contains("apples") && overview.body.contains("pears"), "{overview:?}");
    for (path, theirs, others) in
        [("/env/first/clusters", "apples", "pears"), ("/env/second/clusters", "pears", "apples")]
    {
        let answer = world.get(path).await;
        assert!(answer.body.contains(&format!("data-cluster=\"{theirs}\"")), "{path}: {answer:?}");
        assert!(!answer.body.contains(&format!("data-cluster=\"{others}\"")), "{path}");
    }
    assert_eq!(world.get("/env/first/clusters/apples").await.status, StatusCode::OK);
    assert_eq!(world.get("/env/first/clusters/pears").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_environment_that_is_gone_does_not_take_the_other_with_it() {
    let mut world = World::of(&[("first", Scenario::Small), ("second", Scenario::Small)], Limits::default()).await;
    world.simulators.remove(0).shutdown().await;
    let both = world.get("/").await;
    assert_eq!(both.status, StatusCode::OK);
    for path in ["/env/first/clusters", "/env/second/clusters"] {
        assert_eq!(world.get(path).await.status, StatusCode::OK, "{path}");
    }
}
