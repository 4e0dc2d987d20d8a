//! What comes of another count.

use super::{Parts, Room, ServiceFacts, changed, cost, counted, tasks};
use crate::change::{Ask, Consequence, ScalingAsk};
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
    if let Some(Room { instances, fits, is_certain }) = facts.room
        && desired > now
    {
        let more = desired - now;
        let on = format!("on {}", counted(instances, "instance"));
        let by = if is_certain { "" } else { ", by CPU, memory, ports and GPU alone" };
        consequences.push(if fits < more {
            Consequence::warning(format!("{} of {more} more find a place {on}{by}; the others wait.", tasks(fits)))
        } else {
            Consequence::note(format!("All {more} more find a place {on}, which have room for {fits}{by}."))
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
    // What is above the maximum is scaled in, and what is below the minimum out.
    let (bound, way, is_on) = match desired {
        above if above > most => (most, "in", target.scales_in()),
        below if below < least => (least, "out", target.scales_out()),
        _ => return inside(within, target),
    };
    if !is_on && !target.has_schedule() {
        return Consequence::note(format!("Scaling {way} is suspended, so it is not brought back to {bound}."));
    }
    let next = if is_on { "its next action" } else { "its next scheduled action" };
    let move_it = match bound == most {
        true => format!("Raise its maximum to {desired} as well"),
        false => format!("Lower its minimum to {desired} as well"),
    };
    let with = |target| Ask::Autoscale { desired: Some(desired), target };
    let told = Consequence::warning(format!("{within}: {next} sets {bound}.")).or(&move_it, with(ScalingAsk::Widen));
    if is_on { told.or("Suspend scaling as well", with(ScalingAsk::Suspend)) } else { told }
}

fn inside(within: String, target: &ScalableTarget) -> Consequence {
    Consequence::note(match () {
        () if target.policies.is_empty() && target.scheduled.is_empty() => {
            format!("{within}; no policy and no schedule moves it now.")
        }
        () if !target.scales_in() && !target.scales_out() && !target.has_schedule() => {
            format!("{within}; scaling is suspended.")
        }
        () => format!("{within}, and its policies may move it again at any time."),
    })
}
