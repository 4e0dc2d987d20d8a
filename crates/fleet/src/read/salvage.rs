//! What can be had of an answer that the SDK cannot read as a whole.
//!
//! One value of an unexpected type in one item makes the SDK refuse all hundred. Here every item is read alone, by the
//! same SDK from memory, and an item that still fails is read without the members that are odd.

use std::future::Future;

use aws_credential_types::Credentials;
use aws_sdk_ecs::config::{BehaviorVersion, Region};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::retry::RetryConfig;
use serde_json::{Map, Value, json};

use super::lost;
use crate::clients::Body;
use crate::convert::LeftOut;
use crate::operation::Operation;

/// An item of an answer, if anything of it can be read, and which of its members cannot, or are missing.
pub(super) struct Salvaged<T> {
    pub(super) item: Option<T>,
    pub(super) odd: Vec<String>,
}

/// The items of an answer that the SDK could read.
pub(super) fn whole<T>(items: Option<Vec<T>>) -> Vec<Salvaged<T>> {
    items.into_iter().flatten().map(|item| Salvaged { item: Some(item), odd: Vec::new() }).collect()
}

/// The items under `member` of the answer, as far as they can be read; `None` if it is no such answer.
///
/// `parse` makes the call with a client that answers from memory, and gives the items of that answer.
pub(super) async fn items<T, F>(
    body: &Body,
    member: &str,
    parse: impl Fn(aws_sdk_ecs::Client) -> F,
) -> Option<Vec<Salvaged<T>>>
where
    F: Future<Output = Option<Vec<T>>>,
{
    let answer: Value = serde_json::from_slice(&body.0).ok()?;
    let items = answer.get(member)?.as_array()?;
    let mut found = Vec::new();
    for item in items {
        let alone = |item: &Value| parse(replaying(json!({ member: [item] }).to_string()));
        let Some(object) = item.as_object() else {
            found.push(Salvaged { item: None, odd: vec![member.to_owned()] });
            continue;
        };
        let (read, odd) = match alone(item).await {
            Some(read) => (Some(read), Vec::new()),
            None => {
                let (readable, odd) = readable_members(object, &alone).await;
                (alone(&readable).await, odd)
            }
        };
        found.push(Salvaged { item: read.and_then(|read| read.into_iter().next()), odd });
    }
    Some(found)
}

/// The items as far as they can be converted, each from what can be read and the names of its members that cannot be.
/// What is lost is noted.
pub(super) fn converted<S, T>(
    operation: Operation,
    items: Vec<Salvaged<S>>,
    convert: impl Fn(S, Vec<String>) -> Result<T, LeftOut>,
) -> Vec<T> {
    lost::note_items(operation, items.len());
    let one = |Salvaged { item, odd }: Salvaged<S>| {
        let first = odd.first().cloned();
        let converted = item.map(|item| convert(item, odd));
        match (&converted, first) {
            (Some(Err(LeftOut::Lacks(member))), _) => lost::note_lost(operation, member),
            (None, first) => lost::note_lost(operation, first.as_deref().unwrap_or_default()),
            (Some(Ok(_)), Some(first)) => lost::note_lost(operation, &first),
            (Some(Ok(_) | Err(LeftOut::Foreign)), _) => {}
        }
        converted?.ok()
    };
    items.into_iter().filter_map(one).collect()
}

/// The object under `member` of the answer, as far as it can be read.
pub(super) async fn object<T, F>(body: &Body, member: &str, parse: impl Fn(aws_sdk_ecs::Client) -> F) -> Option<T>
where
    F: Future<Output = Option<T>>,
{
    let answer: Value = serde_json::from_slice(&body.0).ok()?;
    let object = answer.get(member)?.as_object()?;
    let alone = |object: &Value| parse(replaying(json!({ member: object }).to_string()));
    let (readable, _) = readable_members(object, &alone).await;
    alone(&readable).await
}

/// The object without the members that cannot be read even alone, and the names of these.
async fn readable_members<T, F>(object: &Map<String, Value>, parse: &impl Fn(&Value) -> F) -> (Value, Vec<String>)
where
    F: Future<Output = Option<T>>,
{
    let (mut readable, mut odd) = (Map::new(), Vec::new());
    for (name, value) in object {
        match parse(&json!({ name: value })).await {
            Some(_) => _ = readable.insert(name.clone(), value.clone()),
            None => odd.push(name.clone()),
        }
    }
    (Value::Object(readable), odd)
}

/// A client that reaches nobody: every call is answered with this body.
fn replaying(body: String) -> aws_sdk_ecs::Client {
    let config = aws_sdk_ecs::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("us-east-1"))
        .credentials_provider(Credentials::new("replay", "replay", None, None, "replay"))
        .retry_config(RetryConfig::disabled())
        .http_client(Replay(body))
        .build();
    aws_sdk_ecs::Client::from_conf(config)
}

/// Answers from memory. The body may hold secrets, so it cannot be printed.
#[derive(Clone)]
struct Replay(String);

impl std::fmt::Debug for Replay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Replay")
    }
}

impl HttpConnector for Replay {
    fn call(&self, _request: HttpRequest) -> HttpConnectorFuture {
        let status = http::StatusCode::OK;
        HttpConnectorFuture::ready(Ok(HttpResponse::new(status.into(), SdkBody::from(self.0.clone()))))
    }
}

impl HttpClient for Replay {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

#[cfg(test)]
mod tests {
    use aws_sdk_ecs::types::Task;

    use super::*;

    async fn tasks(body: &str) -> Option<Vec<Salvaged<Task>>> {
        let parse = |client: aws_sdk_ecs::Client| async move { client.describe_tasks().send().await.ok()?.tasks };
        items(&Body(body.as_bytes().to_vec()), "tasks", parse).await
    }

    #[tokio::test]
    async fn an_odd_member_costs_that_member_and_nothing_else() {
        let body = r#"{"tasks": [{"taskArn": "a", "lastStatus": 42, "group": "g"}, {"taskArn": "b", "lastStatus": "RUNNING"}, 7]}"#;
        let found = tasks(body).await.unwrap();
        assert_eq!(found.len(), 3);
        let first = found[0].item.as_ref().unwrap();
        assert_eq!((first.task_arn(), first.last_status(), first.group()), (Some("a"), None, Some("g")));
        assert_eq!(found[0].odd, ["lastStatus"]);
        assert_eq!(found[1].item.as_ref().unwrap().last_status(), Some("RUNNING"));
        assert!(found[1].odd.is_empty() && found[2].item.is_none());
        let arns =
            async { converted(Operation::DescribeTasks, found, |task, _| task.task_arn.ok_or(LeftOut::Foreign)) };
        let lost::Counted { output, loss, .. } = lost::counted(arns).await;
        assert_eq!(output, ["a", "b"]);
        assert_eq!(loss.map(|loss| (loss.items, loss.of)), Some((2, 3)));
    }

    #[tokio::test]
    async fn what_is_no_such_answer_is_not_salvaged() {
        for body in ["<html>", "[]", r#"{"tasks": 7}"#, "{}"] {
            assert!(tasks(body).await.is_none(), "{body}");
        }
    }
}
