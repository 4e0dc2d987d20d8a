//! A task definition in an answer.

use serde_json::Value;

use super::{put, put_time};
use simulator_engine::task_definition::Revision;
use simulator_engine::world::World;

/// A `TaskDefinition`, with every member that was registered.
pub fn task_definition(world: &World, revision: &Revision) -> Value {
    let definition = &revision.definition;
    let mut view = definition.document.clone();
    put(&mut view, "taskDefinitionArn", Some(world.arns().task_definition(definition)));
    put(&mut view, "family", Some(&*definition.family));
    put(&mut view, "revision", Some(definition.revision));
    put(&mut view, "status", Some(revision.status.word()));
    put_time(&mut view, "registeredAt", Some(definition.registered_at));
    put(&mut view, "registeredBy", Some(&*definition.registered_by));
    put_time(&mut view, "deregisteredAt", revision.deregistered_at);
    put_time(&mut view, "deleteRequestedAt", revision.delete_requested_at);
    Value::Object(view)
}
