//! Evidence of rules 4, 6 and 12: what load balancers think of the tasks.

use super::{Evidence, Subject, last_failure, numbers, revision, rollout};
use crate::freshness::STALE_AFTER;
use crate::verdict::found::{FailingTarget, NoHealthyTarget, Steady, Targets, TargetsFailing, Unread};

/// Failing targets that are listed; the page of their group has all.
const LISTED: usize = 3;

pub(super) fn of_none_healthy(none: &NoHealthyTarget) -> Vec<Evidence> {
    let mut lines = of_targets(&none.targets);
    lines.push(numbers(none.counts));
    lines.extend(rollout::of_course(none.course.as_ref()));
    lines.extend(none.deployed.as_ref().map(|(deployed, at)| Evidence { at: Some(*at), ..revision(deployed) }));
    lines.extend(next(&none.targets));
    lines
}

pub(super) fn of_some_failing(some: &TargetsFailing) -> Vec<Evidence> {
    let mut lines = of_targets(&some.targets);
    lines.push(numbers(some.counts));
    lines.extend(some.only.as_ref().map(|only| Evidence { label: "All failing are of", ..revision(only) }));
    lines.extend(rollout::of_course(some.course.as_ref()));
    lines.extend(next(&some.targets));
    lines
}

pub(super) fn of_steady(steady: &Steady) -> Vec<Evidence> {
    let mut lines = vec![numbers(steady.counts), Evidence { at: steady.since, ..revision(&steady.revision) }];
    lines.extend(steady.targets.iter().flat_map(of_targets));
    lines.extend(steady.last.as_ref().map(last_failure));
    lines
}

fn of_targets(targets: &Targets) -> Vec<Evidence> {
    let mut lines = Vec::new();
    let first = targets.groups.first().cloned().map(Subject::TargetGroup);
    match targets.unread {
        None => lines.push(Evidence {
            subject: first,
            ..Evidence::new("Targets", format!("{} in {}", targets.text(), targets.groups.join(", ")))
        }),
        Some(unread) => {
            let why = match unread {
                Unread::Never => "target health not read yet".to_owned(),
                Unread::Old(age) => format!("target health not read for {age}, {STALE_AFTER} are trusted"),
            };
            lines.push(Evidence { subject: first, ..Evidence::new("Targets", why) });
        }
    }
    lines.extend(targets.failing.iter().take(LISTED).map(failing));
    lines.extend(targets.unreached.first().map(|group| Evidence {
        subject: Some(Subject::Traffic),
        ..Evidence::new("Rules", format!("no rule sends requests to {group}"))
    }));
    lines
}

fn failing(target: &FailingTarget) -> Evidence {
    let subject = match &target.task {
        Some(task) => Subject::Task(task.clone()),
        None => Subject::TargetGroup(target.group.clone()),
    };
    let revision = target.revision.as_ref().map(|revision| format!(" (revision {})", revision.revision));
    let text = format!("{}{}: {}. {}", target.address, revision.unwrap_or_default(), target.code, target.meaning);
    Evidence { subject: Some(subject), ..Evidence::new("Failing target", text) }
}

fn next(targets: &Targets) -> Option<Evidence> {
    let target = targets.failing.iter().find(|target| targets.code.as_ref() == Some(&target.code));
    let target = target.or(targets.failing.first())?;
    let subject = Some(Subject::TargetGroup(target.group.clone()));
    target.next.as_ref().map(|next| Evidence { subject, ..Evidence::new("Next", next) })
}
