//! Values of the wrong type, and members without which AWS reads nothing.

use super::{Faults, Task};
use crate::json::Json;
use crate::path::{Path, Step};
use crate::shape::{DEFINITION, Shape};

pub(super) fn check(task: &Task, faults: &mut Faults) {
    value(task, DEFINITION, task.json, &task.path, faults);
}

fn value(task: &Task, shape: Shape, json: &Json, path: &Path, faults: &mut Faults) {
    match (shape, json) {
        (Shape::Text, Json::Text(_)) | (Shape::Flag, Json::Flag(_)) => {}
        (Shape::Number, Json::Number(digits)) if digits.parse::<i64>().is_ok() => {}
        (Shape::List(shape), Json::List(items)) => {
            for (number, item) in items.iter().enumerate() {
                value(task, *shape, item, &path.item(number), faults);
            }
        }
        (Shape::Map | Shape::Object(_), Json::Object(members)) => {
            for (name, member) in members.iter().filter(|(_, member)| *member != Json::Null) {
                if let Some(shape) = shape.member(name) {
                    value(task, shape, member, &path.member(name), faults);
                }
            }
            needed(task, shape, json, path, faults);
        }
        _ => add(task, path, format!("This is {}; AWS takes {}.", json.kind(), shape.noun()), faults),
    }
}

fn needed(task: &Task, shape: Shape, json: &Json, path: &Path, faults: &mut Faults) {
    let Shape::Object(members) = shape else { return };
    for member in members.iter().filter(|member| member.is_needed && json.get(member.name).is_none()) {
        add(task, &path.member(member.name), format!("{} is missing.", member.name), faults);
    }
}

fn add(task: &Task, path: &Path, message: String, faults: &mut Faults) {
    let container = match path.steps() {
        [Step::Member(list), Step::Item(number), ..] if list == "containerDefinitions" => task.containers.get(*number),
        _ => None,
    };
    match container {
        Some(container) => faults.of(container, path.clone(), message),
        None => faults.of_task(path.clone(), message),
    }
}
