//! Whether there is room for more tasks of a service.

use model::change::Room;
use model::placement::{Need, Place, capacity};
use model::service::Service;
use model::task_definition::TaskDefinition;

use crate::instances::{need_of, places};
use crate::judged::Survey;
use crate::list::count;

/// The room on the instances of the cluster, for a service that runs on some.
pub(super) fn room(survey: &Survey, service: &Service, definition: Option<&TaskDefinition>) -> Option<Room> {
    let cluster = survey.cluster(&service.cluster)?;
    let judged = survey.service(&service.cluster, &service.name)?;
    if !crate::instances::is_on_instances(judged, cluster) || cluster.instances.is_empty() {
        return None;
    }
    let cluster = survey.judged_cluster(&service.cluster)?;
    let need = need_of(&Need::of(definition?), service, cluster);
    let places = places(cluster, service);
    let fits = places.iter().fold(0u32, |sum, place: &Place<'_>| sum.saturating_add(capacity(&need, place)));
    Some(Room { instances: count(places.len()), fits, is_certain: need.unknown(&places).is_empty() })
}
