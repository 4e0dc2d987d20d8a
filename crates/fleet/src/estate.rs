//! One environment with everything that belongs to it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use model::deployment::{ServiceDeployment, ServiceRevision};
use model::environment::Environment;
use model::freshness::Freshness;
use model::metric::ServiceMetrics;
use model::name::{ClusterName, EnvironmentName, ServiceName};
use model::scaling::ScalingActivity;
use model::watch::Change;
use tokio::sync::broadcast;

use crate::clients::Clients;
use crate::clock::Clock;
use crate::definitions::Definitions;
use crate::error::FleetError;
use crate::on_demand::OnDemand;
use crate::options::{EnvironmentSettings, FleetOptions};
use crate::snapshot::{Known, Seen};
use crate::store::Store;
use crate::told::Told;
use crate::watch::Watches;

/// How long service deployments serve that no poller follows.
const ROLLOUTS_SERVE: Duration = Duration::from_secs(60);

/// How long it is believed that AWS does not know a service revision. One that it knows never changes.
const ABSENCE_SERVES: Duration = Duration::from_secs(60);

/// How long the attributes of a target group serve. They change by hand and seldom, and each read takes a token from
/// the same bucket as the health of targets, which changes all the time.
const ATTRIBUTES_SERVE: Duration = Duration::from_secs(600);

/// How long scaling activities serve: one call for each open page of a service that scales, of about one a second that
/// all reads of Application Auto Scaling share.
const ACTIVITIES_SERVE: Duration = Duration::from_secs(60);

/// The most target groups whose attributes are kept, at some 2 kB each.
const GROUPS_KEPT: usize = 1_000;

/// The most services whose metrics, service deployments or scaling activities are kept, at up to 6, 20 and 20 kB each.
const SERVICES_KEPT: usize = 500;

/// The most service revisions that are kept, at some 500 bytes each.
const REVISIONS_KEPT: usize = 5_000;

/// A service within its environment.
pub(crate) type Address = (ClusterName, ServiceName);

/// What the pollers of one environment share with the readers of its snapshot.
#[derive(Debug)]
pub(crate) struct Estate {
    pub(crate) clients: Clients,
    pub(crate) store: Store,
    pub(crate) definitions: Definitions,
    /// Service revisions by ARN.
    pub(crate) revisions: OnDemand<String, Option<Arc<ServiceRevision>>>,
    pub(crate) metrics: OnDemand<Address, ServiceMetrics>,
    /// Those of services that the pollers do not follow.
    pub(crate) rollouts: OnDemand<Address, Vec<ServiceDeployment>>,
    /// Attributes of target groups by the ARN of their group.
    pub(crate) attributes: OnDemand<String, BTreeMap<String, String>>,
    /// Scaling activities of services, the newest first.
    pub(crate) activities: OnDemand<Address, Vec<ScalingActivity>>,
    pub(crate) options: Arc<FleetOptions>,
    pub(crate) watches: Arc<Watches>,
    pub(crate) clock: Clock,
    told: Told,
    name: EnvironmentName,
}

impl Estate {
    pub(crate) async fn new(
        settings: EnvironmentSettings,
        options: &Arc<FleetOptions>,
        changes: &broadcast::Sender<Change>,
        watches: &Arc<Watches>,
        clock: &Clock,
    ) -> Arc<Self> {
        let clients = Clients::new(&settings, options, clock).await;
        let name = settings.name.clone();
        let environment = Environment { name: settings.name, region: settings.region, account: None };
        // Only what somebody looks at is tried again.
        let back_off = (options.back_off, options.back_off_watched);
        Arc::new(Self {
            definitions: Definitions::new(clients.clone()),
            revisions: OnDemand::new(
                "service revisions",
                ABSENCE_SERVES,
                Option::is_some,
                REVISIONS_KEPT,
                back_off,
                clock,
            ),
            metrics: OnDemand::new("metrics", options.metrics, |_| false, SERVICES_KEPT, back_off, clock),
            rollouts: OnDemand::new("service deployments", ROLLOUTS_SERVE, |_| false, SERVICES_KEPT, back_off, clock),
            attributes: OnDemand::new("attributes", ATTRIBUTES_SERVE, |_| false, GROUPS_KEPT, back_off, clock),
            activities: OnDemand::new(
                "scaling activities",
                ACTIVITIES_SERVE,
                |_| false,
                SERVICES_KEPT,
                back_off,
                clock,
            ),
            clients,
            store: Store::new(environment, changes.clone(), clock),
            options: Arc::clone(options),
            watches: Arc::clone(watches),
            clock: clock.clone(),
            told: Told::default(),
            name,
        })
    }

    pub(crate) fn name(&self) -> &EnvironmentName {
        &self.name
    }

    /// Passes on what came of a read that somebody waits for; what is new about it goes to the log.
    pub(crate) fn noted<T>(&self, what: &'static str, result: Result<T, FleetError>) -> Result<T, FleetError> {
        self.told.note(&self.name, what, result)
    }

    /// Whether the cluster as a whole is looked at.
    pub(crate) fn is_watched(&self, cluster: &ClusterName) -> bool {
        self.watches.covers_cluster(&self.name, cluster)
    }

    /// Service deployments of a service, the newest first: what the pollers know, or what was read on demand.
    pub(crate) fn rollouts(&self, at: &Address) -> Known<Vec<ServiceDeployment>> {
        let snapshot = self.store.read();
        let seen = snapshot.clusters.get(&at.0).and_then(|cluster| cluster.rollouts.get(&at.1));
        let known = |seen: &Seen<_>| Known {
            value: Arc::clone(&seen.value),
            freshness: Freshness { as_of: Some(seen.at), ..Freshness::default() },
        };
        seen.map_or_else(|| self.rollouts.get(at), known)
    }

    /// One service revision if it has been read before.
    pub(crate) fn known_revision(&self, arn: &String) -> Option<Arc<ServiceRevision>> {
        self.revisions.known(arn)?.value.as_ref().clone()
    }
}
