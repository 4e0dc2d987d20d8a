use super::*;
use crate::name::TaskId;
use crate::testing::{event, task};

/// Tasks of a revision, so many seconds old.
fn tasks(count: usize, number: u32, seconds: i64) -> Vec<Task> {
    (0..count)
        .map(|n| {
            let mut one = task("web", number);
            one.id = TaskId::parse(format!("{number:016x}{n:016x}")).unwrap();
            one.lifecycle.created_at = Some(ago(seconds + 20));
            one.lifecycle.started_at = Some(ago(seconds));
            one
        })
        .collect()
}

/// A task of revision 8 that ECS stopped for its target.
fn replaced(seconds: i64) -> Task {
    let mut task = crashed(8, seconds);
    task.stop_code = Some(StopCode::ServiceSchedulerInitiated);
    task.stopped_reason = Some("Task failed ELB health checks in (target-group web)".to_owned());
    task
}

fn told(seconds: i64) -> crate::event::ServiceEvent {
    event(
        seconds,
        "(port 80) is unhealthy in (target-group web) due to (reason Health checks failed with these codes: [502]).",
    )
}

#[test]
fn a_bad_image_is_told_by_one_rule_until_it_is_rolled_back() {
    let old = || vec![healthy(); 4];
    let moment = |service: &Service, new: Vec<Task>, targets: Vec<Target>| {
        let all = [tasks(4, 7, 90_000), new].concat();
        let finding = found_with(service, &all, &[group([old(), targets].concat())], None);
        (finding.rule(), finding.headline())
    };
    let initial = || target("initial", "Elb.RegistrationInProgress", "");
    let begun = moment(&rolling(4, 0, 2, 4), tasks(2, 8, 5), vec![initial(), initial()]);
    assert_eq!(begun.0, Rule::Deploying, "{}", begun.1);
    let failing = moment(&rolling(4, 2, 0, 4), tasks(2, 8, 40), vec![bad_gateway(), bad_gateway()]);
    assert_eq!(failing.0, Rule::TargetsFailing, "{}", failing.1);

    let mut between = rolling(4, 0, 2, 4);
    between.deployments[0].failed = 2;
    between.events = vec![told(12), told(12)];
    let none_yet = moment(&between, vec![replaced(10), replaced(10)], Vec::new());
    let headline =
        "Targets of revision 8 fail health checks: Target.ResponseCodeMismatch [502], the next are being checked";
    assert_eq!((none_yet.0, &*none_yet.1), (Rule::TargetsFailing, headline));
    between.running = 6;
    let next_start = [vec![replaced(40), replaced(40)], tasks(2, 8, 20)].concat();
    let next = moment(&between, next_start.clone(), Vec::new());
    assert_eq!(next.0, Rule::TargetsFailing, "{}", next.1);
    let many = [next_start, vec![replaced(100), replaced(160)]].concat();
    assert_eq!(moment(&between, many, Vec::new()).0, Rule::TargetsFailing, "a third and a fourth change nothing");

    let mut back = service(4, 4);
    back.deployments[0].rollout_state = Some(DeploymentRolloutState::InProgress);
    back.deployments[0].created_at = Some(ago(5));
    back.events = vec![
        event(3, "rolling back to deployment ecs-svc/7."),
        event(4, "(deployment ecs-svc/8) deployment failed: tasks failed to start."),
    ];
    let rolled = moment(&back, vec![replaced(40), replaced(60)], Vec::new());
    assert_eq!(rolled.0, Rule::DeploymentFailed, "{}", rolled.1);
}

#[test]
fn a_new_task_that_becomes_healthy_ends_the_story() {
    let mut better = rolling(4, 1, 0, 4);
    better.deployments[0].failed = 1;
    let mut all = tasks(1, 8, 20);
    all.extend(tasks(4, 7, 90_000));
    all.push(replaced(200));
    let targets = vec![healthy(); 5];
    let finding = found_with(&better, &all, &[group(targets)], None);
    assert_ne!(finding.rule(), Rule::TargetsFailing, "{}", finding.headline());
}

#[test]
fn the_next_step_is_about_what_the_load_balancer_saw() {
    let mut stuck = service(4, 3);
    stuck.events = vec![told(32)];
    let next = found(&stuck, &[replaced(30)]).evidence().into_iter().find(|line| line.label == "Next").unwrap().text;
    assert!(next.contains("log of the proxy"), "{next}");
    stuck.events.clear();
    let next = found(&stuck, &[replaced(30)]).evidence().into_iter().find(|line| line.label == "Next").unwrap().text;
    assert!(next.contains("healthCheckGracePeriodSeconds"), "{next}");
}
