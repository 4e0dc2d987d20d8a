//! What comes of a decision about the deployment that is under way.

use super::{Parts, ServiceFacts, counted, set};
use crate::change::{Consequence, ServiceVerb, StopType};
use crate::deployment::{HookAction, LifecycleHook, LifecycleStage};
use crate::page::ServiceTab;

pub(super) fn stop(how: StopType, facts: &ServiceFacts<'_>) -> Parts {
    let service = facts.service;
    let revision = &service.task_definition;
    let change = set("stopType", how.as_str());
    let (sentence, consequence) = match how {
        StopType::Abort => (
            format!("{}: stop the deployment of {revision} where it is", service.name),
            Consequence::warning("Tasks of both revisions go on running, and nothing replaces those that stop."),
        ),
        StopType::Rollback => {
            let back = facts.under_way.and_then(|(_, back)| back);
            let to = back.map_or_else(|| "the revision before".to_owned(), ToString::to_string);
            (
                format!("{}: stop the deployment of {revision} and go back to {to}", service.name),
                Consequence::note(format!("ECS brings {to} back by the same deployment strategy.")),
            )
        }
    };
    (sentence, vec![change], vec![consequence.at(facts.at.tab(ServiceTab::Deployments))])
}

/// Lets it go on after the hook that times out first.
pub(super) fn go_on(facts: &ServiceFacts<'_>) -> Parts {
    let service = facts.service;
    let Some((deployment, _)) = facts.under_way else { return Parts::default() };
    let Some(hook) = deployment.waiting().next() else { return Parts::default() };
    let revision = &service.task_definition;
    let stage = deployment.stage.as_ref();
    let after = stage.map(|stage| format!(" after {stage}")).unwrap_or_default();
    let sentence = format!("{}: let the deployment of {revision} go on{after}", service.name);
    let changes = vec![set("hookId", &hook.id), set("action", HookAction::Continue)];
    let mut consequences = Vec::new();
    let others = deployment.waiting().count() - 1;
    if others > 0 {
        let hooks = counted(u32::try_from(others).unwrap_or(u32::MAX), "more hook");
        consequences.push(Consequence::warning(format!("The stage goes on waiting for {hooks}.")));
    } else if let Some(next) = stage.and_then(LifecycleStage::next) {
        consequences.push(Consequence::note(format!("The next stage is {next}. {}", brings(next))));
    }
    consequences.push(Consequence::note(patience(hook, facts)));
    consequences.push(
        Consequence::note("To go back instead, stop the deployment.").at(facts.at.change(ServiceVerb::StopDeployment)),
    );
    (sentence, changes, consequences)
}

/// What happens when nobody decides, and when.
fn patience(hook: &LifecycleHook, facts: &ServiceFacts<'_>) -> String {
    let then = match &hook.timeout_action {
        HookAction::Continue => "goes on by itself".to_owned(),
        HookAction::Rollback => "is rolled back".to_owned(),
        HookAction::Other(word) => format!("does what AWS calls {word}"),
    };
    match hook.expires_at {
        Some(at) if at > facts.now => {
            format!("Without a decision it {then} in {}, at {} UTC.", at.since(facts.now), at.clock())
        }
        Some(_) => format!("Its time is over: it {then} at any moment."),
        None => format!("Without a decision it {then} when its time is over."),
    }
}

/// What a stage does, as far as it reaches users.
fn brings(stage: &LifecycleStage) -> &'static str {
    match stage {
        LifecycleStage::ReconcileService => "ECS sorts out what an interrupted deployment left.",
        LifecycleStage::ScaleUp => "The new tasks start.",
        LifecycleStage::TestTrafficShift => "Test traffic moves to the new tasks.",
        LifecycleStage::ProductionTrafficShift => "Production traffic moves to the new tasks.",
        LifecycleStage::BakeTime => "Old and new tasks run for the bake time.",
        LifecycleStage::CleanUp => "The old tasks stop.",
        LifecycleStage::PreScaleUp
        | LifecycleStage::PostScaleUp
        | LifecycleStage::PostTestTrafficShift
        | LifecycleStage::PostProductionTrafficShift
        | LifecycleStage::Other(_) => "It waits for its hooks, if it has any.",
    }
}
