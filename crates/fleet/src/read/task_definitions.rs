//! Task definitions.

use std::collections::BTreeMap;

use aws_sdk_ecs::types::{SortOrder, Tag, TaskDefinitionField, TaskDefinitionStatus};
use draft::{Document, secrecy};
use model::name::Family;
use model::task_definition::{TaskDefinition, TaskDefinitionRef};

use super::capture::Capture;
use super::{PAGE_MAX, paging, salvage};
use crate::budget::Priority;
use crate::clients::{Body, Clients, Unanswered};
use crate::convert;
use crate::error::{Cause, FleetError};
use crate::operation::Operation;

/// Revisions of families, the newest first, and how many calls the list took.
pub(crate) struct Families {
    pub(crate) revisions: BTreeMap<Family, Vec<u32>>,
    pub(crate) pages: usize,
}

/// All revisions with this status, of one family or of all.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTaskDefinitions.html>
pub(crate) async fn list(
    clients: &Clients,
    family: Option<&Family>,
    status: TaskDefinitionStatus,
    priority: Priority,
) -> Result<Families, FleetError> {
    let status = &status;
    let fetch = |token: Option<String>| async move {
        let send = || {
            let call = clients.ecs.list_task_definitions().status(status.clone()).sort(SortOrder::Desc);
            let call = call.set_family_prefix(family.map(|name| name.as_str().to_owned()));
            call.max_results(PAGE_MAX).set_next_token(token.clone()).send()
        };
        let page = clients.call(Operation::ListTaskDefinitions, priority, send).await?;
        Ok((page.task_definition_arns.unwrap_or_default(), page.next_token))
    };
    let listed = paging::all(fetch).await?;
    let mut revisions: BTreeMap<Family, Vec<u32>> = BTreeMap::new();
    for reference in listed.items.iter().filter_map(|arn| TaskDefinitionRef::parse(arn).ok()) {
        revisions.entry(reference.family).or_default().push(reference.revision);
    }
    for numbers in revisions.values_mut() {
        numbers.sort_unstable_by(|a, b| b.cmp(a));
        numbers.dedup();
    }
    Ok(Families { revisions, pages: listed.pages })
}

/// One revision, with names of environment variables and without their values.
pub(crate) async fn describe(
    clients: &Clients,
    reference: &TaskDefinitionRef,
    priority: Priority,
) -> Result<TaskDefinition, FleetError> {
    let capture = Capture::default();
    let send = || {
        let call = clients.ecs.describe_task_definition().task_definition(reference.to_string());
        call.include(TaskDefinitionField::Tags).customize().interceptor(capture.clone()).send()
    };
    let (definition, tags, body) = match clients.call_raw(Operation::DescribeTaskDefinition, priority, send).await {
        Ok(answer) => (answer.value.task_definition, answer.value.tags, capture.take()),
        Err(Unanswered { unread: Some(body), .. }) => (salvaged(&body.value).await, None, Some(body.value)),
        Err(unanswered) => return Err(unanswered.error),
    };
    let raw = body.and_then(|body| secrecy::readable(&body.0)).unwrap_or_default();
    let converted = definition.and_then(|definition| {
        convert::task_definition::task_definition(definition, tags.unwrap_or_default() as Vec<Tag>, reference, raw)
    });
    converted.ok_or_else(|| FleetError::NotFound {
        operation: Operation::DescribeTaskDefinition,
        cause: Cause::new("the answer holds no task definition"),
    })
}

/// One revision as AWS has it, whole: with values of environment variables, so it is not kept.
pub(crate) async fn document(
    clients: &Clients,
    reference: &TaskDefinitionRef,
    priority: Priority,
) -> Result<Document, FleetError> {
    let capture = Capture::default();
    let send = || {
        let call = clients.ecs.describe_task_definition().task_definition(reference.to_string());
        call.include(TaskDefinitionField::Tags).customize().interceptor(capture.clone()).send()
    };
    let body = match clients.call_raw(Operation::DescribeTaskDefinition, priority, send).await {
        Ok(_) => capture.take(),
        Err(Unanswered { unread: Some(body), .. }) => Some(body.value),
        Err(unanswered) => return Err(unanswered.error),
    };
    body.and_then(|body| Document::of_described(&body.0).ok()).ok_or_else(|| FleetError::NotFound {
        operation: Operation::DescribeTaskDefinition,
        cause: Cause::new("the answer holds no task definition"),
    })
}

async fn salvaged(body: &Body) -> Option<aws_sdk_ecs::types::TaskDefinition> {
    let parse = |client: aws_sdk_ecs::Client| async move {
        client.describe_task_definition().task_definition("any").send().await.ok()?.task_definition
    };
    salvage::object(body, "taskDefinition", parse).await
}
