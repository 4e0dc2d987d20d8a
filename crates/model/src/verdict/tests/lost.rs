use super::*;
use crate::freshness::Freshness;
use crate::name::TaskId;
use crate::term::Action;
use crate::time::Span;
use crate::verdict::LostInstance;

const ARN: &str = "arn:aws:ecs:eu-central-1:123456789012:container-instance/shop";

/// As many tasks as there are instances named, the nth on the nth.
fn tasks_on(instances: &[&str]) -> Vec<Task> {
    let task = |(n, instance): (usize, &&str)| Task {
        id: TaskId::parse(format!("{n:032x}")).unwrap(),
        container_instance: Some(format!("{ARN}/{instance}")),
        ..crate::testing::task("web", 7)
    };
    instances.iter().enumerate().map(task).collect()
}

fn lost(id: &'static str, seconds: i64) -> LostInstance<'static> {
    LostInstance { id, name: id, since: ago(seconds), is_older: false }
}

fn read() -> Freshness {
    Freshness { as_of: Some(NOW), ..Freshness::default() }
}

fn judged(tasks: &[Task], targets: &[Target], lost: Vec<LostInstance<'_>>, read: &Freshness) -> (Finding, Timestamp) {
    let borrowed: Vec<&Task> = tasks.iter().collect();
    let count = u32::try_from(tasks.len()).unwrap();
    let service = service(count, count);
    let group = GroupFacts {
        name: "web",
        exists: Exists::Yes,
        binding: 0,
        takes_turns: false,
        check: None,
        reached: Reached::Yes,
        shadow: None,
        read_at: Some(NOW),
        trusted: STALE_AFTER,
        trouble: None,
        foreign: 0,
        targets: targets.iter().zip(&borrowed).map(|(target, task)| (target, Some(*task))).collect(),
    };
    let groups = if targets.is_empty() { Vec::new() } else { vec![group] };
    judge_until(&Facts::new(&service, &borrowed, Some(NOW)).with_groups(groups).with_lost(lost, read), NOW)
}

#[track_caller]
fn check_lost(tasks: &[Task], lost: Vec<LostInstance<'_>>, expect: (Level, &str)) {
    let (finding, _) = judged(tasks, &[], lost, &read());
    assert_eq!((finding.level(), &*finding.headline()), expect);
}

#[test]
fn tasks_on_an_instance_that_ecs_has_lost_are_not_called_steady() {
    let headline =
        "2 of 2 running on a, of whose tasks ECS has heard nothing for 12 min: whether they still run is not known";
    check_lost(&tasks_on(&["a", "a"]), vec![lost("a", 720)], (Level::Unknown, headline));
    let headline = "4 of 4 running, 1 of them on b, of whose tasks ECS has heard nothing for 4 min: whether it still runs is not known";
    check_lost(&tasks_on(&["a", "b", "c", "d"]), vec![lost("b", 240)], (Level::Unknown, headline));
}

#[test]
fn what_was_lost_before_podium_looked_is_lost_for_at_least_that_long() {
    let instance = LostInstance { is_older: true, ..lost("a", 240) };
    let (finding, _) = judged(&tasks_on(&["a"]), &[], vec![instance], &read());
    assert!(finding.headline().contains("for at least 4 min"), "{}", finding.headline());
}

#[test]
fn an_agent_that_is_away_for_a_moment_is_no_news_until_three_minutes_are_over() {
    let (finding, holds_until) = judged(&tasks_on(&["a"]), &[], vec![lost("a", 179)], &read());
    assert_eq!(finding.level(), Level::Steady);
    assert_eq!(holds_until, Timestamp(ago(179).0 + 180_001));
}

#[test]
fn an_instance_without_tasks_of_the_service_does_not_concern_it() {
    check_lost(&tasks_on(&["a"]), vec![lost("b", 720)], (Level::Steady, "1 of 1 running"));
}

#[test]
fn healthy_targets_are_heard_of_without_the_agent_unless_all_instances_are_lost() {
    let tasks = tasks_on(&["a", "b"]);
    let level = |lost| judged(&tasks, &[healthy(), healthy()], lost, &read()).0.level();
    assert_eq!(level(vec![lost("b", 720)]), Level::Steady);
    assert_eq!(level(vec![lost("a", 720), lost("b", 720)]), Level::Unknown);
}

#[test]
fn instances_that_cannot_be_read_are_said_where_tasks_run_on_them() {
    let trouble = Some(Trouble::Denied { action: Action::literal("ecs:ListContainerInstances") });
    let never = Freshness { as_of: None, trouble: trouble.clone(), request_id: None };
    let headline = "1 of 1 running, whether ECS hears from their instances is not known: IAM does not allow ecs:ListContainerInstances";
    let (finding, _) = judged(&tasks_on(&["a"]), &[], Vec::new(), &never);
    assert_eq!((finding.level(), &*finding.headline()), (Level::Unknown, headline));
    assert!(finding.evidence().iter().any(|line| line.label == "Instances"));
    let lately = Freshness { as_of: Some(NOW.before(Span::minutes(2))), trouble, request_id: None };
    assert_eq!(judged(&tasks_on(&["a"]), &[], Vec::new(), &lately).0.level(), Level::Steady);
    let fargate = [crate::testing::task("web", 7)];
    assert_eq!(judged(&fargate, &[], Vec::new(), &never).0.level(), Level::Steady);
    assert_eq!(judged(&tasks_on(&["a"]), &[healthy()], Vec::new(), &never).0.level(), Level::Steady);
}
