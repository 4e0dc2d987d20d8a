//! The value of an environment variable leaves AWS's answer and arrives nowhere.

use std::collections::BTreeSet;

use http::{StatusCode, header};
use serde_json::{Value, json};
use server::limits::Limits;
use simulator::Scenario;

use crate::aws::Aws;
use crate::log;
use crate::world::World;

const CANARY: &str = "canary-7d1f0c5e";

/// A family whose secrets are the canary, in a service that runs and in a task of its own.
async fn plant(aws: &Aws) {
    let container = json!({
        "name": "web",
        "image": "web:exit-1",
        "memory": 128,
        "environment": [{ "name": "PASSWORD", "value": CANARY }, { "name": "URL", "value": format!("postgres://me:{CANARY}@db/shop") }],
    });
    let definition = json!({ "containerDefinitions": [container] });
    let overrides =
        json!({ "containerOverrides": [{ "name": "web", "environment": [{ "name": "TOKEN", "value": CANARY }] }] });
    aws.call("CreateCluster", json!({ "clusterName": "vault" })).await;
    aws.start("vault", "secretive", definition, json!({ "overrides": overrides })).await;
}

/// The values of environment variables that occur nowhere else in the estate, so that finding one means a leak.
async fn values(aws: &Aws) -> BTreeSet<String> {
    let mut values = BTreeSet::new();
    let mut elsewhere = String::new();
    let mut token = Value::Null;
    loop {
        let list = aws.call("ListTaskDefinitions", json!({ "nextToken": token })).await;
        for arn in list["taskDefinitionArns"].as_array().unwrap() {
            let mut answer = aws.call("DescribeTaskDefinition", json!({ "taskDefinition": arn })).await;
            for container in answer["taskDefinition"]["containerDefinitions"].as_array_mut().unwrap() {
                let environment = container["environment"].take();
                let pairs = environment.as_array().cloned().unwrap_or_default();
                values.extend(pairs.iter().filter_map(|pair| pair["value"].as_str()).map(str::to_owned));
                elsewhere.extend(pairs.iter().filter_map(|pair| pair["name"].as_str()));
            }
            elsewhere += &answer.to_string();
        }
        token = list["nextToken"].clone();
        if token.is_null() {
            break;
        }
    }
    for cluster in arns(aws, "ListClusters", json!({}), "clusterArns").await {
        let all = json!({ "clusters": [cluster], "include": ["TAGS", "SETTINGS"] });
        elsewhere += &aws.call("DescribeClusters", all).await.to_string();
        for service in arns(aws, "ListServices", json!({ "cluster": cluster, "maxResults": 100 }), "serviceArns").await
        {
            let all = json!({ "cluster": cluster, "services": [service], "include": ["TAGS"] });
            elsewhere += &aws.call("DescribeServices", all).await.to_string();
        }
    }
    values.retain(|value| value.len() >= 8 && !elsewhere.contains(value));
    values
}

async fn arns(aws: &Aws, operation: &str, input: Value, field: &str) -> Vec<Value> {
    aws.call(operation, input).await[field].as_array().cloned().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn values_of_environment_variables_are_in_no_page_no_answer_and_no_log() {
    let world = World::of(&[("demo", Scenario::Small)], Limits::default()).await;
    plant(&world.aws()).await;
    let secrets = values(&world.aws()).await;
    assert!(secrets.len() >= 3 && secrets.contains(CANARY), "the estate has secrets: {secrets:?}");
    world
        .wait_for("the planted task", |snapshot| {
            let vault = snapshot.clusters.iter().find(|(name, _)| name.as_str() == "vault");
            vault.is_some_and(|(_, cluster)| !cluster.tasks.is_empty() && !cluster.services.is_empty())
                && snapshot.families.keys().any(|family| family.as_str() == "secretive")
        })
        .await;
    let mut looked = world.page_paths();
    assert!(looked.iter().any(|path| path == "/env/demo/task-definitions/secretive/1/raw"));
    looked.extend(world.function_paths());
    looked.extend([format!("/search?q={CANARY}"), format!("/api/search?text={CANARY}")]);
    let mut names = 0;
    for (path, answer) in world.get_all(looked).await {
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        let asked = path.contains(CANARY);
        // What somebody searched for stands in the box they typed it into.
        for secret in secrets.iter().filter(|secret| !(asked && *secret == CANARY)) {
            assert!(!answer.body.contains(secret.as_str()), "{path} has {secret}");
        }
        assert!(answer.headers.get(header::SET_COOKIE).is_none(), "{path}");
        names += usize::from(answer.body.contains("PASSWORD"));
    }
    assert!(names >= 2, "the names are shown, so the values were read");
    let log = log::so_far();
    assert!(log.contains("answered"), "the log is kept");
    for secret in &secrets {
        assert!(!log.contains(secret.as_str()), "the log has {secret}: {}", around(&log, secret));
    }
}

fn around(log: &str, secret: &str) -> String {
    log.lines().find(|line| line.contains(secret)).unwrap_or_default().to_owned()
}
