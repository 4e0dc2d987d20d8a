//! What comes of another count where Application Auto Scaling is told of it.

use super::{Parts, ServiceFacts, scale};
use crate::change::{Consequence, ScalingAsk, TargetChange};
use crate::scaling::ScalableTarget;

pub(super) fn plan(desired: Option<u32>, asked: ScalingAsk, facts: &ServiceFacts<'_>) -> Parts {
    let Some(now) = facts.scaling else { return Parts::default() };
    let count = desired.unwrap_or(facts.service.desired);
    let change = asked.change(now, count);
    let after = change.applied_to(now);
    let (sentence, mut changes, mut consequences) = match desired.filter(|desired| *desired != facts.service.desired) {
        Some(desired) => scale::plan(desired, &ServiceFacts { scaling: Some(&after), ..*facts }),
        None => (facts.service.name.to_string(), Vec::new(), Vec::new()),
    };
    if change.is_nothing() {
        return (sentence, changes, consequences);
    }
    let is_alone = changes.is_empty();
    let sentence =
        if is_alone { format!("{sentence}: {}", change.words()) } else { format!("{sentence}, {}", change.words()) };
    changes.extend(change.fields(now));
    if !is_alone {
        let order = match asked.comes_first(now, count) {
            true => "First RegisterScalableTarget is called, then UpdateService.",
            false => "First UpdateService is called, then RegisterScalableTarget.",
        };
        consequences.push(Consequence::note(format!("{order} If the first is refused, the second is not made.")));
    }
    consequences.extend(brings(&change, &after, count));
    if is_alone && change.suspended == Some(true) && after.has_schedule() {
        consequences.push(Consequence::note("Its scheduled actions are not suspended."));
    }
    (sentence, changes, consequences)
}

/// What the change of the target itself brings along.
///
/// <https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-suspend-resume-scaling.html>
fn brings(change: &TargetChange, after: &ScalableTarget, count: u32) -> Vec<Consequence> {
    let (least, most) = (after.minimum, after.maximum);
    let mut consequences = Vec::new();
    match change.suspended {
        Some(true) => {
            consequences
                .push(Consequence::note("Policies neither add nor remove tasks until somebody resumes scaling."));
            if !after.allows(count) {
                consequences.push(Consequence::note(format!(
                    "Whoever registers the target again, to resume scaling too, brings it between {least} and {most} at once."
                )));
            }
        }
        Some(false) => consequences.push(Consequence::note("Policies add and remove tasks again.")),
        None => {}
    }
    if change.suspended != Some(true) && !after.allows(count) {
        let bound = count.clamp(least, most.max(least));
        consequences.push(Consequence::warning(format!(
            "{count} is not between {least} and {most}: Application Auto Scaling sets {bound} at once."
        )));
    }
    consequences
}
