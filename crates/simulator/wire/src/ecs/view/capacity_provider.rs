//! A capacity provider in an answer.

use serde_json::{Map, Value, json};

use super::{Tags, put};
use simulator_engine::capacity::provider::CapacityProvider;
use simulator_engine::world::World;

/// A `CapacityProvider` that is an Auto Scaling group.
pub fn capacity_provider(world: &World, provider: &CapacityProvider, tags: Tags) -> Value {
    let mut view = Map::new();
    put(&mut view, "capacityProviderArn", Some(world.arns().capacity_provider(&provider.name)));
    put(&mut view, "name", Some(&*provider.name));
    put(&mut view, "status", Some("ACTIVE"));
    put(&mut view, "type", Some("EC2_AUTOSCALING"));
    put(&mut view, "autoScalingGroupProvider", Some(Value::Object(provider.settings.clone())));
    put(&mut view, "updateStatus", provider.update.word());
    put(&mut view, "tags", (tags == Tags::Shown).then(|| json!(provider.tags)));
    Value::Object(view)
}

/// A `CapacityProvider` that every account has.
pub fn fargate_provider(world: &World, name: &str, tags: Tags) -> Value {
    let mut view = Map::new();
    put(&mut view, "capacityProviderArn", Some(world.arns().capacity_provider(name)));
    put(&mut view, "name", Some(name));
    put(&mut view, "status", Some("ACTIVE"));
    put(&mut view, "type", Some(name));
    put(&mut view, "tags", (tags == Tags::Shown).then(|| json!([])));
    Value::Object(view)
}
