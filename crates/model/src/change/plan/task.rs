//! What comes of a change of a task.

use super::{Confirmation, Plan, tasks};
use crate::address::{ServiceRef, TaskRef};
use crate::audit::FieldChange;
use crate::change::{Consequence, Equivalent};
use crate::service::Service;
use crate::task::Task;

/// A task and what has to be known around it.
#[derive(Clone, Copy, Debug)]
pub struct TaskFacts<'a> {
    /// Its address.
    pub at: &'a TaskRef,
    /// The region it is in.
    pub region: &'a str,
    /// The task, described just now.
    pub task: &'a Task,
    /// The service that started it, if one did and it is known.
    pub service: Option<&'a Service>,
    /// Whether changes of this environment have to be confirmed by typing.
    pub is_protected: bool,
}

impl Plan {
    /// What comes of stopping a task.
    pub fn of_task(facts: TaskFacts<'_>) -> Self {
        let TaskFacts { at, task, service, .. } = facts;
        let status = FieldChange {
            field: "desiredStatus".to_owned(),
            before: Some(task.desired_status.to_string()),
            after: Some("STOPPED".to_owned()),
        };
        let mut consequences = Vec::new();
        match service {
            None => consequences.push(Consequence::warning("No service started it, so nothing takes its place.")),
            Some(service) => {
                let others = service.running.saturating_sub(1);
                let sentence = match others {
                    0 => format!(
                        "It is the only running task of {}: nothing serves until another has started.",
                        service.name
                    ),
                    _ => format!("{} starts another in its place; {} go on running.", service.name, tasks(others)),
                };
                let at = ServiceRef {
                    environment: at.environment.clone(),
                    cluster: at.cluster.clone(),
                    service: service.name.clone(),
                };
                let weigh = if others == 0 { Consequence::danger } else { Consequence::note };
                consequences.push(weigh(sentence).at(at.page()));
            }
        }
        Self {
            sentence: format!("Stop task {} of {}", at.task.short(), task.task_definition),
            changes: vec![status],
            consequences,
            equivalent: Equivalent::of_task(at, facts.region),
            confirmation: if facts.is_protected {
                Confirmation::Typed(at.task.short().to_owned())
            } else {
                Confirmation::Button
            },
        }
    }
}
