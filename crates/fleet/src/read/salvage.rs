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

use crate::clients::Body;

/// The items under `member` of the answer, as far as they can be read; `None` if it is no such answer.
///
/// `parse` makes the call with a client that answers from memory, and gives the items of that answer.
pub(super) async fn items<T, F>(body: &Body, member: &str, parse: impl Fn(aws_sdk_ecs::Client) -> F) -> Option<Vec<T>>
where
    F: Future<Output = Option<Vec<T>>>,
{
    let answer: Value = serde_json::from_slice(&body.0).ok()?;
    let items = answer.get(member)?.as_array()?;
    let mut found = Vec::new();
    let mut odd = 0_usize;
    for item in items {
        let alone = |item: &Value| parse(replaying(json!({ member: [item] }).to_string()));
        let Some(object) = item.as_object() else {
            odd += 1;
            continue;
        };
        let read = match alone(item).await {
            Some(read) => Some(read),
            None => {
                odd += 1;
                alone(&readable_members(object, &alone).await).await
            }
        };
        found.extend(read.into_iter().flatten());
    }
    tracing::debug!(member, odd, items = items.len(), "an answer was read item by item");
    Some(found)
}

/// The object under `member` of the answer, as far as it can be read.
pub(super) async fn object<T, F>(body: &Body, member: &str, parse: impl Fn(aws_sdk_ecs::Client) -> F) -> Option<T>
where
    F: Future<Output = Option<T>>,
{
    let answer: Value = serde_json::from_slice(&body.0).ok()?;
    let object = answer.get(member)?.as_object()?;
    let alone = |object: &Value| parse(replaying(json!({ member: object }).to_string()));
    alone(&readable_members(object, &alone).await).await
}

/// The object without the members that cannot be read even alone.
async fn readable_members<T, F>(object: &Map<String, Value>, parse: &impl Fn(&Value) -> F) -> Value
where
    F: Future<Output = Option<T>>,
{
    let mut readable = Map::new();
    for (name, value) in object {
        if parse(&json!({ name: value })).await.is_some() {
            readable.insert(name.clone(), value.clone());
        }
    }
    Value::Object(readable)
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

    async fn tasks(body: &str) -> Option<Vec<Task>> {
        let parse = |client: aws_sdk_ecs::Client| async move { client.describe_tasks().send().await.ok()?.tasks };
        items(&Body(body.as_bytes().to_vec()), "tasks", parse).await
    }

    #[tokio::test]
    async fn an_odd_member_costs_that_member_and_nothing_else() {
        let body = r#"{"tasks": [{"taskArn": "a", "lastStatus": 42, "group": "g"}, {"taskArn": "b", "lastStatus": "RUNNING"}, 7]}"#;
        let found = tasks(body).await.unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].task_arn(), found[0].last_status(), found[0].group()), (Some("a"), None, Some("g")));
        assert_eq!(found[1].last_status(), Some("RUNNING"));
    }

    #[tokio::test]
    async fn what_is_no_such_answer_is_not_salvaged() {
        for body in ["<html>", "[]", r#"{"tasks": 7}"#, "{}"] {
            assert!(tasks(body).await.is_none(), "{body}");
        }
    }
}
