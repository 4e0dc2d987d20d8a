use super::*;
use crate::task::{StopCode, TaskStatus};
use crate::testing::{ago, container, container_definition, crashed, task_definition};
use std::sync::Arc;

/// A run of the family `web` that began a minute before its end, so many seconds ago, and left with this code.
fn run(seconds: i64, code: i32) -> Run {
    let mut task = crashed(7, seconds);
    task.id = crate::name::TaskId::parse(format!("{seconds:032x}")).unwrap();
    task.group = Some("family:web".to_owned());
    task.started_by = Some("events-rule/nightly".to_owned());
    task.containers[0].exit_code = Some(code);
    task.lifecycle.created_at = Some(ago(seconds + 60));
    Run { task: Arc::new(task), definition: None }
}

fn changed(run: Run, change: impl FnOnce(&mut Task)) -> Run {
    let mut task = (*run.task).clone();
    change(&mut task);
    Run { task: Arc::new(task), ..run }
}

#[track_caller]
fn check(runs: &[Run], level: Level, headline: &str) {
    let jobs = Job::all(runs.iter());
    let found: Vec<_> = jobs.iter().map(|job| (job.level(), job.headline())).collect();
    assert_eq!(found, [(level, headline.to_owned())]);
}

#[test]
fn a_job_that_fails_each_time_needs_attention_and_says_how_often_it_failed() {
    check(&[run(60, 137)], Level::Degraded, "Failed in the only run that is known");
    let nights = [run(60, 137), run(86_460, 137), run(172_860, 137)];
    check(&nights, Level::Degraded, "Failed 3 of the last 3 runs that are known");
    check(&[run(60, 1), run(86_460, 0)], Level::Degraded, "Failed 1 of the last 2 runs that are known");
    let jobs = Job::all(nights.iter());
    let last = jobs[0].run().unwrap();
    assert_eq!(
        (last.ended_at(), last.why().as_deref()),
        (Some(ago(60)), Some("container web, exit code 137 (killed, SIGKILL)"))
    );
}

#[test]
fn a_success_after_a_failure_is_calm() {
    check(&[run(60, 0)], Level::Idle, "Did its work");
    check(&[run(60, 0), run(86_460, 1)], Level::Idle, "Did its work again after a failure");
}

#[test]
fn a_run_that_was_under_way_already_makes_no_failure_good() {
    let long = changed(run(60, 0), |task| task.lifecycle.created_at = Some(ago(700)));
    check(&[long, run(600, 1)], Level::Degraded, "Failed 1 of the last 2 runs that are known");
}

#[test]
fn a_run_that_a_person_stopped_is_neither_a_failure_nor_a_success() {
    let stopped = |seconds| changed(run(seconds, 137), |task| task.stop_code = Some(StopCode::UserInitiated));
    assert!(Job::all([stopped(60)].iter()).is_empty());
    check(&[stopped(60), run(600, 0)], Level::Idle, "Did its work");
    check(&[stopped(60), run(600, 1)], Level::Degraded, "Failed in the only run that is known");
}

#[test]
fn what_kept_it_from_its_work_is_a_failure_whoever_is_behind_it() {
    let codes = [
        StopCode::TaskFailedToStart,
        StopCode::SpotInterruption,
        StopCode::TerminationNotice,
        StopCode::InfrastructureHealth,
    ];
    for code in codes {
        let taken = changed(run(60, 0), |task| {
            task.stop_code = Some(code.clone());
            task.containers[0].exit_code = None;
        });
        assert_eq!(taken.outcome(), Outcome::Failed, "{code}");
    }
}

#[test]
fn a_stop_code_that_nobody_knows_claims_nothing() {
    let strange = |exit| {
        changed(run(60, 0), |task| {
            task.stop_code = Some("Moonlight".into());
            task.stopped_reason = Some("The moon was full".to_owned());
            task.containers[0].exit_code = exit;
        })
    };
    assert_eq!(strange(None).outcome(), Outcome::Unknown);
    assert_eq!(strange(Some(137)).outcome(), Outcome::Unknown);
    assert_eq!(strange(Some(0)).outcome(), Outcome::Succeeded);
    check(&[strange(None)], Level::Unknown, "Ended, and whether it did its work is not known");
}

/// A run with a second container, `router`, that left with the other code.
fn with_router(code: Option<i32>, of_router: Option<i32>) -> Run {
    changed(run(60, 0), |task| {
        let mut router = container("router");
        (router.exit_code, router.last_status) = (of_router, "STOPPED".into());
        task.containers[0].exit_code = code;
        task.containers.push(router);
        task.last_status = TaskStatus::Stopped;
    })
}

fn knowing(run: Run, router_is_essential: bool) -> Run {
    let mut definition = task_definition("web", 7);
    definition.containers.push(crate::task_definition::ContainerDefinition {
        essential: router_is_essential,
        ..container_definition("router")
    });
    Run { definition: Some(Arc::new(definition)), ..run }
}

#[test]
fn only_essential_containers_decide() {
    for code in [Some(1), Some(137), Some(143), None] {
        let unread = with_router(Some(0), code);
        assert!(unread.needs_definition());
        assert_eq!(unread.outcome(), Outcome::Unknown, "{code:?}");
        assert_eq!(knowing(unread, false).outcome(), Outcome::Succeeded, "{code:?}");
    }
    assert_eq!(knowing(with_router(Some(1), Some(0)), false).outcome(), Outcome::Failed);
    assert_eq!(knowing(with_router(Some(0), Some(1)), true).outcome(), Outcome::Failed);
    let taken_along = knowing(with_router(Some(0), Some(143)), true);
    assert_eq!(taken_along.outcome(), Outcome::Succeeded, "ECS asked it to end when the other had done its work");
    assert!(!with_router(Some(1), Some(143)).needs_definition());
    assert_eq!(with_router(Some(1), Some(143)).outcome(), Outcome::Failed);
    assert_eq!(with_router(Some(0), Some(0)).outcome(), Outcome::Succeeded);
}

#[test]
fn a_sidecar_that_ran_out_of_memory_is_no_failure_of_the_job() {
    let run = changed(with_router(Some(0), Some(137)), |task| {
        task.containers[1].reason = Some("OutOfMemoryError: Container killed due to memory usage".to_owned());
    });
    assert_eq!(run.outcome(), Outcome::Unknown);
    assert_eq!(knowing(run, false).outcome(), Outcome::Succeeded);
}

#[test]
fn jobs_are_told_apart_by_family_group_and_who_starts_them() {
    let of = |group: &str, started_by: Option<&str>| {
        let task = changed(run(60, 1), |task| {
            task.group = Some(group.to_owned());
            task.started_by = started_by.map(str::to_owned);
        });
        JobKey::of(&task.task)
    };
    assert_eq!(of("service:web", None), None);
    let plain = of("family:web", None).unwrap();
    assert_eq!((plain.group.as_deref(), plain.source.words()), (None, None));
    assert_ne!(of("family:web", Some("events-rule/a")), of("family:web", Some("events-rule/b")));
    assert_ne!(of("family:web", Some("events-rule/at-0200")), of("family:web", Some("events-rule/at-2300")));
    assert_ne!(of("nightly", None), of("family:web", None));
    assert_eq!(of("family:web", Some("ci/build-4711")), of("family:web", Some("ci/build-4712")));
}

#[test]
fn ids_that_are_others_in_each_run_are_left_out_of_who_starts_it() {
    let words = |text: &str| Source::of(Some(text)).to_string();
    assert_eq!(words("ci/deploy-4711"), "ci/deploy-…");
    assert_eq!(words("airflow-0d3f2a5c-1b7e-4c6f-9a80-deadbeefcafe"), "airflow-…");
    assert_eq!(words("run:2026-11-30T02:10"), "run:…-11-…:10");
    assert_eq!(words("AWS Step Functions"), "AWS Step Functions");
    assert_eq!(words("worker-1"), "worker-1");
    assert_eq!(words("é/ü-123"), "é/ü-…");
    assert_eq!(Source::of(Some("")), Source::Nobody);
}
