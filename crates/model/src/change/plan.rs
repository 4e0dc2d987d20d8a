//! What a change will do, before it is done.

mod task;

use super::can::is_deploying;
use super::{Ask, Consequence, Equivalent, StopType, differences, managers};
use crate::address::{RevisionRef, ServiceRef};
use crate::audit::FieldChange;
use crate::page::ServiceTab;
use crate::scaling::ScalableTarget;
use crate::service::Service;
use crate::task_definition::{TaskDefinition, TaskDefinitionRef, TaskDefinitionStatus};

pub use task::TaskFacts;

/// How a change is confirmed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Confirmation {
    /// With the button.
    Button,
    /// By typing this name, and the button.
    Typed(String),
}

/// A change and what it will do.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Plan {
    /// The change in one sentence: `checkout: 4 → 12 tasks`.
    pub sentence: String,
    /// The fields that change, by their names in the ECS API; none when all of it is so already.
    pub changes: Vec<FieldChange>,
    /// What it brings along, the heaviest first.
    pub consequences: Vec<Consequence>,
    /// The same change by other means.
    pub equivalent: Equivalent,
    /// How it is confirmed.
    pub confirmation: Confirmation,
}

/// What room the instances of a cluster have for the tasks of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Instances that are there.
    pub instances: u32,
    /// Tasks that find a place on them besides those that run.
    pub fits: u32,
}

/// A service and what has to be known around it to plan a change.
#[derive(Clone, Copy, Debug)]
pub struct ServiceFacts<'a> {
    /// Its address.
    pub at: &'a ServiceRef,
    /// The region it is in.
    pub region: &'a str,
    /// The service, described just now.
    pub service: &'a Service,
    /// The bounds between which it is scaled, if something scales it.
    pub scaling: Option<&'a ScalableTarget>,
    /// The room on the instances of its cluster, if it runs on some.
    pub room: Option<Room>,
    /// What runs now.
    pub current: Option<&'a TaskDefinition>,
    /// What is to be deployed.
    pub wanted: Option<&'a TaskDefinition>,
    /// The service deployment that is under way: its ARN, and the revision that a rollback brings back.
    pub under_way: Option<(&'a str, Option<&'a TaskDefinitionRef>)>,
    /// Whether changes of this environment have to be confirmed by typing.
    pub is_protected: bool,
}

impl Plan {
    /// What comes of a change of a service.
    pub fn of_service(ask: &Ask, facts: ServiceFacts<'_>) -> Self {
        let service = facts.service;
        let (sentence, changes, mut consequences) = match ask {
            Ask::Scale { desired } => scale(*desired, &facts),
            Ask::Deploy { revision } => deploy(revision, &facts),
            Ask::RollBack { revision } => {
                let (_, changes, consequences) = deploy(revision, &facts);
                (format!("{}: back to {revision}", service.name), changes, consequences)
            }
            Ask::Redeploy => redeploy(&facts),
            Ask::StopDeployment { how } => stop_deployment(*how, &facts),
            Ask::StopTask => Default::default(),
        };
        consequences.extend(managers(&service.tags).iter().map(|manager| Consequence::warning(manager.sentence())));
        consequences.sort_by_key(|one| std::cmp::Reverse(one.weight));
        let is_grave = facts.is_protected || matches!(ask, Ask::Scale { desired: 0 });
        let deployment = facts.under_way.map(|(arn, _)| arn);
        Self {
            sentence,
            changes,
            consequences,
            equivalent: Equivalent::of_service(ask, facts.at, facts.region, deployment),
            confirmation: if is_grave { Confirmation::Typed(service.name.to_string()) } else { Confirmation::Button },
        }
    }

    /// Whether all of it is so already.
    pub fn is_nothing(&self) -> bool {
        self.changes.is_empty()
    }
}

/// Sentence, fields, consequences.
type Parts = (String, Vec<FieldChange>, Vec<Consequence>);

fn scale(desired: u32, facts: &ServiceFacts<'_>) -> Parts {
    let service = facts.service;
    let now = service.desired;
    let sentence = format!("{}: {now} → {}", service.name, tasks(desired));
    let mut consequences = Vec::new();
    if desired == now {
        return (format!("{} already wants {}", service.name, tasks(now)), Vec::new(), consequences);
    }
    if desired == 0 {
        consequences.push(Consequence::danger("Every task stops: nothing serves any more."));
    }
    if let Some(target) = facts.scaling {
        consequences.push(bounds(desired, target).at(facts.at.tab(ServiceTab::Configuration)));
    }
    if let Some(Room { instances, fits }) = facts.room
        && desired > now
    {
        let more = desired - now;
        let on = format!("on {}", counted(instances, "instance"));
        consequences.push(if fits < more {
            Consequence::warning(format!("{} of {more} more find a place {on}; the others wait.", tasks(fits)))
        } else {
            Consequence::note(format!("All {more} more find a place {on}, which have room for {fits}."))
        });
    }
    if is_deploying(service) {
        consequences.push(Consequence::note("The deployment in progress goes on with the new count."));
    }
    (sentence, vec![changed("desiredCount", now, desired)], consequences)
}

/// What Application Auto Scaling makes of a count.
fn bounds(desired: u32, target: &ScalableTarget) -> Consequence {
    let (least, most) = (target.minimum, target.maximum);
    let within = format!("Application Auto Scaling keeps it between {least} and {most}");
    if desired > most {
        Consequence::warning(format!(
            "{within}: its next action sets {most}. Raise the maximum first, or suspend scaling."
        ))
    } else if desired < least {
        Consequence::warning(format!(
            "{within}: its next action sets {least}. Lower the minimum first, or suspend scaling."
        ))
    } else if target.policies.is_empty() && target.scheduled.is_empty() {
        Consequence::note(format!("{within}; no policy and no schedule moves it now."))
    } else {
        Consequence::note(format!("{within}, and its policies may move it again at any time."))
    }
}

fn deploy(revision: &TaskDefinitionRef, facts: &ServiceFacts<'_>) -> Parts {
    let service = facts.service;
    let current = &service.task_definition;
    if current == revision {
        return (format!("{} already deploys {revision}", service.name), Vec::new(), Vec::new());
    }
    let mut changes = vec![changed("taskDefinition", current, revision)];
    let mut consequences = Vec::new();
    if let (Some(before), Some(after)) = (facts.current, facts.wanted) {
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
    consequences.extend(replaced(facts));
    (format!("{}: deploy {revision}", service.name), changes, consequences)
}

fn redeploy(facts: &ServiceFacts<'_>) -> Parts {
    let service = facts.service;
    let change = FieldChange { field: "forceNewDeployment".to_owned(), before: None, after: Some("true".to_owned()) };
    let sentence = format!("{}: replace {} of {}", service.name, tasks(service.desired), service.task_definition);
    let mut consequences = replaced(facts);
    if service.desired > 0 {
        consequences.push(Consequence::note("Image tags are resolved again: a tag that moved brings another image."));
    }
    (sentence, vec![change], consequences)
}

/// What a new deployment does to the tasks that run and to the deployment that is under way.
fn replaced(facts: &ServiceFacts<'_>) -> Vec<Consequence> {
    let service = facts.service;
    let mut consequences = Vec::new();
    if is_deploying(service) {
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

fn stop_deployment(how: StopType, facts: &ServiceFacts<'_>) -> Parts {
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

fn changed(field: &str, before: impl ToString, after: impl ToString) -> FieldChange {
    FieldChange { field: field.to_owned(), before: Some(before.to_string()), after: Some(after.to_string()) }
}

fn tasks(count: u32) -> String {
    counted(count, "task")
}

fn counted(count: u32, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
