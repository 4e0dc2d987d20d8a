//! The steps that lead to a page.

use super::Page;
use crate::address::ClusterRef;
use crate::name::EnvironmentName;

/// One step: its text, and its page unless it is the one that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// What it is called.
    pub text: String,
    /// Where it leads; `None` for the open page.
    pub page: Option<Page>,
}

impl Crumb {
    fn here(text: &str) -> Self {
        Self { text: text.to_owned(), page: None }
    }

    fn to(text: &str, page: Page) -> Self {
        Self { text: text.to_owned(), page: Some(page) }
    }
}

impl Page {
    /// The steps to it, itself last.
    pub fn crumbs(&self) -> Vec<Crumb> {
        match self {
            Self::Fleet => vec![Crumb::here("Fleet")],
            Self::Search => vec![Crumb::here("Search")],
            Self::Clusters(environment) => vec![home(environment), Crumb::here("Clusters")],
            Self::Cluster(at, _) => vec![home(&at.environment), Crumb::here(at.cluster.as_str())],
            Self::Services(environment) => vec![home(environment), Crumb::here("Services")],
            Self::Service(at, _) => {
                vec![home(&at.environment), cluster(at.cluster()), Crumb::here(at.service.as_str())]
            }
            Self::Task(at) => vec![home(&at.environment), cluster(at.cluster()), Crumb::here(at.task.as_str())],
            Self::Families(environment) => vec![home(environment), Crumb::here("Task definitions")],
            Self::Family(at) => {
                vec![home(&at.environment), families(&at.environment), Crumb::here(at.family.as_str())]
            }
            Self::Revision(at, _) => {
                let family = Crumb::to(at.revision.family.as_str(), at.family().page());
                let revision = Crumb::here(&at.revision.revision.to_string());
                vec![home(&at.environment), families(&at.environment), family, revision]
            }
            Self::Traffic(environment) => vec![home(environment), Crumb::here("Traffic")],
            Self::TargetGroup(at) => {
                let traffic = Crumb::to("Traffic", Self::Traffic(at.environment.clone()));
                vec![home(&at.environment), traffic, Crumb::here(at.name.as_str())]
            }
        }
    }
}

fn home(environment: &EnvironmentName) -> Crumb {
    Crumb::to(environment.as_str(), Page::Clusters(environment.clone()))
}

fn cluster(at: ClusterRef) -> Crumb {
    Crumb::to(at.cluster.as_str(), at.page())
}

fn families(environment: &EnvironmentName) -> Crumb {
    Crumb::to("Task definitions", Page::Families(environment.clone()))
}
