use proptest::prelude::*;

use super::*;
use crate::deployment::{Deployment, DeploymentRolloutState, DeploymentStatus};
use crate::event::ServiceEvent;
use crate::service::ServiceStatus;
use crate::task::HealthStatus;
use crate::testing::{ago, crashed, deployment, event, service, task};
use crate::time::Span;

fn any_task() -> impl Strategy<Value = Task> {
    let code = prop::sample::select(vec![
        "",
        "TaskFailedToStart",
        "EssentialContainerExited",
        "UserInitiated",
        "ServiceSchedulerInitiated",
        "SpotInterruption",
        "New",
    ]);
    let status = prop::sample::select(vec!["PROVISIONING", "PENDING", "RUNNING", "DEACTIVATING", "STOPPED", "NEW"]);
    let reason = prop::sample::select(vec![
        "",
        "CannotPullContainerError: not found",
        "Task failed container health checks",
        "Scaling activity initiated by (deployment x)",
        "new",
    ]);
    (code, status, reason, 6u32..9, -100i64..4000, any::<bool>(), prop::option::of(-1i32..260)).prop_map(
        |(code, status, reason, revision, seconds, sick, exit)| {
            let mut task = crashed(revision, seconds);
            task.desired_status = if status == "STOPPED" || !code.is_empty() { "STOPPED" } else { "RUNNING" }.into();
            task.last_status = status.into();
            task.stop_code = (!code.is_empty()).then(|| code.into());
            task.stopped_reason = (!reason.is_empty() && !code.is_empty()).then(|| reason.to_owned());
            task.health = if sick { HealthStatus::Unhealthy } else { HealthStatus::Unknown };
            task.containers[0].exit_code = exit;
            task
        },
    )
}

fn any_deployment() -> impl Strategy<Value = Deployment> {
    let status = prop::sample::select(vec![
        DeploymentStatus::Primary,
        DeploymentStatus::Active,
        DeploymentStatus::Inactive,
        DeploymentStatus::Other("NEW".to_owned()),
    ]);
    let rollout = prop::option::of(prop::sample::select(vec![
        DeploymentRolloutState::InProgress,
        DeploymentRolloutState::Completed,
        DeploymentRolloutState::Failed,
        DeploymentRolloutState::Other("NEW".to_owned()),
    ]));
    (status, rollout, 6u32..9, 0u32..5, 0u32..5, 0u32..3, 0u32..5, 0i64..4000).prop_map(
        |(status, rollout_state, revision, desired, running, pending, failed, age)| Deployment {
            status,
            rollout_state,
            pending,
            failed,
            created_at: Some(ago(age)),
            updated_at: Some(ago(age / 2)),
            ..deployment(revision, desired, running)
        },
    )
}

fn any_event() -> impl Strategy<Value = ServiceEvent> {
    let words = prop::sample::select(vec![
        "has reached a steady state.",
        "has started 1 tasks: (task x).",
        "was unable to place a task.",
        "is unable to consistently start tasks successfully.",
        "(deployment ecs-svc/8) deployment failed: tasks failed to start.",
        "rolling back to deployment ecs-svc/7.",
        "new",
    ]);
    (0i64..4000, words).prop_map(|(seconds, words)| event(seconds, words))
}

pub(super) fn any_service() -> impl Strategy<Value = Service> {
    let status = prop::sample::select(vec!["ACTIVE", "ACTIVE", "ACTIVE", "DRAINING", "INACTIVE", "NEW"]);
    let parts = (prop::collection::vec(any_deployment(), 0..4), prop::collection::vec(any_event(), 0..5));
    (status, 0u32..5, 0u32..7, 0u32..3, prop::option::of(0i64..4000), any::<bool>(), parts).prop_map(
        |(status, desired, running, pending, age, daemon, (deployments, events))| Service {
            status: status.into(),
            pending,
            created_at: age.map(ago),
            scheduling: if daemon { "DAEMON" } else { "REPLICA" }.into(),
            deployments,
            events,
            ..service(desired, running)
        },
    )
}

pub(super) fn any_tasks() -> impl Strategy<Value = Vec<Task>> {
    prop::collection::vec(any_task(), 0..8)
}

pub(super) fn any_group() -> impl Strategy<Value = Group> {
    let reached =
        prop::sample::select(vec![Reached::Yes, Reached::Idle, Reached::Shadowed, Reached::No, Reached::Unknown]);
    let states =
        vec!["initial", "healthy", "unhealthy", "unhealthy.draining", "unused", "draining", "unavailable", "new"];
    let targets = prop::collection::vec(prop::sample::select(states), 0..6);
    (reached, prop::option::of(0i64..400), targets).prop_map(|(reached, age, states)| Group {
        reached,
        read_at: age.map(ago),
        targets: if age.is_some() {
            states.into_iter().map(|state| target(state, "", "")).collect()
        } else {
            Vec::new()
        },
        ..group(Vec::new())
    })
}

pub(super) fn any_rollout() -> impl Strategy<Value = ServiceDeployment> {
    use crate::deployment::{CircuitBreaker, ServiceDeploymentStatus::*};
    let status = prop::sample::select(vec![
        Pending,
        InProgress,
        Successful,
        Stopped,
        StopRequested,
        RollbackRequested,
        RollbackInProgress,
        RollbackSuccessful,
        RollbackFailed,
        Other("NEW".to_owned()),
    ]);
    let words = |words: Vec<&'static str>| prop::option::of(prop::sample::select(words));
    let stage = words(vec!["SCALE_UP", "BAKE_TIME", "PRODUCTION_TRAFFIC_SHIFT", "NEW"]);
    let strategy = words(vec!["ROLLING", "BLUE_GREEN", "LINEAR", "CANARY", "NEW"]);
    (status, stage, strategy, prop::option::of(0u32..12), 0i64..4000).prop_map(
        |(status, stage, strategy, failures, age)| ServiceDeployment {
            arn: "8".to_owned(),
            status,
            reason: None,
            strategy: strategy.map(Into::into),
            stage: stage.map(Into::into),
            hooks: Vec::new(),
            sources: Vec::new(),
            target: None,
            breaker: failures.map(|failures| CircuitBreaker { status: "NEW".into(), failures, threshold: 10 }),
            alarms: None,
            rollback: None,
            bake_minutes: Some(5),
            step: Some((10.0, 5)),
            created_at: Some(ago(age)),
            started_at: None,
            finished_at: None,
            stopped_at: None,
            updated_at: Some(ago(age / 2)),
        },
    )
}

/// Health that was read of every group that gets requests, and names no healthy target.
fn knows_none_healthy(groups: &[Group]) -> bool {
    let serving = groups.iter().any(|group| group.reached == Reached::Yes);
    let counted = || groups.iter().filter(|group| !serving || group.reached == Reached::Yes);
    let states = || counted().flat_map(|group| &group.targets).map(|target| target.state.to_string());
    counted().all(|group| group.read_at.is_some_and(|at| NOW.since(at) <= STALE_AFTER))
        && states().any(|state| matches!(&*state, "unhealthy" | "unused"))
        && states().all(|state| !matches!(&*state, "healthy" | "unavailable" | "new"))
}

proptest! {
    #[test]
    fn targets_and_service_deployments_never_leave_a_service_without_words(service in any_service(), tasks in any_tasks(), groups in prop::collection::vec(any_group(), 0..3), rollout in prop::option::of(any_rollout())) {
        let finding = found_with(&service, &tasks, &groups, rollout.as_ref());
        prop_assert_eq!(finding.level(), finding.rule().level());
        prop_assert!(!finding.headline().trim().is_empty());
        prop_assert!(!finding.evidence().is_empty());
        prop_assert_eq!(finding.level() == Level::Unknown, finding.rule() == Rule::Unseen);
    }

    #[test]
    fn a_service_without_a_healthy_target_is_never_steady(mut service in any_service(), tasks in any_tasks(), groups in prop::collection::vec(any_group(), 1..3)) {
        service.status = ServiceStatus::Active;
        service.desired = service.desired.max(1);
        if knows_none_healthy(&groups) {
            prop_assert_ne!(found_with(&service, &tasks, &groups, None).level(), Level::Steady);
        }
    }

    #[test]
    fn target_health_never_makes_a_service_calmer(service in any_service(), tasks in any_tasks(), groups in prop::collection::vec(any_group(), 0..3)) {
        prop_assert!(found_with(&service, &tasks, &groups, None).level() >= found(&service, &tasks).level());
    }

    #[test]
    fn a_service_whose_last_deployment_did_not_succeed_is_never_steady(mut service in any_service(), tasks in any_tasks(), mut rollout in any_rollout()) {
        rollout.updated_at = Some(NOW);
        use crate::deployment::ServiceDeploymentStatus::*;
        prop_assume!(!matches!(rollout.status, Successful | Pending | InProgress | StopRequested | Other(_)));
        service.desired = service.desired.max(1);
        service.status = ServiceStatus::Active;
        prop_assert_ne!(found_with(&service, &tasks, &[], Some(&rollout)).level(), Level::Steady);
    }

    #[test]
    fn every_service_gets_exactly_one_verdict_with_words_and_evidence(service in any_service(), tasks in any_tasks()) {
        let finding = found(&service, &tasks);
        prop_assert!(Rule::ALL.contains(&finding.rule()));
        prop_assert_eq!(finding.level(), finding.rule().level());
        prop_assert!(!finding.headline().trim().is_empty());
        prop_assert!(!finding.evidence().is_empty());
        prop_assert_eq!(finding, found(&service, &tasks));
    }

    #[test]
    fn old_news_is_always_unknown(service in any_service(), tasks in any_tasks(), older in 1i64..100_000_000) {
        let tasks: Vec<&Task> = tasks.iter().collect();
        let facts = Facts::new(&service, &tasks, Some(NOW.before(STALE_AFTER).before(Span(older))));
        prop_assert_eq!(judge(&facts, NOW).level(), Level::Unknown);
    }

    #[test]
    fn fresh_news_is_never_unknown(service in any_service(), tasks in any_tasks()) {
        prop_assert_ne!(found(&service, &tasks).level(), Level::Unknown);
    }

    #[test]
    fn a_service_that_misses_a_task_is_never_steady(mut service in any_service(), tasks in any_tasks(), missing in 1u32..4) {
        service.status = ServiceStatus::Active;
        service.desired = service.running + missing;
        prop_assert_ne!(found(&service, &tasks).level(), Level::Steady);
    }

    #[test]
    fn a_service_with_a_failed_deployment_is_never_steady(mut service in any_service(), tasks in any_tasks(), failed in any_deployment(), at in any::<prop::sample::Index>()) {
        let failed = Deployment { rollout_state: Some(DeploymentRolloutState::Failed), ..failed };
        service.deployments.insert(at.index(service.deployments.len() + 1), failed);
        prop_assert_ne!(found(&service, &tasks).level(), Level::Steady);
    }

    #[test]
    fn a_crash_looping_service_is_never_steady(mut service in any_service(), mut tasks in any_tasks(), at in prop::array::uniform3(0i64..600)) {
        service.deployments = vec![deployment(7, service.desired, service.running)];
        tasks.extend(at.map(|seconds| crashed(7, seconds)));
        prop_assert_ne!(found(&service, &tasks).level(), Level::Steady);
    }

    #[test]
    fn a_loop_with_any_backoff_of_ecs_is_never_steady_while_it_lasts(gap in 1i64..1620, phase in 0i64..1620, sentence in 3000i64..3600) {
        let mut service = service(1, 1);
        service.events = vec![event(sentence, "is unable to consistently start tasks successfully.")];
        let tasks: Vec<Task> = (0..).map(|n| phase % gap + n * gap).take_while(|at| *at < 3600).map(|at| crashed(7, at)).collect();
        prop_assert_eq!(found(&service, &tasks).rule(), Rule::CrashLoop);
        if tasks.len() >= 3 {
            service.events.clear();
            prop_assert_eq!(found(&service, &tasks).rule(), Rule::CrashLoop, "the tasks alone tell it too");
        }
    }

    #[test]
    fn one_running_task_less_is_never_calmer(mut service in any_service(), tasks in any_tasks(), more in 0u32..4) {
        service.status = ServiceStatus::Active;
        service.running = service.running.max(1);
        service.desired = service.running + more;
        let fewer = Service { running: service.running - 1, ..service.clone() };
        prop_assert!(found(&fewer, &tasks).level() >= found(&service, &tasks).level());
    }

    #[test]
    fn one_more_failure_is_never_calmer(service in any_service(), mut tasks in any_tasks(), seconds in 0i64..600) {
        let before = found(&service, &tasks).level();
        tasks.push(crashed(7, seconds));
        prop_assert!(found(&service, &tasks).level() >= before);
    }

    #[test]
    fn nothing_is_idle_while_something_runs_or_is_wanted(service in any_service(), tasks in any_tasks()) {
        let is_idle = found(&service, &tasks).level() == Level::Idle;
        let gone = matches!(service.status, ServiceStatus::Draining | ServiceStatus::Inactive);
        prop_assert_eq!(is_idle, service.running == 0 && service.pending == 0 && (service.desired == 0 || gone));
    }

    #[test]
    fn a_calm_service_is_steady(desired in 1u32..100, age in 0i64..100_000) {
        let mut calm = service(desired, desired);
        calm.created_at = Some(ago(age));
        prop_assert_eq!(found(&calm, &[task("web", 7)]).level(), Level::Steady);
    }
}
