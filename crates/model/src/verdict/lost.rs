//! Tasks on instances that ECS has lost: it calls them running, as when it last heard of them.

use std::collections::BTreeSet;

use super::facts::{Facts, GroupFacts};
use super::found::{Lost, Unread};
use super::moment::Moment;
use crate::freshness::STALE_AFTER;
use crate::name::TaskId;
use crate::task::{Task, TaskStatus};
use crate::time::Span;
use crate::traffic::TargetState;

/// An agent that is updated or starts again is away for less than this.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-update.html>
const LOST_AFTER: Span = Span::minutes(3);

/// Tasks of the service of which nobody can say whether they still run. A healthy target is heard of without the agent,
/// unless no instance at all can be steered any more.
pub(super) fn lost(facts: &Facts<'_>, now: &Moment) -> Option<Lost> {
    let gone: Vec<_> = facts.lost.iter().filter(|instance| now.is_past(instance.since, LOST_AFTER)).collect();
    if gone.is_empty() {
        return None;
    }
    let answering = answering(facts, now);
    let on = |task: &Task| gone.iter().find(|instance| instance_of(task) == Some(instance.id));
    let (mut away, mut silent) = (Vec::new(), Vec::new());
    let mut running = 0;
    for task in running_tasks(facts) {
        running += 1;
        let Some(instance) = on(task) else { continue };
        away.push(instance);
        if !answering.contains(&task.id) {
            silent.push(instance);
        }
    }
    let told = match () {
        () if !away.is_empty() && away.len() == running => away,
        () if !silent.is_empty() => silent,
        () => return None,
    };
    let first = told.iter().min_by_key(|instance| instance.since)?;
    let instances: BTreeSet<&str> = told.iter().map(|instance| instance.name).collect();
    Some(Lost {
        tasks: u32::try_from(told.len()).unwrap_or(u32::MAX),
        instances: instances.into_iter().map(str::to_owned).collect(),
        since: first.since,
        age: now.age(first.since),
        is_older: first.is_older,
    })
}

/// Why it is not known whether ECS hears from the instances of its tasks, if something stands in the way of reading
/// instances and matters.
pub(super) fn instances_unseen(facts: &Facts<'_>, now: &Moment) -> Option<Unread> {
    let read = facts.instances_read?;
    let trouble = read.trouble.clone().filter(|trouble| !trouble.is_partial())?;
    let answering = answering(facts, now);
    let is_hidden = |task: &Task| instance_of(task).is_some() && !answering.contains(&task.id);
    if !running_tasks(facts).any(is_hidden) || read.as_of.is_some_and(|at| !now.is_past(at, STALE_AFTER)) {
        return None;
    }
    Some(Unread { age: read.as_of.map(|at| now.age(at)), trouble: Some(trouble) })
}

fn running_tasks<'f, 'a>(facts: &'f Facts<'a>) -> impl Iterator<Item = &'a Task> + 'f {
    let runs = |task: &&Task| task.last_status == TaskStatus::Running && task.desired_status == TaskStatus::Running;
    facts.tasks.iter().copied().filter(runs)
}

fn instance_of(task: &Task) -> Option<&str> {
    task.container_instance.as_deref()?.rsplit('/').next()
}

/// Tasks that are healthy targets, as far as that is news.
fn answering<'a>(facts: &Facts<'a>, now: &Moment) -> BTreeSet<&'a TaskId> {
    let is_news = |group: &&GroupFacts<'_>| {
        let limit = if group.trouble.is_some() { STALE_AFTER } else { group.trusted };
        group.read_at.is_some_and(|at| !now.is_past(at, limit))
    };
    let targets = facts.groups.iter().filter(is_news).flat_map(|group| &group.targets);
    let healthy = targets.filter(|(target, _)| target.state == TargetState::Healthy);
    healthy.filter_map(|(_, task)| task.map(|task| &task.id)).collect()
}
