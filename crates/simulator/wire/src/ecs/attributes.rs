//! Attributes of container instances.

use serde_json::{Map, Value, json};

use super::page::{self, Sizes};
use super::{Answer, Request, input, reference, text};
use simulator_engine::Engine;
use simulator_engine::capacity::Marked;
use simulator_engine::world::World;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListAttributes.html>
const LIST_SIZES: Sizes = Sizes { default: 100, most: 100 };

pub fn put(engine: &mut Engine, request: Request) -> Answer {
    reference::cluster(engine.world().arns(), text(&request, "cluster"))?;
    let marked = engine.put_attributes(&input(request)?)?;
    Ok(changed(engine.world(), &marked))
}

pub fn delete(engine: &mut Engine, request: Request) -> Answer {
    reference::cluster(engine.world().arns(), text(&request, "cluster"))?;
    let marked = engine.delete_attributes(&input(request)?)?;
    Ok(changed(engine.world(), &marked))
}

pub fn list(world: &World, request: &Request) -> Answer {
    let page = page::asked("ListAttributes", request, &LIST_SIZES)?;
    let cluster = world.find_cluster(Some(reference::cluster(world.arns(), text(request, "cluster"))?))?;
    let (name, value) = (text(request, "attributeName"), text(request, "attributeValue"));
    let all = cluster.instances().flat_map(|instance| {
        let attributes = instance.attributes.iter();
        attributes.map(|(name, value)| (instance.id, &**name, value.as_deref()))
    });
    let wanted = all
        .filter(|item| name.is_none_or(|name| item.1 == name))
        .filter(|item| value.is_none_or(|value| item.2 == Some(value)));
    // Names have no spaces, so a mark is the instance's id and the name with one between.
    let (items, token) = page.cut(
        wanted,
        |item| format!("{} {}", item.0, item.1),
        |item, mark| *format!("{} {}", item.0, item.1) <= *mark,
    );
    let shown = |(id, name, value): (_, &str, Option<&str>)| {
        attribute(name, value, world.arns().container_instance(&cluster.name, id))
    };
    let mut answer = json!({ "attributes": items.into_iter().map(shown).collect::<Vec<_>>() });
    if let Some(token) = token {
        answer["nextToken"] = token.into();
    }
    Ok(answer)
}

fn changed(world: &World, marked: &[Marked]) -> Value {
    let shown = marked.iter().map(|item| {
        let target = world.arns().container_instance(&item.instance.cluster, item.instance.instance);
        attribute(&item.name, item.value.as_deref(), target)
    });
    json!({ "attributes": shown.collect::<Vec<_>>() })
}

fn attribute(name: &str, value: Option<&str>, target: String) -> Value {
    let mut shown = Map::new();
    shown.insert("name".to_owned(), name.into());
    if let Some(value) = value {
        shown.insert("value".to_owned(), value.into());
    }
    shown.insert("targetId".to_owned(), target.into());
    Value::Object(shown)
}
