use std::time::Duration;

use console::ConsoleError;
use model::address::RevisionRef;
use model::freshness::Trouble;
use model::query::ListQuery;
use model::watch::Watch;
use simulator::Scenario;
use simulator::faults::{Chance, Effect, Fault, Target};

use super::support::{World, cluster, environment, service};

fn deny(operation: &str) -> Fault {
    let target = Target { operation: Some(operation.to_owned()), ..Target::default() };
    Fault { target, chance: Chance::default(), effect: Effect::AccessDenied }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_area_names_its_action_and_the_rest_works() {
    let world = World::start(Scenario::Small).await;
    world.simulator.control().inject(deny("ListTasks"));
    world
        .until(|world| {
            let snapshot = world.fleet.snapshot(&environment());
            let refused = |trouble: &Option<Trouble>| matches!(trouble, Some(Trouble::Denied { .. }));
            snapshot.is_some_and(|snapshot| {
                snapshot.first_read_complete
                    && snapshot.clusters.values().all(|cluster| refused(&cluster.tasks.freshness.trouble))
            })
        })
        .await;
    let page = world.console.service(&world.viewer, &service("shop", "storefront")).await.unwrap();
    let denied = Trouble::Denied { action: "ecs:ListTasks".parse().unwrap() };
    assert_eq!(page.notices.iter().map(|notice| &notice.trouble).collect::<Vec<_>>(), [&denied]);
    assert_eq!(page.notices[0].area, "tasks of shop");
    let overview = world.console.overview(&world.viewer).await.unwrap();
    assert_eq!(overview.notices.len(), 1);
    assert!(overview.data.services_total > 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_revision_names_the_missing_action() {
    let world = World::start(Scenario::Small).await;
    world.simulator.control().inject(deny("DescribeTaskDefinition"));
    let at = RevisionRef {
        environment: environment(),
        revision: model::task_definition::TaskDefinitionRef::parse("checkout:1").unwrap(),
    };
    let error = world.console.revision(&world.viewer, &at).await.unwrap_err();
    assert_eq!(error.to_string(), "IAM does not allow ecs:DescribeTaskDefinition");
    let ConsoleError::Forbidden { missing, request_id } = error else { panic!("{error:?}") };
    assert_eq!(missing.as_str(), "ecs:DescribeTaskDefinition");
    assert!(request_id.is_some(), "AWS names every request that it refuses");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_asked_for_while_podium_starts_is_waited_for() {
    let world = World::start(Scenario::Small).await;
    world.console.service(&world.viewer, &service("shop", "storefront")).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_environment_that_can_not_be_reached_is_unavailable_and_lists_say_so() {
    let world = World::start(Scenario::Empty).await;
    world.simulator.control().inject(Fault {
        target: Target::default(),
        chance: Chance::default(),
        effect: Effect::ServerError { status: 503, body: simulator::faults::ErrorBody::Html },
    });
    world
        .until(|world| {
            let snapshot = world.fleet.snapshot(&environment());
            snapshot.is_some_and(|snapshot| snapshot.clusters.freshness.trouble.is_some())
        })
        .await;
    let error = world.console.cluster(&world.viewer, &cluster("shop")).await.unwrap_err();
    assert!(matches!(error, ConsoleError::Unavailable { trouble: Trouble::Failed { .. }, .. }), "{error:?}");
    let list = world.console.clusters(&world.viewer, &environment(), &ListQuery::default()).await.unwrap();
    assert_eq!((list.data.total, list.as_of), (0, None));
    assert!(list.stale, "an empty list that nobody vouches for");
    assert_eq!(list.notices.len(), 1);
    assert!(!world.console.overview(&world.viewer).await.unwrap().data.is_loading);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_in_aws_is_told_and_seen() {
    let world = World::small().await;
    let _look = world.console.watch(&world.viewer, Watch::Cluster(cluster("shop")));
    let mut changes = world.console.changes(&world.viewer);
    world.simulator.control().advance(Duration::from_secs(3_600));
    let change = tokio::time::timeout(Duration::from_secs(10), changes.recv()).await.unwrap().unwrap();
    assert_eq!(change.environment, environment());
}
