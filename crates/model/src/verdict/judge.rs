//! The order of the rules.

use super::beginning::is_beginning;
use super::course::course;
use super::facts::Facts;
use super::finding::Finding;
use super::found::{
    Course, DeploymentFailed, Failure, Growth, NoHealthyTarget, Nothing, Rollback, Shortfall, Steady, Targets,
    TargetsFailing, Unseen,
};
use super::loops::{FIRST_START_GRACE, crash_loop, deployed};
use super::lost::{instances_unseen, lost};
use super::moment::Moment;
use super::none::none_running;
use super::rollback::failed_deployment;
use super::rollout::{newest_revision, progress, stuck};
use super::sets::coming_set;
use super::shortfall::{grows, shortfall, surplus};
use super::targets::{assess, none_healthy, only_new, replaced_for_target, some_failing};
use super::trial::Trial;
use crate::event::EventKind;
use crate::freshness::STALE_AFTER;
use crate::service::{SchedulingStrategy, ServiceStatus};
use crate::time::Timestamp;
use crate::why::Kind;

/// The members of DescribeServices that the rules look at, beside the counts.
const MEMBERS_JUDGED: &[&str] = &[
    "status",
    "schedulingStrategy",
    "deploymentController",
    "deploymentConfiguration",
    "deployments",
    "events",
    "healthCheckGracePeriodSeconds",
    "loadBalancers",
    "taskDefinition",
];

/// Judges a service: the first rule that matches decides.
///
/// Rules 4 to 12 are about tasks that are wanted, so they skip a service that wants none.
pub fn judge(facts: &Facts<'_>, now: Timestamp) -> Finding {
    judge_until(facts, now).0
}

/// Judges a service, and says until when that stays so while nothing new is read and the news about it is not yet
/// [stale](STALE_AFTER).
pub fn judge_until(facts: &Facts<'_>, now: Timestamp) -> (Finding, Timestamp) {
    let moment = Moment::new(now);
    let is_fresh = facts.as_of.is_some_and(|at| now.since(at) <= STALE_AFTER);
    let finding = if is_fresh {
        first_match(facts, &moment)
    } else {
        let last = facts.as_of.map(|at| Box::new(first_match(facts, &Moment::new(at))));
        let alarming = last.as_ref().filter(|last| last.level().needs_attention());
        let lasted = alarming.and_then(|last| Some(facts.as_of?.since(last.since()?)));
        Finding::NoFreshData { as_of: facts.as_of, age: facts.as_of.map(|at| moment.age(at)), last, lasted }
    };
    (finding, moment.holds_until())
}

fn first_match(facts: &Facts<'_>, now: &Moment) -> Finding {
    let uncounted = facts.service.uncounted();
    if !uncounted.is_empty() {
        return Finding::Uncounted(uncounted.into_iter().map(str::to_owned).collect());
    }
    let counts = facts.counts();
    if counts.desired == 0 {
        return none_wanted(facts, now);
    }
    let failures = facts.failures();
    let is_young = is_beginning(facts, &failures, now);
    let failed = failed_deployment(facts, &failures, now);
    let course = under_way(facts, failed.as_ref(), now);
    let trial = Trial::of(facts, &failures, now);
    let targets = assess(facts, now);
    let serves = counts.desired > 1 && targets.as_ref().is_some_and(|targets| targets.healthy > 0);
    let lasts = counts.running > 0 && (serves || !trial.as_ref().is_some_and(|trial| trial.is_all_that_runs));
    let unreached = targets.as_ref().filter(|targets| none_healthy(facts, targets, is_young, now));
    match unreached {
        Some(targets) if lasts || is_young || ended_for_target(&failures) => {
            let targets = Targets { code: targets.code.clone().or_else(|| told(&failures)), ..targets.clone() };
            let (deployed, since) = (deployed(facts), facts.failing_since());
            return Finding::NoHealthyTarget(NoHealthyTarget { counts, targets, course, deployed, since });
        }
        _ if !lasts && !is_young => {
            return Finding::NoneRunning(Box::new(none_running(facts, &failures, trial.as_ref(), course, now)));
        }
        _ => {}
    }
    let replaced = targets.as_ref().and_then(|targets| replaced_for_target(facts, targets, &failures));
    let is_unbroken = |revision: &_| trial.as_ref().is_some_and(|trial| trial.is_of(revision));
    if replaced.is_none()
        && let Some(crash) = crash_loop(facts, &failures, is_unbroken, course.as_ref(), now)
    {
        return Finding::CrashLoop(crash);
    }
    if let Some(targets) = targets.as_ref().filter(|targets| some_failing(targets) || replaced.is_some()) {
        let (targets, only) = (targets.clone(), only_new(facts, targets));
        return Finding::TargetsFailing(TargetsFailing {
            counts,
            targets,
            only,
            replaced,
            course,
            since: facts.failing_since(),
        });
    }
    if let Some(failed) = failed {
        let is_seen = unseen(facts, targets.as_ref(), false, now).is_none();
        return Finding::DeploymentFailed(DeploymentFailed { is_seen, ..failed });
    }
    let is_waiting = targets.as_ref().is_some_and(|targets| {
        targets.staying == 0 && targets.unread.is_none() || targets.starting > 0 && targets.healthy < targets.staying
    });
    let is_beginning = is_young && (counts.running < counts.desired || is_waiting);
    let progress = progress(facts, targets.as_ref(), is_beginning, now).or_else(|| coming_set(facts, &failures, now));
    if let Some(stuck) = progress.as_ref().and_then(|progress| stuck(facts, progress, &failures, now)) {
        return Finding::Stuck(stuck);
    }
    if let Some(shortfall) = shortfall(facts, progress.as_ref(), &failures, trial.as_ref(), is_beginning, now) {
        return Finding::BelowDesired(Box::new(shortfall));
    }
    if let Some(unseen) = unseen(facts, targets.as_ref(), progress.is_some(), now) {
        return Finding::Unseen(unseen);
    }
    if let Some(progress) = progress {
        return Finding::Deploying(progress);
    }
    if let Some(growth) = grows(facts, &failures, now) {
        return Finding::ScalingOut(Growth { targets, ..growth });
    }
    let protected = counts.running > counts.desired && facts.is_protected();
    if counts.running > counts.desired && !protected {
        return Finding::AboveDesired(surplus(facts, now));
    }
    Finding::Steady(Steady {
        counts,
        revision: newest_revision(facts),
        task_sets: facts.service.task_sets.len(),
        since: calm_since(facts, &failures),
        protected,
        last: failures.into_iter().next(),
        targets,
        held: facts.held.clone(),
    })
}

/// What is not known although the verdict needs it: without it, nothing is called calm.
fn unseen(facts: &Facts<'_>, targets: Option<&Targets>, is_deploying: bool, now: &Moment) -> Option<Unseen> {
    let tasks = facts.tasks_unseen(now);
    let balancers = facts.service.unread_balancers.clone();
    let (lost, instances) = (lost(facts, now), instances_unseen(facts, now));
    let members = members_unseen(facts);
    let is_blind = tasks.is_some()
        || !members.is_empty()
        || !balancers.is_empty()
        || targets.is_some_and(|targets| targets.unread.is_some() || targets.nothing_but().is_some())
        || lost.is_some()
        || instances.is_some();
    is_blind.then(|| Unseen {
        counts: facts.counts(),
        revision: newest_revision(facts),
        is_deploying,
        tasks,
        targets: targets.cloned(),
        members,
        balancers,
        lost,
        instances,
    })
}

/// Members of AWS's answer that could not be read and that bad news may have been in.
fn members_unseen(facts: &Facts<'_>) -> Vec<String> {
    let told = |member: &&String| MEMBERS_JUDGED.contains(&member.split('.').next().unwrap_or_default());
    facts.service.unread_members.iter().filter(told).cloned().collect()
}

/// Since when nothing is known to have gone wrong: the deployment is complete, and the last trouble that is known is
/// over.
fn calm_since(facts: &Facts<'_>, failures: &[Failure]) -> Option<Timestamp> {
    let completed = facts.primary().and_then(|primary| primary.updated_at.or(primary.created_at));
    let trouble = facts.events().filter(|(_, kind)| kind.is_trouble()).map(|(event, _)| event.at);
    let lost = facts.tasks.iter().filter(|task| facts.cause_of(task).is_some_and(|cause| cause.kind.takes_away()));
    let lost = failures.iter().filter_map(|failure| failure.at).chain(lost.filter_map(|task| task.ended_at()));
    let last_trouble = trouble.chain(lost).max();
    let recovered = last_trouble.map(|trouble| {
        let steady = facts.events().filter(|(event, kind)| *kind == EventKind::SteadyState && event.at > trouble);
        steady.map(|(event, _)| event.at).min().unwrap_or(trouble)
    });
    completed.max(recovered)
}

/// What is under way, including a rollback that only DescribeServices shows.
fn under_way(facts: &Facts<'_>, failed: Option<&DeploymentFailed>, now: &Moment) -> Option<Course> {
    let told = course(facts, now);
    let back = failed.filter(|failed| failed.rollback == Rollback::Underway);
    match (told, back) {
        (Some(told), _) if told.back_to.is_some() => Some(told),
        (told, None) => told,
        (told, Some(back)) => {
            let known = told.unwrap_or_default();
            let revision = known.revision.clone().or_else(|| back.failed.clone());
            Some(Course { revision, back_to: Some(back.serving.clone()), ..known })
        }
    }
}

/// The verdict of a service that wants no tasks.
fn none_wanted(facts: &Facts<'_>, now: &Moment) -> Finding {
    let counts = facts.counts();
    if counts.running > 0 || counts.pending > 0 {
        return Finding::AboveDesired(surplus(facts, now));
    }
    let Some(instances) = facts.instances.filter(|instances| *instances > 0 && is_daemon(facts)) else {
        return Finding::ScaledToZero(nothing(facts));
    };
    let is_new = facts.service.created_at.is_some_and(|at| !now.is_past(at, FIRST_START_GRACE));
    match progress(facts, None, true, now).filter(|_| is_new && facts.hindrance().is_none()) {
        Some(begins) => Finding::Deploying(begins),
        None => Finding::BelowDesired(Box::new(homeless(facts, instances))),
    }
}

fn is_daemon(facts: &Facts<'_>) -> bool {
    facts.service.scheduling == SchedulingStrategy::Daemon && !facts.service.status.is_deleted()
}

/// A daemon that runs on none of the instances that there are: none takes it.
fn homeless(facts: &Facts<'_>, instances: u32) -> Shortfall {
    Shortfall {
        counts: facts.counts(),
        on_trial: None,
        unhealthy: Vec::new(),
        sidecars: Vec::new(),
        floor: None,
        instances: Some(instances),
        hindrance: facts.hindrance().cloned(),
        last: None,
        taken: None,
        since: facts.hindered_since(),
        held: None,
    }
}

fn nothing(facts: &Facts<'_>) -> Nothing {
    match (&facts.service.status, &facts.service.scheduling) {
        (ServiceStatus::Inactive | ServiceStatus::Draining, _) => Nothing::Deleted,
        (_, SchedulingStrategy::Daemon) => Nothing::NoInstances,
        (_, SchedulingStrategy::Replica | SchedulingStrategy::Other(_)) => Nothing::ScaledToZero,
    }
}

/// Whether the last task that stopped by itself was stopped for its target: then its target group tells the story.
fn ended_for_target(failures: &[Failure]) -> bool {
    failures.first().is_some_and(|failure| failure.cause.kind == Kind::TargetUnhealthy)
}

/// What the load balancer said about the last of them.
fn told(failures: &[Failure]) -> Option<String> {
    failures.first()?.told.clone()
}
