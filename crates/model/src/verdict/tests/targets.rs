use super::*;
use crate::name::TaskId;
use crate::testing::{event, task};
use crate::time::Span;
use crate::verdict::Subject;
use Level::{Degraded, Deploying, Down, Steady};

fn tasks(count: usize, number: u32, seconds: i64) -> Vec<Task> {
    let mut one = task("web", number);
    one.lifecycle.created_at = Some(ago(seconds + 20));
    one.lifecycle.started_at = Some(ago(seconds));
    let with_id =
        |n: usize| Task { id: TaskId::parse(format!("{number:016x}{n:08x}{seconds:08x}")).unwrap(), ..one.clone() };
    (0..count).map(with_id).collect()
}

fn initial() -> Target {
    target("initial", "Elb.RegistrationInProgress", "")
}

#[test]
fn rule_4_no_healthy_target_is_down_though_every_task_runs() {
    let groups = [group(vec![bad_gateway(), bad_gateway(), target("unhealthy", "Target.Timeout", ""), bad_gateway()])];
    check_with(
        &service(4, 4),
        &tasks(4, 7, 900),
        &groups,
        None,
        (Down, Rule::NoHealthyTarget, "0 of 4 targets healthy: Target.ResponseCodeMismatch [502]"),
    );
    let evidence = found_with(&service(4, 4), &tasks(4, 7, 900), &groups, None).evidence();
    assert_eq!(evidence[0].subject, Some(Subject::TargetGroup("web".to_owned())));
    assert!(evidence.iter().any(|line| line.label == "Failing target" && line.text.starts_with("10.0.0.1:80")));
    assert!(evidence.iter().any(|line| line.label == "Next"));
}

#[test]
fn rule_4_says_what_failed_last_while_the_next_targets_are_being_checked() {
    let mut service = service(2, 2);
    let words =
        "(port 80) is unhealthy in (target-group web) due to (reason Health checks failed with these codes: [502])";
    service.events = vec![event(20, "registered 1 targets in (target-group web)"), event(40, words)];
    let groups = [group(vec![initial(), initial()])];
    let mut all = tasks(2, 7, 30);
    all.push(Task {
        stop_code: Some(StopCode::ServiceSchedulerInitiated),
        stopped_reason: Some("Task failed ELB health checks in (target-group web)".to_owned()),
        ..crashed(7, 40)
    });
    let headline = "0 of 2 targets healthy: Target.ResponseCodeMismatch [502]";
    check_with(&service, &all, &groups, None, (Down, Rule::NoHealthyTarget, headline));
    let headline = "2 of 2 running, no target left in web: Target.ResponseCodeMismatch [502]";
    check_with(&service, &all, &[group(vec![])], None, (Down, Rule::NoHealthyTarget, headline));
    service.events = vec![event(3_000, words)];
    let headline = "0 of 2 targets healthy: Elb.RegistrationInProgress";
    check_with(&service, &all, &groups, None, (Down, Rule::NoHealthyTarget, headline));
}

#[test]
fn rule_4_a_service_whose_tasks_are_not_registered_is_down() {
    check_with(
        &service(2, 2),
        &tasks(2, 7, 900),
        &[group(vec![])],
        None,
        (Down, Rule::NoHealthyTarget, "2 of 2 running, but no target is registered in web"),
    );
    let draining = [group(vec![target("draining", "Target.DeregistrationInProgress", "")])];
    assert_eq!(found_with(&service(2, 2), &tasks(2, 7, 900), &draining, None).rule(), Rule::NoHealthyTarget);
    let just_started = found_with(&service(2, 2), &tasks(2, 7, 60), &[group(vec![])], None);
    assert_eq!(just_started.level(), Deploying, "all its tasks are new");
}

#[test]
fn rule_4_a_group_that_no_rule_uses_is_told_as_such() {
    let unused = Group { reached: Reached::No, ..group(vec![target("unused", "Target.NotInUse", "")]) };
    let headline = "0 of 1 target healthy: Target.NotInUse, no rule sends requests to it";
    check_with(&service(1, 1), &tasks(1, 7, 900), &[unused], None, (Down, Rule::NoHealthyTarget, headline));
}

#[test]
fn a_service_that_begins_waits_for_its_targets_and_is_not_down() {
    let mut new = service(2, 2);
    new.created_at = Some(ago(100));
    let groups = [group(vec![initial(), initial()])];
    let headline = "Revision 7: 2 of 2 running, waiting for 2 targets to become healthy";
    check_with(&new, &tasks(2, 7, 60), &groups, None, (Deploying, Rule::Deploying, headline));
    let failing = [group(vec![bad_gateway(), initial()])];
    assert_eq!(found_with(&new, &tasks(2, 7, 60), &failing, None).rule(), Rule::NoHealthyTarget);
}

#[test]
fn a_service_that_served_and_has_only_new_targets_is_down() {
    let groups = [group(vec![initial(), initial()])];
    let mut all = tasks(2, 7, 60);
    all.push(crashed(7, 62));
    let finding = found_with(&service(2, 2), &all, &groups, None);
    assert_eq!((finding.level(), finding.rule()), (Down, Rule::NoHealthyTarget));
}

#[test]
fn rule_6_some_unhealthy_targets_are_degraded() {
    let groups = [group(vec![healthy(), bad_gateway(), healthy(), bad_gateway()])];
    let headline = "2 of 4 targets fail health checks: Target.ResponseCodeMismatch [502]";
    check_with(&service(4, 4), &tasks(4, 7, 900), &groups, None, (Degraded, Rule::TargetsFailing, headline));
    let one = [group(vec![healthy(), target("unhealthy", "Target.Timeout", "")])];
    let headline = "1 of 2 targets fails health checks: Target.Timeout";
    check_with(&service(2, 2), &tasks(2, 7, 900), &one, None, (Degraded, Rule::TargetsFailing, headline));
    let zone = [group(vec![healthy(), target("unused", "Target.NotInUse", "")])];
    let headline = "1 of 2 targets gets no requests: Target.NotInUse";
    check_with(&service(2, 2), &tasks(2, 7, 900), &zone, None, (Degraded, Rule::TargetsFailing, headline));
}

#[test]
fn within_the_grace_of_a_task_a_failing_target_is_not_held_against_it() {
    let patient = Service { health_check_grace: Some(120), ..service(2, 2) };
    let groups = [group(vec![healthy(), bad_gateway()])];
    let one_young = |seconds| [tasks(1, 7, 900), tasks(1, 7, seconds)].concat();
    let headline = "2 of 2 running, 1 of 2 targets healthy, 1 in first checks";
    check_with(&patient, &one_young(119), &groups, None, (Steady, Rule::Steady, headline));
    let holds = held_from(NOW, &patient, &one_young(119), &groups, None).1.since(NOW);
    assert_eq!(holds, Span::seconds(1), "time alone ends the grace");
    assert_eq!(found_with(&patient, &one_young(121), &groups, None).rule(), Rule::TargetsFailing);
}

#[test]
fn a_target_that_does_not_leave_its_first_checks_is_held_against_its_task_in_the_end() {
    let groups = [group(vec![healthy(), initial()])];
    let young = |seconds| [tasks(1, 7, 900), tasks(1, 7, seconds)].concat();
    assert_eq!(found_with(&service(2, 2), &young(299), &groups, None).rule(), Rule::Steady);
    assert_eq!(found_with(&service(2, 2), &young(301), &groups, None).rule(), Rule::TargetsFailing);
}

#[test]
fn failing_targets_of_the_revision_being_deployed_are_told_as_such() {
    let mut all = tasks(2, 7, 900);
    all.extend(tasks(2, 8, 30));
    let groups = [group(vec![healthy(), healthy(), bad_gateway(), bad_gateway()])];
    let headline = "2 of 4 targets fail health checks: Target.ResponseCodeMismatch [502], all of revision 8, which is being deployed";
    check_with(&rolling(2, 2, 0, 2), &all, &groups, None, (Degraded, Rule::TargetsFailing, headline));
    let patient = Service { health_check_grace: Some(60), ..rolling(2, 2, 0, 2) };
    let headline = "Revision 8: 2 of 2 running, 2 new targets fail: Target.ResponseCodeMismatch [502], 2 old left";
    check_with(&patient, &all, &groups, None, (Deploying, Rule::Deploying, headline));
}

#[test]
fn a_task_that_was_stopped_for_its_target_says_what_the_load_balancer_said() {
    let stopped = |seconds| {
        let mut task = crashed(8, seconds);
        task.stop_code = Some(StopCode::ServiceSchedulerInitiated);
        task.stopped_reason = Some("Task failed ELB health checks in (target-group web)".to_owned());
        task
    };
    let mut service = rolling(4, 1, 0, 4);
    let words =
        "(port 80) is unhealthy in (target-group web) due to (reason Health checks failed with these codes: [502]).";
    service.events =
        vec![event(32, words), event(400, "(port 80) is unhealthy in (target-group web) due to (reason x)")];
    let headline = "Stuck: revision 8 has failed 1 of 2 task starts: load balancer health check failed (Target.ResponseCodeMismatch [502])";
    check(&service, &[stopped(30)], (Degraded, Rule::DeploymentStuck, headline));
    service.events.remove(0);
    let headline = "Stuck: revision 8 has failed 1 of 2 task starts: load balancer health check failed";
    check(&service, &[stopped(30)], (Degraded, Rule::DeploymentStuck, headline));
}

#[test]
fn a_group_that_takes_turns_with_one_that_serves_does_not_count() {
    let idle = |targets| Group { name: "green", takes_turns: true, reached: Reached::Idle, ..group(targets) };
    let headline = "1 of 1 running, 1 of 1 target healthy";
    let blue = || Group { takes_turns: true, ..group(vec![healthy()]) };
    let steady = (Steady, Rule::Steady, headline);
    check_with(&service(1, 1), &tasks(1, 7, 900), &[blue(), idle(vec![bad_gateway()])], None, steady);
    check_with(&service(1, 1), &tasks(1, 7, 900), &[blue(), idle(vec![])], None, steady);
    let unread = Group { read_at: None, ..idle(vec![]) };
    check_with(&service(1, 1), &tasks(1, 7, 900), &[blue(), unread], None, steady);
    let unknown = |targets| Group { reached: Reached::Unknown, ..group(targets) };
    let both = [unknown(vec![healthy()]), unknown(vec![])];
    check_with(&service(1, 1), &tasks(1, 7, 900), &both, None, steady);
}

#[test]
fn of_several_groups_one_without_a_healthy_target_is_named() {
    let inner = Group { name: "inner", ..group(vec![bad_gateway(), bad_gateway()]) };
    let outer = Group { name: "outer", ..group(vec![healthy(), healthy()]) };
    let headline = "2 of 4 targets fail health checks: Target.ResponseCodeMismatch [502], none healthy in inner";
    check_with(&service(2, 2), &tasks(2, 7, 900), &[inner, outer], None, (Degraded, Rule::TargetsFailing, headline));
}

#[test]
fn states_that_nobody_knows_are_neither_healthy_nor_failing() {
    let unchecked = || target("unavailable", "Target.HealthCheckDisabled", "");
    let groups = [group(vec![unchecked(), unchecked()])];
    let headline = "2 of 2 running, 0 of 2 targets healthy, 2 not checked";
    check_with(&service(2, 2), &tasks(2, 7, 900), &groups, None, (Steady, Rule::Steady, headline));
}

#[test]
fn rule_12_names_healthy_targets() {
    let groups = [group(vec![healthy(), healthy(), healthy(), healthy()])];
    let headline = "4 of 4 running, 4 of 4 targets healthy";
    check_with(&service(4, 4), &tasks(4, 7, 900), &groups, None, (Steady, Rule::Steady, headline));
    let holds = held_from(NOW, &service(4, 4), &tasks(4, 7, 900), &groups, None).1.since(NOW);
    assert_eq!(holds, Span(STALE_AFTER.0 + 1), "only the age of target health can change it");
}
