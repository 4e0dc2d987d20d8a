//! What comes of another count.

use super::{Parts, Room, ServiceFacts, changed, cost, counted, tasks};
use crate::change::Consequence;
use crate::page::ServiceTab;
use crate::scaling::ScalableTarget;

pub(super) fn plan(desired: u32, facts: &ServiceFacts<'_>) -> Parts {
    let service = facts.service;
    let now = service.desired;
    let sentence = format!("{}: {now} → {}", service.name, tasks(desired));
    let mut consequences = Vec::new();
    if desired == now {
        return (format!("{} already wants {}", service.name, tasks(now)), Vec::new(), consequences);
    }
    if desired == 0 {
        consequences.push(Consequence::danger("Every task stops: nothing serves any more."));
    }
    if let Some(target) = facts.scaling {
        consequences.push(bounds(desired, target).at(facts.at.tab(ServiceTab::Configuration)));
    }
    if let Some(Room { instances, fits }) = facts.room
        && desired > now
    {
        let more = desired - now;
        let on = format!("on {}", counted(instances, "instance"));
        consequences.push(if fits < more {
            Consequence::warning(format!("{} of {more} more find a place {on}; the others wait.", tasks(fits)))
        } else {
            Consequence::note(format!("All {more} more find a place {on}, which have room for {fits}."))
        });
    }
    consequences.extend(cost::of_count(desired, facts));
    if service.is_deploying() {
        consequences.push(Consequence::note("The deployment in progress goes on with the new count."));
    }
    (sentence, vec![changed("desiredCount", now, desired)], consequences)
}

/// What Application Auto Scaling makes of a count.
fn bounds(desired: u32, target: &ScalableTarget) -> Consequence {
    let (least, most) = (target.minimum, target.maximum);
    let within = format!("Application Auto Scaling keeps it between {least} and {most}");
    if desired > most {
        Consequence::warning(format!(
            "{within}: its next action sets {most}. Raise the maximum first, or suspend scaling."
        ))
    } else if desired < least {
        Consequence::warning(format!(
            "{within}: its next action sets {least}. Lower the minimum first, or suspend scaling."
        ))
    } else if target.policies.is_empty() && target.scheduled.is_empty() {
        Consequence::note(format!("{within}; no policy and no schedule moves it now."))
    } else {
        Consequence::note(format!("{within}, and its policies may move it again at any time."))
    }
}
