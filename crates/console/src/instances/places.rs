//! The instances of a cluster as places for the tasks of a service.

use model::instance::Instance;
use model::placement::{Need, Place};
use model::service::Service;
use model::task::Task;

use crate::judged::JudgedCluster;
use crate::list::count;

/// What is said of figures that leave something out.
pub(crate) const ALONE: &str = "By CPU, memory, ports and GPU alone";

/// The instances, with what tasks have of them already.
pub(crate) fn places<'a>(cluster: &'a JudgedCluster, service: &Service) -> Vec<Place<'a>> {
    let place = |instance: &'a Instance| {
        let tasks = cluster.tasks_on(instance);
        let number = |counts: &dyn Fn(&Task) -> bool| count(tasks.iter().filter(|task| counts(task)).count());
        let is_of_service = |task: &Task| !task.is_ending() && task.service().as_ref() == Some(&service.name);
        // The interface has an id only once it is made; its subnet is told from the start.
        let interfaces = number(&|task| task.network_interface.is_some() || task.subnet.is_some());
        Place { instance, interfaces, of_service: number(&is_of_service) }
    };
    cluster.snapshot().instances.values().map(|seen| place(&seen.value)).collect()
}

/// What a task of a service needs of a place, where a task of its definition needs this.
pub(crate) fn need_of(need: &Need, service: &Service, cluster: &JudgedCluster) -> Need {
    need.of_service(service, &|subnet| zone_of(cluster, subnet))
}

/// The zone of a subnet, as a task in it tells.
fn zone_of(cluster: &JudgedCluster, subnet: &str) -> Option<String> {
    let mut tasks = cluster.snapshot().tasks.values().filter(|seen| seen.value.subnet.as_deref() == Some(subnet));
    tasks.find_map(|seen| seen.value.zone.clone())
}
