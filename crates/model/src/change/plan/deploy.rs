//! What comes of a new deployment.

use super::{DraftFacts, Parts, ServiceFacts, changed, cost, images, set, sharing, tasks};
use crate::address::RevisionRef;
use crate::change::{Consequence, differences};
use crate::page::ServiceTab;
use crate::task_definition::{TaskDefinitionRef, TaskDefinitionStatus};

pub(super) fn plan(revision: &TaskDefinitionRef, facts: &ServiceFacts<'_>) -> Parts {
    let service = facts.service;
    let current = &service.task_definition;
    if current == revision {
        return (format!("{} already deploys {revision}", service.name), Vec::new(), Vec::new());
    }
    let mut changes = vec![changed("taskDefinition", current, revision)];
    let mut consequences = Vec::new();
    if let Some(differences) = facts.differences {
        changes.extend(differences.iter().cloned());
        if differences.is_empty() {
            consequences.push(Consequence::note("Both revisions say the same."));
        }
    } else if let (Some(before), Some(after)) = (facts.current, facts.wanted) {
        changes.extend(differences(before, after));
        if before.containers.iter().chain(&after.containers).any(|container| !container.environment.is_empty()) {
            consequences
                .push(Consequence::note("Values of environment variables are not compared: only their names are."));
        }
    }
    if facts.wanted.is_some_and(|wanted| wanted.status != TaskDefinitionStatus::Active) {
        let page = RevisionRef { environment: facts.at.environment.clone(), revision: revision.clone() }.page();
        consequences.push(Consequence::danger(format!("{revision} is INACTIVE: ECS refuses to deploy it.")).at(page));
    }
    consequences.extend(images::of_revision(facts));
    consequences.extend(cost::of_revision(facts));
    consequences.extend(sharing::of_service(facts));
    consequences.extend(replaced(facts));
    (format!("{}: deploy {revision}", service.name), changes, consequences)
}

pub(super) fn with_images(asked: &[(usize, String)], facts: &ServiceFacts<'_>) -> Parts {
    let service = facts.service;
    let current = &service.task_definition;
    let containers = facts.current.map(|definition| &definition.containers[..]).unwrap_or_default();
    let changes: Vec<_> = asked
        .iter()
        .filter_map(|(place, image)| Some((containers.get(*place)?, image)))
        .filter(|(container, image)| container.image != **image)
        .map(|(container, image)| changed(&format!("{}.image", container.name), &container.image, image))
        .collect();
    if changes.is_empty() {
        return (format!("{} already runs these images", service.name), Vec::new(), Vec::new());
    }
    let what = match &changes[..] {
        [one] => one.after.clone().unwrap_or_default(),
        several => format!("{} images", several.len()),
    };
    let mut consequences = vec![Consequence::note(format!(
        "A new revision of {} is registered: {current} with what is listed here, and everything else as it is. Then it is deployed.",
        current.family
    ))];
    consequences.extend(images::one_by_one(facts));
    consequences.extend(sharing::of_service(facts));
    consequences.extend(replaced(facts));
    let change = changed("taskDefinition", current, format!("a new revision of {}", current.family));
    (format!("{}: deploy {what}", service.name), [vec![change], changes].concat(), consequences)
}

/// What comes of a draft that is registered and deployed.
pub(super) fn draft(facts: &ServiceFacts<'_>) -> Parts {
    let service = facts.service;
    let current = &service.task_definition;
    let Some(DraftFacts { made_from, family, differences }) = facts.draft else { return Parts::default() };
    if differences.is_empty() {
        return (format!("{} already runs what the draft says", service.name), Vec::new(), Vec::new());
    }
    let mut consequences = vec![Consequence::note(format!(
        "A new revision of {family} is registered, with what is listed here and everything else as it is. Then it is deployed."
    ))];
    if *current != *made_from {
        let sentence = format!(
            "{current} runs now, and the draft was made from {made_from}: what differs between them changes as well."
        );
        let at = RevisionRef { environment: facts.at.environment.clone(), revision: current.clone() };
        consequences.push(Consequence::warning(sentence).at(at.page()));
    }
    if *family != current.family {
        let sentence = format!("The service runs {} now, and then another family.", current.family);
        consequences.push(Consequence::warning(sentence));
    } else {
        consequences.extend(sharing::of_service(facts));
    }
    consequences.extend(images::one_by_one(facts));
    consequences.extend(cost::of_draft(made_from, differences, facts));
    consequences.extend(replaced(facts));
    let change = changed("taskDefinition", current, format!("a new revision of {family}"));
    (format!("{}: deploy an edited {family}", service.name), [&[change], differences].concat(), consequences)
}

pub(super) fn again(facts: &ServiceFacts<'_>) -> Parts {
    let service = facts.service;
    let change = set("forceNewDeployment", true);
    let sentence = format!("{}: replace {} of {}", service.name, tasks(service.desired), service.task_definition);
    let mut consequences = images::of_revision(facts);
    consequences.extend(replaced(facts));
    if service.desired > 0 {
        consequences.push(Consequence::note("Image tags are resolved again: a tag that moved brings another image."));
    }
    (sentence, vec![change], consequences)
}

/// What a new deployment does to the tasks that run and to the deployment that is under way.
fn replaced(facts: &ServiceFacts<'_>) -> Vec<Consequence> {
    let service = facts.service;
    let mut consequences = Vec::new();
    if service.is_deploying() {
        let sentence = format!("It takes the place of the deployment of {} in progress.", service.task_definition);
        consequences.push(Consequence::warning(sentence).at(facts.at.tab(ServiceTab::Deployments)));
    }
    if service.desired == 0 {
        consequences.push(Consequence::note("No task is wanted, so none is replaced now."));
        return consequences;
    }
    let configuration = &service.deployment_configuration;
    let least = service.desired.saturating_mul(configuration.minimum_healthy_percent.unwrap_or(100)).div_ceil(100);
    let most = service.desired.saturating_mul(configuration.maximum_percent.unwrap_or(200)) / 100;
    consequences.push(Consequence::note(format!(
        "{} are replaced; meanwhile at least {least} stay healthy and at most {most} run.",
        tasks(service.desired)
    )));
    consequences.push(match (configuration.circuit_breaker, configuration.rollback) {
        (true, true) => {
            Consequence::note("If too many tasks fail, the circuit breaker brings the revision before back.")
        }
        (true, false) => Consequence::note("If too many tasks fail, the circuit breaker stops the deployment."),
        (false, _) => Consequence::warning("There is no circuit breaker: a deployment that fails goes on trying."),
    });
    consequences
}
