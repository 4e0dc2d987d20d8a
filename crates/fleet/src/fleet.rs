//! The handle that the rest of the program holds.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use model::address::ServiceRef;
use model::deployment::{ServiceDeployment, ServiceRevision};
use model::environment::Environment;
use model::metric::ServiceMetrics;
use model::name::{EnvironmentName, Family};
use model::scaling::ScalingActivity;
use model::task_definition::{TaskDefinition, TaskDefinitionRef};
use model::time::{Span, Timestamp};
use model::watch::{Change, Watch};
use parking_lot::Mutex;
use tokio::sync::broadcast;
use tokio::task::JoinSet;

use crate::budget::{BudgetUse, Priority};
use crate::clock::Clock;
use crate::comparisons::Comparisons;
use crate::error::FleetError;
use crate::estate::Estate;
use crate::machine_clock;
use crate::options::{EnvironmentSettings, FleetOptions};
use crate::poller;
use crate::snapshot::{Known, Snapshot};
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
    comparisons: Comparisons,
    clock: Clock,
    pollers: Mutex<JoinSet<()>>,
}

impl Fleet {
    /// Makes the clients and begins to poll. It does not wait for AWS and does not fail when AWS is down.
    pub async fn start(environments: Vec<EnvironmentSettings>, options: FleetOptions) -> Self {
        Self::start_by(Clock::system(), environments, options).await
    }

    /// The same by another clock than this machine's.
    pub async fn start_by(clock: Clock, environments: Vec<EnvironmentSettings>, options: FleetOptions) -> Self {
        let changes = broadcast::Sender::new(CHANGES_KEPT);
        let watches = Watches::new(options.linger, clock.clone());
        let options = Arc::new(options);
        let mut estates = Vec::new();
        let mut pollers = JoinSet::new();
        for settings in environments {
            let estate = Estate::new(settings, &options, &changes, &watches, &clock).await;
            pollers.spawn(poller::run(Arc::clone(&estate)));
            estates.push(estate);
        }
        pollers.spawn(machine_clock::keep(clock.clone(), estates.clone()));
        let by_name = estates.iter().enumerate().map(|(index, estate)| (estate.name().clone(), index)).collect();
        let (comparisons, pollers) = (Comparisons::default(), Mutex::new(pollers));
        Self(Arc::new(Inner { estates, by_name, changes, watches, comparisons, clock, pollers }))
    }

    /// The environments in the order of the configuration; each account once it is known.
    pub fn environments(&self) -> Vec<Environment> {
        self.0.estates.iter().map(|estate| estate.store.read().environment.clone()).collect()
    }

    pub(crate) fn comparisons(&self) -> &Comparisons {
        &self.0.comparisons
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
        estate.noted("task definitions", estate.definitions.get(reference, Priority::Interactive).await)
    }

    /// One revision of a task definition if it has been read before; never waits.
    pub fn known_task_definition(
        &self,
        environment: &EnvironmentName,
        reference: &TaskDefinitionRef,
    ) -> Option<Arc<TaskDefinition>> {
        self.estate(environment).ok()?.definitions.known(reference)
    }

    /// A number that is another one once a revision of the environment was read or forgotten: as long as it is the
    /// same, [`known_task_definition`](Self::known_task_definition) knows the same.
    pub fn known_definitions(&self, environment: &EnvironmentName) -> u64 {
        self.estate(environment).map_or(0, |estate| estate.definitions.turn())
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

    /// Those of these service revisions that were read by now; never waits. The others are read ahead of all polling,
    /// and a change is announced when they are there. A revision never changes.
    pub fn service_revisions(&self, environment: &EnvironmentName, arns: &[String]) -> Vec<Arc<ServiceRevision>> {
        let Ok(estate) = self.estate(environment) else { return Vec::new() };
        estate.revisions.get_all(arns).iter().filter_map(|known| known.value.as_ref().clone()).collect()
    }

    /// One service revision if it has been read before; never waits and begins no read.
    pub fn known_service_revision(&self, environment: &EnvironmentName, arn: &str) -> Option<Arc<ServiceRevision>> {
        self.estate(environment).ok()?.known_revision(&arn.to_owned())
    }

    /// Service deployments of a service, the newest first: those of the snapshot, or those of at most a minute ago;
    /// never waits. What was not read yet is read ahead of all polling, and a change is announced when it is there or
    /// cannot be had.
    pub fn rollouts(&self, service: &ServiceRef) -> Known<Vec<ServiceDeployment>> {
        let at = (service.cluster.clone(), service.service.clone());
        self.estate(&service.environment).map(|estate| estate.rollouts(&at)).unwrap_or_default()
    }

    /// The last hour of a service in numbers, one a minute, as it was last read; never waits.
    ///
    /// Numbers cost money, so they are read only for services whose metrics somebody asks for: at once the first time,
    /// and once a minute for all who look while the service is watched. A change is announced whenever they arrive, and
    /// when they first cannot be had.
    pub fn metrics(&self, service: &ServiceRef) -> Known<ServiceMetrics> {
        let at = (service.cluster.clone(), service.service.clone());
        self.estate(&service.environment).map(|estate| estate.metrics.get_trusted(&at)).unwrap_or_default()
    }

    /// The attributes of a target group by key, in AWS's own words, as they were last read; never waits.
    ///
    /// They are read when somebody asks for them, and every ten minutes for all who look while the group is watched. A
    /// change is announced when they arrive, and when they first cannot be had.
    pub fn target_group_attributes(&self, environment: &EnvironmentName, arn: &str) -> Known<BTreeMap<String, String>> {
        self.estate(environment).map(|estate| estate.attributes.get(&arn.to_owned())).unwrap_or_default()
    }

    /// What Application Auto Scaling did to a service and did not do, the newest first, as it was last read; never
    /// waits.
    ///
    /// It is read when somebody asks for it, and once a minute for all who look while the service is watched. A change
    /// is announced when it arrives, and when it first cannot be had.
    pub fn scaling_activities(&self, service: &ServiceRef) -> Known<Vec<ScalingActivity>> {
        let at = (service.cluster.clone(), service.service.clone());
        self.estate(&service.environment).map(|estate| estate.activities.get_trusted(&at)).unwrap_or_default()
    }

    /// The share of its own request budget that the busiest bucket of all environments used in the last minute, in
    /// percent.
    pub fn budget_percent(&self) -> u32 {
        self.0.estates.iter().map(|estate| estate.clients.budget().percent()).max().unwrap_or(0)
    }

    /// How much of each of its request budgets an environment used in the last minute; empty when there is no such
    /// environment.
    pub fn budget_uses(&self, environment: &EnvironmentName) -> Vec<BudgetUse> {
        self.estate(environment).map(|estate| estate.clients.budget().uses()).unwrap_or_default()
    }

    /// The time of day by the clock that it reads by.
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// How far the clock of this machine is ahead of AWS's (behind, if it is less than nothing); `None` before AWS told
    /// its time.
    pub fn machine_ahead(&self) -> Option<Span> {
        self.0.clock.machine_ahead()
    }

    /// Ends all polling; what is known stays readable.
    pub async fn shutdown(&self) {
        let mut pollers = std::mem::take(&mut *self.0.pollers.lock());
        pollers.shutdown().await;
    }

    pub(crate) fn estate(&self, environment: &EnvironmentName) -> Result<&Arc<Estate>, FleetError> {
        let index = self.0.by_name.get(environment);
        let unknown = || FleetError::UnknownEnvironment(environment.clone());
        index.and_then(|index| self.0.estates.get(*index)).ok_or_else(unknown)
    }
}
