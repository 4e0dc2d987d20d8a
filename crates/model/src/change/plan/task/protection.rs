//! What comes of protecting a task, and of protecting it no longer.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html>

use super::{Parts, TaskFacts};
use crate::change::plan::{changed, set};
use crate::change::{Consequence, TaskVerb};
use crate::page::ServiceTab;
use crate::task::Protection;
use crate::time::Span;

pub(super) fn protect(minutes: u32, facts: &TaskFacts<'_>) -> Parts {
    let protection = facts.protection.unwrap_or_default();
    let length = Span::minutes(i64::from(minutes));
    let sentence = format!("Protect task {} for {length}", facts.at.task.short());
    let mut changes = Vec::new();
    if !protection.enabled {
        changes.push(changed("protectionEnabled", false, true));
    }
    changes.push(set("expiresInMinutes", minutes));
    let mut consequences = Vec::new();
    if let Some(until) = protection.expires_at.filter(|_| protection.enabled) {
        let left = until.since(facts.now);
        consequences.push(Consequence::note(format!("It is protected for {left} more; the time begins anew.")));
    }
    consequences.push(Consequence::note(
        "Until then ECS does not stop it when the service scales in or deploys. StopTask, a Spot interruption and the \
         loss of its instance still do.",
    ));
    if let Some(service) = facts.service.filter(|service| service.is_deploying()) {
        let sentence =
            format!("{} is deploying: while an old task is protected, the deployment does not finish.", service.name);
        let warning = Consequence::warning(sentence);
        consequences.push(match facts.service_at() {
            Some(at) => warning.at(at.tab(ServiceTab::Deployments)),
            None => warning,
        });
    }
    (sentence, changes, consequences)
}

pub(super) fn unprotect(facts: &TaskFacts<'_>) -> Parts {
    let task = facts.at.task.short();
    if !facts.protection.is_some_and(|protection| protection.enabled) {
        return (format!("Task {task} is not protected"), Vec::new(), Vec::new());
    }
    let sentence = "From now on ECS may stop it when the service scales in or deploys. A deployment that waits for it \
                    goes on.";
    let changes = vec![changed("protectionEnabled", true, false)];
    (format!("Protect task {task} no longer"), changes, vec![Consequence::note(sentence)])
}

/// What to know about a task that is stopped all the same.
pub(super) fn against_stopping(facts: &TaskFacts<'_>) -> Option<Consequence> {
    match facts.protection {
        Some(Protection { enabled: false, .. }) => None,
        Some(Protection { enabled: true, expires_at }) => {
            let left = expires_at.map(|until| format!(" for {} more", until.since(facts.now))).unwrap_or_default();
            let sentence =
                format!("It is protected{left}: somebody wants it to finish its work. StopTask stops it all the same.");
            Some(Consequence::warning(sentence).at(facts.at.change(TaskVerb::Unprotect)))
        }
        None => Some(Consequence::note("Whether it is protected could not be read.")),
    }
}
