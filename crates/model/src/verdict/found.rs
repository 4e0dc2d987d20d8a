//! The evidence of each rule, as data.

mod rollout;
mod targets;

pub use rollout::{
    Course, DeploymentFailed, EndedBy, NewTargets, Pause, Progress, Rollback, Stuck, StuckReason, Watched,
};
pub use targets::{FailingTarget, NoHealthyTarget, Targets, TargetsFailing, Unread};

use crate::event::ServiceEvent;
use crate::name::TaskId;
use crate::scaling::Held;
use crate::task::Flaw;
use crate::task_definition::TaskDefinitionRef;
use crate::time::{Span, Timestamp};
use crate::traffic::{Target, TargetState};
use crate::why::{Cause, next_step};

/// The three numbers of a service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tasks that should run; 0 for a service that is being deleted.
    pub desired: u32,
    /// Tasks that run.
    pub running: u32,
    /// Tasks on their way.
    pub pending: u32,
    /// Those of them that wait for an instance to run on.
    pub waiting: u32,
}

/// A task that stopped by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The task.
    pub task: TaskId,
    /// The deployment that started it.
    pub deployment: Option<String>,
    /// What it ran.
    pub revision: TaskDefinitionRef,
    /// When it ended.
    pub at: Option<Timestamp>,
    /// How long it had run; `None` if it never did.
    pub lived: Option<Span>,
    /// Why.
    pub cause: Cause,
    /// What the load balancer said about it, if that is why: `Target.ResponseCodeMismatch [502]`.
    pub told: Option<String>,
}

impl Failure {
    /// What to do next: about the code that the load balancer gave, where it is known.
    pub fn next(&self) -> String {
        let told = self.told.as_deref().and_then(|told| {
            told.split_once(" [").map_or(Some((told, None)), |(reason, codes)| Some((reason, Some(codes))))
        });
        let target = told.map(|(reason, codes)| Target {
            id: String::new(),
            port: None,
            zone: None,
            state: TargetState::Unhealthy,
            reason: Some(reason.into()),
            description: codes.map(|codes| format!("Health checks failed with these codes: [{codes}")),
        });
        let about_target = target.and_then(|target| target.reach(None).next).map(|next| format!("{next}."));
        about_target.unwrap_or_else(|| next_step(&self.cause))
    }

    /// The cause in a few words, with what the load balancer said.
    pub fn words(&self) -> String {
        match &self.told {
            Some(told) => format!("{} ({told})", self.cause.short()),
            None => self.cause.short(),
        }
    }
}

/// Failures of one revision, counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Series {
    /// How many.
    pub times: u32,
    /// In how long, up to now.
    pub within: Span,
    /// When the first of them was.
    pub first_at: Timestamp,
}

/// Rule 2: why nothing is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nothing {
    /// Its desired count is 0.
    ScaledToZero,
    /// It runs one task per container instance, and there is none.
    NoInstances,
    /// It is deleted.
    Deleted,
}

/// Running tasks that may still end like those before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OnTrial {
    /// How many.
    pub tasks: u32,
    /// How long each has to run to show that it does not.
    pub needed: Span,
}

/// Rule 3: tasks are wanted and none runs, or none that has outlived what ended the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoneRunning {
    /// The numbers.
    pub counts: Counts,
    /// The tasks that run, if any does.
    pub on_trial: Option<OnTrial>,
    /// The last task that stopped by itself.
    pub last: Option<Failure>,
    /// The last task that was taken away, if none stopped by itself since.
    pub taken: Option<Box<Failure>>,
    /// What is being deployed since the last task stopped by itself, if that ran something else.
    pub repair: Option<TaskDefinitionRef>,
    /// How often that happened.
    pub series: Option<Series>,
    /// ECS's word on what keeps it from starting tasks.
    pub hindrance: Option<ServiceEvent>,
    /// What ECS says about the newest deployment, when it failed.
    pub rollout_reason: Option<String>,
    /// The newest deployment.
    pub deployed: Option<(TaskDefinitionRef, Timestamp)>,
    /// Since when none runs, as far as it is known.
    pub since: Option<Timestamp>,
    /// Whether it is so for longer than AWS remembers.
    pub is_older: bool,
    /// The deployment under way.
    pub course: Option<Course>,
}

/// Rule 5: tasks of one revision stop by themselves, again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrashLoop {
    /// The numbers.
    pub counts: Counts,
    /// The revision.
    pub revision: TaskDefinitionRef,
    /// The last of them, where the tasks are known.
    pub last: Option<Failure>,
    /// How often, where the tasks are known.
    pub series: Option<Series>,
    /// ECS's own count of failures in a row.
    pub failed: u32,
    /// ECS's sentence that it cannot start tasks consistently, if it stands.
    pub told: Option<ServiceEvent>,
    /// When it began, as far as it is known.
    pub first_at: Option<Timestamp>,
    /// Whether it is so for longer than AWS remembers.
    pub is_older: bool,
    /// The newest deployment, if it began so late that no failure before it can be forgotten.
    pub deployed: Option<(TaskDefinitionRef, Timestamp)>,
    /// The deployment under way.
    pub course: Option<Course>,
}

/// Rule 9: fewer run (and are well) than wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortfall {
    /// The numbers.
    pub counts: Counts,
    /// Running tasks in place of ones that failed, which have not outlived them yet.
    pub on_trial: Option<OnTrial>,
    /// Running tasks that fail their container health check.
    pub unhealthy: Vec<TaskId>,
    /// Running tasks of which a container that is not essential has failed: task, container, how.
    pub sidecars: Vec<(TaskId, String, Flaw)>,
    /// How many have to run while a deployment is under way, where fewer do.
    pub floor: Option<u32>,
    /// Container instances on which a daemon should run, where it runs on none.
    pub instances: Option<u32>,
    /// ECS's word on what keeps it from starting tasks.
    pub hindrance: Option<ServiceEvent>,
    /// The last task that stopped by itself, if that was lately.
    pub last: Option<Failure>,
    /// The last task that was taken away lately, if none stopped by itself since.
    pub taken: Option<Box<Failure>>,
    /// Since when tasks are missing, as far as it is known.
    pub since: Option<Timestamp>,
    /// What holds its desired count against what its policies, or its bounds, ask for.
    pub held: Option<Held>,
}

/// Rule 13: more run than are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Surplus {
    /// The numbers.
    pub counts: Counts,
    /// Whether some of them are known to stop, or not all of them are known.
    pub is_draining: bool,
}

/// Rule 10: all that is known is well, and what matters is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unseen {
    /// The numbers.
    pub counts: Counts,
    /// What runs, or is being deployed.
    pub revision: TaskDefinitionRef,
    /// Whether a deployment is in progress.
    pub is_deploying: bool,
    /// Why its tasks are not known, if they are not.
    pub tasks: Option<Unread>,
    /// What was last known of its targets, if it is load-balanced.
    pub targets: Option<Targets>,
    /// Members of AWS's answer about the service that could not be read.
    pub members: Vec<String>,
    /// Load balancers that Podium does not read: their kind and name.
    pub balancers: Vec<String>,
    /// Tasks on instances that ECS has lost.
    pub lost: Option<Lost>,
    /// Why it is not known whether ECS hears from its instances, if it is not.
    pub instances: Option<Unread>,
}

/// Tasks on container instances of which ECS has heard nothing for minutes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// How many tasks.
    pub tasks: u32,
    /// The instances, by the names that people know.
    pub instances: Vec<String>,
    /// Since when the first of them is silent, as far as it was seen.
    pub since: Timestamp,
    /// For how long that is, in the precision in which it is shown.
    pub age: Span,
    /// Whether it is so for longer than Podium has looked.
    pub is_older: bool,
}

/// Rule 12: more tasks are wanted than before, and they are on their way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Growth {
    /// The numbers.
    pub counts: Counts,
    /// When the first of the new tasks was made.
    pub since: Option<Timestamp>,
    /// Its targets, if it is load-balanced.
    pub targets: Option<Targets>,
    /// What holds its desired count against what its policies, or its bounds, ask for.
    pub held: Option<Held>,
}

/// Rule 14: all is well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steady {
    /// The numbers.
    pub counts: Counts,
    /// What runs.
    pub revision: TaskDefinitionRef,
    /// How many task sets its tasks are in; 0 while ECS deploys the service itself.
    pub task_sets: usize,
    /// Since when nothing is known to have gone wrong: its deployment is complete, or the last trouble is over.
    pub since: Option<Timestamp>,
    /// ECS's word that more tasks are protected from scale-in than are wanted.
    pub protected: bool,
    /// The last task that stopped by itself, if one did in the last hour.
    pub last: Option<Failure>,
    /// Its targets, if it is load-balanced.
    pub targets: Option<Targets>,
    /// What holds its desired count against what its policies, or its bounds, ask for.
    pub held: Option<Held>,
}
