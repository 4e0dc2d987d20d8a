//! Injected faults: what goes wrong between a client and AWS, on purpose.
//!
//! Faults of the workload (an image that does not exist, a container that exits) come from image tags instead.

pub mod odd;

use std::time::Duration;

use serde::Serialize;

use crate::buckets::Bucket;
pub use odd::Odd;

/// One rule: to which calls it applies, how often, and what happens to them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fault {
    /// Which calls it may hit.
    #[serde(flatten)]
    pub target: Target,
    /// Whether it hits a call that it may hit.
    #[serde(flatten)]
    pub chance: Chance,
    /// What happens.
    #[serde(flatten)]
    pub effect: Effect,
}

/// The calls that a fault may hit: all of them unless narrowed.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Target {
    /// Only this operation, for example `DescribeServices`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// Only operations that this bucket pays for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bucket: Option<Bucket>,
    /// Only calls signed with this access key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caller: Option<String>,
}

/// How often a fault hits: always, until it is cleared, unless limited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Chance {
    /// At most this many calls; then the fault is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// Each call with this probability, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
}

/// What happens to a call.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Effect {
    /// `ThrottlingException`, as if the bucket were empty.
    Throttle,
    /// `AccessDeniedException` with AWS's sentence, naming the action.
    AccessDenied,
    /// `ExpiredTokenException`, as when a session's credentials have run out.
    ExpiredToken,
    /// The answer waits this long.
    Latency {
        /// Milliseconds.
        milliseconds: u64,
    },
    /// A failure of the server itself.
    ServerError {
        /// 500 to 599.
        status: u16,
        /// How the body looks.
        body: ErrorBody,
    },
    /// The connection is cut without an answer.
    Reset,
    /// Nobody listens on the port for a while; then the fault is gone. It can not be narrowed to some calls.
    Refuse {
        /// Seconds on the wall clock.
        seconds: f64,
    },
    /// The answer is given, but an item in it is odd.
    Odd(Odd),
}

/// The body of a 5xx answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ErrorBody {
    /// `ServerException`, as AWS writes it.
    Json,
    /// A page for people, as proxies and some AWS-compatible servers write it.
    Html,
    /// Nothing at all.
    Empty,
}

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
    /// The access key.
    pub caller: &'a str,
}

/// Everything that happens to one call: latencies add up, the first refusal wins, all oddities are applied.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    /// How long to wait before anything else.
    pub latency: Duration,
    /// What to answer instead of the truth.
    pub refusal: Option<Effect>,
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
            if matches!(fault.effect, Effect::Refuse { .. }) || !fault.target.covers(subject) {
                continue;
            }
            if fault.effect.is_refusal() && verdict.refusal.is_some() {
                continue;
            }
            if fault.chance.probability.is_some_and(|probability| dice() >= probability) {
                continue;
            }
            *hits += 1;
            match &fault.effect {
                Effect::Latency { milliseconds } => verdict.latency += Duration::from_millis(*milliseconds),
                Effect::Odd(odd) => verdict.oddities.push(odd.clone()),
                refusal => verdict.refusal = Some(refusal.clone()),
            }
        }
        self.injected.retain(|injected| injected.fault.chance.count.is_none_or(|count| injected.hits < count));
        verdict
    }
}

impl Target {
    fn covers(&self, subject: Subject<'_>) -> bool {
        self.operation.as_ref().is_none_or(|operation| operation == subject.operation)
            && self.bucket.is_none_or(|bucket| subject.bucket == Some(bucket))
            && self.caller.as_ref().is_none_or(|caller| caller == subject.caller)
    }
}

impl Effect {
    const fn is_refusal(&self) -> bool {
        !matches!(self, Self::Latency { .. } | Self::Odd(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DESCRIBE: Subject<'_> =
        Subject { operation: "DescribeServices", bucket: Some(Bucket::ServiceRead), caller: "AKIA1" };

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
        assert_eq!((verdict.latency, verdict.refusal), (Duration::from_millis(25), Some(Effect::Throttle)));
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
