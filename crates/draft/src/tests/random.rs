//! Definitions of every member that AWS's model has and of some that it does not have, with values that nobody may see.

use proptest::prelude::*;
use proptest::strategy::Union;

use super::model::{Model, REQUEST, model, words};
use crate::json::Json;
use crate::secrecy::MASK;

/// What every value that nobody may see begins with, and nothing else.
pub(super) const CANARY: &str = "canary-";

/// Names, so few that they meet.
const NAMES: [&str; 4] = ["web", "log", "A", "b-1"];

/// Names of options, and whether their values are secret.
const OPTIONS: [(&str, bool); 6] = [
    ("splunk-token", true),
    ("PASSWORD", true),
    ("com.example.apiKey", true),
    ("awslogs-group", false),
    ("type", false),
    ("", false),
];

/// Any definition. Members are in any order, and now and then a value has another type than AWS takes.
pub(super) fn definitions() -> BoxedStrategy<Json> {
    let model = model();
    shape(&model, REQUEST, "")
}

fn shape(model: &Model, name: &'static str, member: &'static str) -> BoxedStrategy<Json> {
    let known = match &words(model, name)[..] {
        ["structure", members @ ..] if member == "environment" => variable(members.len()),
        ["structure", members @ ..] => {
            let members = members.iter().map(|member| {
                let (name, kind) = member.split_once(':').unwrap();
                let name = name.trim_end_matches('!');
                (name, shape(model, kind, name))
            });
            object(members.collect(), 0.5)
        }
        ["list", item, ..] => {
            let most = if member == "containerDefinitions" { 4 } else { 3 };
            prop::collection::vec(shape(model, item, member), 0..most).prop_map(Json::List).boxed()
        }
        ["map", "string"] => options(),
        ["enum", words @ ..] => {
            let words: Vec<&str> = words.iter().copied().chain(["FROM_TOMORROW"]).collect();
            prop::sample::select(words).prop_map(Json::from).boxed()
        }
        ["integer" | "long", ..] => (0..70_000_i64).prop_map(Json::from).boxed(),
        ["boolean"] => any::<bool>().prop_map(Json::Flag).boxed(),
        ["string", ..] if member == "name" => prop::sample::select(&NAMES[..]).prop_map(Json::from).boxed(),
        ["string", ..] => texts().prop_map(Json::Text).boxed(),
        other => panic!("{name}: {other:?}"),
    };
    if name == REQUEST {
        return known;
    }
    let odd = if member == "environment" { odd_environment() } else { unknown() };
    Union::new_weighted(vec![(40, known), (1, odd)]).boxed()
}

/// An object of some of these members, and perhaps of one that nobody knows.
fn object(members: Vec<(&'static str, BoxedStrategy<Json>)>, often: f64) -> BoxedStrategy<Json> {
    let member = |(name, value): (&'static str, BoxedStrategy<Json>)| {
        prop::option::weighted(often, value.prop_map(move |value| (name.to_owned(), value))).boxed()
    };
    let mut members: Vec<_> = members.into_iter().map(member).collect();
    members.push(member(("fromTomorrow", unknown())));
    members
        .prop_map(|members| members.into_iter().flatten().collect::<Vec<_>>())
        .prop_shuffle()
        .prop_map(Json::Object)
        .boxed()
}

/// A text that anybody may see. The mask is one, too.
fn texts() -> BoxedStrategy<String> {
    let some = ["", "a", "x y", "\"\\\n\u{7}é", "80-90", "512", "CMD", "arn:aws:iam::123456789012:role/a", MASK];
    prop_oneof![prop::sample::select(some.to_vec()).prop_map(str::to_owned), "[a-z0-9:/.=-]{0,8}"].boxed()
}

fn canary() -> BoxedStrategy<Json> {
    "[0-9a-f]{16}".prop_map(|digits| Json::Text(format!("{CANARY}{digits}"))).boxed()
}

/// An entry of an environment, with the members that AWS has and one that it has not.
fn variable(members: usize) -> BoxedStrategy<Json> {
    assert_eq!(members, 2, "a variable is a name and a value");
    let name = prop::sample::select(&NAMES[..]).prop_map(Json::from).boxed();
    let odd_name = canary().prop_map(|canary| Json::List(vec![canary])).boxed();
    let name = Union::new_weighted(vec![(40, name), (1, odd_name)]).boxed();
    let entry = |name, value| vec![("name".to_owned(), name), ("value".to_owned(), value)];
    let new = prop::option::weighted(0.1, canary());
    (name, canary(), new)
        .prop_map(move |(name, value, new)| {
            let new = new.map(|new| ("new".to_owned(), new));
            Json::Object(entry(name, value).into_iter().chain(new).collect())
        })
        .boxed()
}

/// An environment of a shape that it never has, or one of its entries.
fn odd_environment() -> BoxedStrategy<Json> {
    let object = (prop::sample::select(&NAMES[..]), canary());
    let list = |canary: Json| Json::List(vec![canary.clone(), Json::List(vec![canary])]);
    prop_oneof![
        canary(),
        object.prop_map(|(name, canary)| Json::Object(vec![(name.to_owned(), canary)])),
        canary().prop_map(list),
    ]
    .boxed()
}

fn options() -> BoxedStrategy<Json> {
    let option = |(name, is_secret): (&'static str, bool)| {
        let value = if is_secret { canary() } else { texts().prop_map(Json::Text).boxed() };
        prop::option::of(value.prop_map(move |value| (name.to_owned(), value))).boxed()
    };
    let all: Vec<_> = OPTIONS.into_iter().map(option).collect();
    all.prop_map(|all| Json::Object(all.into_iter().flatten().collect())).boxed()
}

/// What AWS may come to have: any JSON, with an environment and options somewhere in it.
fn unknown() -> BoxedStrategy<Json> {
    let numbers = prop::sample::select(&["0", "-0", "1.50", "1e400", "123456789012345678901234567890"][..]);
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Flag),
        numbers.prop_map(|digits| Json::Number(digits.to_owned())),
        texts().prop_map(Json::Text),
    ];
    leaf.prop_recursive(3, 8, 3, |inside| {
        let names = ["a", "b", "name", "environment", "options"];
        let member = move |name: &'static str| {
            let value = match name {
                "environment" => {
                    prop_oneof![odd_environment(), prop::collection::vec(variable(2), 0..3).prop_map(Json::List)]
                        .boxed()
                }
                "options" => options(),
                _ => inside.clone().boxed(),
            };
            prop::option::weighted(0.4, value.prop_map(move |value| (name.to_owned(), value))).boxed()
        };
        let members: Vec<_> = names.into_iter().map(member).collect();
        let object = members.prop_map(|all| Json::Object(all.into_iter().flatten().collect())).boxed();
        prop_oneof![prop::collection::vec(object.clone(), 0..3).prop_map(Json::List), object]
    })
    .boxed()
}
