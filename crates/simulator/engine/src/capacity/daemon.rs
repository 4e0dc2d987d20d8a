//! Services whose number of tasks follows from the instances, and those that wait for room.

use super::instance::InstanceStatus;
use crate::cluster::Cluster;
use crate::id::ServiceKey;
use crate::service::{SchedulingStrategy, Service, ServiceStatus};
use crate::{Engine, Name};

impl Engine {
    /// Sets how many tasks a DAEMON service wants: one on every ACTIVE instance that its constraints allow.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html#service_scheduler_daemon>
    pub(crate) fn count_daemons(&mut self, key: &ServiceKey) {
        let Some(cluster) = self.world.cluster(&key.cluster) else { return };
        let Some(service) = cluster.service(&key.service).filter(|it| it.scheduling == SchedulingStrategy::Daemon)
        else {
            return;
        };
        let wanted = daemons(cluster, service);
        let Some(service) = self.service_mut(key) else { return };
        service.desired = wanted;
        if let Some(primary) = service.deployments.first_mut() {
            primary.desired = wanted;
        }
    }

    /// Wakes the DAEMON services of a cluster that want more or fewer tasks than before.
    pub(super) fn recount_daemons(&mut self, cluster: &Name) {
        self.wake_where(cluster, |cluster, service| {
            service.scheduling == SchedulingStrategy::Daemon && daemons(cluster, service) != service.desired
        });
    }

    /// Lets services that could not place a task try again at once, if there is room now.
    pub(super) fn retry_placements(&mut self, cluster: &Name) {
        let Some(known) = self.world.cluster(cluster) else { return };
        let unplaced: Vec<_> = known
            .services()
            .filter(|service| service.status == ServiceStatus::Active)
            .flat_map(|service| service.deployments.iter().map(move |deployment| (service, deployment)))
            .filter_map(|(service, deployment)| Some((service.name.clone(), deployment.id, deployment.unplaced()?)))
            .collect();
        for (service, deployment, template) in unplaced {
            let provider = template.placement.next_provider(&vec![0; template.placement.strategy.len()]);
            if self.seat(cluster, &template, provider).is_err() {
                continue;
            }
            let key = ServiceKey { cluster: cluster.clone(), service };
            if let Some(deployment) = self.service_mut(&key).and_then(|service| service.deployment_mut(deployment)) {
                deployment.backoff.forgive();
            }
            self.wake_soon(&key);
        }
    }

    fn wake_where(&mut self, cluster: &Name, is_meant: impl Fn(&Cluster, &Service) -> bool) {
        let Some(known) = self.world.cluster(cluster) else { return };
        let active = known.services().filter(|service| service.status == ServiceStatus::Active);
        let names: Vec<_> =
            active.filter(|service| is_meant(known, service)).map(|service| service.name.clone()).collect();
        for service in names {
            self.wake_soon(&ServiceKey { cluster: cluster.clone(), service });
        }
    }
}

fn daemons(cluster: &Cluster, service: &Service) -> u32 {
    let Some(primary) = service.primary() else { return 0 };
    let count = cluster
        .instances()
        .filter(|instance| instance.status == InstanceStatus::Active)
        .filter(|instance| primary.template.placement.allows(cluster, instance))
        .count();
    u32::try_from(count).unwrap_or(u32::MAX)
}
