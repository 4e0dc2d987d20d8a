use proptest::prelude::*;

use super::properties::{any_group, any_service, any_tasks};
use super::*;
use crate::freshness::Freshness;
use crate::service::ServiceStatus;
use crate::term::{Action, OperationName};
use crate::testing::task;
use crate::time::Span;
use Level::{Degraded, Down, Steady, Unknown};

fn denied() -> Trouble {
    Trouble::Denied { action: Action::literal("elasticloadbalancing:DescribeTargetHealth") }
}

fn tasks(count: usize) -> Vec<Task> {
    (0..count)
        .map(|n| Task { id: crate::name::TaskId::parse(format!("{n:032x}")).unwrap(), ..task("web", 7) })
        .collect()
}

fn with_tasks(freshness: &Freshness, service: &Service, tasks: &[Task]) -> Finding {
    let borrowed: Vec<&Task> = tasks.iter().collect();
    judge(&Facts::new(service, &borrowed, Some(NOW)).with_tasks_read(freshness), NOW)
}

#[test]
fn rule_10_running_tasks_whose_target_health_is_not_known_are_not_steady() {
    let unread = Group { read_at: None, ..group(vec![]) };
    let headline = "2 of 2 running, whether requests arrive is not known: target health not read yet";
    check_with(&service(2, 2), &tasks(2), std::slice::from_ref(&unread), None, (Unknown, Rule::Unseen, headline));
    let refused = Group { trouble: Some(denied()), ..unread };
    let headline = "2 of 2 running, whether requests arrive is not known: IAM does not allow elasticloadbalancing:DescribeTargetHealth";
    check_with(&service(2, 2), &tasks(2), &[refused], None, (Unknown, Rule::Unseen, headline));
    let old = Group { read_at: Some(ago(241)), ..group(vec![healthy(), healthy()]) };
    let headline = "2 of 2 running, whether requests arrive is not known: target health not read for 4 min";
    check_with(&service(2, 2), &tasks(2), &[old], None, (Unknown, Rule::Unseen, headline));
}

#[test]
fn rule_1_a_service_without_its_counts_is_unknown_and_not_down() {
    for member in ["desiredCount", "runningCount", "pendingCount", "taskSets.computedDesiredCount"] {
        let mut lacking = service(4, 0);
        lacking.unread_members = vec!["deployments".to_owned(), member.to_owned()];
        let headline = format!("AWS's answer lacks {member}");
        check(&lacking, &[], (Unknown, Rule::NoFreshData, &headline));
        lacking.desired = 0;
        check(&lacking, &[], (Unknown, Rule::NoFreshData, &headline));
        let told = found(&lacking, &[]).evidence();
        assert_eq!(told.len(), 1);
        assert!(told[0].text.starts_with(member), "{}", told[0].text);
    }
}

#[test]
fn rule_10_parts_of_the_answer_that_were_not_read_may_have_held_bad_news() {
    for member in ["deployments", "deployments.runningCount", "events", "loadBalancers"] {
        let mut lacking = service(2, 2);
        lacking.unread_members = vec![member.to_owned()];
        let headline = format!("2 of 2 running, AWS's answer lacks {member}");
        check(&lacking, &tasks(2), (Unknown, Rule::Unseen, &headline));
        lacking.running = 0;
        assert_eq!(found(&lacking, &[]).level(), Down, "what is known to be bad is said");
    }
    let mut untagged = service(2, 2);
    untagged.unread_members = vec!["tags".to_owned(), "createdBy".to_owned()];
    assert_eq!(found(&untagged, &tasks(2)).level(), Steady, "no rule looks at these");
}

#[test]
fn bad_news_that_grows_old_does_not_make_a_service_calmer() {
    let bad = |seconds, targets| Group { read_at: Some(ago(seconds)), trouble: Some(denied()), ..group(targets) };
    let headline = "0 of 2 targets healthy 4 min ago: Target.ResponseCodeMismatch [502], not read since: IAM does not allow elasticloadbalancing:DescribeTargetHealth";
    let none = bad(241, vec![bad_gateway(), bad_gateway()]);
    check_with(&service(2, 2), &tasks(2), &[none], None, (Down, Rule::NoHealthyTarget, headline));
    let some = bad(400, vec![bad_gateway(), healthy()]);
    let finding = found_with(&service(2, 2), &tasks(2), &[some], None);
    assert_eq!((finding.level(), finding.rule()), (Degraded, Rule::TargetsFailing));
    assert!(finding.headline().contains("not read since: IAM does not allow"), "{}", finding.headline());
}

#[test]
fn a_deployment_whose_targets_are_not_known_is_not_called_calm_either() {
    let unread = Group { read_at: None, trouble: Some(denied()), ..group(vec![]) };
    let finding = found_with(&rolling(4, 2, 1, 2), &[], &[unread], None);
    assert_eq!((finding.level(), finding.rule()), (Unknown, Rule::Unseen));
    assert!(
        finding.headline().starts_with("Deploying revision 8, 4 of 4 running, 1 starting"),
        "{}",
        finding.headline()
    );
}

#[test]
fn tasks_that_cannot_be_read_are_said_and_leave_nothing_steady() {
    let listed = Trouble::Denied { action: Action::literal("ecs:ListTasks") };
    let never = Freshness { as_of: None, trouble: Some(listed), request_id: None };
    let finding = with_tasks(&never, &service(4, 4), &[]);
    let headline = "4 of 4 running, how its tasks fare is not known: IAM does not allow ecs:ListTasks";
    assert_eq!((finding.level(), &*finding.headline()), (Unknown, headline));
    let throttled = Trouble::Throttled { operation: OperationName::literal("DescribeTasks") };
    let read = |seconds, trouble| Freshness { as_of: Some(ago(seconds)), trouble, request_id: None };
    assert_eq!(with_tasks(&read(181, Some(throttled)), &service(4, 4), &tasks(4)).level(), Unknown);
    assert_eq!(with_tasks(&read(181, None), &service(4, 4), &tasks(4)).level(), Steady, "a long sweep is waited for");
    assert_eq!(with_tasks(&read(601, None), &service(4, 4), &tasks(4)).level(), Unknown);
    let mut sick = tasks(4);
    sick[0].health = crate::task::HealthStatus::Unhealthy;
    assert_eq!(with_tasks(&read(3000, None), &service(4, 4), &sick).level(), Degraded, "the last bad news stands");
}

#[test]
fn a_reading_that_is_old_because_there_are_thousands_of_groups_tells_its_age() {
    let service = service(1, 1);
    let one = tasks(1);
    let borrowed: Vec<&Task> = one.iter().collect();
    let target = healthy();
    let facts = GroupFacts {
        name: "web",
        exists: Exists::Yes,
        binding: 0,
        takes_turns: false,
        check: None,
        reached: Reached::Yes,
        shadow: None,
        read_at: Some(ago(600)),
        trusted: Span::minutes(26),
        trouble: None,
        foreign: 0,
        targets: vec![(&target, Some(&one[0]))],
    };
    let judged =
        |group: GroupFacts<'_>| judge(&Facts::new(&service, &borrowed, Some(NOW)).with_groups(vec![group]), NOW);
    assert_eq!(judged(facts.clone()).headline(), "1 of 1 running, 1 of 1 target healthy 10 min ago");
    let trouble = denied();
    assert_eq!(judged(GroupFacts { trouble: Some(&trouble), ..facts }).level(), Unknown, "trouble ends the patience");
}

/// Judges the same evidence with every reading of target health so much older.
fn aged(service: &Service, tasks: &[Task], groups: &[Group], by: i64) -> Finding {
    let older =
        |group: &Group| Group { read_at: group.read_at.map(|at| at.before(Span::seconds(by))), ..group.clone() };
    found_with(service, tasks, &groups.iter().map(older).collect::<Vec<_>>(), None)
}

proptest! {
    #[test]
    fn ageing_target_health_never_lowers_the_alarm(service in any_service(), tasks in any_tasks(), groups in prop::collection::vec(any_group(), 0..3), by in 0i64..5000) {
        prop_assert!(aged(&service, &tasks, &groups, by).level() >= found_with(&service, &tasks, &groups, None).level());
    }

    #[test]
    fn without_target_health_a_load_balanced_service_that_wants_tasks_is_never_calm(mut service in any_service(), tasks in any_tasks(), groups in prop::collection::vec(any_group(), 1..3)) {
        service.status = ServiceStatus::Active;
        service.desired = service.desired.max(1);
        let unread: Vec<Group> = groups.into_iter().map(|group| Group { read_at: None, targets: Vec::new(), ..group }).collect();
        prop_assert!(found_with(&service, &tasks, &unread, None).level().needs_attention());
    }

    #[test]
    fn ageing_or_removing_tasks_never_leaves_a_service_that_wants_tasks_calm(mut service in any_service(), mut tasks in any_tasks(), age in prop::option::of(601i64..5000)) {
        service.status = ServiceStatus::Active;
        service.desired = service.desired.max(1);
        let before = found(&service, &tasks).level();
        if age.is_none() {
            tasks.clear();
        }
        let read = Freshness { as_of: age.map(ago), trouble: None, request_id: None };
        let after = with_tasks(&read, &service, &tasks).level();
        prop_assert!(after.needs_attention());
        prop_assert!(age.is_none() || after >= before);
    }
}
