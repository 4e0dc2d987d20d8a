//! A bad image is deployed: what the page says from the first failing target to the end of the rollback.

use std::time::Duration;

use model::verdict::{Level, Rule};
use model::watch::Watch;
use serde_json::{Value, json};

use super::support::{World, service};

/// Simulated time between two looks: shorter than any state of the story lasts.
const STEP: Duration = Duration::from_secs(15);

/// How many looks the story may take: fifty simulated minutes.
const STEPS: u32 = 200;

/// What is read of a service that deploys behind a load balancer.
const READS: [&str; 3] = ["DescribeServices", "DescribeServiceDeployments", "DescribeTargetHealth"];

/// Asks the simulator something, as any client of ECS would.
fn ecs(world: &World, operation: &str, body: &Value) -> Value {
    let ask = || {
        let question = ureq::post(world.simulator.url())
            .header("x-amz-target", format!("AmazonEC2ContainerServiceV20141113.{operation}"))
            .content_type("application/x-amz-json-1.1");
        question.send(body.to_string()).unwrap().body_mut().read_to_string().unwrap()
    };
    serde_json::from_str(&tokio::task::block_in_place(ask)).unwrap()
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

/// Waits until everything that matters has been read from its beginning to its end.
async fn read_again(world: &World) {
    let counts = || {
        let made = world.simulator.control().totals().operations;
        READS.map(|operation| made.get(operation).copied().unwrap_or_default())
    };
    // The next answer may be to a question that was asked before.
    let enough = counts().map(|count| count + 2);
    world.until(|_| counts().iter().zip(enough).all(|(count, enough)| *count >= enough)).await;
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
    for _ in 0..STEPS {
        world.simulator.control().advance(STEP);
        read_again(&world).await;
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
