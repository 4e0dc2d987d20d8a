//! What the engine's things look like in an answer. Absent members are absent.

mod capacity_provider;
mod cluster;
mod instance;
mod rollout;
mod service;
mod task;
mod task_definition;
mod task_set;

pub use capacity_provider::{capacity_provider, fargate_provider};
pub use cluster::{ClusterFields, cluster};
pub use instance::{InstanceFields, instance};
pub use rollout::{current_revisions, revision, rollout, rollout_brief};
pub use service::service;
pub use task::task;
pub use task_definition::task_definition;
pub use task_set::task_set;

use serde_json::{Map, Value, json};

use simulator_engine::Millis;
use simulator_engine::error::Failure;

/// Whether an answer carries tags: only when the request asked for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tags {
    /// They are in it.
    Shown,
    /// They are not.
    Hidden,
}

/// One page of a list of texts.
pub fn listed(member: &str, items: Vec<String>, token: Option<String>) -> Value {
    listed_values(member, items.into_iter().map(Value::from).collect(), token)
}

/// One page of a list.
pub fn listed_values(member: &str, items: Vec<Value>, token: Option<String>) -> Value {
    let mut answer = Map::new();
    answer.insert(member.to_owned(), items.into());
    put(&mut answer, "nextToken", token);
    Value::Object(answer)
}

/// The failure of something that does not exist.
pub fn missing(arn: String) -> Value {
    json!({ "arn": arn, "reason": "MISSING" })
}

/// One failure.
pub fn failure(failure: &Failure) -> Value {
    let mut members = Map::new();
    put(&mut members, "arn", failure.arn.as_deref());
    put(&mut members, "reason", Some(&*failure.reason));
    put(&mut members, "detail", failure.detail.as_deref());
    Value::Object(members)
}

fn put(members: &mut Map<String, Value>, name: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        members.insert(name.to_owned(), value.into());
    }
}

fn put_time(members: &mut Map<String, Value>, name: &str, time: Option<Millis>) {
    put(members, name, time.map(Millis::as_seconds));
}
