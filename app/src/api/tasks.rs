//! Tasks.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use model::address::{ClusterRef, TaskRef};
use model::name::ServiceName;
use model::query::{ListQuery, Listing};
use model::view::{Answer, TaskPage, TaskRow};

use crate::error::AppError;
use crate::wire::Json;

/// The tasks of a cluster, or of one of its services, that match the query, the worst first.
#[server(input = GetUrl, output = Json, endpoint = "tasks/list")]
pub async fn list_tasks(
    /// The cluster.
    cluster: ClusterRef,
    /// The service; all of the cluster when it is left out.
    service: Option<ServiceName>,
    /// Filter, level, order and page.
    query: ListQuery,
) -> Result<Answer<Listing<TaskRow>>, AppError> {
    let cx = crate::cx::Cx::current()?;
    cx.console.tasks(&cx.viewer, &cluster, service.as_ref(), &query).await.map_err(|error| cx.report(error))
}

/// One task: its life so far, its containers, and why it stopped if it did.
#[server(input = GetUrl, output = Json, endpoint = "tasks/show")]
pub async fn show_task(
    /// The task.
    task: TaskRef,
) -> Result<Answer<TaskPage>, AppError> {
    let cx = crate::cx::Cx::current()?;
    cx.console.task(&cx.viewer, &task).await.map_err(|error| cx.report(error))
}
