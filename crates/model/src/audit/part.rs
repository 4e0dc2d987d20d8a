//! Changes that take several rows: the replacement of a task.

use serde::{Deserialize, Serialize};

use super::name::PlanId;

/// A row's place in a replacement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The plan that began the replacement.
    pub of: PlanId,
    /// What the row is in it.
    pub step: Step,
}

/// A step of a replacement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// The service is to run one task more.
    Raise,
    /// Tasks that are to stay are protected.
    Protect,
    /// The service is to run as many tasks as before: ECS stops what is not protected.
    Lower(Ending),
    /// Tasks are protected no longer.
    Unprotect,
    /// Somebody does not want it any more. Nothing is called.
    GiveUp,
    /// It has ended. Nothing is called.
    End(Ending),
}

/// How a replacement ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// The old task has stopped, and another serves in its place.
    Replaced,
    /// Somebody gave it up.
    GivenUp,
    /// No replacement served in time.
    TimedOut,
    /// The service began to deploy.
    Deployed,
    /// The old task stopped by itself.
    StoppedItself,
    /// AWS did not protect the other tasks.
    NotProtected,
    /// ECS did not stop the old task.
    NotStopped,
    /// The service is gone.
    Gone,
    /// Somebody else has set another count.
    Overtaken,
    /// The count could not be put back.
    CountLeft,
    /// Whether it began is not known, and AWS does not show it.
    NeverBegan,
}

impl Ending {
    /// What came of it, to follow the name of the task.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Replaced => "has been replaced",
            Self::GivenUp => "is not replaced: it was given up",
            Self::TimedOut => "is not replaced: no replacement served within 30 min",
            Self::Deployed => "is not replaced: a deployment began, which replaces it anyway",
            Self::StoppedItself => "stopped before its replacement served; its service started another",
            Self::NotProtected => "is not replaced: AWS did not protect the other tasks",
            Self::NotStopped => "is still there: ECS did not choose it when the count went back",
            Self::Gone => "is not replaced: its service is gone",
            Self::Overtaken => "is not replaced: somebody set another desired count meanwhile, which stays",
            Self::CountLeft => "is not replaced, and the desired count could not be put back",
            Self::NeverBegan => "is not replaced: AWS does not show the higher count",
        }
    }
}
