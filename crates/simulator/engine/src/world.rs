//! Everything that exists in the account, and how to find it.

use super::arn::{Arns, last_part};
use super::autoscaling::target::Targets;
use super::balancing::Balancing;
use super::capacity::provider::CapacityProvider;
use super::cluster::{Cluster, ClusterStatus};
use super::codedeploy::CodeDeploy;
use super::error::ApiError;
use super::id::{ServiceKey, TaskKey};
use super::service::Service;
use super::task::Task;
use super::task_definition::{Family, Revision, RevisionStatus};
use super::{Millis, Name};
use std::collections::BTreeMap;

/// Everything that exists in one account and region at one moment.
#[derive(Clone, Debug)]
pub struct World {
    pub(super) arns: Arns,
    pub(super) caller: Name,
    pub(super) now: Millis,
    pub(super) clusters: BTreeMap<Name, Cluster>,
    pub(super) families: BTreeMap<Name, Family>,
    pub(super) scaling: Targets,
    pub(super) balancing: Balancing,
    pub(super) codedeploy: CodeDeploy,
    pub(super) providers: BTreeMap<Name, CapacityProvider>,
    pub(super) settings: BTreeMap<(String, &'static str), Name>,
}

impl World {
    pub(super) fn new(arns: Arns, now: Millis) -> Self {
        Self {
            caller: arns.deployer().into(),
            arns,
            now,
            clusters: BTreeMap::new(),
            families: BTreeMap::new(),
            scaling: Targets::new(),
            providers: BTreeMap::new(),
            settings: BTreeMap::new(),
            balancing: Balancing::default(),
            codedeploy: CodeDeploy::default(),
        }
    }

    /// Writes the ARNs of this account and region.
    #[must_use]
    pub fn arns(&self) -> &Arns {
        &self.arns
    }

    /// The moment.
    #[must_use]
    pub fn now(&self) -> Millis {
        self.now
    }

    /// All clusters, by name; also INACTIVE ones.
    pub fn clusters(&self) -> impl ExactSizeIterator<Item = &Cluster> {
        self.clusters.values()
    }

    /// The cluster of that name, whatever its status.
    #[must_use]
    pub fn cluster(&self, name: &str) -> Option<&Cluster> {
        self.clusters.get(name)
    }

    /// The ACTIVE cluster that a request names by name or ARN; `default` when it names none.
    ///
    /// # Errors
    /// `ClusterNotFoundException` when there is none.
    pub fn find_cluster(&self, reference: Option<&str>) -> Result<&Cluster, ApiError> {
        let name = last_part(reference.unwrap_or("default"));
        self.cluster(name)
            .filter(|cluster| cluster.status == ClusterStatus::Active)
            .ok_or_else(ApiError::cluster_not_found)
    }

    /// The service, whatever its status.
    #[must_use]
    pub fn service(&self, key: &ServiceKey) -> Option<&Service> {
        self.cluster(&key.cluster)?.service(&key.service)
    }

    /// The service that a request names by name or ARN, whatever its status.
    ///
    /// # Errors
    /// `ClusterNotFoundException` and `ServiceNotFoundException`.
    pub fn find_service(&self, cluster: Option<&str>, reference: &str) -> Result<&Service, ApiError> {
        self.find_cluster(cluster)?.service(last_part(reference)).ok_or_else(ApiError::service_not_found)
    }

    /// The task, also a STOPPED one that is not forgotten yet.
    #[must_use]
    pub fn task(&self, key: &TaskKey) -> Option<&Task> {
        self.cluster(&key.cluster)?.task(key.task)
    }

    /// The task that a request names by id or ARN; `None` also for text that cannot be one.
    ///
    /// # Errors
    /// `ClusterNotFoundException`.
    pub fn find_task(&self, cluster: Option<&str>, reference: &str) -> Result<Option<&Task>, ApiError> {
        let cluster = self.find_cluster(cluster)?;
        Ok(last_part(reference).parse().ok().and_then(|id| cluster.task(id)))
    }

    /// All task definition families that have a revision, by name.
    pub fn families(&self) -> impl Iterator<Item = &Family> {
        self.families.values().filter(|family| !family.revisions.is_empty())
    }

    /// The revision with that number.
    #[must_use]
    pub fn revision(&self, family: &str, revision: u32) -> Option<&Revision> {
        self.families.get(family)?.revisions.get(&revision)
    }

    /// The revision that a request names: `family` (then the newest ACTIVE one), `family:revision` or an ARN.
    #[must_use]
    pub fn find_revision(&self, reference: &str) -> Option<&Revision> {
        let name = last_part(reference);
        match name.rsplit_once(':') {
            Some((family, revision)) => self.revision(family, revision.parse().ok()?),
            None => self.families.get(name)?.latest_active(),
        }
    }

    /// The revision that something new is to be made from.
    ///
    /// # Errors
    /// `ClientException` when there is none or it is not ACTIVE.
    pub fn usable_revision(&self, reference: &str) -> Result<&Revision, ApiError> {
        let revision = self.find_revision(reference).ok_or_else(|| ApiError::client("TaskDefinition not found."))?;
        match revision.status {
            RevisionStatus::Active => Ok(revision),
            RevisionStatus::Inactive | RevisionStatus::DeleteInProgress => {
                Err(ApiError::client("TaskDefinition is inactive"))
            }
        }
    }
}
