//! Some things cannot be read, and the rest goes on.

use fleet::{EnvironmentSettings, Fleet};
use model::freshness::Trouble;
use simulator::faults::{Chance, Effect, ErrorBody, Fault, Odd, Target};

use crate::support::*;

async fn shop_with_services(count: usize) -> simulator::Running {
    let simulator = empty_simulator().await;
    let client = client(&simulator.url());
    fill_cluster(&client, "shop").await;
    fill_services(&client, "shop", count, 1).await;
    simulator
}

#[tokio::test]
async fn an_action_that_is_denied_is_named_and_the_rest_is_read() {
    let simulator = shop_with_services(3).await;
    let denied = simulator.control().inject(fault("ListTasks", Effect::AccessDenied));
    let fleet = Fleet::start(vec![settings(&simulator.url())], quick()).await;
    let snapshot = complete(&fleet).await;
    let shop = of(&snapshot, "shop").unwrap();
    assert_eq!(shop.services.len(), 3);
    assert_eq!(shop.services.freshness.trouble, None);
    assert_eq!(shop.tasks.freshness.trouble, Some(Trouble::Denied { action: "ecs:ListTasks".parse().unwrap() }));

    simulator.control().lift(denied);
    let shop_has_tasks = |snapshot: &fleet::Snapshot| {
        let shop = of(snapshot, "shop")?;
        is(shop.tasks.freshness.trouble.is_none() && shop.tasks.len() >= 3)
    };
    until(&fleet, "tasks are read once they may be", shop_has_tasks).await;
}

#[tokio::test]
async fn clusters_that_may_not_be_described_are_known_by_name() {
    let simulator = shop_with_services(2).await;
    simulator.control().inject(fault("DescribeClusters", Effect::AccessDenied));
    let fleet = Fleet::start(vec![settings(&simulator.url())], quick()).await;
    until(&fleet, "services are read", |snapshot| is(of(snapshot, "shop")?.services.len() == 2)).await;
    let snapshot = fleet.snapshot(&environment()).unwrap();
    let denied = Trouble::Denied { action: "ecs:DescribeClusters".parse().unwrap() };
    assert_eq!(snapshot.clusters.freshness.trouble, Some(denied));
}

#[tokio::test]
async fn an_account_that_sts_does_not_tell_is_told_by_the_clusters() {
    let simulator = shop_with_services(0).await;
    simulator.control().inject(fault("GetCallerIdentity", Effect::AccessDenied));
    let fleet = Fleet::start(vec![settings(&simulator.url())], quick()).await;
    complete(&fleet).await;
    assert_eq!(fleet.environments()[0].account.as_deref(), Some("123456789012"));
}

#[tokio::test]
async fn a_throttled_area_says_so_and_recovers() {
    let simulator = shop_with_services(3).await;
    let throttled = simulator.control().inject(fault("DescribeServices", Effect::Throttle));
    let fleet = Fleet::start(vec![settings(&simulator.url())], quick()).await;
    let snapshot = complete(&fleet).await;
    let expect = Trouble::Throttled { operation: "DescribeServices".parse().unwrap() };
    assert_eq!(of(&snapshot, "shop").unwrap().services.freshness.trouble, Some(expect));
    simulator.control().lift(throttled);
    let recovered = |snapshot: &fleet::Snapshot| {
        let shop = of(snapshot, "shop")?;
        is(shop.services.len() == 3 && shop.services.freshness.trouble.is_none())
    };
    until(&fleet, "services are read once the rate allows it", recovered).await;
}

#[tokio::test]
async fn a_server_error_in_html_keeps_its_status_and_operation() {
    let simulator = shop_with_services(1).await;
    simulator.control().inject(fault("ListTasks", Effect::ServerError { status: 500, body: ErrorBody::Html }));
    let fleet = Fleet::start(vec![settings(&simulator.url())], quick()).await;
    let snapshot = complete(&fleet).await;
    let expect = Trouble::Failed { operation: "ListTasks".parse().unwrap(), status: Some(500), code: None };
    let shop = of(&snapshot, "shop").unwrap();
    assert_eq!(shop.tasks.freshness.trouble, Some(expect));
    assert_eq!(shop.services.len(), 1);
}

#[tokio::test]
async fn one_hiccup_is_not_a_trouble() {
    let simulator = shop_with_services(1).await;
    let once = Chance { count: Some(1), probability: None };
    for operation in ["ListServices", "ListTasks", "DescribeServices"] {
        simulator.control().inject(Fault { chance: once, ..fault(operation, Effect::Reset) });
    }
    let fleet = Fleet::start(vec![settings(&simulator.url())], crate::support::once()).await;
    let snapshot = complete(&fleet).await;
    let shop = of(&snapshot, "shop").unwrap();
    assert_eq!((&shop.services.freshness.trouble, &shop.tasks.freshness.trouble), (&None, &None));
}

#[tokio::test]
async fn odd_values_cost_what_is_odd_and_nothing_else() {
    let odd =
        |member: &str, value: Option<serde_json::Value>| Effect::Odd(Odd { item: 0, member: member.to_owned(), value });
    let cases = [
        ("DescribeServices", "desiredCount", Some(serde_json::json!("many")), Some("desiredCount")),
        ("DescribeServices", "deployments/0/rolloutState", Some(serde_json::json!("PAUSED")), None),
        ("DescribeServices", "deployments", Some(serde_json::json!({"not": "a list"})), Some("deployments")),
        ("DescribeServices", "taskDefinition", None, None),
        ("DescribeServices", "createdAt", Some(serde_json::json!("yesterday")), Some("createdAt")),
    ];
    for (operation, member, value, told) in cases {
        let simulator = shop_with_services(3).await;
        simulator.control().inject(fault(operation, odd(member, value.clone())));
        let fleet = Fleet::start(vec![settings(&simulator.url())], quick()).await;
        let snapshot = complete(&fleet).await;
        let shop = of(&snapshot, "shop").unwrap();
        assert_eq!(shop.services.len(), 3, "{member} is {value:?}");
        let expect = told.map(|member| Trouble::Incomplete {
            operation: operation.parse().unwrap(),
            items: 1,
            of: 3,
            member: member.parse().map(Box::new).unwrap(),
        });
        assert_eq!(shop.services.freshness.trouble, expect, "{member} is {value:?}");
        assert!(shop.services.freshness.as_of.is_some(), "{member} is {value:?}");
    }
}

#[tokio::test]
async fn a_service_without_an_arn_is_left_out_and_the_others_are_read() {
    let simulator = shop_with_services(3).await;
    simulator
        .control()
        .inject(fault("DescribeServices", Effect::Odd(Odd { item: 0, member: "serviceArn".to_owned(), value: None })));
    let fleet = Fleet::start(vec![settings(&simulator.url())], quick()).await;
    let snapshot = complete(&fleet).await;
    assert_eq!(of(&snapshot, "shop").unwrap().services.len(), 2);
}

#[tokio::test]
async fn everything_arrives_although_most_calls_are_throttled() {
    let simulator = shop_with_services(50).await;
    let most = Chance { count: None, probability: Some(0.7) };
    simulator.control().inject(Fault { target: Target::default(), chance: most, effect: Effect::Throttle });
    let fleet = Fleet::start(vec![settings(&simulator.url())], quick()).await;
    let all = |snapshot: &fleet::Snapshot| {
        let shop = of(snapshot, "shop")?;
        is(shop.services.len() == 50 && shop.tasks.len() >= 50)
    };
    until(&fleet, "all services and tasks", all).await;
}

#[tokio::test]
async fn a_role_that_may_not_be_taken_on_is_named() {
    let denied = "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>";
    let server = Scripted::start(move |_, _| (403, denied.to_owned())).await;
    let role_arn = Some("arn:aws:iam::123456789012:role/podium".to_owned());
    let fleet = Fleet::start(vec![EnvironmentSettings { role_arn, ..settings(&server.url) }], quick()).await;
    let trouble = until(&fleet, "trouble", |snapshot| snapshot.clusters.freshness.trouble.clone()).await;
    assert_eq!(trouble, Trouble::Denied { action: "sts:AssumeRole".parse().unwrap() });
}

#[tokio::test]
async fn credentials_that_can_not_be_had_are_not_an_unreachable_endpoint() {
    let server = Scripted::start(|_, _| (500, "<html>sorry</html>".to_owned())).await;
    let role_arn = Some("arn:aws:iam::123456789012:role/podium".to_owned());
    let fleet = Fleet::start(vec![EnvironmentSettings { role_arn, ..settings(&server.url) }], quick()).await;
    let trouble = until(&fleet, "trouble", |snapshot| snapshot.clusters.freshness.trouble.clone()).await;
    assert_eq!(trouble, Trouble::Credentials { operation: "ListClusters".parse().unwrap() });
}
