//! The answer: which rule matched, with its evidence.

use super::found::{
    CrashLoop, DeploymentFailed, FailingTarget, Failure, Growth, NoHealthyTarget, NoneRunning, Nothing, Progress,
    Shortfall, Steady, Stuck, StuckReason, Surplus, TargetsFailing, Unseen,
};
use super::{Level, Rule};
use crate::event::{EventKind, ServiceEvent};
use crate::time::{Span, Timestamp};

/// The answer of the first rule that matched, with its evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Rule 1.
    NoFreshData {
        /// When AWS last told of the service.
        as_of: Option<Timestamp>,
        /// How long ago that was.
        age: Option<Span>,
        /// What the verdict was then.
        last: Option<Box<Finding>>,
        /// How long it had been so then, if it needed attention and that is known.
        lasted: Option<Span>,
    },
    /// Rule 1: AWS's answer lacks these members, so how many tasks are wanted or run is not known.
    Uncounted(Vec<String>),
    /// Rule 2.
    ScaledToZero(Nothing),
    /// Rule 3.
    NoneRunning(Box<NoneRunning>),
    /// Rule 4.
    NoHealthyTarget(NoHealthyTarget),
    /// Rule 5.
    CrashLoop(CrashLoop),
    /// Rule 6.
    TargetsFailing(TargetsFailing),
    /// Rule 7.
    DeploymentFailed(DeploymentFailed),
    /// Rule 8.
    Stuck(Stuck),
    /// Rule 9.
    BelowDesired(Box<Shortfall>),
    /// Rule 10.
    Unseen(Unseen),
    /// Rule 11.
    Deploying(Progress),
    /// Rule 12.
    ScalingOut(Growth),
    /// Rule 13.
    AboveDesired(Surplus),
    /// Rule 14.
    Steady(Steady),
}

impl Finding {
    /// The rule that decided.
    pub const fn rule(&self) -> Rule {
        match self {
            Self::NoFreshData { .. } | Self::Uncounted(_) => Rule::NoFreshData,
            Self::ScaledToZero(_) => Rule::ScaledToZero,
            Self::NoneRunning(_) => Rule::NoneRunning,
            Self::NoHealthyTarget(_) => Rule::NoHealthyTarget,
            Self::CrashLoop(_) => Rule::CrashLoop,
            Self::TargetsFailing(_) => Rule::TargetsFailing,
            Self::DeploymentFailed(_) => Rule::DeploymentFailed,
            Self::Stuck(_) => Rule::DeploymentStuck,
            Self::Deploying(_) => Rule::Deploying,
            Self::BelowDesired(_) => Rule::BelowDesired,
            Self::Unseen(_) => Rule::Unseen,
            Self::ScalingOut(_) => Rule::ScalingOut,
            Self::AboveDesired(_) => Rule::AboveDesired,
            Self::Steady(_) => Rule::Steady,
        }
    }

    /// The one word.
    pub const fn level(&self) -> Level {
        self.rule().level()
    }

    /// Since when it is so, as far as it is known.
    pub fn since(&self) -> Option<Timestamp> {
        match self {
            Self::NoFreshData { as_of, .. } => *as_of,
            Self::Uncounted(_) | Self::ScaledToZero(_) | Self::AboveDesired(_) | Self::Unseen(_) => None,
            Self::NoHealthyTarget(none) => none.since,
            Self::TargetsFailing(some) => some.since,
            Self::ScalingOut(growth) => growth.since,
            Self::NoneRunning(none) => none.since,
            Self::CrashLoop(crash) => crash.first_at,
            Self::DeploymentFailed(failed) => failed.at,
            Self::Stuck(stuck) => stuck.since,
            Self::Deploying(progress) => progress.since,
            Self::BelowDesired(shortfall) => shortfall.since,
            Self::Steady(steady) => steady.since,
        }
    }

    /// What the verdict was when AWS last told of the service, if it is not known now.
    pub fn last_known(&self) -> Option<&Self> {
        match self {
            Self::NoFreshData { last, .. } => last.as_deref(),
            _ => None,
        }
    }

    /// The task that explains most, if one does.
    pub fn culprit(&self) -> Option<&Failure> {
        match self {
            Self::NoneRunning(none) => none.taken.as_deref().or(none.last.as_ref()),
            Self::CrashLoop(crash) => crash.last.as_ref(),
            Self::DeploymentFailed(failed) => failed.last.as_ref(),
            Self::Stuck(stuck) => stuck.last.as_ref(),
            Self::BelowDesired(shortfall) => shortfall.taken.as_deref().or(shortfall.last.as_ref()),
            Self::NoFreshData { last, .. } => last.as_ref().and_then(|last| last.culprit()),
            Self::Uncounted(_)
            | Self::ScaledToZero(_)
            | Self::NoHealthyTarget(_)
            | Self::Unseen(_)
            | Self::Deploying(_)
            | Self::ScalingOut(_)
            | Self::AboveDesired(_)
            | Self::Steady(_) => None,
            Self::TargetsFailing(some) => some.replaced.as_ref(),
        }
    }

    /// The failing target that explains most, if targets are what is wrong.
    pub fn failing_target(&self) -> Option<&FailingTarget> {
        match self {
            Self::NoHealthyTarget(none) => none.targets.failing.first(),
            Self::TargetsFailing(some) => some.targets.failing.first(),
            Self::NoFreshData { last, .. } => last.as_ref().and_then(|last| last.failing_target()),
            _ => None,
        }
    }

    /// ECS's word that it finds no place for a task, if that is part of the finding.
    pub fn unplaced(&self) -> Option<&ServiceEvent> {
        let event = match self {
            Self::NoneRunning(none) => none.hindrance.as_ref(),
            Self::BelowDesired(shortfall) => shortfall.hindrance.as_ref(),
            Self::Stuck(Stuck { reason: StuckReason::Hindered(event), .. }) => Some(event),
            _ => None,
        };
        event.filter(|event| event.kind() == EventKind::Unplaced)
    }
}
