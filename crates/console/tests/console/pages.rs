use console::ConsoleError;
use model::address::{FamilyRef, RevisionRef, TaskRef};
use model::name::{EnvironmentName, Family, TaskId};
use model::noun::Noun;
use model::query::ListQuery;
use model::task_definition::TaskDefinitionRef;
use model::verdict::Level;
use model::view::{FieldValue, Section, StepState};

use super::support::{World, cluster, environment, service};

#[tokio::test(flavor = "multi_thread")]
async fn a_task_that_failed_says_where_and_why() {
    let world = World::small().await;
    let page = world.console.service(&world.viewer, &service("shop", "payments")).await.unwrap().data;
    let failed =
        page.tasks.iter().find(|row| row.level == Level::Down).expect("a failed task is among the telling ones");
    let task = world.console.task(&world.viewer, &failed.at).await.unwrap().data;
    let explanation = task.explanation.unwrap();
    assert!(explanation.summary.contains("not found"), "{}", explanation.summary);
    assert!(explanation.quote.unwrap().contains("CannotPullContainerError"));
    assert_eq!(task.timeline.iter().filter(|step| step.state == StepState::Failed).count(), 1);
    assert_eq!(task.headline, "Failed: CannotPullContainerError, image tag not found");
    assert!(task.containers.iter().any(|container| container.essential == Some(true)), "the definition was read");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_running_task_is_told_by_its_life_and_containers() {
    let world = World::small().await;
    let steady = world.console.service(&world.viewer, &service("shop", "storefront")).await.unwrap().data;
    assert_eq!(steady.tasks_total, u32::try_from(steady.tasks.len()).unwrap().max(steady.tasks_total));
    let running = steady.tasks.iter().find(|row| row.level == Level::Steady).unwrap();
    let task = world.console.task(&world.viewer, &running.at).await.unwrap().data;
    assert!(task.headline.starts_with("Running for "), "{}", task.headline);
    assert_eq!((task.explanation, task.is_remembered), (None, false));
    assert!(task.containers.iter().all(|container| container.level == Level::Steady));
    assert!(task.details.iter().any(|section| section.title == "Network"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revision_shows_names_of_variables_and_never_their_values() {
    let world = World::small().await;
    let services =
        world.console.services(&world.viewer, &environment(), None, &ListQuery::default()).await.unwrap().data;
    let mut hidden = 0;
    let mut told = String::new();
    for row in &services.rows {
        let at = RevisionRef { environment: environment(), revision: row.revision.clone() };
        let page = world.console.revision(&world.viewer, &at).await.unwrap().data;
        assert!(page.row.used_by.contains(&row.at), "{}", at.revision);
        told += &serde_json::to_string(&page).unwrap();
        let fields = page.containers.iter().flat_map(|(_, _, sections): &(String, String, Vec<Section>)| sections);
        for field in fields.flat_map(|section| &section.fields).filter(|field| field.label == "Environment variables") {
            assert!(matches!(field.value, FieldValue::Hidden(_)));
            hidden += 1;
        }
    }
    assert!(hidden > 0, "the shop has environment variables");
    assert!(told.contains("RETRY_BUDGET") && told.contains("MODEL"), "names are shown");
    for value in ["two-tower-2026-01", "strict"] {
        assert!(!told.contains(value), "the value {value} of a variable is shown");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clusters_page_counts_what_needs_attention() {
    let world = World::small().await;
    let page = world.console.cluster(&world.viewer, &cluster("shop")).await.unwrap().data;
    assert!(page.headline.contains("need attention"), "{}", page.headline);
    assert!(page.tasks_total > Some(10) && page.events_total > Some(10) && !page.configuration.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_exist_is_not_found_by_its_own_noun() {
    let world = World::small().await;
    let (console, viewer) = (&world.console, &world.viewer);
    let all = ListQuery::default();
    let noun = |error: ConsoleError| match error {
        ConsoleError::NotFound(noun) => noun,
        other => panic!("{other}"),
    };
    let elsewhere = EnvironmentName::parse("elsewhere").unwrap();
    assert_eq!(noun(console.clusters(viewer, &elsewhere, &all).await.unwrap_err()), Noun::Environment);
    assert_eq!(noun(console.cluster(viewer, &cluster("nowhere")).await.unwrap_err()), Noun::Cluster);
    assert_eq!(noun(console.service(viewer, &service("nowhere", "x")).await.unwrap_err()), Noun::Cluster);
    assert_eq!(noun(console.service(viewer, &service("shop", "nothing")).await.unwrap_err()), Noun::Service);
    let nothing = "nothing".parse().unwrap();
    assert_eq!(noun(console.tasks(viewer, &cluster("shop"), Some(&nothing), &all).await.unwrap_err()), Noun::Service);
    assert_eq!(noun(console.events(viewer, &cluster("shop"), Some(&nothing), &all).await.unwrap_err()), Noun::Service);
    let task = TaskId::parse("00000000000000000000000000000000").unwrap();
    let at = TaskRef { environment: environment(), cluster: cluster("shop").cluster, task };
    assert_eq!(noun(console.task(viewer, &at).await.unwrap_err()), Noun::Task);
    let at = FamilyRef { environment: environment(), family: Family::parse("nothing").unwrap() };
    assert_eq!(noun(console.family(viewer, &at, &all).await.unwrap_err()), Noun::Family);
    let FamilyRef { environment, family } = at;
    let revision = RevisionRef { environment, revision: TaskDefinitionRef { family, revision: 1 } };
    assert_eq!(noun(console.revision(viewer, &revision).await.unwrap_err()), Noun::Revision);
}
