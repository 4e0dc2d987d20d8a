//! What holds the desired count of a service that scales: told, and no level for it.

use super::*;
use crate::name::TaskId;
use crate::scaling::{Call, Direction, Held};
use crate::task::TaskStatus;
use crate::testing::{scalable, task};

fn asks_for_more() -> Call {
    let (policy, alarm) = ("cpu".to_owned(), "web-high".to_owned());
    Call { policy, alarm, direction: Direction::Out, since: Some(ago(720)) }
}

fn held_by(maximum: u32, desired: u32) -> Option<Held> {
    scalable(2, maximum).held(desired, &[asks_for_more()])
}

fn judged(service: &Service, tasks: &[Task], held: Option<Held>) -> Finding {
    let tasks: Vec<&Task> = tasks.iter().collect();
    judge(&Facts::new(service, &tasks, Some(NOW)).with_held(held), NOW)
}

/// The text of the evidence about scaling, and its moment.
fn told(finding: &Finding) -> Option<(String, Option<Timestamp>)> {
    let line = finding.evidence().into_iter().find(|line| line.label == "Auto scaling");
    line.map(|line| (line.text, line.at))
}

#[test]
fn a_steady_service_at_its_maximum_says_so_while_a_policy_asks_for_more() {
    let finding = judged(&service(4, 4), &[], held_by(4, 4));
    let headline = "4 of 4 running, at the maximum of 4 while policy cpu asks for more";
    assert_eq!((finding.level(), finding.rule(), &*finding.headline()), (Level::Steady, Rule::Steady, headline));
    let text = "At its maximum of 4: policy cpu asks for more and cannot have it. Alarm web-high is in ALARM";
    assert_eq!(told(&finding), Some((text.to_owned(), Some(ago(720)))));
}

#[test]
fn a_service_above_its_maximum_says_what_becomes_of_it() {
    let finding = judged(&service(14, 14), &[], held_by(12, 14));
    assert_eq!((finding.level(), &*finding.headline()), (Level::Steady, "14 of 14 running, above the maximum of 12"));
    assert!(told(&finding).is_some_and(|(text, _)| text.contains("Application Auto Scaling sets it to 12")));
    let below = judged(&service(1, 1), &[], held_by(12, 1));
    assert_eq!(below.headline(), "1 of 1 running, below the minimum of 2");
}

#[test]
fn a_service_that_grows_or_is_short_of_tasks_has_it_in_its_evidence() {
    let mut coming = Task { id: TaskId::parse("0".repeat(32)).unwrap(), ..task("web", 7) };
    (coming.last_status, coming.lifecycle.started_at) = (TaskStatus::Pending, None);
    coming.lifecycle.created_at = Some(ago(40));
    let grows = judged(&Service { pending: 1, ..service(4, 3) }, &[coming, task("web", 7)], held_by(4, 4));
    assert_eq!((grows.rule(), &*grows.headline()), (Rule::ScalingOut, "Scaling out: 3 of 4 running, 1 starting"));
    let short = judged(&service(4, 3), &[], held_by(4, 4));
    assert_eq!((short.rule(), &*short.headline()), (Rule::BelowDesired, "3 of 4 running"));
    assert!(told(&grows).is_some() && told(&short).is_some());
}

#[test]
fn what_holds_the_count_never_changes_the_level() {
    for desired in [0, 1, 4] {
        for running in [0, 1, 4, 5] {
            let service = service(desired, running);
            let held = [held_by(1, desired), held_by(4, desired), held_by(12, desired)];
            for held in held {
                assert_eq!(judged(&service, &[], held).level(), judged(&service, &[], None).level());
            }
        }
    }
}
