use super::*;
use crate::deployment::{CircuitBreaker, DeploymentAlarms, RevisionTasks, ServiceDeploymentStatus};
use crate::testing::{event, task};
use Level::{Degraded, Deploying, Down, Steady};

fn breaker(status: &str, failures: u32) -> Option<CircuitBreaker> {
    Some(CircuitBreaker { status: status.into(), failures, threshold: 10 })
}

/// A service deployment of revision 8 that began two minutes ago and last changed a minute ago.
fn rollout(status: ServiceDeploymentStatus) -> ServiceDeployment {
    ServiceDeployment {
        arn: "arn:aws:ecs:eu-central-1:123456789012:service-deployment/shop/web/8".to_owned(),
        status,
        reason: None,
        strategy: Some("ROLLING".into()),
        stage: None,
        hooks: Vec::new(),
        sources: Vec::new(),
        target: None,
        breaker: None,
        alarms: None,
        rollback: None,
        bake_minutes: None,
        step: None,
        created_at: Some(ago(120)),
        started_at: Some(ago(120)),
        finished_at: None,
        stopped_at: None,
        updated_at: Some(ago(60)),
    }
}

/// What ran before runs again, its deployment as DescribeServices shows it afterwards.
fn back(running: u32) -> Service {
    service(4, running)
}

#[test]
fn rule_7_says_what_rolled_a_deployment_back() {
    let by_breaker = ServiceDeployment {
        breaker: breaker("TRIGGERED", 10),
        finished_at: Some(ago(50)),
        ..rollout(ServiceDeploymentStatus::RollbackSuccessful)
    };
    let headline = "Steady on the OLD revision 7: deployment of 8 failed and was rolled back by the circuit breaker";
    check_with(&back(4), &[], &[], Some(&by_breaker), (Degraded, Rule::DeploymentFailed, headline));
    assert_eq!(found_with(&back(4), &[], &[], Some(&by_breaker)).since(), Some(ago(50)));
    let headline =
        "3 of 4 running on the OLD revision 7: deployment of 8 failed and was rolled back by the circuit breaker";
    check_with(&back(3), &[], &[], Some(&by_breaker), (Degraded, Rule::DeploymentFailed, headline));
    let alarms = DeploymentAlarms {
        status: "TRIGGERED".into(),
        names: vec!["web-5xx".to_owned(), "web-cpu".to_owned()],
        triggered: vec!["web-5xx".to_owned()],
    };
    let by_alarm = ServiceDeployment { alarms: Some(alarms), breaker: breaker("MONITORING", 1), ..by_breaker };
    let headline = "Steady on the OLD revision 7: deployment of 8 failed and was rolled back by the alarm web-5xx";
    check_with(&back(4), &[], &[], Some(&by_alarm), (Degraded, Rule::DeploymentFailed, headline));
}

#[test]
fn rule_7_knows_a_stop_from_a_failure_and_a_rollback_that_failed() {
    let stopped = ServiceDeployment { stopped_at: Some(ago(30)), ..rollout(ServiceDeploymentStatus::Stopped) };
    let mut mixed = rolling(4, 1, 0, 3);
    mixed.deployments[0].rollout_state = Some(DeploymentRolloutState::Completed);
    let headline = "4 of 4 running on the OLD revision 7: deployment of 8 was stopped, no rollback";
    check_with(&mixed, &[], &[], Some(&stopped), (Degraded, Rule::DeploymentFailed, headline));
    let given_up = ServiceDeployment { breaker: breaker("TRIGGERED", 10), ..stopped };
    let headline = "4 of 4 running on the OLD revision 7: deployment of 8 failed, no rollback";
    check_with(&mixed, &[], &[], Some(&given_up), (Degraded, Rule::DeploymentFailed, headline));
    let failed_twice =
        ServiceDeployment { breaker: breaker("TRIGGERED", 10), ..rollout(ServiceDeploymentStatus::RollbackFailed) };
    let headline = "4 of 4 running on the OLD revision 7: deployment of 8 failed, and so did its rollback";
    check_with(&mixed, &[], &[], Some(&failed_twice), (Degraded, Rule::DeploymentFailed, headline));
}

#[test]
fn a_rollback_under_way_is_said_by_whichever_rule_decides() {
    let going =
        ServiceDeployment { breaker: breaker("TRIGGERED", 10), ..rollout(ServiceDeploymentStatus::RollbackInProgress) };
    let headline =
        "Rolling back to the OLD revision 7 because of the circuit breaker: deployment of 8 failed, 4 of 4 running";
    check_with(&rolling(4, 0, 0, 4), &[], &[], Some(&going), (Degraded, Rule::DeploymentFailed, headline));
    let headline = "0 of 4 running, 2 starting, rolling back to revision 7";
    let none = Service { pending: 2, ..rolling(4, 0, 2, 0) };
    check_with(&none, &[], &[], Some(&going), (Down, Rule::NoneRunning, headline));
    let groups = [group(vec![bad_gateway(), bad_gateway()])];
    let finding = found_with(&rolling(2, 0, 0, 2), &[task("web", 7), task("web", 7)], &groups, Some(&going));
    assert_eq!(finding.rule(), Rule::NoHealthyTarget);
    assert!(
        finding.headline().ends_with("10 of 10 failures counted by the circuit breaker, rolling back to revision 7")
    );
    let groups = [group(vec![bad_gateway(), healthy()])];
    let finding = found_with(&rolling(2, 0, 0, 2), &[task("web", 8), task("web", 7)], &groups, Some(&going));
    assert!(finding.headline().ends_with("rolling back to revision 7"), "{}", finding.headline());
}

#[test]
fn a_rollback_goes_back_to_the_primary_deployment_while_service_revisions_are_not_read() {
    let judged = |status: ServiceDeploymentStatus| {
        let going = ServiceDeployment { breaker: breaker("TRIGGERED", 10), ..rollout(status) };
        let mut service = rolling(4, 4, 0, 2);
        service.deployments.swap(0, 1);
        service.deployments[0].status = DeploymentStatus::Primary;
        service.deployments[1].status = DeploymentStatus::Active;
        let facts = RolloutFacts { deployment: &going, read_at: NOW, target: None, source: None, back_to: None };
        judge(&Facts::new(&service, &[], Some(NOW)).with_rollout(Some(facts)), NOW).headline()
    };
    let headline = judged(ServiceDeploymentStatus::RollbackInProgress);
    assert!(headline.starts_with("Rolling back to the OLD revision 7"), "{headline}");
    assert!(headline.contains("deployment of 8 failed"), "{headline}");
}

#[test]
fn a_rollback_that_only_events_tell_of_is_said_as_well() {
    let mut going = rolling(2, 0, 1, 1);
    going.deployments.swap(0, 1);
    going.deployments[0].status = DeploymentStatus::Primary;
    going.deployments[0].rollout_state = Some(DeploymentRolloutState::InProgress);
    going.deployments[1].status = DeploymentStatus::Active;
    going.deployments[1].rollout_state = Some(DeploymentRolloutState::Failed);
    going.deployments[1].rollout_reason = Some("ECS deployment circuit breaker: tasks failed to start.".to_owned());
    going.events = vec![event(20, "rolling back to deployment ecs-svc/7.")];
    let headline =
        "Rolling back to the OLD revision 7 because of the circuit breaker: deployment of 8 failed, 1 of 2 running";
    check_with(&going, &[], &[], None, (Degraded, Rule::DeploymentFailed, headline));
    let gone = Service { running: 0, ..going };
    let headline = "0 of 2 running, 1 starting, rolling back to revision 7";
    check_with(&gone, &[], &[], None, (Down, Rule::NoneRunning, headline));
}

#[test]
fn the_words_of_events_tell_the_breaker_from_an_alarm() {
    let mut steady = service(4, 4);
    for (words, by) in [
        ("tasks failed to start.", "by the circuit breaker"),
        ("alarm detected.", "by an alarm"),
        ("something new.", "back"),
    ] {
        steady.events = vec![
            event(60, "rolling back to deployment ecs-svc/7."),
            event(61, &format!("(deployment ecs-svc/8) deployment failed: {words}")),
        ];
        let headline = found(&steady, &[]).headline();
        assert!(headline.ends_with(by), "{headline}");
    }
}

#[test]
fn the_reason_of_a_service_deployment_tells_what_ended_it() {
    for (reason, by) in [
        (
            "Service deployment rolled back because the circuit breaker threshold was exceeded.",
            " by the circuit breaker",
        ),
        ("ECS deployment circuit breaker: tasks failed to start.", " by the circuit breaker"),
        ("ECS deployment circuit breaker: tasks failed container health checks.", " by the circuit breaker"),
        ("Service deployment rolled back because of alarm(s) web-5xx in ALARM state.", " by an alarm"),
        ("Service deployment rolled back because of failed lifecycle hook(s)", " by a lifecycle hook"),
        ("Rollback initiated by user request.", ""),
        ("Something new", ""),
    ] {
        let back = ServiceDeployment {
            rollback: Some((Some(reason.to_owned()), None)),
            ..rollout(ServiceDeploymentStatus::RollbackSuccessful)
        };
        let headline = format!("Steady on the OLD revision 7: deployment of 8 failed and was rolled back{by}");
        let found = found_with(&service(4, 4), &[], &[], Some(&back)).headline();
        assert_eq!(found.replace("was stopped and", "failed and"), headline, "{reason}");
    }
}

#[test]
fn rule_8_tells_the_count_of_the_circuit_breaker() {
    let counting =
        ServiceDeployment { breaker: breaker("MONITORING", 3), ..rollout(ServiceDeploymentStatus::InProgress) };
    let mut failing = rolling(10, 6, 1, 4);
    failing.deployments[0].failed = 3;
    let headline = "Stuck: revision 8 has failed 3 of 10 task starts, 3 of 10 failures counted by the circuit breaker";
    check_with(&failing, &[], &[], Some(&counting), (Degraded, Rule::DeploymentStuck, headline));
    let patient = Service { health_check_grace: Some(6000), ..rolling(2, 1, 0, 2) };
    let groups = [group(vec![bad_gateway(), healthy(), healthy()])];
    let tasks = [task("web", 8), task("web", 7), task("web", 7)];
    let headline = "Stuck: revision 8, 1 new target fails: Target.ResponseCodeMismatch [502], 3 of 10 failures counted by the circuit breaker";
    check_with(&patient, &tasks, &groups, Some(&counting), (Degraded, Rule::DeploymentStuck, headline));
    let recovered = rolling(4, 3, 1, 1);
    assert_eq!(
        found_with(&recovered, &[], &[], Some(&counting)).rule(),
        Rule::Deploying,
        "an old count holds nothing up"
    );
}

fn shifting(strategy: &str, stage: &str, weight: Option<f64>) -> ServiceDeployment {
    let target = RevisionTasks {
        arn: "8".to_owned(),
        requested: 4,
        running: 4,
        pending: 0,
        production_weight: weight,
        test_weight: None,
    };
    ServiceDeployment {
        strategy: Some(strategy.into()),
        stage: Some(stage.into()),
        target: Some(target),
        bake_minutes: Some(13),
        step: Some((10.0, 6)),
        ..rollout(ServiceDeploymentStatus::InProgress)
    }
}

#[test]
fn rule_9_tells_strategy_stage_and_time_left() {
    for (strategy, stage, weight, headline) in [
        ("CANARY", "BAKE_TIME", Some(10.0), "Revision 8 (canary 10 %): BAKE_TIME, 12 min left"),
        (
            "CANARY",
            "PRODUCTION_TRAFFIC_SHIFT",
            Some(0.5),
            "Revision 8 (canary 0.5 %): PRODUCTION_TRAFFIC_SHIFT, 5 min left",
        ),
        ("BLUE_GREEN", "TEST_TRAFFIC_SHIFT", Some(0.0), "Revision 8 (blue/green): TEST_TRAFFIC_SHIFT"),
        ("LINEAR", "POST_SCALE_UP", None, "Revision 8 (linear): POST_SCALE_UP"),
        ("ZIGZAG", "NEW_STAGE", Some(30.0), "Revision 8 (ZIGZAG 30 %): NEW_STAGE"),
    ] {
        let headline = (Deploying, Rule::Deploying, headline);
        check_with(&rolling(4, 4, 0, 4), &[], &[], Some(&shifting(strategy, stage, weight)), headline);
    }
    let headline = "Revision 8 (blue/green): SCALE_UP, 2 of 4 running, 1 starting";
    let up = shifting("BLUE_GREEN", "SCALE_UP", None);
    check_with(&rolling(4, 2, 1, 4), &[], &[], Some(&up), (Deploying, Rule::Deploying, headline));
    let stopping =
        ServiceDeployment { status: ServiceDeploymentStatus::StopRequested, ..shifting("CANARY", "BAKE_TIME", None) };
    let headline = "Revision 8 (canary): BAKE_TIME, 12 min left, being stopped";
    check_with(&rolling(4, 4, 0, 4), &[], &[], Some(&stopping), (Deploying, Rule::Deploying, headline));
}

#[test]
fn a_deployment_that_bakes_is_not_stuck_but_one_that_scales_up_for_long_is() {
    let mut long = rolling(4, 4, 0, 4);
    long.deployments[0].created_at = Some(ago(7200));
    long.deployments[0].updated_at = Some(ago(7200));
    long.deployments[1].updated_at = None;
    let at = |stage| ServiceDeployment { created_at: Some(ago(7200)), ..shifting("BLUE_GREEN", stage, None) };
    assert_eq!(found_with(&long, &[], &[], Some(&at("BAKE_TIME"))).rule(), Rule::Deploying);
    assert_eq!(
        found_with(&long, &[], &[], Some(&at("POST_TEST_TRAFFIC_SHIFT"))).rule(),
        Rule::Deploying,
        "a hook waits"
    );
    assert_eq!(found_with(&long, &[], &[], Some(&at("SCALE_UP"))).rule(), Rule::DeploymentStuck);
    long.deployment_configuration.strategy = Some("BLUE_GREEN".into());
    assert_eq!(found(&long, &[]).rule(), Rule::Deploying, "where service deployments are not read");
}

#[test]
fn a_service_deployment_that_is_older_than_the_newest_deployment_says_nothing() {
    let failed = ServiceDeployment {
        created_at: Some(ago(9000)),
        started_at: Some(ago(9000)),
        updated_at: Some(ago(8000)),
        breaker: breaker("TRIGGERED", 3),
        ..rollout(ServiceDeploymentStatus::RollbackSuccessful)
    };
    check_with(&service(4, 4), &[], &[], Some(&failed), (Steady, Rule::Steady, "4 of 4 running"));
}

#[test]
fn a_service_deployment_that_is_read_before_its_service_says_nothing_yet() {
    let begun = ServiceDeployment { breaker: breaker("MONITORING", 0), ..rollout(ServiceDeploymentStatus::InProgress) };
    check_with(&service(4, 4), &[], &[], Some(&begun), (Steady, Rule::Steady, "4 of 4 running"));
}

#[test]
fn a_successful_service_deployment_makes_older_events_history_but_not_a_failed_deployment() {
    let done = ServiceDeployment { finished_at: Some(ago(30)), ..rollout(ServiceDeploymentStatus::Successful) };
    let mut service = service(4, 4);
    service.events = vec![event(3000, "(deployment ecs-svc/6) deployment failed: tasks failed to start.")];
    assert_eq!(found(&service, &[]).rule(), Rule::DeploymentFailed);
    check_with(&service, &[], &[], Some(&done), (Steady, Rule::Steady, "4 of 4 running"));
    service.deployments[0].rollout_state = Some(DeploymentRolloutState::Failed);
    assert_eq!(found_with(&service, &[], &[], Some(&done)).rule(), Rule::DeploymentFailed);
}

#[test]
fn rule_11_says_for_whom_a_deployment_waits_and_what_happens_then() {
    let waiting = crate::testing::waiting_deployment();
    let headline = "Revision 8 (blue/green): POST_TEST_TRAFFIC_SHIFT, waits for a decision, ROLLBACK in 60 min";
    check_with(&rolling(4, 4, 0, 4), &[], &[], Some(&waiting), (Deploying, Rule::Deploying, headline));
    let evidence = found_with(&rolling(4, 4, 0, 4), &[], &[], Some(&waiting)).evidence();
    assert!(evidence.iter().any(|line| line.label == "Waits for" && line.text.ends_with("then ECS does ROLLBACK")));
}
