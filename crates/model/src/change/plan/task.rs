//! What comes of a change of a task.

mod protection;
mod replacement;

use super::{Confirmation, Parts, Plan, Room, changed, tasks};
use crate::address::{ServiceRef, TaskRef};
use crate::change::{Ask, Consequence, Equivalent};
use crate::scaling::ScalableTarget;
use crate::service::Service;
use crate::task::{Protection, Task};
use crate::time::Timestamp;

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
    /// The bounds between which that service is scaled, if something scales it.
    pub scaling: Option<&'a ScalableTarget>,
    /// The room on the instances of its cluster, if it runs on some.
    pub room: Option<Room>,
    /// Whether it is protected, if that is known.
    pub protection: Option<Protection>,
    /// The moment at which it is planned.
    pub now: Timestamp,
    /// Whether changes of this environment have to be confirmed by typing.
    pub is_protected: bool,
}

impl TaskFacts<'_> {
    /// Where the service of the task is.
    fn service_at(&self) -> Option<ServiceRef> {
        let (environment, cluster) = (self.at.environment.clone(), self.at.cluster.clone());
        Some(ServiceRef { environment, cluster, service: self.service?.name.clone() })
    }
}

impl Plan {
    /// What comes of a change of a task.
    pub fn of_task(ask: &Ask, facts: TaskFacts<'_>) -> Self {
        let (sentence, changes, mut consequences) = match ask {
            Ask::StopTask => stop(&facts),
            Ask::Replace => replacement::replace(&facts),
            Ask::GiveUp => replacement::give_up(&facts),
            Ask::Protect { minutes } => protection::protect(*minutes, &facts),
            Ask::Unprotect => protection::unprotect(&facts),
            Ask::Scale { .. }
            | Ask::Autoscale { .. }
            | Ask::Deploy { .. }
            | Ask::DeployImage { .. }
            | Ask::Redeploy
            | Ask::RollBack { .. }
            | Ask::StopDeployment { .. }
            | Ask::ContinueDeployment
            | Ask::Settings(_)
            | Ask::DeployDraft { .. }
            | Ask::Register { .. }
            | Ask::Deregister
            | Ask::Delete => Parts::default(),
        };
        consequences.sort_by_key(|one| std::cmp::Reverse(one.weight));
        let name = facts.at.task.short();
        Self {
            sentence,
            changes,
            consequences,
            equivalent: Equivalent::of_task(ask, (facts.at, facts.region), facts.service),
            confirmation: match facts.is_protected {
                true => Confirmation::Typed(name.to_owned()),
                false => Confirmation::Button,
            },
        }
    }
}

fn stop(facts: &TaskFacts<'_>) -> Parts {
    let TaskFacts { at, task, service, .. } = *facts;
    let mut consequences = Vec::new();
    match service {
        None => consequences.push(Consequence::warning("No service started it, so nothing takes its place.")),
        Some(service) => {
            let others = service.running.saturating_sub(1);
            let one = match others {
                0 => Consequence::danger(format!(
                    "It is the only running task of {}: nothing serves until another has started.",
                    service.name
                )),
                _ => Consequence::note(format!(
                    "{} starts another in its place; {} go on running.",
                    service.name,
                    tasks(others)
                )),
            };
            consequences.push(match facts.service_at() {
                Some(at) => one.at(at.page()),
                None => one,
            });
            consequences.extend(protection::against_stopping(facts));
        }
    }
    let sentence = format!("Stop task {} of {}", at.task.short(), task.task_definition);
    (sentence, vec![changed("desiredStatus", &task.desired_status, "STOPPED")], consequences)
}
