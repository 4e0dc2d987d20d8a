use aws_sdk_ecs::types::{Container, Task as SdkTask, TaskStopCode};
use model::job::{Job, RUNS_KEPT};
use model::name::TaskId;
use model::task::Task;
use model::task_definition::{TaskDefinition, TaskDefinitionRef};

use super::*;
use crate::store::TaskScope;

const HOUR: i64 = 3_600_000;

fn id(number: u32) -> TaskId {
    TaskId::parse(format!("{number:032x}")).unwrap()
}

/// A task of the family `report` that ended at this moment with these exit codes.
fn ended(number: u32, at: i64, started_by: &str, codes: &[i32]) -> Task {
    let moment = aws_sdk_ecs::primitives::DateTime::from_millis(at);
    let containers = codes.iter().enumerate().map(|(index, code)| {
        Container::builder().name(format!("c{index}")).exit_code(*code).last_status("STOPPED").build()
    });
    let task = SdkTask::builder()
        .task_arn(format!("arn:aws:ecs:eu-central-1:123456789012:task/shop/{}", id(number)))
        .task_definition_arn("arn:aws:ecs:eu-central-1:123456789012:task-definition/report:3")
        .group("family:report")
        .started_by(started_by)
        .last_status("STOPPED")
        .desired_status("STOPPED")
        .stop_code(TaskStopCode::EssentialContainerExited)
        .created_at(aws_sdk_ecs::primitives::DateTime::from_millis(at - 60_000))
        .stopping_at(moment)
        .set_containers(Some(containers.collect()));
    crate::convert::task::task(task.build(), &shop()).unwrap()
}

fn with_shop() -> Store {
    let (store, _) = store();
    store.edit(|draft| draft.set_clusters(vec![cluster(1)], Timestamp(1)));
    store
}

/// AWS lists no task any more.
fn forgotten(store: &Store, at: i64) {
    store.edit(|draft| draft.keep_tasks(&shop(), &TaskScope::Cluster, &BTreeSet::new(), Timestamp(at)));
}

fn runs(store: &Store) -> usize {
    store.read().clusters[&shop()].runs.len()
}

#[test]
fn a_run_of_a_job_is_known_when_aws_has_forgotten_the_task() {
    let store = with_shop();
    let of_service = Task { group: Some("service:web".to_owned()), ..ended(2, HOUR, "ecs-svc/1", &[1]) };
    let tasks = vec![ended(1, HOUR, "ci/1234", &[137]), of_service];
    store.edit(|draft| draft.put_tasks(&shop(), tasks, Timestamp(HOUR)));
    forgotten(&store, 3 * HOUR);
    let known = store.read();
    let known = &known.clusters[&shop()];
    assert!(known.tasks.is_empty());
    assert_eq!(known.runs.keys().collect::<Vec<_>>(), [&id(1)], "a task of a service is no run of a job");
    assert_eq!(Job::all(known.runs.values())[0].headline(), "Failed in the only run that is known");
}

#[test]
fn a_run_is_forgotten_when_the_next_one_is_long_overdue() {
    let store = with_shop();
    let tasks = vec![ended(1, HOUR, "ci/1234", &[1]), ended(2, HOUR, "events-rule/weekly", &[1])];
    store.edit(|draft| draft.put_tasks(&shop(), tasks, Timestamp(HOUR)));
    for (hours, left) in [(25, 2), (27, 1), (24 * 8, 1), (24 * 8 + 2, 0)] {
        forgotten(&store, hours * HOUR);
        assert_eq!(runs(&store), left, "after {hours} h");
    }
}

#[test]
fn the_last_runs_of_each_job_are_kept_and_no_more() {
    let store = with_shop();
    let many = (0..40).map(|number| ended(number, i64::from(number), "ci/1234", &[0]));
    let tasks = many.chain([ended(99, 1, "events-rule/nightly", &[1])]).collect();
    store.edit(|draft| draft.put_tasks(&shop(), tasks, Timestamp(HOUR)));
    forgotten(&store, HOUR);
    assert_eq!(runs(&store), RUNS_KEPT + 1);
    let known = store.read();
    assert!(known.clusters[&shop()].runs.contains_key(&id(39)) && known.clusters[&shop()].runs.contains_key(&id(99)));
}

#[test]
fn a_run_with_a_sidecar_is_understood_once_its_definition_is_there() {
    let store = with_shop();
    store.edit(|draft| draft.put_tasks(&shop(), vec![ended(1, HOUR, "ci/1234", &[0, 137])], Timestamp(HOUR)));
    let level = || {
        let known = store.read();
        Job::all(known.clusters[&shop()].runs.values()).iter().map(Job::level).collect::<Vec<_>>()
    };
    assert_eq!(level(), [model::verdict::Level::Unknown]);
    let definition = definition();
    let before = store.read().version;
    store.edit(|draft| draft.explain_runs(&shop(), &Arc::new(definition)));
    assert_eq!((level(), store.read().version), (vec![model::verdict::Level::Idle], before + 1));
}

#[test]
fn definitions_are_kept_as_long_as_a_task_that_ended_needs_them() {
    let store = with_shop();
    let definition = Arc::new(definition());
    store.edit(|draft| draft.keep_definition(&shop(), &definition));
    let wanted = BTreeSet::from([definition.reference.clone()]);
    let version = store.read().version;
    store.edit(|draft| {
        draft.keep_definition(&shop(), &definition);
        draft.keep_definitions(&shop(), &wanted);
    });
    assert_eq!(store.read().version, version, "nothing is news that was known");
    assert!(store.read().clusters[&shop()].definitions.contains_key(&definition.reference));
    store.edit(|draft| draft.keep_definitions(&shop(), &BTreeSet::new()));
    assert!(store.read().clusters[&shop()].definitions.is_empty());
}

/// `report:3`, of whose containers only the first is essential.
fn definition() -> TaskDefinition {
    use aws_sdk_ecs::types::ContainerDefinition;
    let container = |name: &str, essential| ContainerDefinition::builder().name(name).image("a").essential(essential);
    let sdk = aws_sdk_ecs::types::TaskDefinition::builder()
        .task_definition_arn("arn:aws:ecs:eu-central-1:123456789012:task-definition/report:3")
        .family("report")
        .revision(3)
        .container_definitions(container("c0", true).build())
        .container_definitions(container("c1", false).build());
    let asked = TaskDefinitionRef::parse("report:3").unwrap();
    crate::convert::task_definition::task_definition(sdk.build(), Vec::new(), &asked, String::new()).unwrap()
}
