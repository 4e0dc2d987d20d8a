//! What is known of the target groups of a service.

use crate::freshness::Trouble;
use crate::task::Task;
use crate::time::{Span, Timestamp};
use crate::traffic::{Target, TargetCheck};

/// Whether requests get to a target group, as the rules of the listeners say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// A rule sends requests to it.
    Yes,
    /// It stands in rules, but with the weight 0, or for test traffic only.
    Idle,
    /// Rules send requests to it, and each of them has another one before it that answers all of those.
    Shadowed,
    /// No rule names it.
    No,
    /// The rules could not be read.
    Unknown,
}

/// Whether a target group that a service names is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exists {
    /// It was among the target groups that were read.
    Yes,
    /// All target groups were read lately, and it was not among them.
    No,
    /// The target groups could not be read.
    Unknown,
}

/// One target group that the tasks of a service register with, or the one that takes turns with it.
#[derive(Clone, Debug)]
pub struct GroupFacts<'a> {
    /// Its name.
    pub name: &'a str,
    /// Whether it is there.
    pub exists: Exists,
    /// Which of the service's load balancer entries names it; the group that takes turns with it has the same.
    pub binding: usize,
    /// Whether another group takes turns with it.
    pub takes_turns: bool,
    /// How it asks its targets, where it is known.
    pub check: Option<&'a TargetCheck>,
    /// Whether requests get to it.
    pub reached: Reached,
    /// The rule that answers what would get to it, if it is [`Reached::Shadowed`]: `rule 1 of HTTPS:443`.
    pub shadow: Option<&'a str>,
    /// When its target health was read; `None` if it never was.
    pub read_at: Option<Timestamp>,
    /// How old target health may be while nothing stands in the way: reading thousands of groups takes its time.
    pub trusted: Span,
    /// What has stood in the way of reading target health since, if anything.
    pub trouble: Option<&'a Trouble>,
    /// How many of its targets are tasks of other services.
    pub foreign: u32,
    /// Its other targets, with the task behind each where it is known.
    pub targets: Vec<(&'a Target, Option<&'a Task>)>,
}
