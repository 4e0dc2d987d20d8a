//! A step on the way to a page.

use super::Page;
use crate::address::{ClusterRef, RevisionRef, ServiceRef, TaskRef};
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
    pub(super) fn here(text: &str) -> Self {
        Self { text: text.to_owned(), page: None }
    }

    pub(super) fn to(text: &str, page: Page) -> Self {
        Self { text: text.to_owned(), page: Some(page) }
    }

    /// The environment, which is the first step in it.
    pub(super) fn home(environment: &EnvironmentName) -> Self {
        Self::to(environment.as_str(), Page::Clusters(environment.clone()))
    }

    pub(super) fn cluster(at: ClusterRef) -> Self {
        Self::to(at.cluster.as_str(), at.page())
    }

    pub(super) fn families(environment: &EnvironmentName) -> Self {
        Self::to("Task definitions", Page::Families(environment.clone()))
    }

    /// The steps to a page about a service.
    pub(super) fn below_service(at: &ServiceRef, here: &str) -> Vec<Self> {
        let service = Self::to(at.service.as_str(), at.page());
        vec![Self::home(&at.environment), Self::cluster(at.cluster()), service, Self::here(here)]
    }

    /// The steps to a page about a task.
    pub(super) fn below_task(at: &TaskRef, here: &str) -> Vec<Self> {
        let task = Self::to(at.task.as_str(), at.page());
        vec![Self::home(&at.environment), Self::cluster(at.cluster()), task, Self::here(here)]
    }

    /// The steps to a page about a revision.
    pub(super) fn below_revision(at: &RevisionRef, here: &str) -> Vec<Self> {
        let family = Self::to(at.revision.family.as_str(), at.family().page());
        let revision = Self::to(&at.revision.revision.to_string(), at.page());
        vec![Self::home(&at.environment), Self::families(&at.environment), family, revision, Self::here(here)]
    }
}
