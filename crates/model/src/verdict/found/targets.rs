//! The evidence of rules 4, 6 and 12: what load balancers think of the tasks.

use super::{Counts, Course, Failure};
use crate::freshness::Trouble;
use crate::name::TaskId;
use crate::task_definition::TaskDefinitionRef;
use crate::time::{Span, Timestamp};
use crate::traffic::TargetReason;

/// A target that gets no traffic although it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailingTarget {
    /// Its target group's name.
    pub group: String,
    /// Address and port, or instance and port: `10.0.1.7:8080`.
    pub address: String,
    /// AWS's reason.
    pub reason: Option<TargetReason>,
    /// The reason with HTTP codes where AWS gives them: `Target.ResponseCodeMismatch [502]`.
    pub code: String,
    /// What that means, in words.
    pub meaning: String,
    /// What to do next.
    pub next: Option<String>,
    /// Whether it is known to belong to no task of the service: it was registered by hand, or left behind.
    pub is_stray: bool,
    /// The task behind it, where it is known.
    pub task: Option<TaskId>,
    /// What that task runs.
    pub revision: Option<TaskDefinitionRef>,
}

/// Why something is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// How old the last reading is; `None` if there never was one.
    pub age: Option<Span>,
    /// What stands in the way, if anything.
    pub trouble: Option<Trouble>,
}

/// What is known of the targets of a service, over all target groups that get its traffic.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Targets {
    /// Names of those target groups.
    pub groups: Vec<String>,
    /// Targets that get traffic.
    pub healthy: u32,
    /// Targets that are not being taken out.
    pub staying: u32,
    /// Targets that are being registered, are checked for the first time, or whose task is within its grace period.
    pub starting: u32,
    /// Targets in an unknown condition: checks are off, or this build does not know the state.
    pub unknown: u32,
    /// A state of theirs that this build does not know, as AWS wrote it.
    pub odd: Option<String>,
    /// Targets that get no traffic and are beyond their grace.
    pub failing: Vec<FailingTarget>,
    /// The commonest code among those that are not healthy.
    pub code: Option<String>,
    /// Target groups none of whose targets is healthy while those of other groups are.
    pub dead_groups: Vec<String>,
    /// Target groups that no rule sends anything to.
    pub unreached: Vec<String>,
    /// The rule that answers all requests that would get to them, if there is one: `rule 1 of HTTPS:443`.
    pub shadow: Option<String>,
    /// Target groups that do not exist any more.
    pub gone: Vec<String>,
    /// Tasks that have run for a while and are no target of a group they should be in, and the name of that group.
    pub unregistered: Option<(u32, String)>,
    /// ECS's word on why it could not register them, if that stands.
    pub not_registered: Option<String>,
    /// Targets of its groups that are tasks of other services.
    pub foreign: u32,
    /// Healthy targets of its groups that belong to no task of the service.
    pub strays: u32,
    /// A target group that was never read, while another one was.
    pub never_read: Option<String>,
    /// How old the reading is, where it is trusted although it is older than usual.
    pub age: Option<Span>,
    /// Why not all of this is known now; what was last seen is counted all the same.
    pub unread: Option<Unread>,
}

impl Targets {
    /// A state that this build does not know, if no target is known to be healthy beside those that are in it.
    pub fn nothing_but(&self) -> Option<&str> {
        self.odd.as_deref().filter(|_| self.healthy == 0)
    }
}

/// Rule 4: tasks run, and no request reaches them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoHealthyTarget {
    /// The numbers of the service.
    pub counts: Counts,
    /// Its targets.
    pub targets: Targets,
    /// The deployment under way.
    pub course: Option<Course>,
    /// The newest deployment.
    pub deployed: Option<(TaskDefinitionRef, Timestamp)>,
    /// Since when ECS says that targets fail, if it does.
    pub since: Option<Timestamp>,
}

/// Rule 6: some targets get no traffic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetsFailing {
    /// The numbers of the service.
    pub counts: Counts,
    /// Its targets.
    pub targets: Targets,
    /// The revision that is being deployed, if all failing targets are of it and the others are not.
    pub only: Option<TaskDefinitionRef>,
    /// The task of the revision being deployed that ECS stopped last for its target, while its successor is being
    /// checked.
    pub replaced: Option<Failure>,
    /// The deployment under way.
    pub course: Option<Course>,
    /// Since when ECS says that targets fail, if it does.
    pub since: Option<Timestamp>,
}
