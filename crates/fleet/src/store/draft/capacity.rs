//! Container instances, capacity providers, scaling, alarms and service deployments.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use model::alarm::Alarm;
use model::deployment::ServiceDeployment;
use model::instance::{CapacityProvider, Instance};
use model::name::{ClusterName, ServiceName};
use model::scaling::ScalableTarget;
use model::time::Timestamp;

use super::super::merge::{keep_only, upsert};
use super::Draft;

impl Draft {
    /// Puts in all capacity providers there are.
    pub(crate) fn set_capacity_providers(&mut self, providers: Vec<CapacityProvider>) {
        let providers = providers.into_iter().map(|provider| (provider.name.clone(), provider)).collect();
        if *self.snapshot.capacity_providers != providers {
            self.snapshot.capacity_providers = Arc::new(providers);
            self.touch(None);
        }
    }

    /// Puts in everything that scales.
    pub(crate) fn set_scaling(&mut self, scaling: BTreeMap<(ClusterName, ServiceName), ScalableTarget>) {
        if *self.snapshot.scaling != scaling {
            self.snapshot.scaling = Arc::new(scaling);
            self.touch(None);
        }
    }

    /// Puts in all alarms there are, in the order of their names.
    pub(crate) fn set_alarms(&mut self, alarms: Vec<Alarm>) {
        if *self.snapshot.alarms != alarms {
            self.snapshot.alarms = Arc::new(alarms);
            self.touch(None);
        }
    }

    /// Puts in all container instances of a cluster.
    pub(crate) fn set_instances(&mut self, cluster: &ClusterName, instances: Vec<Instance>, at: Timestamp) {
        let Some(entry) = self.cluster(cluster) else { return };
        let ids: BTreeSet<_> = instances.iter().map(|instance| instance.id.clone()).collect();
        let known = Arc::make_mut(&mut entry.instances);
        let mut differs = false;
        for instance in instances {
            differs |= upsert(known, instance.id.clone(), instance, at);
        }
        differs |= keep_only(&mut entry.instances, at, |id, _| ids.contains(id));
        self.touch_if(differs, cluster);
    }

    /// Puts in service deployments of services, the newest first, each with the moment they were asked for.
    pub(crate) fn put_rollouts(
        &mut self,
        cluster: &ClusterName,
        read: Vec<(ServiceName, Timestamp, Vec<ServiceDeployment>)>,
    ) {
        let Some(entry) = self.cluster(cluster).filter(|_| !read.is_empty()) else { return };
        let known = Arc::make_mut(&mut entry.rollouts);
        let mut differs = false;
        for (service, at, deployments) in read {
            differs |= upsert(known, service, deployments, at);
        }
        self.touch_if(differs, cluster);
    }

    /// Forgets the service deployments of services that are gone.
    pub(crate) fn keep_rollouts_of_known_services(&mut self, cluster: &ClusterName) {
        let Some(entry) = self.cluster(cluster) else { return };
        let services = Arc::clone(&entry.services);
        Arc::make_mut(&mut entry.rollouts).retain(|service, _| services.contains_key(service));
        self.touch(Some(cluster.clone()));
    }
}
