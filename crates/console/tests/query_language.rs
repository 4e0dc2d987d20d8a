//! The cluster query language is understood twice: by the simulator, which places tasks by it, and by `model`, which
//! explains why a task fits nowhere. Here the two are asked the same.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use model::arn::Arn;
use model::instance::{Instance, InstanceStatus, Resources};
use model::name::ClusterName;
use model::placement::holds;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;
use simulator_engine::capacity::machine::Machine;
use simulator_engine::id::InstanceKey;
use simulator_engine::placement::query::Query;
use simulator_engine::{Engine, EngineOptions};

const NAMES: [&str; 4] = ["stack", "rank", "flag", "zone.name"];
const VALUES: [&str; 8] = ["production", "prod", "test", "12", "1.97.1", "c5.large", "true", "a-b_c/d"];
const SUBJECTS: [&str; 8] = [
    "attribute:stack",
    "attribute:rank",
    "attribute:flag",
    "attribute:zone.name",
    "attribute:absent",
    "attribute:ecs.instance-type",
    "agentConnected",
    "agentVersion",
];
const EQUAL: [&str; 4] = ["==", "equals", "!=", "not_equals"];
const EXIST: [&str; 3] = ["exists", "!exists", "not_exists"];
const LIST: [&str; 3] = ["in", "!in", "not_in"];
const MATCH: [&str; 4] = ["=~", "matches", "!~", "not_matches"];
const PATTERNS: [&str; 8] = ["prod", "prod.*", ".*", ".+", "c5\\..*", "1?2", "t.*e", "production"];

/// A cluster `shop` with one instance that has these attributes.
fn simulated(attributes: &[(&str, Option<&str>)]) -> (Engine, InstanceKey) {
    let mut engine = Engine::new(&EngineOptions::default());
    engine.create_cluster(serde_json::from_value(json!({ "clusterName": "shop" })).unwrap()).unwrap();
    let machine = Machine::named("c5.large").unwrap();
    let key = engine.start_instance(&"shop".into(), machine, &"eu-central-1a".into(), None);
    let target = key.instance.to_string();
    let put = |(name, value): &(&str, Option<&str>)| json!({ "name": name, "value": value, "targetId": target });
    if !attributes.is_empty() {
        let put: Vec<_> = attributes.iter().map(put).collect();
        let request = serde_json::from_value(json!({ "cluster": "shop", "attributes": put })).unwrap();
        engine.put_attributes(&request).unwrap();
    }
    (engine, key)
}

/// The same instance as Podium knows it.
fn known(engine: &Engine, key: &InstanceKey) -> Instance {
    let instance = engine.world().instance(key).unwrap();
    let arn = format!("arn:aws:ecs:eu-central-1:123456789012:container-instance/shop/{}", instance.id);
    let attributes = instance.attributes.iter();
    Instance {
        arn: Arn::parse(arn).unwrap(),
        id: instance.id.to_string(),
        cluster: ClusterName::parse("shop").unwrap(),
        ec2: Some(instance.ec2_id.to_string()),
        status: InstanceStatus::Active,
        status_reason: None,
        agent_connected: instance.agent_connected,
        checks: Vec::new(),
        unread_members: Vec::new(),
        agent_version: Some(instance.versions.agent_version.to_string()),
        registered: Resources::default(),
        remaining: Resources::default(),
        running: 0,
        pending: 0,
        capacity_provider: None,
        attributes: attributes
            .map(|(name, value)| (name.to_string(), value.as_ref().map(ToString::to_string)))
            .collect(),
        registered_at: None,
        tags: Vec::new(),
    }
}

fn comparison() -> impl Strategy<Value = String> {
    let subject = || select(&SUBJECTS[..]);
    let value = || {
        (select(&VALUES[..]), select(&["", "'", "\""][..])).prop_map(|(value, quote)| format!("{quote}{value}{quote}"))
    };
    prop_oneof![
        (subject(), select(&EXIST[..])).prop_map(|(subject, exists)| format!("{subject} {exists}")),
        (subject(), select(&EQUAL[..]), value()).prop_map(|(subject, is, value)| format!("{subject} {is} {value}")),
        (subject(), select(&MATCH[..]), select(&PATTERNS[..]))
            .prop_map(|(subject, matches, pattern)| format!("{subject} {matches} {pattern}")),
        (subject(), select(&LIST[..]), prop::collection::vec(value(), 1..4))
            .prop_map(|(subject, is_in, values)| format!("{subject} {is_in} [{}]", values.join(", "))),
    ]
}

fn expression() -> impl Strategy<Value = String> {
    comparison().prop_recursive(4, 12, 2, |inner| {
        let join = select(&["and", "&&", "or", "||"][..]);
        prop_oneof![
            inner.clone().prop_map(|one| format!("not {one}")),
            inner.clone().prop_map(|one| format!("({one})")),
            (inner.clone(), join, inner).prop_map(|(one, join, other)| format!("{one} {join} {other}")),
        ]
    })
}

fn attributes() -> impl Strategy<Value = Vec<(&'static str, Option<&'static str>)>> {
    let names = prop::sample::subsequence(&NAMES[..], 0..=NAMES.len());
    names.prop_flat_map(|names| {
        let values = prop::collection::vec(prop::option::of(select(&VALUES[..])), names.len());
        values.prop_map(move |values| names.iter().copied().zip(values).collect())
    })
}

proptest! {
    #[test]
    fn the_model_and_the_simulator_agree_on_every_expression(attributes in attributes(), expression in expression()) {
        let (engine, key) = simulated(&attributes);
        let world = engine.world();
        let query: Query = expression.parse().map_err(|error| TestCaseError::fail(format!("{expression}: {error}")))?;
        let simulated = query.holds(world.cluster("shop").unwrap(), world.instance(&key).unwrap());
        prop_assert_eq!(holds(&expression, &known(&engine, &key)), Some(simulated), "{}", expression);
    }
}
