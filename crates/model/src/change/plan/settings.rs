//! What comes of other settings.

use super::{Parts, ServiceFacts, tasks};
use crate::audit::FieldChange;
use crate::change::{Consequence, ServiceVerb, Settings};
use crate::deployment::DeploymentStrategy;
use crate::page::ServiceTab;
use crate::service::{PropagateTags, SchedulingStrategy};

/// Changes settings; those that are so already are not among them.
pub(super) fn plan(asked: &Settings, facts: &ServiceFacts<'_>) -> Parts {
    let service = facts.service;
    let now = Settings::of(service);
    let changes = asked.different_from(&now);
    let after = changes.after(&now);
    let value = |text: Option<String>| text.filter(|text| !text.is_empty());
    let fields: Vec<FieldChange> = changes
        .texts()
        .map(|(setting, text)| FieldChange {
            field: setting.member().to_owned(),
            before: value(now.text(setting)),
            after: value(Some(text)),
        })
        .collect();
    let sentence = match &fields[..] {
        [] => format!("{} already has these settings", service.name),
        [FieldChange { field, before, after }] => {
            let word = |value: &Option<String>| value.clone().unwrap_or_else(|| "none".to_owned());
            format!("{}: {field} {} → {}", service.name, word(before), word(after))
        }
        several => format!("{}: {} deployment settings", service.name, several.len()),
    };
    let mut consequences = Vec::new();
    if !fields.is_empty() {
        consequences.push(applies(&changes, facts));
        consequences.extend(strategy(&changes, &after));
        consequences.extend(percents(&changes, &after, facts));
        consequences.extend(guards(&changes, &after));
        consequences.extend(of_tasks(&changes, facts));
    }
    (sentence, fields, consequences)
}

/// None of these settings makes AWS start a deployment.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html>
fn applies(changes: &Settings, facts: &ServiceFacts<'_>) -> Consequence {
    if facts.service.is_deploying() && changes.concern_deployments() {
        let sentence = "No new deployment starts. The one in progress may go on with the settings that it began with.";
        return Consequence::note(sentence).at(facts.at.tab(ServiceTab::Deployments));
    }
    Consequence::note("No deployment starts, and no task is replaced.")
}

fn strategy(changes: &Settings, after: &Settings) -> Option<Consequence> {
    let bake = after.bake_minutes.unwrap_or(0);
    Some(Consequence::warning(match changes.strategy.as_ref()? {
        DeploymentStrategy::Rolling => {
            "The next deployment replaces tasks one after another; traffic is not shifted.".to_owned()
        }
        _ => format!(
            "The next deployment starts all new tasks beside the old ones: twice as many run until traffic has moved and \
             {bake} min have passed."
        ),
    }))
}

/// What the percentages mean for the tasks that are wanted.
fn percents(changes: &Settings, after: &Settings, facts: &ServiceFacts<'_>) -> Option<Consequence> {
    let service = facts.service;
    let rolls = after.strategy == Some(DeploymentStrategy::Rolling);
    if changes.minimum_healthy_percent.is_none() && changes.maximum_percent.is_none() || !rolls {
        return None;
    }
    if service.scheduling == SchedulingStrategy::Daemon || service.desired == 0 {
        return None;
    }
    let wanted = u64::from(service.desired);
    let least = (wanted * u64::from(after.minimum_healthy_percent?)).div_ceil(100);
    let most = wanted * u64::from(after.maximum_percent?) / 100;
    let bounds = format!("at least {least} of {} stay healthy and at most {most} run", tasks(service.desired));
    Some(if least >= wanted && most <= wanted {
        Consequence::danger(format!("No task can be replaced: while it deploys, {bounds}. A deployment never ends."))
    } else if least == 0 {
        Consequence::warning(format!("A deployment may stop every task before a new one serves: {bounds}."))
    } else {
        Consequence::note(format!("While it deploys, {bounds}."))
    })
}

/// What ends a deployment that fails.
fn guards(changes: &Settings, after: &Settings) -> Vec<Consequence> {
    let (breaker, alarms) = (after.circuit_breaker == Some(true), after.alarms == Some(true));
    let mut consequences = Vec::new();
    if (changes.circuit_breaker.is_some() || changes.alarms.is_some()) && !breaker && !alarms {
        consequences.push(Consequence::warning("Nothing ends a deployment that fails: it goes on trying."));
    }
    if changes.circuit_breaker_rollback == Some(true) && !breaker {
        consequences.push(Consequence::warning("The circuit breaker is off, so it rolls nothing back."));
    }
    if (changes.alarms_rollback == Some(true) || changes.alarm_names.is_some()) && !alarms {
        consequences.push(Consequence::warning("Alarms are off: a deployment does not look at them."));
    }
    consequences
}

/// What becomes of tasks, now or later.
fn of_tasks(changes: &Settings, facts: &ServiceFacts<'_>) -> Vec<Consequence> {
    let mut consequences = Vec::new();
    let later = |what: &str| {
        let sentence = format!("{what} Only tasks that start from now on have it; a redeployment replaces the others.");
        Consequence::note(sentence).at(facts.at.change(ServiceVerb::Redeploy))
    };
    match changes.execute_command {
        Some(true) => consequences.push(later(
            "Who is allowed ecs:ExecuteCommand gets a shell in containers; the task role has to allow SSM messages.",
        )),
        Some(false) => consequences.push(Consequence::note("Tasks that run keep ECS Exec until they are replaced.")),
        None => {}
    }
    match &changes.propagate_tags {
        Some(PropagateTags::None) => consequences.push(later("Tasks get no tags.")),
        Some(PropagateTags::Service) => consequences.push(later("Tasks get the tags of the service.")),
        Some(PropagateTags::TaskDefinition) => consequences.push(later("Tasks get the tags of the task definition.")),
        Some(PropagateTags::Other(_)) | None => {}
    }
    if changes.zone_rebalancing == Some(true) {
        consequences.push(Consequence::note(
            "ECS may start and stop tasks at any time to spread them over the Availability Zones.",
        ));
    }
    if let Some(seconds) = changes.health_check_grace {
        consequences.push(Consequence::note(match seconds {
            0 => "Failing health checks count from the moment a task starts.".to_owned(),
            _ => format!("A task may fail its health checks for {seconds} s after its start before ECS replaces it."),
        }));
    }
    consequences
}
