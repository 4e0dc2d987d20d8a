//! Every page there is, its address, and all that follows from the address.
//!
//! A page is added here first: the matches below and in the modules beside it are exhaustive, so that it does not
//! compile until its address, its place in the navigation, its title, and what has to be kept fresh for it are decided.

mod crumb;
mod kind;
mod link;
mod path;
mod section;
mod tab;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::address::{ClusterRef, FamilyRef, RevisionRef, ServiceRef, TargetGroupRef, TaskRef};
use crate::audit::EntryId;
use crate::change::{RevisionVerb, ServiceVerb, TaskVerb};
use crate::name::EnvironmentName;
use crate::watch::Watch;

pub use crumb::Crumb;
pub use kind::PageKind;
pub use path::NotAPage;
pub use section::Section;
pub use tab::{ClusterTab, RevisionTab, ServiceTab};

/// One page: what is at an address. Its text form is the path; what a query says about it is no part of that.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Page {
    /// What needs attention in all environments.
    Fleet,
    /// Search across everything.
    Search,
    /// The clusters of an environment.
    Clusters(EnvironmentName),
    /// A cluster.
    Cluster(ClusterRef, ClusterTab),
    /// All services of an environment.
    Services(EnvironmentName),
    /// A service.
    Service(ServiceRef, ServiceTab),
    /// What can be done to a service.
    ServiceActions(ServiceRef),
    /// A change of a service: the form, and the plan once the query says what is asked.
    ChangeService(ServiceRef, ServiceVerb),
    /// A task.
    Task(TaskRef),
    /// What can be done to a task.
    TaskActions(TaskRef),
    /// A change of a task: its plan.
    ChangeTask(TaskRef, TaskVerb),
    /// The families of task definitions of an environment.
    Families(EnvironmentName),
    /// A family.
    Family(FamilyRef),
    /// A revision.
    Revision(RevisionRef, RevisionTab),
    /// What can be done to a revision.
    RevisionActions(RevisionRef),
    /// A change of a revision: its plan.
    ChangeRevision(RevisionRef, RevisionVerb),
    /// Load balancers, listeners and rules of an environment.
    Traffic(EnvironmentName),
    /// A target group.
    TargetGroup(TargetGroupRef),
    /// The record of changes.
    Audit,
    /// One entry of it.
    AuditEntry(EntryId),
}

impl Page {
    /// The environment it is about; `None` when it is about all of them.
    pub fn environment(&self) -> Option<&EnvironmentName> {
        match self {
            Self::Fleet | Self::Search | Self::Audit | Self::AuditEntry(_) => None,
            Self::Clusters(environment)
            | Self::Services(environment)
            | Self::Families(environment)
            | Self::Traffic(environment) => Some(environment),
            Self::Cluster(at, _) => Some(&at.environment),
            Self::Service(at, _) | Self::ServiceActions(at) | Self::ChangeService(at, _) => Some(&at.environment),
            Self::Task(at) | Self::TaskActions(at) | Self::ChangeTask(at, _) => Some(&at.environment),
            Self::Family(at) => Some(&at.environment),
            Self::Revision(at, _) | Self::RevisionActions(at) | Self::ChangeRevision(at, _) => Some(&at.environment),
            Self::TargetGroup(at) => Some(&at.environment),
        }
    }

    /// What has to be kept fresh while somebody looks at it.
    pub fn watched(&self) -> Watch {
        match self {
            Self::Fleet | Self::Search | Self::Audit | Self::AuditEntry(_) => Watch::Fleet,
            Self::Clusters(environment) | Self::Services(environment) | Self::Families(environment) => {
                Watch::Environment(environment.clone())
            }
            Self::Cluster(at, _) => Watch::Cluster(at.clone()),
            Self::Service(at, _) | Self::ServiceActions(at) | Self::ChangeService(at, _) => Watch::Service(at.clone()),
            Self::Task(at) | Self::TaskActions(at) | Self::ChangeTask(at, _) => Watch::Task(at.clone()),
            Self::Family(at) => Watch::Environment(at.environment.clone()),
            Self::Revision(at, _) | Self::RevisionActions(at) | Self::ChangeRevision(at, _) => {
                Watch::Environment(at.environment.clone())
            }
            Self::Traffic(environment) => Watch::Traffic(environment.clone()),
            Self::TargetGroup(at) => Watch::TargetGroup(at.clone()),
        }
    }

    /// What it is called in the title of the document.
    pub fn title(&self) -> String {
        match self {
            Self::Fleet => "Fleet".to_owned(),
            Self::Search => "Search".to_owned(),
            Self::Clusters(_) => "Clusters".to_owned(),
            Self::Cluster(at, _) => at.cluster.to_string(),
            Self::Services(_) => "Services".to_owned(),
            Self::Service(at, _) => at.service.to_string(),
            Self::ServiceActions(at) => format!("Actions on {}", at.service),
            Self::ChangeService(at, verb) => verb.done_to(at.service.as_str()),
            Self::Task(at) => format!("Task {}", at.task.short()),
            Self::TaskActions(at) => format!("Actions on task {}", at.task.short()),
            Self::ChangeTask(at, verb) => format!("{} {}", verb.label(), at.task.short()),
            Self::Families(_) => "Task definitions".to_owned(),
            Self::Family(at) => at.family.to_string(),
            Self::Revision(at, _) => at.revision.to_string(),
            Self::RevisionActions(at) => format!("Actions on {}", at.revision),
            Self::ChangeRevision(at, verb) => format!("{} {}", verb.label(), at.revision),
            Self::Traffic(_) => "Traffic".to_owned(),
            Self::TargetGroup(at) => at.name.to_string(),
            Self::Audit => "Audit".to_owned(),
            Self::AuditEntry(id) => format!("Change {id}"),
        }
    }

    /// The part of the navigation it belongs to; `None` for search, which has a place of its own.
    pub const fn section(&self) -> Option<Section> {
        match self {
            Self::Fleet => Some(Section::Fleet),
            Self::Search => None,
            Self::Clusters(_) | Self::Cluster(..) | Self::Task(_) | Self::TaskActions(_) | Self::ChangeTask(..) => {
                Some(Section::Clusters)
            }
            Self::Services(_) | Self::Service(..) | Self::ServiceActions(_) | Self::ChangeService(..) => {
                Some(Section::Services)
            }
            Self::Families(_)
            | Self::Family(_)
            | Self::Revision(..)
            | Self::RevisionActions(_)
            | Self::ChangeRevision(..) => Some(Section::TaskDefinitions),
            Self::Traffic(_) | Self::TargetGroup(_) => Some(Section::Traffic),
            Self::Audit | Self::AuditEntry(_) => Some(Section::Audit),
        }
    }

    /// The steps to it, itself last.
    pub fn crumbs(&self) -> Vec<Crumb> {
        match self {
            Self::Fleet => vec![Crumb::here("Fleet")],
            Self::Search => vec![Crumb::here("Search")],
            Self::Audit => vec![Crumb::here("Audit")],
            Self::AuditEntry(id) => vec![Crumb::to("Audit", Self::Audit), Crumb::here(&format!("Change {id}"))],
            Self::Clusters(environment) => vec![Crumb::home(environment), Crumb::here("Clusters")],
            Self::Cluster(at, _) => vec![Crumb::home(&at.environment), Crumb::here(at.cluster.as_str())],
            Self::Services(environment) => vec![Crumb::home(environment), Crumb::here("Services")],
            Self::Service(at, _) => {
                vec![Crumb::home(&at.environment), Crumb::cluster(at.cluster()), Crumb::here(at.service.as_str())]
            }
            Self::Task(at) => {
                vec![Crumb::home(&at.environment), Crumb::cluster(at.cluster()), Crumb::here(at.task.as_str())]
            }
            Self::ServiceActions(at) => Crumb::below_service(at, "Actions"),
            Self::ChangeService(at, verb) => Crumb::below_service(at, verb.label()),
            Self::TaskActions(at) => Crumb::below_task(at, "Actions"),
            Self::ChangeTask(at, verb) => Crumb::below_task(at, verb.label()),
            Self::Families(environment) => vec![Crumb::home(environment), Crumb::here("Task definitions")],
            Self::Family(at) => {
                vec![Crumb::home(&at.environment), Crumb::families(&at.environment), Crumb::here(at.family.as_str())]
            }
            Self::Revision(at, _) => {
                let family = Crumb::to(at.revision.family.as_str(), at.family().page());
                let revision = Crumb::here(&at.revision.revision.to_string());
                vec![Crumb::home(&at.environment), Crumb::families(&at.environment), family, revision]
            }
            Self::RevisionActions(at) => Crumb::below_revision(at, "Actions"),
            Self::ChangeRevision(at, verb) => Crumb::below_revision(at, verb.label()),
            Self::Traffic(environment) => vec![Crumb::home(environment), Crumb::here("Traffic")],
            Self::TargetGroup(at) => {
                let traffic = Crumb::to("Traffic", Self::Traffic(at.environment.clone()));
                vec![Crumb::home(&at.environment), traffic, Crumb::here(at.name.as_str())]
            }
        }
    }
}
