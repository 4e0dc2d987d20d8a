//! What a plan was made from.

use serde::{Deserialize, Serialize};

use super::{Ask, Settings};
use crate::audit::FieldChange;
use crate::deployment::ServiceDeployment;
use crate::scaling::ScalableTarget;
use crate::service::Service;
use crate::task::{Protection, Task};
use crate::task_definition::TaskDefinition;

/// What matters for a change, as it was when the change was planned: names of fields and their values. What changes all
/// the time by itself – counts of running tasks, events – is not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen(pub Vec<(String, String)>);

impl Seen {
    /// What matters of a service for what is asked.
    pub fn of_service(
        ask: &Ask,
        service: &Service,
        scaling: Option<&ScalableTarget>,
        under_way: Option<&ServiceDeployment>,
    ) -> Self {
        let mut seen = Self::default();
        seen.note("status", &service.status);
        // A service that was deleted and made again under its name is another service.
        seen.note("createdAt", service.created_at.map(|at| at.iso()).unwrap_or_default());
        match ask {
            Ask::Scale { .. } => {
                seen.note("desiredCount", service.desired);
                if let Some(target) = scaling {
                    seen.note("minCapacity", target.minimum);
                    seen.note("maxCapacity", target.maximum);
                }
            }
            Ask::Autoscale { .. } => {
                seen.note("desiredCount", service.desired);
                if let Some(target) = scaling {
                    seen.note("minCapacity", target.minimum);
                    seen.note("maxCapacity", target.maximum);
                    let suspended: Vec<&str> = target.suspended.iter().map(|it| it.words()).collect();
                    seen.note("suspendedState", suspended.join(", "));
                }
            }
            Ask::Deploy { .. }
            | Ask::RollBack { .. }
            | Ask::DeployImage { .. }
            | Ask::DeployDraft { .. }
            | Ask::Redeploy
            | Ask::StopDeployment { .. }
            | Ask::ContinueDeployment => {
                seen.note("taskDefinition", &service.task_definition);
                let deployments: Vec<String> = service.deployments.iter().map(running).collect();
                seen.note("deployments", deployments.join(", "));
                for hook in under_way.filter(|_| *ask == Ask::ContinueDeployment).iter().flat_map(|one| one.waiting()) {
                    seen.note("hookId", &hook.id);
                }
            }
            Ask::Settings(_) => {
                for (setting, text) in Settings::of(service).texts() {
                    seen.note(setting.member(), text);
                }
                // What is sent with the circuit breaker, as it is.
                let configuration = &service.deployment_configuration;
                seen.note("deploymentCircuitBreaker.thresholdConfiguration", kept(&configuration.breaker_threshold));
                seen.note("deploymentCircuitBreaker.resetOnHealthyTask", kept(&configuration.breaker_resets));
            }
            Ask::StopTask
            | Ask::Replace
            | Ask::GiveUp
            | Ask::Protect { .. }
            | Ask::Unprotect
            | Ask::Register { .. }
            | Ask::Deregister
            | Ask::Delete => {}
        }
        seen
    }

    /// What matters of a task, with its protection where that is known.
    pub fn of_task(task: &Task, protection: Option<Protection>) -> Self {
        let mut seen = Self::default();
        seen.note("createdAt", task.lifecycle.created_at.map(|at| at.iso()).unwrap_or_default());
        seen.note("desiredStatus", &task.desired_status);
        if let Some(Protection { enabled, expires_at }) = protection {
            seen.note("protectionEnabled", enabled);
            seen.note("expirationDate", expires_at.map(|at| at.iso()).unwrap_or_default());
        }
        seen
    }

    /// What matters of a task that is to be replaced, and of its service.
    pub fn of_replacement(task: &Task, protection: Option<Protection>, service: &Service) -> Self {
        let mut seen = Self::of_task(task, protection);
        seen.note("desiredCount", service.desired);
        seen.note("taskDefinition", &service.task_definition);
        let deployments: Vec<String> = service.deployments.iter().map(running).collect();
        seen.note("deployments", deployments.join(", "));
        seen
    }

    /// What matters of a revision: it never changes, but its status does.
    pub fn of_revision(definition: &TaskDefinition) -> Self {
        let mut seen = Self::default();
        seen.note("status", &definition.status);
        seen.note("registeredAt", definition.registered_at.map(|at| at.iso()).unwrap_or_default());
        seen
    }

    fn note(&mut self, field: &str, value: impl ToString) {
        self.0.push((field.to_owned(), value.to_string()));
    }

    /// What is different now, field by field.
    pub fn changed(&self, now: &Self) -> Vec<FieldChange> {
        let of =
            |seen: &Self, field: &str| seen.0.iter().find(|(name, _)| name == field).map(|(_, value)| value.clone());
        let gone = self.0.iter().map(|(field, _)| field);
        let come = now.0.iter().map(|(field, _)| field).filter(|field| of(self, field).is_none());
        let changes = gone.chain(come).map(|field| FieldChange {
            field: field.clone(),
            before: of(self, field),
            after: of(now, field),
        });
        changes.filter(|change| change.before != change.after).collect()
    }
}

fn kept(value: &Option<impl std::fmt::Debug>) -> String {
    value.as_ref().map(|value| format!("{value:?}")).unwrap_or_default()
}

/// A deployment as far as a decision depends on it: which it is, and how it stands.
fn running(deployment: &crate::deployment::Deployment) -> String {
    let state = deployment.rollout_state.as_ref().map(ToString::to_string).unwrap_or_default();
    format!("{} {} {state}", deployment.id, deployment.task_definition).trim_end().to_owned()
}
