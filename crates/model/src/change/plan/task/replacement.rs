//! What comes of replacing a task.

use super::{Parts, TaskFacts};
use crate::change::Consequence;
use crate::change::plan::{Room, changed, tasks};
use crate::page::ServiceTab;
use crate::replacement::{PROTECTED_FOR, READY_WITHIN};

pub(super) fn replace(facts: &TaskFacts<'_>) -> Parts {
    let (Some(service), Some(at)) = (facts.service, facts.service_at()) else { return Parts::default() };
    let (count, name) = (service.desired, &service.name);
    let sentence = format!("Replace task {} of {name}", facts.at.task.short());
    let changes = vec![
        changed("desiredCount", count, count + 1),
        changed("desiredStatus", &facts.task.desired_status, "STOPPED"),
    ];
    let others = match count {
        1 => "The other task is".to_owned(),
        _ => format!("The other {} are", tasks(count)),
    };
    let mut consequences = vec![
        Consequence::note(format!(
            "{name} runs one task more. When {} beside this one serve, the count goes back to {count} and ECS takes \
             this task out of service, drains it and stops it.",
            tasks(count)
        ))
        .at(at.page()),
        Consequence::note(format!(
            "{others} protected just then, for at most {PROTECTED_FOR} min, so that ECS chooses this one. A \
             deployment waits for them as long."
        )),
        Consequence::note(format!(
            "Podium does this in several calls, each in the record, and goes on after a restart. If no other task \
             serves within {READY_WITHIN}, the count goes back and this task stays."
        )),
    ];
    if let Some(target) = facts.scaling.filter(|target| count + 1 > target.maximum) {
        let sentence = format!(
            "Application Auto Scaling allows {} at most: its next action may take the additional one away again. \
             Then this task stays, and the count is left as that action set it.",
            tasks(target.maximum)
        );
        consequences.push(Consequence::warning(sentence).at(at.tab(ServiceTab::Configuration)));
    }
    if facts.room.is_some_and(|Room { fits, .. }| fits == 0) {
        let sentence = "No instance of the cluster has room for one more task: unless some is added, this one stays.";
        consequences.push(Consequence::warning(sentence));
    }
    (sentence, changes, consequences)
}

pub(super) fn give_up(facts: &TaskFacts<'_>) -> Parts {
    let Some(service) = facts.service else { return Parts::default() };
    let count = service.desired;
    let sentence = format!("Give up replacing task {} of {}", facts.at.task.short(), service.name);
    let brings = "The desired count goes back, the additional task is stopped, and this one stays.";
    let changes = vec![changed("desiredCount", count, count.saturating_sub(1))];
    (sentence, changes, vec![Consequence::note(brings)])
}
