//! What keeps a desired count from being what is asked for.

use super::{Call, Direction, ScalableTarget};

/// What holds a desired count against what its policies, or its bounds, ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// It is out of the bounds, which somebody has set it to: Application Auto Scaling does not look before it is
    /// called.
    OutOfBounds(OutOfBounds),
    /// It is at the maximum capacity while a policy is called that would scale out.
    AtMaximum {
        /// The maximum capacity.
        maximum: u32,
        /// The policy that asks for more.
        call: Call,
    },
    /// Scaling out is suspended while a policy is called that would scale out.
    OutSuspended {
        /// The policy that asks for more.
        call: Call,
    },
}

/// A desired count beyond a bound, and what would bring it back.
///
/// A policy that scales in sets a count above the maximum to the maximum first, one that scales out leaves it; below
/// the minimum it is the other way round. RegisterScalableTarget brings it between the bounds in any case:
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html>,
/// <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfBounds {
    /// The count.
    pub desired: u32,
    /// The bound it is beyond.
    pub bound: u32,
    /// Which way policies would have to scale to bring it back: in when it is above the maximum.
    pub back: Direction,
    /// Whether there is a policy at all.
    pub has_policies: bool,
    /// Whether policies must not scale that way.
    pub is_suspended: bool,
    /// Whether a scheduled action will bring it between bounds of its own.
    pub has_schedule: bool,
}

impl ScalableTarget {
    /// What holds the desired count, if anything does; `calls` are those of its policies.
    pub fn held(&self, desired: u32, calls: &[Call]) -> Option<Held> {
        let beyond = |bound, back| {
            let is_suspended = match back {
                Direction::In => !self.scales_in(),
                Direction::Out => !self.scales_out(),
            };
            let (has_policies, has_schedule) = (!self.policies.is_empty(), self.has_schedule());
            Held::OutOfBounds(OutOfBounds { desired, bound, back, has_policies, is_suspended, has_schedule })
        };
        if desired > self.maximum {
            return Some(beyond(self.maximum, Direction::In));
        }
        if desired < self.minimum {
            return Some(beyond(self.minimum, Direction::Out));
        }
        let call = calls.iter().find(|call| call.direction == Direction::Out)?.clone();
        if desired == self.maximum {
            return Some(Held::AtMaximum { maximum: self.maximum, call });
        }
        (!self.scales_out()).then_some(Held::OutSuspended { call })
    }
}

impl Held {
    /// What is said of it behind the numbers of a service: `at the maximum of 12 while policy cpu asks for more`.
    pub fn short(&self) -> String {
        match self {
            Self::OutOfBounds(it) => it.place(),
            Self::AtMaximum { maximum, call } => {
                format!("at the maximum of {maximum} while policy {} asks for more", call.policy)
            }
            Self::OutSuspended { call } => {
                format!("scaling out is suspended while policy {} asks for more", call.policy)
            }
        }
    }

    /// The whole sentence, without a full stop.
    pub fn sentence(&self) -> String {
        match self {
            Self::OutOfBounds(it) => it.sentence(),
            Self::AtMaximum { maximum, call } => {
                format!("At its maximum of {maximum}: policy {} asks for more and cannot have it", call.policy)
            }
            Self::OutSuspended { call } => {
                format!("Scaling out is suspended: policy {} asks for more and does nothing", call.policy)
            }
        }
    }

    /// The policy that asks for more.
    pub fn call(&self) -> Option<&Call> {
        match self {
            Self::OutOfBounds(_) => None,
            Self::AtMaximum { call, .. } | Self::OutSuspended { call } => Some(call),
        }
    }
}

impl Call {
    /// `Alarm web-high is in ALARM`.
    pub fn text(&self) -> String {
        format!("Alarm {} is in ALARM", self.alarm)
    }
}

impl OutOfBounds {
    fn place(&self) -> String {
        match self.back {
            Direction::In => format!("above the maximum of {}", self.bound),
            Direction::Out => format!("below the minimum of {}", self.bound),
        }
    }

    fn sentence(&self) -> String {
        let Self { desired, bound, .. } = self;
        let (back, other) = match self.back {
            Direction::In => ("in", "out"),
            Direction::Out => ("out", "in"),
        };
        let when = match (self.has_policies, self.is_suspended) {
            (true, false) => {
                format!(
                    "when a policy next scales {back} or the scalable target is next changed; scaling {other} leaves it"
                )
            }
            (true, true) => {
                format!("when the scalable target is next changed; for policies scaling {back} is suspended")
            }
            (false, _) => "when the scalable target is next changed; no policy scales it".to_owned(),
        };
        let schedule = match self.has_schedule {
            true => "; a scheduled action brings it between the bounds that it sets",
            false => "",
        };
        format!("{desired} is {}: Application Auto Scaling sets it to {bound} {when}{schedule}", self.place())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ScalingPolicy, ScheduledAction, Suspended};
    use super::*;
    use crate::testing::{ago, scalable};

    fn call(direction: Direction) -> Call {
        Call { policy: "cpu".to_owned(), alarm: "web-high".to_owned(), direction, since: Some(ago(720)) }
    }

    fn tracked(minimum: u32, maximum: u32, suspended: &[Suspended]) -> ScalableTarget {
        let policy = ScalingPolicy {
            name: "cpu".to_owned(),
            kind: "TargetTrackingScaling".into(),
            tracks: None,
            steps: None,
            alarms: vec!["web-high".to_owned()],
        };
        ScalableTarget { policies: vec![policy], suspended: suspended.to_vec(), ..scalable(minimum, maximum) }
    }

    #[track_caller]
    fn check(target: &ScalableTarget, desired: u32, calls: &[Call], short: &str, sentence: &str) {
        let held = target.held(desired, calls).unwrap();
        assert_eq!((&*held.short(), &*held.sentence()), (short, sentence));
    }

    #[test]
    fn what_is_above_the_maximum_is_brought_back_by_scaling_in_and_not_by_scaling_out() {
        check(
            &tracked(2, 12, &[]),
            14,
            &[call(Direction::Out)],
            "above the maximum of 12",
            "14 is above the maximum of 12: Application Auto Scaling sets it to 12 when a policy next scales in or the \
             scalable target is next changed; scaling out leaves it",
        );
        check(
            &tracked(2, 12, &[Suspended::ScaleIn]),
            14,
            &[],
            "above the maximum of 12",
            "14 is above the maximum of 12: Application Auto Scaling sets it to 12 when the scalable target is next \
             changed; for policies scaling in is suspended",
        );
    }

    #[test]
    fn what_is_below_the_minimum_is_brought_back_by_scaling_out_and_not_by_scaling_in() {
        check(
            &tracked(2, 12, &[Suspended::ScaleIn]),
            1,
            &[],
            "below the minimum of 2",
            "1 is below the minimum of 2: Application Auto Scaling sets it to 2 when a policy next scales out or the \
             scalable target is next changed; scaling in leaves it",
        );
    }

    #[test]
    fn a_schedule_brings_it_between_bounds_of_its_own_unless_it_is_suspended() {
        let action = ScheduledAction {
            name: "night".to_owned(),
            schedule: "cron(0 22 * * ? *)".to_owned(),
            timezone: None,
            minimum: Some(0),
            maximum: Some(2),
            ends_at: None,
        };
        let target = ScalableTarget { scheduled: vec![action], ..scalable(2, 12) };
        let sentence = "14 is above the maximum of 12: Application Auto Scaling sets it to 12 when the scalable target \
                        is next changed; no policy scales it";
        let schedule = "; a scheduled action brings it between the bounds that it sets";
        check(&target, 14, &[], "above the maximum of 12", &format!("{sentence}{schedule}"));
        let suspended = ScalableTarget { suspended: vec![Suspended::Scheduled], ..target };
        check(&suspended, 14, &[], "above the maximum of 12", sentence);
    }

    #[test]
    fn the_maximum_holds_what_a_policy_asks_for_and_so_does_a_suspension() {
        check(
            &tracked(2, 12, &[]),
            12,
            &[call(Direction::In), call(Direction::Out)],
            "at the maximum of 12 while policy cpu asks for more",
            "At its maximum of 12: policy cpu asks for more and cannot have it",
        );
        check(
            &tracked(2, 12, &[Suspended::ScaleOut]),
            4,
            &[call(Direction::Out)],
            "scaling out is suspended while policy cpu asks for more",
            "Scaling out is suspended: policy cpu asks for more and does nothing",
        );
    }

    #[test]
    fn a_count_at_a_bound_that_nobody_wants_to_pass_is_not_held() {
        for (desired, calls) in [(12, vec![]), (12, vec![call(Direction::In)]), (2, vec![call(Direction::In)])] {
            assert_eq!(tracked(2, 12, &[]).held(desired, &calls), None);
        }
        assert_eq!(tracked(2, 12, &[]).held(4, &[call(Direction::Out)]), None, "it is about to scale");
        assert_eq!(tracked(2, 12, &[Suspended::ScaleOut]).held(4, &[]), None);
    }
}
