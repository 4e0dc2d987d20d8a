//! What a change will do, before it is done.

mod autoscale;
mod cost;
mod deploy;
mod deployment;
mod images;
mod revision;
mod scale;
mod settings;
mod sharing;
mod task;

use std::collections::BTreeMap;

use super::{Ask, Consequence, Equivalent, managers};
use crate::address::ServiceRef;
use crate::audit::FieldChange;
use crate::deployment::ServiceDeployment;
use crate::image::Sighting;
use crate::instance::CapacityProvider;
use crate::name::Family;
use crate::scaling::ScalableTarget;
use crate::service::Service;
use crate::task_definition::{TaskDefinition, TaskDefinitionRef};
use crate::time::Timestamp;

pub use revision::RevisionFacts;
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
    /// Whether all that decides is known; else that is by CPU, memory, ports and GPU alone.
    pub is_certain: bool,
}

/// A draft that is to be registered.
#[derive(Clone, Copy, Debug)]
pub struct DraftFacts<'a> {
    /// The revision that it was made from.
    pub made_from: &'a TaskDefinitionRef,
    /// The family that it names.
    pub family: &'a Family,
    /// What is different in it from what it takes the place of.
    pub differences: &'a [FieldChange],
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
    /// The capacity providers of the environment by name, if they were read.
    pub providers: Option<&'a BTreeMap<String, CapacityProvider>>,
    /// What runs now.
    pub current: Option<&'a TaskDefinition>,
    /// What is to be deployed.
    pub wanted: Option<&'a TaskDefinition>,
    /// What is different in it, where both could be read whole.
    pub differences: Option<&'a [FieldChange]>,
    /// The revision that the draft was made from, and the family that the draft names.
    pub draft: Option<DraftFacts<'a>>,
    /// Other services of the environment that run the same family.
    pub sharing: &'a [ServiceRef],
    /// The images that are to be deployed, and what ECR says of those that are there; empty where nobody looked.
    pub images: &'a [(String, Option<Sighting>)],
    /// The service deployment that is under way, and the revision that a rollback brings back.
    pub under_way: Option<(&'a ServiceDeployment, Option<&'a TaskDefinitionRef>)>,
    /// The moment at which it is planned.
    pub now: Timestamp,
    /// Whether changes of this environment have to be confirmed by typing.
    pub is_protected: bool,
}

impl Plan {
    /// What comes of a change of a service.
    pub fn of_service(ask: &Ask, facts: ServiceFacts<'_>) -> Self {
        let service = facts.service;
        let (sentence, changes, mut consequences) = match ask {
            Ask::Scale { desired } => scale::plan(*desired, &facts),
            Ask::Autoscale { desired, target } => autoscale::plan(*desired, *target, &facts),
            Ask::Deploy { revision } => deploy::plan(revision, &facts),
            Ask::RollBack { revision } => {
                let (_, changes, consequences) = deploy::plan(revision, &facts);
                (format!("{}: back to {revision}", service.name), changes, consequences)
            }
            Ask::DeployImage { images } => deploy::with_images(images, &facts),
            Ask::DeployDraft { .. } => deploy::draft(&facts),
            Ask::Redeploy => deploy::again(&facts),
            Ask::StopDeployment { how } => deployment::stop(*how, &facts),
            Ask::ContinueDeployment => deployment::go_on(&facts),
            Ask::Settings(asked) => settings::plan(asked, &facts),
            Ask::StopTask
            | Ask::Replace
            | Ask::GiveUp
            | Ask::Protect { .. }
            | Ask::Unprotect
            | Ask::Register { .. }
            | Ask::Deregister
            | Ask::Delete => Default::default(),
        };
        consequences.extend(managers(&service.tags).iter().map(|manager| Consequence::warning(manager.sentence())));
        consequences.sort_by_key(|one| std::cmp::Reverse(one.weight));
        let is_grave =
            facts.is_protected || matches!(ask, Ask::Scale { desired: 0 } | Ask::Autoscale { desired: Some(0), .. });
        let under_way = facts.under_way.map(|(deployment, _)| deployment);
        Self {
            sentence,
            changes,
            consequences,
            equivalent: match (ask, facts.scaling) {
                (Ask::Autoscale { desired, target }, Some(now)) => {
                    Equivalent::of_scaling((*desired, *target), (facts.at, facts.region), service, now)
                }
                _ => {
                    let family = facts.draft.map_or(&service.task_definition.family, |draft| draft.family);
                    Equivalent::of_service(ask, (facts.at, facts.region), (service, family), under_way)
                }
            },
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

fn set(field: &str, after: impl ToString) -> FieldChange {
    FieldChange { field: field.to_owned(), before: None, after: Some(after.to_string()) }
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
