//! Whether there is room for more tasks of a service.

use model::change::Room;
use model::placement::{Need, capacity};
use model::service::Service;
use model::task_definition::TaskDefinition;

use crate::judged::Survey;

/// The room on the instances of the cluster, for a service that runs on some.
pub(super) fn room(survey: &Survey, service: &Service, definition: Option<&TaskDefinition>) -> Option<Room> {
    let cluster = survey.cluster(&service.cluster)?;
    let judged = survey.service(&service.cluster, &service.name)?;
    if !crate::instances::is_on_instances(judged, cluster) || cluster.instances.is_empty() {
        return None;
    }
    let need = Need::of(definition?).of_service(service);
    let fits = cluster.instances.values().map(|seen| capacity(&need, &seen.value)).sum();
    Some(Room { instances: crate::list::count(cluster.instances.len()), fits })
}
