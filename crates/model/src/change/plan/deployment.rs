//! What comes of a decision about the deployment that is under way.

use super::{Parts, ServiceFacts};
use crate::audit::FieldChange;
use crate::change::{Consequence, StopType};
use crate::page::ServiceTab;

pub(super) fn stop(how: StopType, facts: &ServiceFacts<'_>) -> Parts {
    let service = facts.service;
    let revision = &service.task_definition;
    let change = FieldChange { field: "stopType".to_owned(), before: None, after: Some(how.as_str().to_owned()) };
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
