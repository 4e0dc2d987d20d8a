//! Task sets: what a service has instead of deployments when something other than ECS deploys it.
//!
//! A task set is a [`Deployment`](super::deployment::Deployment) that never replaces another by itself: each keeps its
//! own share of the service's desired count until somebody changes the share, deletes the set, or makes it the primary
//! one.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-external.html>

use super::service::Service;
use super::tag::Tag;
use super::{JsonMap, Millis, Name, json};

/// Who deploys a service.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentController.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Controller {
    /// ECS itself.
    Ecs,
    /// AWS CodeDeploy.
    CodeDeploy,
    /// Whoever makes the task sets.
    External,
}

impl Controller {
    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Ecs => "ECS",
            Self::CodeDeploy => "CODE_DEPLOY",
            Self::External => "EXTERNAL",
        }
    }

    /// The controller that service members name; `None` for an unknown word.
    pub(super) fn read(settings: &JsonMap) -> Option<Self> {
        let named = json::object(settings, "deploymentController").and_then(|it| json::text(it, "type"));
        [Self::Ecs, Self::CodeDeploy, Self::External].into_iter().find(|it| named.is_none_or(|word| word == it.word()))
    }
}

/// Whether a task set has what it should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stability {
    /// Not yet, or no longer.
    Stabilizing,
    /// It has: no task is starting, stopping or unhealthy.
    Steady,
}

impl Stability {
    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Stabilizing => "STABILIZING",
            Self::Steady => "STEADY_STATE",
        }
    }
}

/// What a task set has beside what every deployment has.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskSet.html>
#[derive(Clone, Debug)]
pub struct TaskSet {
    /// `CODE_DEPLOY` when CodeDeploy made it.
    pub started_by: Option<Name>,
    /// What its maker calls it: the id of CodeDeploy's deployment, or anything.
    pub external_id: Option<Name>,
    /// Its share of the service's desired count, in percent.
    pub scale: f64,
    /// Whether it has what it should have.
    pub stability: Stability,
    /// Since when.
    pub stability_at: Millis,
    /// `loadBalancers` and `serviceRegistries`.
    pub settings: JsonMap,
    /// Its tags, in the order they were put on.
    pub tags: Vec<Tag>,
}

impl TaskSet {
    /// What it had is no longer what it should have.
    pub(super) fn destabilize(&mut self, now: Millis) {
        if self.stability == Stability::Steady {
            self.stability = Stability::Stabilizing;
            self.stability_at = now;
        }
    }

    /// How many of so many desired tasks are its own, rounded up.
    #[must_use]
    pub fn share_of(&self, desired: u32) -> u32 {
        let exact = f64::from(desired) * self.scale / 100.0;
        // Thirds of a percent come as decimals: what is less than a thousandth of a task above a whole number is it.
        as_count((exact - 0.001).ceil().max(0.0))
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number from 0 to a desired count")]
fn as_count(number: f64) -> u32 {
    number as u32
}

impl Service {
    /// Who deploys it.
    #[must_use]
    pub fn controller(&self) -> Controller {
        Controller::read(&self.settings).unwrap_or(Controller::Ecs)
    }

    /// Whether it has task sets instead of deployments.
    #[must_use]
    pub fn has_sets(&self) -> bool {
        self.controller() != Controller::Ecs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(scale: f64, desired: u32, expect: u32) {
        let set = TaskSet {
            started_by: None,
            external_id: None,
            scale,
            stability: Stability::Stabilizing,
            stability_at: Millis(0),
            settings: JsonMap::new(),
            tags: Vec::new(),
        };
        assert_eq!(set.share_of(desired), expect, "{scale} % of {desired}");
    }

    #[test]
    fn the_share_of_a_task_set_is_rounded_up() {
        check(100.0, 3, 3);
        check(50.0, 3, 2);
        check(50.0, 1, 1);
        check(0.0, 3, 0);
        check(33.3, 3, 1);
        check(33.4, 3, 2);
        check(10.0, 10, 1);
        check(70.0, 10, 7);
    }
}
