//! AWS CodeDeploy, as far as it deploys services whose deployment controller is CODE_DEPLOY.
//!
//! A deployment makes a second task set in the other target group of its pair, waits until it is steady, moves the
//! listeners' traffic to it, makes it the primary one, and deletes the first.
//!
//! <https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-steps-ecs.html>

pub mod deployment;
pub mod group;

pub use operate::find_group;

mod advance;
mod end;
mod operate;
mod route;
mod spec;

use super::id::ServiceKey;
use super::{Name, World};
use deployment::Deployment;
use group::Application;
use std::collections::BTreeMap;

/// Everything of CodeDeploy in one account and region.
#[derive(Clone, Debug, Default)]
pub(super) struct CodeDeploy {
    pub applications: BTreeMap<Name, Application>,
    pub deployments: BTreeMap<Name, Deployment>,
}

impl World {
    /// All applications, by name.
    pub fn applications(&self) -> impl Iterator<Item = &Application> {
        self.codedeploy.applications.values()
    }

    /// The application of that name.
    #[must_use]
    pub fn application(&self, name: &str) -> Option<&Application> {
        self.codedeploy.applications.get(name)
    }

    /// All deployments, by id.
    pub fn codedeploy_deployments(&self) -> impl Iterator<Item = &Deployment> {
        self.codedeploy.deployments.values()
    }

    /// The deployment with that id.
    #[must_use]
    pub fn codedeploy_deployment(&self, id: &str) -> Option<&Deployment> {
        self.codedeploy.deployments.get(id)
    }

    /// The deployments of a service that are not over.
    fn open_deployments(&self, key: &ServiceKey) -> Vec<Name> {
        let open = self.codedeploy_deployments().filter(|it| it.service == *key && it.status.is_open());
        open.map(|it| it.id.clone()).collect()
    }
}
