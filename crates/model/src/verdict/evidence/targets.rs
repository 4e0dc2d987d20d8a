//! Evidence of rules 4, 6, 10, 12 and 14: what load balancers think of the tasks.

use super::{Evidence, Subject, held, lacking, last_failure, numbers, revision, rollout};
use crate::freshness::STALE_AFTER;
use crate::verdict::found::{FailingTarget, Growth, NoHealthyTarget, Steady, Targets, TargetsFailing, Unread, Unseen};

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
    lines.extend(some.replaced.as_ref().map(last_failure));
    match (&some.targets.failing[..], &some.replaced) {
        ([], Some(failure)) => lines.push(super::next(failure)),
        _ => lines.extend(next(&some.targets)),
    }
    lines
}

pub(super) fn of_unseen(unseen: &Unseen) -> Vec<Evidence> {
    let mut lines = vec![numbers(unseen.counts), revision(&unseen.revision)];
    if let Some(lost) = &unseen.lost {
        let text = format!("{} on {}", lost.tasks, lost.instances.join(", "));
        lines.push(Evidence { subject: Some(Subject::Instances), ..Evidence::new("Tasks out of sight", text) });
        let words = if lost.is_older { "Silent, at least since" } else { "Silent since" };
        let text = "ECS goes on calling its tasks running, and does not replace them";
        lines.push(Evidence { at: Some(lost.since), ..Evidence::new(words, text) });
        let next = "See whether the EC2 instance runs and its agent and container runtime are up; terminate it if it is dead: ECS then replaces the tasks";
        lines.push(Evidence { subject: Some(Subject::Instances), ..Evidence::new("Next", next) });
    }
    lines.extend(unseen.members.iter().map(|member| lacking(member)));
    lines.extend(
        unseen.instances.as_ref().map(|unread| Evidence::new("Instances", not_seen(unread, "container instances"))),
    );
    lines.extend(unseen.tasks.as_ref().map(|unread| Evidence::new("Tasks", not_seen(unread, "tasks"))));
    lines.extend(unseen.targets.iter().flat_map(of_targets));
    lines.extend(
        unseen
            .balancers
            .iter()
            .map(|balancer| Evidence::new("Load balancer", format!("Podium does not read {balancer}"))),
    );
    lines
}

pub(super) fn of_growth(growth: &Growth) -> Vec<Evidence> {
    let mut lines = vec![Evidence { at: growth.since, ..numbers(growth.counts) }];
    lines.extend(growth.held.as_ref().map(held));
    lines.extend(growth.targets.iter().flat_map(of_targets));
    lines
}

pub(super) fn of_steady(steady: &Steady) -> Vec<Evidence> {
    let mut lines = vec![numbers(steady.counts), Evidence { at: steady.since, ..revision(&steady.revision) }];
    lines.extend(steady.held.as_ref().map(held));
    lines.extend(steady.targets.iter().flat_map(of_targets));
    lines.extend(steady.last.as_ref().map(last_failure));
    lines
}

fn of_targets(targets: &Targets) -> Vec<Evidence> {
    let mut lines = Vec::new();
    let first = targets.groups.first().cloned().map(Subject::TargetGroup);
    let read = targets.unread.as_ref().is_none_or(|unread| unread.age.is_some());
    if read {
        let text = format!("{} in {}", targets.text(), targets.groups.join(", "));
        lines.push(Evidence { subject: first.clone(), ..Evidence::new("Targets", text) });
    }
    lines.extend(targets.unread.as_ref().map(|unread| Evidence {
        subject: first,
        ..Evidence::new("Target health", not_seen(unread, "target health"))
    }));
    lines.extend(targets.gone.iter().map(|group| Evidence {
        subject: Some(Subject::Traffic),
        ..Evidence::new("Target group", format!("{group} does not exist any more; the service has to name another one"))
    }));
    if let Some((missing, group)) = &targets.unregistered {
        let text = format!("{missing} running for minutes and no target of {group}; see the events of the service");
        lines.push(Evidence {
            subject: Some(Subject::TargetGroup(group.clone())),
            ..Evidence::new("Not registered", text)
        });
    }
    lines.extend(targets.not_registered.as_ref().map(|words| Evidence::new("ECS says", words)));
    if targets.strays > 0 {
        let text = format!("{} that belong to no task of this service, not counted", targets.strays);
        lines.push(Evidence::new("Other targets", text));
    }
    if targets.foreign > 0 {
        let text = format!("{} of other services in the same groups, not counted", targets.foreign);
        lines.push(Evidence::new("Other targets", text));
    }
    lines.extend(targets.failing.iter().take(LISTED).map(failing));
    lines.extend(targets.unreached.first().map(|group| Evidence {
        subject: Some(Subject::Traffic),
        ..Evidence::new(
            "Rules",
            match &targets.shadow {
                Some(rule) => format!(
                    "{rule} answers every request that would get to {group}: it is tried first and its conditions are wider"
                ),
                None => format!("no rule sends requests to {group}"),
            },
        )
    }));
    lines.extend(targets.shadow.as_ref().map(|rule| Evidence {
        subject: Some(Subject::Traffic),
        ..Evidence::new(
            "Next",
            format!("Narrow the conditions of {rule}, or give it a number behind those of the others"),
        )
    }));
    lines
}

/// Why something is not known, and how old news may be.
fn not_seen(unread: &Unread, what: &str) -> String {
    let age = match (&unread.trouble, unread.age) {
        (Some(_), Some(age)) => format!(", last read {age} ago"),
        (Some(_), None) => ", never read".to_owned(),
        (None, Some(_)) => format!(", {STALE_AFTER} are trusted"),
        (None, None) => String::new(),
    };
    format!("{}{age}", unread.words(what))
}

fn failing(target: &FailingTarget) -> Evidence {
    let subject = match &target.task {
        Some(task) => Subject::Task(task.clone()),
        None => Subject::TargetGroup(target.group.clone()),
    };
    let revision = target.revision.as_ref().map(|revision| format!(" (revision {})", revision.revision));
    let stray = if target.is_stray { ". It belongs to no task of this service" } else { "" };
    let text =
        format!("{}{}: {}. {}{stray}", target.address, revision.unwrap_or_default(), target.code, target.meaning);
    Evidence { subject: Some(subject), ..Evidence::new("Failing target", text) }
}

fn next(targets: &Targets) -> Option<Evidence> {
    let target = targets.failing.iter().find(|target| targets.code.as_ref() == Some(&target.code));
    let target = target.or(targets.failing.first())?;
    if target.is_stray {
        let next = "See who registered it; deregister it if nobody needs it";
        return Some(Evidence {
            subject: Some(Subject::TargetGroup(target.group.clone())),
            ..Evidence::new("Next", next)
        });
    }
    let subject = Some(Subject::TargetGroup(target.group.clone()));
    target.next.as_ref().map(|next| Evidence { subject, ..Evidence::new("Next", next) })
}
