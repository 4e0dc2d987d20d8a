//! Tasks.

use std::collections::BTreeSet;

use aws_sdk_ecs::types::{DesiredStatus, TaskField};
use model::name::{ClusterName, ServiceName, TaskId};
use model::task::{Protection, Task};

use super::{PAGE_MAX, name_in, paging, salvage};
use crate::budget::Priority;
use crate::clients::{Clients, Sent, Unanswered};
use crate::convert;
use crate::error::FleetError;
use crate::operation::Operation;

/// The most tasks that one DescribeTasks call takes.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html>
pub(crate) const DESCRIBE_MAX: usize = 100;

/// The ids of all tasks of a cluster, or of one service in it: those that should run, then those that stopped within
/// about the last hour. In this order a task that stops in between is in both lists, not in neither.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html>
pub(crate) async fn list(
    clients: &Clients,
    cluster: &ClusterName,
    service: Option<&ServiceName>,
    priority: Priority,
) -> Result<BTreeSet<TaskId>, FleetError> {
    let mut ids = BTreeSet::new();
    for desired in [DesiredStatus::Running, DesiredStatus::Stopped] {
        let desired = &desired;
        let fetch = |token: Option<String>| async move {
            let send = || {
                let call = clients.ecs.list_tasks().cluster(cluster.as_str()).desired_status(desired.clone());
                let call = call.set_service_name(service.map(|name| name.as_str().to_owned()));
                call.max_results(PAGE_MAX).set_next_token(token.clone()).send()
            };
            let page = clients.call(Operation::ListTasks, priority, send).await?;
            Ok((page.task_arns.unwrap_or_default(), page.next_token))
        };
        let listed = paging::all(fetch).await?;
        let names = listed.items.iter().filter_map(|arn| name_in(arn, "task", cluster));
        ids.extend(names.filter_map(|id| TaskId::parse(id).ok()));
    }
    Ok(ids)
}

/// Those of at most [`DESCRIBE_MAX`] tasks that exist.
pub(crate) async fn describe(
    clients: &Clients,
    cluster: &ClusterName,
    ids: &[TaskId],
    priority: Priority,
) -> Result<Sent<Vec<Task>>, FleetError> {
    let send = || {
        let ids = ids.iter().map(|id| id.as_str().to_owned()).collect();
        let call = clients.ecs.describe_tasks().cluster(cluster.as_str());
        call.set_tasks(Some(ids)).include(TaskField::Tags).send()
    };
    let tasks = match clients.call_raw(Operation::DescribeTasks, priority, send).await {
        Ok(answer) => Sent { at: answer.at, value: salvage::whole(answer.value.tasks) },
        Err(Unanswered { error, unread: Some(body) }) => {
            let parse = |client: aws_sdk_ecs::Client| async move { client.describe_tasks().send().await.ok()?.tasks };
            Sent { at: body.at, value: salvage::items(&body.value, "tasks", parse).await.ok_or(error)? }
        }
        Err(unanswered) => return Err(unanswered.error),
    };
    let convert = |task, _| convert::task::task(task, cluster);
    Ok(Sent { at: tasks.at, value: salvage::converted(Operation::DescribeTasks, tasks.value, convert) })
}

/// Which of at most [`DESCRIBE_MAX`] tasks are protected; those that are no tasks of a service, or do not run, are
/// left out.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_GetTaskProtection.html>
pub(crate) async fn protections(
    clients: &Clients,
    cluster: &ClusterName,
    ids: &[TaskId],
    priority: Priority,
) -> Result<Vec<(TaskId, Protection)>, FleetError> {
    let send = || {
        let ids = ids.iter().map(|id| id.as_str().to_owned()).collect();
        clients.ecs.get_task_protection().cluster(cluster.as_str()).set_tasks(Some(ids)).send()
    };
    let answer = clients.call(Operation::GetTaskProtection, priority, send).await?;
    let told = answer.protected_tasks.into_iter().flatten().filter_map(|told| {
        let id = TaskId::parse(name_in(told.task_arn.as_deref()?, "task", cluster)?).ok()?;
        Some((id, convert::task::protection(told)))
    });
    Ok(told.collect())
}
