//! What explains the desired count of a service that scales.

use super::{ActivityStatus, Call, Direction, Held, ScalableTarget, ScalingActivity, Trigger};
use crate::time::Timestamp;

/// What the explanation is made from.
#[derive(Clone, Copy, Debug)]
pub struct ScalingFacts<'a> {
    /// The scalable target.
    pub target: &'a ScalableTarget,
    /// The desired count of the service.
    pub desired: u32,
    /// The policies that alarms call right now.
    pub calls: &'a [Call],
    /// What Application Auto Scaling did and did not do, the newest first; none where that was not read.
    pub activities: &'a [ScalingActivity],
    /// Whether a deployment is in progress.
    pub is_deploying: bool,
}

/// What explains a desired count, in one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The sentence, without a full stop.
    pub sentence: String,
    /// Since when it is so, or when it was; as far as that is known.
    pub at: Option<Timestamp>,
    /// The policy that is called and cannot do what it would.
    pub call: Option<Call>,
    /// Whether somebody should look: more is asked for than may be, scaling failed, or the count is out of its bounds.
    pub needs_look: bool,
}

impl ScalingFacts<'_> {
    /// The first of these that holds: out of bounds, scaling failed, held at the maximum, scaling out suspended,
    /// scaling in held back, at a bound, what kept the last call from scaling, what was set last, or nothing of these.
    pub fn explain(&self) -> Explanation {
        let (target, held) = (self.target, self.target.held(self.desired, self.calls));
        if let Some(held @ Held::OutOfBounds(_)) = &held {
            return self.told(held);
        }
        if let Some(failed) = self.failure() {
            let why = failed.message.as_deref().unwrap_or(&failed.description).trim_end_matches('.');
            let sentence = format!("The last scaling activity failed: {why}");
            return Explanation { sentence, at: Some(failed.started_at), call: None, needs_look: true };
        }
        if let Some(held) = &held {
            return self.told(held);
        }
        if let Some(held) = self.held_in() {
            return held;
        }
        if target.minimum == target.maximum {
            return calm(format!("Its minimum and its maximum are both {}", target.minimum));
        }
        if self.desired == target.maximum {
            return Explanation { at: self.set_at(), ..calm(format!("At its maximum of {}", target.maximum)) };
        }
        if self.desired == target.minimum {
            return Explanation { at: self.set_at(), ..calm(format!("At its minimum of {}", target.minimum)) };
        }
        self.last_call().or_else(|| self.last_set()).unwrap_or_else(|| {
            calm(match (target.policies.is_empty(), target.scheduled.is_empty()) {
                (true, true) => format!("{}; no policy and no scheduled action changes it", self.between()),
                _ => self.between(),
            })
        })
    }

    fn told(&self, held: &Held) -> Explanation {
        let at = matches!(held, Held::AtMaximum { .. }).then(|| self.set_at()).flatten();
        Explanation { sentence: held.sentence(), at, call: held.call().cloned(), needs_look: true }
    }

    fn between(&self) -> String {
        format!("Between its minimum of {} and its maximum of {}", self.target.minimum, self.target.maximum)
    }

    /// The last activity that set a desired count, or tried to.
    fn newest(&self) -> Option<&ScalingActivity> {
        self.activities.iter().find(|activity| activity.sets().is_some() || activity.is_failure())
    }

    /// The last activity, if scaling failed in it.
    fn failure(&self) -> Option<&ScalingActivity> {
        self.newest().filter(|activity| activity.is_failure())
    }

    /// The last activity, if it set the count that is wanted now.
    fn setting(&self) -> Option<&ScalingActivity> {
        self.newest().filter(|activity| activity.sets() == Some(self.desired) && !activity.is_failure())
    }

    fn set_at(&self) -> Option<Timestamp> {
        self.setting().map(|activity| activity.started_at)
    }

    /// Why a policy that would scale in does not, where it could.
    ///
    /// Application Auto Scaling does not scale in while a deployment is in progress:
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html>
    fn held_in(&self) -> Option<Explanation> {
        let mut calls = self.calls.iter().filter(|_| self.desired > self.target.minimum);
        let call = calls.find(|call| call.direction == Direction::In)?;
        let sentence = match (self.target.scales_in(), self.is_deploying) {
            (false, _) => format!("Scaling in is suspended: policy {} would remove tasks", call.policy),
            (true, true) => {
                format!("Scaling in waits for the deployment to end: policy {} would remove tasks", call.policy)
            }
            (true, false) => return None,
        };
        Some(Explanation { call: Some(call.clone()), ..calm(sentence) })
    }

    /// What kept the last call from scaling, while its alarm still calls.
    fn last_call(&self) -> Option<Explanation> {
        let last = self.activities.first().filter(|activity| activity.is_not_scaled())?;
        let Some(Trigger::Policy { policy, alarm }) = last.trigger() else { return None };
        let call = self.calls.iter().find(|call| call.policy == policy && call.alarm == alarm)?;
        let why = last.not_scaled.first()?.words();
        let sentence = format!("Policy {policy} did not scale: {why}");
        Some(Explanation { at: Some(last.started_at), call: Some(call.clone()), ..calm(sentence) })
    }

    fn last_set(&self) -> Option<Explanation> {
        let last = self.setting()?;
        let by = last.trigger().map(|trigger| format!(" by {}", trigger.words())).unwrap_or_default();
        let verb = match last.status {
            ActivityStatus::Pending | ActivityStatus::InProgress => "Being scaled to",
            _ => "Set to",
        };
        let sentence = format!("{verb} {}{by}", self.desired);
        Some(Explanation { at: Some(last.started_at), ..calm(sentence) })
    }
}

impl Trigger<'_> {
    /// `policy cpu`, `its minimum, which was raised`.
    pub fn words(&self) -> String {
        match self {
            Self::Policy { policy, .. } => format!("policy {policy}"),
            Self::Minimum(count) => format!("its minimum, which was set to {count}"),
            Self::Maximum(count) => format!("its maximum, which was set to {count}"),
            Self::Scheduled(action) => format!("scheduled action {action}"),
        }
    }
}

fn calm(sentence: String) -> Explanation {
    Explanation { sentence, at: None, call: None, needs_look: false }
}

#[cfg(test)]
mod tests;
