use super::*;
use crate::name::TaskId;
use crate::testing::{event, task};
use Level::{Degraded, Down, Steady};

fn tasks(count: usize) -> Vec<Task> {
    (0..count).map(|n| Task { id: TaskId::parse(format!("{n:032x}")).unwrap(), ..task("web", 7) }).collect()
}

#[test]
fn rule_4_a_target_group_that_was_deleted_gets_no_requests() {
    let gone = Group { exists: Exists::No, read_at: None, ..group(vec![]) };
    let headline = "4 of 4 running, but target group web does not exist any more";
    check_with(&service(4, 4), &tasks(4), std::slice::from_ref(&gone), None, (Down, Rule::NoHealthyTarget, headline));
    let outer = Group { name: "outer", binding: 1, ..group(vec![healthy(); 4]) };
    let headline = "4 of 4 targets healthy, but target group web does not exist any more";
    check_with(&service(4, 4), &tasks(4), &[gone, outer], None, (Degraded, Rule::TargetsFailing, headline));
}

#[test]
fn the_word_of_ecs_is_enough_where_target_groups_cannot_be_read() {
    let mut told = service(4, 4);
    told.events = vec![event(
        60,
        "task set (ecs-svc/7) is not healthy in (target-group arn:aws:elasticloadbalancing:r:1:targetgroup/web/1) due to TARGET GROUP IS NOT FOUND.",
    )];
    let unread = Group { exists: Exists::Unknown, read_at: None, ..group(vec![]) };
    assert_eq!(found_with(&told, &tasks(4), std::slice::from_ref(&unread), None).level(), Down);
    told.events.insert(0, event(30, "registered 4 targets in (target-group web)"));
    assert_eq!(found_with(&told, &tasks(4), &[unread], None).rule(), Rule::Unseen);
}

#[test]
fn rule_6_running_tasks_that_no_target_stands_for_get_no_requests() {
    let half = [group(vec![healthy(), healthy()])];
    let headline = "2 tasks run and are no targets of web, 2 of 2 targets healthy";
    check_with(&service(4, 4), &tasks(4), &half, None, (Degraded, Rule::TargetsFailing, headline));
    let mut one_new = tasks(3);
    one_new[2].lifecycle.started_at = Some(ago(60));
    assert_eq!(found_with(&service(3, 3), &one_new, &half, None).level(), Steady, "a new task has two minutes");
}

#[test]
fn tasks_of_a_group_that_takes_turns_are_registered_there() {
    let blue = Group { takes_turns: true, ..group(vec![healthy(), healthy()]) };
    let green =
        Group { name: "green", takes_turns: true, reached: Reached::Idle, ..group(vec![target("initial", "", ""); 4]) };
    assert_ne!(found_with(&service(4, 4), &tasks(4), &[blue, green], None).rule(), Rule::TargetsFailing);
}

#[test]
fn a_second_group_that_lost_its_rule_is_looked_at() {
    let outer = group(vec![healthy(), healthy()]);
    let unused = target("unused", "Target.NotInUse", "");
    let inner = |reached, targets| Group { name: "inner", binding: 1, reached, ..group(targets) };
    let lost = inner(Reached::No, vec![unused.clone(), unused]);
    let headline = "2 of 4 targets get no requests: Target.NotInUse, none healthy in inner";
    check_with(&service(2, 2), &tasks(2), &[outer.clone(), lost], None, (Degraded, Rule::TargetsFailing, headline));
    let unknown = inner(Reached::Unknown, vec![bad_gateway(), bad_gateway()]);
    assert_eq!(found_with(&service(2, 2), &tasks(2), &[outer, unknown], None).level(), Degraded);
}

#[test]
fn targets_of_another_service_in_the_same_group_are_not_held_against_this_one() {
    let shared = [Group { foreign: 2, ..group(vec![healthy(), healthy()]) }];
    let finding = found_with(&service(2, 2), &tasks(2), &shared, None);
    assert_eq!((finding.level(), &*finding.headline()), (Steady, "2 of 2 running, 2 of 2 targets healthy"));
    assert!(finding.evidence().iter().any(|line| line.label == "Other targets" && line.text.starts_with("2 of other")));
}

#[test]
fn a_failing_target_of_nobody_is_told_as_such() {
    let strays = [group(vec![healthy(), healthy(), target("unhealthy", "Target.Timeout", "")])];
    let headline = "1 of 3 targets fails health checks: Target.Timeout, it belongs to no task of this service";
    check_with(&service(2, 2), &tasks(2), &strays, None, (Degraded, Rule::TargetsFailing, headline));
    let evidence = found_with(&service(2, 2), &tasks(2), &strays, None).evidence();
    assert!(evidence.iter().any(|line| line.label == "Next" && line.text.starts_with("See who registered it")));
}

#[test]
fn a_target_whose_checks_take_long_by_design_is_given_the_time() {
    use crate::traffic::TargetCheck;
    let (service, one) = (service(2, 2), tasks(2));
    let borrowed: Vec<&Task> = one.iter().collect();
    let (well, initial) = (healthy(), target("initial", "Elb.InitialHealthChecking", ""));
    let judged = |check: &TargetCheck| {
        let group = GroupFacts {
            name: "web",
            exists: Exists::Yes,
            binding: 0,
            takes_turns: false,
            check: Some(check),
            reached: Reached::Yes,
            shadow: None,
            read_at: Some(NOW),
            trusted: STALE_AFTER,
            trouble: None,
            foreign: 0,
            targets: vec![(&well, Some(&one[0])), (&initial, Some(&one[1]))],
        };
        judge(&Facts::new(&service, &borrowed, Some(NOW)).with_groups(vec![group]), NOW).level()
    };
    let patient = TargetCheck { interval: 60, healthy_threshold: 10, ..TargetCheck::default() };
    assert_eq!(judged(&patient), Steady, "580 s are less than twice ten minutes");
    assert_eq!(judged(&TargetCheck { interval: 10, healthy_threshold: 3, ..TargetCheck::default() }), Degraded);
}

#[test]
fn rule_4_a_service_whose_requests_another_rule_answers_is_not_steady() {
    let shadowed = Group { reached: Reached::Shadowed, ..group(vec![healthy(), healthy()]) };
    let headline = "2 of 2 running, but no request gets there: rule 1 of HTTPS:443 answers all of them first";
    check_with(
        &service(2, 2),
        &tasks(2),
        std::slice::from_ref(&shadowed),
        None,
        (Down, Rule::NoHealthyTarget, headline),
    );
    let evidence = found_with(&service(2, 2), &tasks(2), std::slice::from_ref(&shadowed), None).evidence();
    assert!(evidence.iter().any(|line| line.label == "Rules" && line.text.starts_with("rule 1 of HTTPS:443")));
    for reached in [Reached::Yes, Reached::Unknown] {
        let other = Group { name: "other", binding: 1, reached, ..group(vec![healthy(), healthy()]) };
        assert_eq!(found_with(&service(2, 2), &tasks(2), &[shadowed.clone(), other], None).level(), Steady);
    }
    let idle = Group { reached: Reached::Idle, ..shadowed };
    assert_eq!(found_with(&service(2, 2), &tasks(2), &[idle], None).level(), Steady, "somebody gave it the weight 0");
}
