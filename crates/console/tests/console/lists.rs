use console::ConsoleError;
use model::query::{ListQuery, Order};
use model::task::TaskStatus;
use model::verdict::Level;
use model::view::{HitKind, RevisionRow};

use super::support::{World, cluster, environment};

fn query(filter: &str, sort: &str) -> ListQuery {
    ListQuery { filter: filter.to_owned(), sort: sort.to_owned(), ..ListQuery::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn services_are_filtered_sorted_and_found_by_level() {
    let world = World::small().await;
    let services = async |query: &ListQuery| {
        world.console.services(&world.viewer, &environment(), None, query).await.map(|answer| answer.data)
    };
    let by_name = services(&query("", "name")).await.unwrap();
    assert!(by_name.rows.is_sorted_by(|a, b| a.at.service <= b.at.service));
    let reversed = services(&ListQuery { order: Order::Reversed, ..query("", "name") }).await.unwrap();
    assert!(reversed.rows.iter().rev().map(|row| &row.at).eq(by_name.rows.iter().map(|row| &row.at)));
    let found = services(&query("SHOP payments", "")).await.unwrap();
    assert_eq!((found.matching, found.rows[0].at.service.as_str()), (1, "payments"));
    assert_eq!(found.total, by_name.total);
    let down = services(&ListQuery { level: Some(Level::Down), ..ListQuery::default() }).await.unwrap();
    assert!(down.matching >= 2 && down.rows.iter().all(|row| row.verdict.level == Level::Down));
    assert_eq!(services(&ListQuery { page: 99, ..ListQuery::default() }).await.unwrap().page, 0);
    let Err(ConsoleError::Invalid(errors)) = services(&query("", "price")).await else { panic!("an unknown column") };
    assert!(errors.of("sort").is_some(), "{errors}");
}

#[tokio::test(flavor = "multi_thread")]
async fn tasks_are_listed_by_cluster_by_service_and_by_state() {
    let world = World::small().await;
    let shop = cluster("shop");
    let payments = "payments".parse().unwrap();
    let with = |status: &str| ListQuery { status: status.to_owned(), ..ListQuery::default() };
    let all = world.console.tasks(&world.viewer, &shop, None, &with("")).await.unwrap().data;
    let running = world.console.tasks(&world.viewer, &shop, None, &with("running")).await.unwrap().data;
    let stopped = world.console.tasks(&world.viewer, &shop, None, &with("stopped")).await.unwrap().data;
    assert_eq!(running.matching + stopped.matching, all.matching);
    assert!(stopped.rows.iter().all(|row| row.last_status == TaskStatus::Stopped) && stopped.matching > 0);
    let failed = ListQuery { level: Some(Level::Down), ..with("stopped") };
    let failed = world.console.tasks(&world.viewer, &shop, Some(&payments), &failed).await.unwrap().data;
    assert!(failed.matching > 0);
    assert!(failed.rows.iter().all(|row| row.why.as_deref() == Some("CannotPullContainerError, image tag not found")));
    assert!(failed.rows.iter().all(|row| row.service.as_ref() == Some(&payments)));
}

#[tokio::test(flavor = "multi_thread")]
async fn clusters_and_events_are_listed() {
    let world = World::small().await;
    let clusters = world.console.clusters(&world.viewer, &environment(), &query("", "name")).await.unwrap().data;
    let names: Vec<&str> = clusters.rows.iter().map(|row| row.at.cluster.as_str()).collect();
    assert!(names.is_sorted() && names.contains(&"data"), "{names:?}");
    let shop = clusters.rows.iter().find(|row| row.at.cluster.as_str() == "shop").unwrap();
    assert_eq!(shop.worst, Some(Level::Down));
    assert_eq!(shop.cells.len(), shop.services as usize);
    assert!(shop.capacity.contains("Fargate"), "{}", shop.capacity);
    let events = world.console.events(&world.viewer, &cluster("shop"), None, &ListQuery::default()).await.unwrap().data;
    assert!(events.rows.is_sorted_by(|a, b| a.at >= b.at) && events.matching > 10);
    let trouble = ListQuery { level: Some(Level::Degraded), ..ListQuery::default() };
    let trouble = world.console.events(&world.viewer, &cluster("shop"), None, &trouble).await.unwrap().data;
    assert!(trouble.matching < events.matching && trouble.rows.iter().all(|row| row.is_trouble));
}

#[tokio::test(flavor = "multi_thread")]
async fn search_finds_services_before_tasks_and_tasks_by_id_and_address() {
    let world = World::small().await;
    let search = async |text: &str| world.console.search(&world.viewer, text).await.unwrap().data;
    let found = search("checkout").await;
    assert_eq!((found.hits[0].kind, &*found.hits[0].title), (HitKind::Service, "checkout"));
    assert!(found.hits.iter().any(|hit| hit.kind == HitKind::Family));
    let live = ListQuery { status: "running".to_owned(), sort: "started".to_owned(), ..ListQuery::default() };
    let tasks = world.console.tasks(&world.viewer, &cluster("shop"), None, &live).await.unwrap().data;
    let running = tasks.rows.iter().find(|row| row.last_status == TaskStatus::Running).unwrap();
    let by_id = search(&running.at.task.as_str()[..10]).await;
    assert_eq!(by_id.hits[0].target, running.at.page());
    let by_address = search(running.private_ip.as_deref().unwrap()).await;
    assert!(by_address.hits.iter().any(|hit| hit.target == running.at.page()));
    assert_eq!(search("").await.total, 0);
    assert_eq!(search("no-such-thing-anywhere").await.total, 0);
    assert!(world.console.search(&world.viewer, &"x".repeat(201)).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn families_are_listed_with_the_services_that_use_them() {
    let world = World::small().await;
    let listing = world.console.families(&world.viewer, &environment(), &ListQuery::default()).await.unwrap().data;
    let checkout = listing.rows.iter().find(|row| row.at.family.as_str() == "checkout").unwrap();
    assert!(checkout.latest.is_some() && checkout.active > 0);
    assert!(checkout.used_by.iter().any(|(at, _)| at.service.as_str() == "checkout"));
    let is_read = |row: &RevisionRow| row.registered_at.is_some() && !row.images.is_empty();
    for attempt in 0.. {
        let all = ListQuery::default();
        let page = world.console.family(&world.viewer, &checkout.at, &all).await.unwrap().data;
        assert_eq!(page.revisions.matching, checkout.active);
        assert!(page.revisions.rows.is_sorted_by(|a, b| a.at.revision.revision > b.at.revision.revision));
        if page.revisions.rows.iter().all(is_read) {
            break;
        }
        assert!(attempt < 10, "to look at a family is to read its definitions, at the latest on the next look");
    }
}
