//! Task definitions: read once, shown whole, and without what is secret.

use aws_sdk_ecs::types::{ContainerDefinition, ContainerOverride, KeyValuePair, TaskOverride};
use fleet::{Fleet, FleetError};
use model::name::Family;
use model::task_definition::{TaskDefinitionRef, TaskDefinitionStatus};
use simulator::faults::{Effect, Odd};

use crate::support::*;

fn web(revision: u32) -> TaskDefinitionRef {
    TaskDefinitionRef { family: Family::parse("web").unwrap(), revision }
}

#[tokio::test]
async fn a_revision_is_read_once_however_many_ask() {
    let simulator = empty_simulator().await;
    fill_cluster(&client(&simulator.url()), "shop").await;
    let fleet = Fleet::start(vec![settings(&simulator.url())], quick()).await;
    assert!(fleet.known_task_definition(&environment(), &web(1)).is_none());
    let (environment, web) = (environment(), web(1));
    let asked = (0..10).map(|_| fleet.task_definition(&environment, &web));
    for answer in futures::future::join_all(asked).await {
        assert_eq!(answer.unwrap().reference, web);
    }
    assert_eq!(simulator.control().totals().operations["DescribeTaskDefinition"], 1);
    assert!(fleet.known_task_definition(&environment, &web).is_some());
}

#[tokio::test]
async fn a_revision_that_does_not_exist_is_not_found_and_not_remembered() {
    let simulator = empty_simulator().await;
    let client = client(&simulator.url());
    fill_cluster(&client, "shop").await;
    let fleet = Fleet::start(vec![settings(&simulator.url())], quick()).await;
    let missing = fleet.task_definition(&environment(), &web(2)).await;
    assert!(matches!(missing, Err(FleetError::NotFound { .. })), "{missing:?}");
    let container = ContainerDefinition::builder().name("web").image("shop/web:2").build();
    client
        .register_task_definition()
        .family("web")
        .cpu("256")
        .memory("512")
        .container_definitions(container)
        .send()
        .await
        .unwrap();
    let found = fleet.task_definition(&environment(), &web(2)).await.unwrap();
    assert_eq!(found.containers[0].image, "shop/web:2");
}

#[tokio::test]
async fn values_of_environment_variables_are_nowhere() {
    let simulator = empty_simulator().await;
    let client = client(&simulator.url());
    fill_cluster(&client, "shop").await;
    fill_services(&client, "shop", 1, 1).await;
    let variable = KeyValuePair::builder().name("PASSWORD").value(CANARY).build();
    let container = ContainerOverride::builder().name("web").environment(variable).build();
    let overrides = TaskOverride::builder().container_overrides(container).build();
    fill_one_task(&client, "shop", overrides).await;
    let fleet = Fleet::start(vec![settings(&simulator.url())], quick()).await;
    let read = |snapshot: &fleet::Snapshot| is(of(snapshot, "shop")?.tasks.len() >= 2);
    until(&fleet, "the tasks", read).await;
    let definition = fleet.task_definition(&environment(), &web(1)).await.unwrap();
    assert_eq!(definition.containers[0].environment, ["PASSWORD"]);
    assert!(definition.raw.contains("\"PASSWORD\""), "{}", definition.raw);
    assert!(definition.raw.contains("taskDefinitionArn"), "{}", definition.raw);
    for text in [format!("{definition:?}"), format!("{:?}", fleet.snapshot(&environment())), format!("{fleet:?}")] {
        assert!(!text.contains(CANARY), "{text}");
    }
}

#[tokio::test]
async fn an_answer_that_is_odd_is_shown_with_what_it_has_and_without_what_is_secret() {
    for (member, value) in [("memory", serde_json::json!({"odd": 1})), ("revision", serde_json::json!("one"))] {
        let simulator = empty_simulator().await;
        fill_cluster(&client(&simulator.url()), "shop").await;
        let odd = Odd { item: 0, member: member.to_owned(), value: Some(value) };
        simulator.control().inject(fault("DescribeTaskDefinition", Effect::Odd(odd)));
        let fleet = Fleet::start(vec![settings(&simulator.url())], quick()).await;
        let definition = fleet.task_definition(&environment(), &web(1)).await.unwrap();
        assert_eq!(definition.containers.len(), 1, "{member}");
        assert!(!format!("{definition:?}").contains(CANARY), "{member}");
    }
}

#[tokio::test]
async fn errors_do_not_quote_answers() {
    let body = format!(r#"{{"taskDefinition": {{"containerDefinitions": [{{"environment": "{CANARY}"}}], "cut": "#);
    let server = Scripted::start(move |_, _| (200, body.clone())).await;
    let fleet = Fleet::start(vec![settings(&server.url)], quick()).await;
    let error = fleet.task_definition(&environment(), &web(1)).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains(CANARY), "{error:?}");
    assert!(!format!("{:?}", fleet.snapshot(&environment())).contains(CANARY));
}

#[tokio::test]
async fn a_revision_whose_status_changes_is_read_again() {
    let simulator = empty_simulator().await;
    let client = client(&simulator.url());
    fill_cluster(&client, "shop").await;
    let fleet = Fleet::start(vec![settings(&simulator.url())], quick()).await;
    until(&fleet, "the family", |snapshot| is(snapshot.families.values().any(|numbers| *numbers == [1]))).await;
    assert_eq!(fleet.task_definition(&environment(), &web(1)).await.unwrap().status, TaskDefinitionStatus::Active);
    assert_eq!(fleet.inactive_revisions(&environment(), &web(1).family).await.unwrap(), Vec::<u32>::new());

    client.deregister_task_definition().task_definition("web:1").send().await.unwrap();
    until(&fleet, "no family", |snapshot| is(snapshot.families.is_empty())).await;
    assert_eq!(fleet.task_definition(&environment(), &web(1)).await.unwrap().status, TaskDefinitionStatus::Inactive);
}

#[tokio::test]
async fn inactive_revisions_are_listed_the_newest_first() {
    let simulator = empty_simulator().await;
    let client = client(&simulator.url());
    fill_cluster(&client, "shop").await;
    for number in 2..=12 {
        let variable = KeyValuePair::builder().name("N").value(number.to_string()).build();
        let container = ContainerDefinition::builder().name("web").image("shop/web:1").environment(variable).build();
        let request = client.register_task_definition().family("web").cpu("256").memory("512");
        request.container_definitions(container).send().await.unwrap();
    }
    for number in [2, 11, 9] {
        client.deregister_task_definition().task_definition(format!("web:{number}")).send().await.unwrap();
    }
    let fleet = Fleet::start(vec![settings(&simulator.url())], quick()).await;
    assert_eq!(fleet.inactive_revisions(&environment(), &web(1).family).await.unwrap(), [11, 9, 2]);
    let numbers = until(&fleet, "the family", |snapshot| snapshot.families.get(&web(1).family).cloned()).await;
    assert_eq!(numbers, [12, 10, 8, 7, 6, 5, 4, 3, 1]);
}
