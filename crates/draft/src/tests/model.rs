//! AWS's own model of a RegisterTaskDefinition request, as the simulator has it.

use std::collections::BTreeMap;

use crate::shape::{DEFINITION, Shape};

const MODEL: &str = include_str!("../../../simulator/protocol/src/shape/ecs.shapes");

/// What a request is called there.
pub(super) const REQUEST: &str = "RegisterTaskDefinitionRequest";

/// The words of each shape, by its name.
pub(super) type Model = BTreeMap<&'static str, Vec<&'static str>>;

/// Reads the model. A line that is indented goes on with the one above.
pub(super) fn model() -> Model {
    let mut shapes = Model::new();
    let mut last = "";
    for line in MODEL.lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split_whitespace();
        if !line.starts_with(' ') {
            last = words.next().unwrap();
        }
        shapes.entry(last).or_default().extend(words);
    }
    shapes
}

/// The words of a shape; of one that has no name of its own, its kind.
pub(super) fn words(model: &Model, shape: &'static str) -> Vec<&'static str> {
    model.get(shape).cloned().unwrap_or_else(|| vec![shape])
}

fn compare(model: &Model, name: &'static str, shape: Shape) {
    match (&words(model, name)[..], shape) {
        (["string" | "enum", ..], Shape::Text) | (["integer" | "long", ..], Shape::Number) => {}
        (["boolean"], Shape::Flag) | (["map", "string"], Shape::Map) => {}
        (["list", item, ..], Shape::List(shape)) => compare(model, item, *shape),
        (["structure", members @ ..], Shape::Object(known)) => {
            assert_eq!(members.len(), known.len(), "{name}");
            for (member, known) in members.iter().zip(known) {
                let (member, shape) = member.split_once(':').unwrap();
                assert_eq!(member, format!("{}{}", known.name, if known.is_needed { "!" } else { "" }), "{name}");
                compare(model, shape, known.shape);
            }
        }
        (words, shape) => panic!("{name}: {words:?} is not {shape:?}"),
    }
}

#[test]
fn the_members_are_those_of_the_model_of_aws() {
    compare(&model(), REQUEST, DEFINITION);
}
