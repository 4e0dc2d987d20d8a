use super::*;
use crate::task_definition::{ContainerDefinition, TaskDefinition};
use crate::testing::{container, container_definition, task, task_definition};

/// A definition with these containers: name, and whether it is essential.
fn definition(containers: &[(&str, bool)]) -> TaskDefinition {
    let define =
        |(name, essential): &(&str, bool)| ContainerDefinition { essential: *essential, ..container_definition(name) };
    TaskDefinition { containers: containers.iter().map(define).collect(), ..task_definition("web", 7) }
}

fn ended(containers: Vec<Container>) -> Task {
    let mut task = task("web", 7);
    task.desired_status = "STOPPED".into();
    task.stop_code = Some(StopCode::EssentialContainerExited);
    task.stopped_reason = Some("Essential container in task exited".to_owned());
    task.containers = containers;
    task
}

fn left(name: &str, code: Option<i32>) -> Container {
    Container { exit_code: code, ..container(name) }
}

#[test]
fn a_container_whose_end_does_not_end_the_task_is_not_the_culprit() {
    let task = ended(vec![left("init", Some(1)), left("web", Some(137))]);
    let known = definition(&[("init", false), ("web", true)]);
    let cause = Cause::with_definition(&task, Some(&known)).unwrap();
    assert_eq!(cause.short(), "container web, exit code 137 (killed, SIGKILL)");
    let both = definition(&[("init", true), ("web", true)]);
    let cause = Cause::with_definition(&task, Some(&both)).unwrap();
    assert_eq!(cause.short(), "container init, exit code 1 (application error)");
}

#[test]
fn a_sidecar_that_could_not_be_pulled_does_not_explain_the_end_of_another_container() {
    let mut guard = left("aws-guardduty-agent-x1", None);
    guard.reason = Some("CannotPullContainerError: context canceled".to_owned());
    let task = ended(vec![guard, left("web", Some(1))]);
    assert_eq!(Cause::of(&task).unwrap().short(), "container web, exit code 1 (application error)");
}

#[test]
fn a_container_that_never_started_because_it_waits_for_one_that_failed_is_told() {
    let task = ended(vec![left("migrate", Some(3)), left("web", None)]);
    let mut known = definition(&[("migrate", false), ("web", true)]);
    known.containers[1].depends_on = vec![("migrate".to_owned(), "SUCCESS".to_owned())];
    let summary = explain(&task, Some(&known)).unwrap().summary;
    assert_eq!(summary, "Container migrate exited with code 3, so container web, which depends on it, never started.");
}

#[test]
fn a_stop_that_this_build_does_not_know_is_nobodys_failure() {
    let mut task = ended(vec![left("web", Some(137)), left("log", Some(0))]);
    task.stop_code = Some(StopCode::Other("Reclaimed2027".to_owned()));
    task.stopped_reason = Some("The moon took it back".to_owned());
    let cause = Cause::of(&task).unwrap();
    assert_eq!((cause.kind, cause.kind.behind()), (Kind::Other, Behind::Unknown));
    task.containers[0].exit_code = Some(1);
    assert_eq!(Cause::of(&task).unwrap().kind.behind(), Behind::Itself, "an exit code of its own tells");
}
