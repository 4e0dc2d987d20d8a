//! The handle that the rest of the program holds.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use model::address::ServiceRef;
use model::deployment::{ServiceDeployment, ServiceRevision};
use model::environment::Environment;
use model::metric::ServiceMetrics;
use model::name::{EnvironmentName, Family};
use model::task_definition::{TaskDefinition, TaskDefinitionRef};
use model::time::Timestamp;
use model::watch::{Change, Watch};
use tokio::sync::broadcast;
use tokio::task::JoinSet;

use crate::budget::BudgetUse;
use crate::error::FleetError;
use crate::estate::Estate;
use crate::options::{EnvironmentSettings, FleetOptions};
use crate::poller;
use crate::snapshot::Snapshot;
use crate::watch::{WatchGuard, Watches};

/// Changes that a slow listener may fall behind before it misses some; it then has to look at everything again.
const CHANGES_KEPT: usize = 1_024;

/// Everything that is known of AWS, kept fresh by one poller per environment.
///
/// Cheap to clone; all clones are the same fleet. Nobody waits for AWS but the callers of what is `async` here.
#[derive(Clone, Debug)]
pub struct Fleet(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    estates: Vec<Arc<Estate>>,
    by_name: HashMap<EnvironmentName, usize>,
    changes: broadcast::Sender<Change>,
    watches: Arc<Watches>,
    pollers: Mutex<JoinSet<()>>,
}

impl Fleet {
    /// Makes the clients and begins to poll. It does not wait for AWS and does not fail when AWS is down.
    pub async fn start(environments: Vec<EnvironmentSettings>, options: FleetOptions) -> Self {
        let changes = broadcast::Sender::new(CHANGES_KEPT);
        let watches = Watches::new(options.linger);
        let options = Arc::new(options);
        let mut estates = Vec::new();
        let mut pollers = JoinSet::new();
        for settings in environments {
            let estate = Estate::new(settings, &options, &changes, &watches).await;
            pollers.spawn(poller::run(Arc::clone(&estate)));
            estates.push(estate);
        }
        let by_name = estates.iter().enumerate().map(|(index, estate)| (estate.name().clone(), index)).collect();
        Self(Arc::new(Inner { estates, by_name, changes, watches, pollers: Mutex::new(pollers) }))
    }

    /// The environments in the order of the configuration; each account once it is known.
    pub fn environments(&self) -> Vec<Environment> {
        self.0.estates.iter().map(|estate| estate.store.read().environment.clone()).collect()
    }

    /// What is known of an environment; `None` when there is no such environment.
    pub fn snapshot(&self, environment: &EnvironmentName) -> Option<Arc<Snapshot>> {
        self.estate(environment).ok().map(|estate| estate.store.read())
    }

    /// Everything that changes from now on.
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.0.changes.subscribe()
    }

    /// Moves a scope to the fast tier while the guard lives, and for [`FleetOptions::linger`] after.
    pub fn watch(&self, scope: Watch) -> WatchGuard {
        self.0.watches.enter(scope)
    }

    /// One revision of a task definition: from the cache, or from AWS ahead of all polling.
    ///
    /// Its environment variables have names and no values.
    ///
    /// # Errors
    /// [`FleetError::NotFound`] when AWS has no such revision; [`FleetError::Trouble`] when AWS does not say.
    pub async fn task_definition(
        &self,
        environment: &EnvironmentName,
        reference: &TaskDefinitionRef,
    ) -> Result<Arc<TaskDefinition>, FleetError> {
        let estate = self.estate(environment)?;
        estate.noted("task definitions", estate.definitions.get(reference).await)
    }

    /// One revision of a task definition if it has been read before; never waits.
    pub fn known_task_definition(
        &self,
        environment: &EnvironmentName,
        reference: &TaskDefinitionRef,
    ) -> Option<Arc<TaskDefinition>> {
        self.estate(environment).ok()?.definitions.known(reference)
    }

    /// INACTIVE revisions of a family, the newest first; at most a minute old.
    ///
    /// # Errors
    /// [`FleetError::Trouble`] when AWS does not say.
    pub async fn inactive_revisions(
        &self,
        environment: &EnvironmentName,
        family: &Family,
    ) -> Result<Vec<u32>, FleetError> {
        let estate = self.estate(environment)?;
        estate.noted("inactive revisions", estate.definitions.inactive_revisions(family).await)
    }

    /// Service revisions by ARN: from the cache, or from AWS ahead of all polling. A revision never changes.
    ///
    /// Those that AWS does not know are left out.
    ///
    /// # Errors
    /// [`FleetError::Trouble`] when AWS does not say.
    pub async fn service_revisions(
        &self,
        environment: &EnvironmentName,
        arns: &[String],
    ) -> Result<Vec<Arc<ServiceRevision>>, FleetError> {
        let estate = self.estate(environment)?;
        estate.noted("service revisions", estate.revisions.get(arns).await)
    }

    /// One service revision if it has been read before; never waits.
    pub fn known_service_revision(&self, environment: &EnvironmentName, arn: &str) -> Option<Arc<ServiceRevision>> {
        self.estate(environment).ok()?.revisions.known(arn)
    }

    /// Service deployments of a service, the newest first: those of the snapshot, or from AWS ahead of all polling; at most a
    /// minute old.
    ///
    /// # Errors
    /// [`FleetError::NotFound`] when AWS has no such service; [`FleetError::Trouble`] when AWS does not say.
    pub async fn rollouts(&self, service: &ServiceRef) -> Result<Arc<Vec<ServiceDeployment>>, FleetError> {
        let at = (service.cluster.clone(), service.service.clone());
        let estate = self.estate(&service.environment)?;
        estate.noted("service deployments", estate.rollouts(at).await)
    }

    /// The last hour of a service in numbers, one a minute: at most a minute old. They cost money, so only what somebody
    /// looks at is asked for, once for all who look.
    ///
    /// # Errors
    /// [`FleetError::Trouble`] when AWS does not say.
    pub async fn metrics(&self, service: &ServiceRef) -> Result<Arc<ServiceMetrics>, FleetError> {
        let at = (service.cluster.clone(), service.service.clone());
        let estate = self.estate(&service.environment)?;
        estate.noted("metrics", estate.metrics(at).await)
    }

    /// The share of its own request budget that the busiest bucket of all environments used in the last minute, in percent.
    pub fn budget_percent(&self) -> u32 {
        self.0.estates.iter().map(|estate| estate.clients.budget().percent()).max().unwrap_or(0)
    }

    /// How much of each of its request budgets an environment used in the last minute; empty when there is no such environment.
    pub fn budget_uses(&self, environment: &EnvironmentName) -> Vec<BudgetUse> {
        self.estate(environment).map(|estate| estate.clients.budget().uses()).unwrap_or_default()
    }

    /// This machine's clock.
    pub fn now(&self) -> Timestamp {
        now()
    }

    /// Ends all polling; what is known stays readable.
    pub async fn shutdown(&self) {
        let mut pollers = std::mem::take(&mut *self.0.pollers.lock().unwrap_or_else(PoisonError::into_inner));
        pollers.shutdown().await;
    }

    fn estate(&self, environment: &EnvironmentName) -> Result<&Arc<Estate>, FleetError> {
        let index = self.0.by_name.get(environment);
        let unknown = || FleetError::UnknownEnvironment(environment.clone());
        index.and_then(|index| self.0.estates.get(*index)).ok_or_else(unknown)
    }
}

pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
