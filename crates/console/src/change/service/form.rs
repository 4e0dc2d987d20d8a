//! What the form of a verb asks for, and what it begins with.

use model::change::{ServiceVerb, Setting, Settings};
use model::task_definition::{TaskDefinition, TaskDefinitionRef};
use model::view::{AskForm, RevisionChoice, ScaledBetween};

use crate::judged::{Judged, Survey};

/// Revisions that are offered.
const OFFERED: usize = 50;

/// What the form of a verb asks for.
pub(super) fn of(survey: &Survey, judged: &Judged, verb: ServiceVerb, current: Option<&TaskDefinition>) -> AskForm {
    let service = &judged.service;
    match verb {
        ServiceVerb::Scale => {
            let scaling = survey.snapshot.scaling.get(&(judged.at.cluster.clone(), judged.at.service.clone()));
            let scaled = scaling.map(|target| ScaledBetween {
                minimum: target.minimum,
                maximum: target.maximum,
                is_suspended: !target.scales_in() && !target.scales_out(),
            });
            AskForm::Count { now: service.desired, scaled }
        }
        ServiceVerb::Deploy => revisions(survey, judged, |choices, now| {
            choices.iter().map(|choice| &choice.revision).find(|revision| *revision != now).cloned()
        }),
        ServiceVerb::RollBack => revisions(survey, judged, |choices, now| before(judged, choices, now)),
        ServiceVerb::DeployImage => {
            let containers = current.map(|definition| &definition.containers[..]).unwrap_or_default();
            let containers = containers.iter().map(|one| (one.name.clone(), one.image.clone())).collect();
            AskForm::Images { revision: service.task_definition.clone(), containers }
        }
        ServiceVerb::StopDeployment => AskForm::Stop { revision: service.task_definition.clone() },
        ServiceVerb::Settings => AskForm::Settings {
            now: Box::new(Settings::of(service)),
            offered: Setting::ALL.iter().copied().filter(|setting| setting.is_offered(service)).collect(),
        },
        ServiceVerb::Edit | ServiceVerb::Redeploy | ServiceVerb::ContinueDeployment => AskForm::Nothing,
    }
}

/// The revision that ran before: what another deployment of the service still runs, or the next older one.
fn before(judged: &Judged, choices: &[RevisionChoice], now: &TaskDefinitionRef) -> Option<TaskDefinitionRef> {
    let running = judged.service.deployments.iter().map(|one| &one.task_definition).find(|one| *one != now);
    let older = || choices.iter().map(|choice| &choice.revision).find(|one| one.revision < now.revision);
    running.or_else(older).cloned()
}

/// The revisions of the family that the service runs.
fn revisions(
    survey: &Survey,
    judged: &Judged,
    suggest: impl FnOnce(&[RevisionChoice], &TaskDefinitionRef) -> Option<TaskDefinitionRef>,
) -> AskForm {
    let now = &judged.service.task_definition;
    let numbers = survey.snapshot.families.get(&now.family).map_or(&[][..], |numbers| numbers);
    let choices: Vec<_> = numbers
        .iter()
        .take(OFFERED)
        .map(|number| TaskDefinitionRef { family: now.family.clone(), revision: *number })
        .map(|revision| RevisionChoice { note: (revision == *now).then(|| "runs now".to_owned()), revision })
        .collect();
    let suggested = suggest(&choices, now);
    AskForm::Revision { choices, suggested }
}
