//! A bad image is deployed: what the page says from the first failing target to the end of the rollback.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use model::verdict::{Level, Rule};
use model::watch::Watch;
use serde_json::{Value, json};

use super::support::{World, service};

/// Asks the simulator something, as any client of ECS would.
fn ecs(world: &World, operation: &str, body: &Value) -> Value {
    let url = world.simulator.url();
    let host = url.trim_start_matches("http://").trim_end_matches('/');
    let body = body.to_string();
    let mut stream = TcpStream::connect(host).unwrap();
    let head = format!(
        "POST / HTTP/1.1\r\nhost: {host}\r\nx-amz-target: AmazonEC2ContainerServiceV20141113.{operation}\r\ncontent-type: application/x-amz-json-1.1\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200"), "{operation}: {answer}");
    serde_json::from_str(body).unwrap()
}

/// Registers the newest revision of a service once more, with another tag, and deploys it.
fn deploy(world: &World, cluster: &str, name: &str, tag: &str) {
    let told = ecs(world, "DescribeTaskDefinition", &json!({ "taskDefinition": name }));
    let mut definition = told["taskDefinition"].clone();
    let image = definition["containerDefinitions"][0]["image"].as_str().unwrap();
    let repository = image.rsplit_once(':').unwrap().0.to_owned();
    definition["containerDefinitions"][0]["image"] = json!(format!("{repository}:{tag}"));
    let kept = [
        "family",
        "containerDefinitions",
        "cpu",
        "memory",
        "networkMode",
        "requiresCompatibilities",
        "executionRoleArn",
    ];
    let request: Value = kept
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), definition.get(name)?.clone())))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let registered = ecs(world, "RegisterTaskDefinition", &request);
    let arn = &registered["taskDefinition"]["taskDefinitionArn"];
    ecs(world, "UpdateService", &json!({ "cluster": cluster, "service": name, "taskDefinition": arn }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_image_is_told_from_the_first_failing_target_to_the_end_of_the_rollback() {
    let world = World::small_with_everything().await;
    let at = service("shop", "vouchers");
    let _look = world.console.watch(&world.viewer, Watch::Service(at.clone()));
    let before = world.console.service(&world.viewer, &at).await.unwrap().data.verdict.line;
    assert_eq!(before.level, Level::Steady, "{}", before.headline);
    deploy(&world, "shop", "vouchers", "9.9.9-bad-gateway");
    let mut told: Vec<(Rule, String)> = Vec::new();
    for _ in 0..600 {
        world.simulator.control().advance(Duration::from_secs(5));
        tokio::time::sleep(Duration::from_millis(150)).await;
        let line = world.console.service(&world.viewer, &at).await.unwrap().data.verdict.line;
        assert_ne!(line.level, Level::Unknown, "{}", line.headline);
        if told.last().is_none_or(|(_, last)| *last != line.headline) {
            told.push((line.rule, line.headline));
        }
        if told.last().is_some_and(|(_, last)| last.starts_with("Steady on the OLD revision")) {
            break;
        }
    }
    let says = |words: &str| told.iter().any(|(_, headline)| headline.contains(words));
    assert!(says("Target.ResponseCodeMismatch [502]"), "{told:#?}");
    assert!(says("failures counted by the circuit breaker"), "{told:#?}");
    assert!(!says("no progress"), "{told:#?}");
    let (rule, last) = told.last().unwrap();
    assert_eq!(*rule, Rule::DeploymentFailed, "{told:#?}");
    assert!(last.ends_with("was rolled back by the circuit breaker"), "{told:#?}");
    assert!(told.iter().all(|(rule, _)| *rule != Rule::NoneRunning), "the old tasks serve all the time: {told:#?}");
}
