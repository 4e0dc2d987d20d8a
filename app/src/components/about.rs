//! What rows are about: names by which a row is known from one drawing to the next, the same in every table.

use model::address::{ClusterRef, ServiceRef, TaskRef};
use model::view::JobRow;

/// A cluster.
pub fn cluster(at: &ClusterRef) -> String {
    format!("cluster/{}/{}", at.environment, at.cluster)
}

/// A service.
pub fn service(at: &ServiceRef) -> String {
    format!("service/{}/{}/{}", at.environment, at.cluster, at.service)
}

/// A task.
pub fn task(at: &TaskRef) -> String {
    format!("task/{}", at.task)
}

/// A job.
pub fn job(row: &JobRow) -> String {
    let (group, source) = (row.group.as_deref().unwrap_or_default(), row.started_by.as_deref().unwrap_or_default());
    format!("job/{}/{}/{}/{group}/{source}", row.at.environment, row.at.cluster, row.family)
}
