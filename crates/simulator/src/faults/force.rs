//! The faults in force, and what they do to a call.

use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use super::{Effect, Fault, Odd, Refusal};
use crate::buckets::Bucket;

/// A fault with the number by which it can be cleared.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Injected {
    /// From 1, never given twice.
    pub id: u64,
    /// The rule.
    #[serde(flatten)]
    pub fault: Fault,
    /// How many calls it has hit.
    pub hits: u64,
}

/// The call that is about to be answered.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The operation.
    pub operation: &'a str,
    /// The bucket that pays for it.
    pub bucket: Option<Bucket>,
    /// What is asked; `None` when that cannot be read.
    pub asked: Option<&'a Value>,
    /// The access key.
    pub caller: &'a str,
}

/// Everything that happens to one call: latencies add up, the first refusal wins, all oddities are applied.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    /// How long to wait before anything else.
    pub latency: Duration,
    /// What to answer instead of the truth.
    pub refusal: Option<Refusal>,
    /// What to change in the answer.
    pub oddities: Vec<Odd>,
}

/// The faults in force.
#[derive(Debug, Default)]
pub struct Faults {
    injected: Vec<Injected>,
    last: u64,
}

impl Faults {
    /// Puts a fault in force and returns its number.
    pub fn inject(&mut self, fault: Fault) -> u64 {
        self.last += 1;
        self.injected.push(Injected { id: self.last, fault, hits: 0 });
        self.last
    }

    /// The faults in force, the oldest first.
    #[must_use]
    pub fn list(&self) -> &[Injected] {
        &self.injected
    }

    /// Lifts one fault; `false` when there is none with this number.
    pub fn lift(&mut self, id: u64) -> bool {
        let before = self.injected.len();
        self.injected.retain(|injected| injected.id != id);
        self.injected.len() != before
    }

    /// Lifts the faults of the kind [`Effect::Refuse`].
    pub fn lift_refusals(&mut self) {
        self.injected.retain(|injected| !matches!(injected.fault.effect, Effect::Refuse { .. }));
    }

    /// Lifts all faults.
    pub fn clear(&mut self) {
        self.injected.clear();
    }

    /// Decides what happens to a call. `dice` gives numbers from 0 up to, not including, 1.
    pub fn judge(&mut self, subject: Subject<'_>, mut dice: impl FnMut() -> f64) -> Verdict {
        let mut verdict = Verdict::default();
        for Injected { fault, hits, .. } in &mut self.injected {
            if !fault.target.covers(subject) || !verdict.has_room_for(&fault.effect) {
                continue;
            }
            if fault.chance.probability.is_some_and(|probability| dice() >= probability) {
                continue;
            }
            *hits += 1;
            match &fault.effect {
                Effect::Latency { milliseconds } => verdict.latency += Duration::from_millis(*milliseconds),
                Effect::Odd(odd) => verdict.oddities.push(odd.clone()),
                refusal => verdict.refusal = refusal.refusal(),
            }
        }
        self.injected.retain(|injected| injected.fault.chance.count.is_none_or(|count| injected.hits < count));
        verdict
    }
}

impl Verdict {
    /// Whether the effect changes anything about a call that was judged so far.
    fn has_room_for(&self, effect: &Effect) -> bool {
        match effect {
            Effect::Latency { .. } | Effect::Odd(_) => true,
            effect => effect.refusal().is_some() && self.refusal.is_none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Chance, Target};
    use super::*;

    const DESCRIBE: Subject<'_> =
        Subject { operation: "DescribeServices", bucket: Some(Bucket::ServiceRead), asked: None, caller: "AKIA1" };

    fn fault(target: Target, chance: Chance, effect: Effect) -> Fault {
        Fault { target, chance, effect }
    }

    #[test]
    fn a_counted_fault_hits_that_often_and_is_gone() {
        let mut faults = Faults::default();
        faults.inject(fault(Target::default(), Chance { count: Some(2), probability: None }, Effect::Throttle));
        let refused = (0..5).filter(|_| faults.judge(DESCRIBE, || 0.0).refusal.is_some()).count();
        assert_eq!(refused, 2);
        assert!(faults.list().is_empty());
    }

    #[test]
    fn a_target_narrows_by_operation_bucket_and_caller() {
        let check = |target: Target, expect: bool| {
            let mut faults = Faults::default();
            faults.inject(fault(target.clone(), Chance::default(), Effect::Reset));
            assert_eq!(faults.judge(DESCRIBE, || 0.0).refusal.is_some(), expect, "{target:?}");
        };
        check(Target { operation: Some("DescribeServices".into()), ..Target::default() }, true);
        check(Target { operation: Some("ListServices".into()), ..Target::default() }, false);
        check(Target { bucket: Some(Bucket::ServiceRead), ..Target::default() }, true);
        check(Target { bucket: Some(Bucket::ClusterRead), ..Target::default() }, false);
        check(Target { caller: Some("AKIA1".into()), ..Target::default() }, true);
        check(Target { caller: Some("AKIA2".into()), ..Target::default() }, false);
    }

    #[test]
    fn a_probable_fault_asks_the_dice() {
        let mut faults = Faults::default();
        faults.inject(fault(Target::default(), Chance { count: None, probability: Some(0.5) }, Effect::Throttle));
        assert!(faults.judge(DESCRIBE, || 0.49).refusal.is_some());
        assert!(faults.judge(DESCRIBE, || 0.5).refusal.is_none());
    }

    #[test]
    fn latencies_add_up_and_the_first_refusal_wins() {
        let mut faults = Faults::default();
        for effect in [
            Effect::Latency { milliseconds: 20 },
            Effect::Throttle,
            Effect::Latency { milliseconds: 5 },
            Effect::AccessDenied,
        ] {
            faults.inject(fault(Target::default(), Chance::default(), effect));
        }
        let verdict = faults.judge(DESCRIBE, || 0.0);
        assert_eq!((verdict.latency, verdict.refusal), (Duration::from_millis(25), Some(Refusal::Throttle)));
        assert_eq!(faults.list()[3].hits, 0, "a refusal that did not happen does not count");
    }

    #[test]
    fn a_fault_is_lifted_by_its_number_once() {
        let mut faults = Faults::default();
        let id = faults.inject(fault(Target::default(), Chance::default(), Effect::Throttle));
        assert!(faults.lift(id));
        assert!(!faults.lift(id));
        assert_eq!(faults.judge(DESCRIBE, || 0.0), Verdict::default());
    }
}
