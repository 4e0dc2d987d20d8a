//! No request, however strange, makes the simulator panic or answer something that is not an answer; and `small` is
//! described.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::answer;
use simulator_engine::{Engine, EngineOptions};
use simulator_scenario::Scenario;

const ACTIONS: [&str; 28] = [
    "CreateLoadBalancer",
    "DescribeLoadBalancers",
    "DeleteLoadBalancer",
    "CreateListener",
    "DescribeListeners",
    "ModifyListener",
    "DeleteListener",
    "CreateRule",
    "DescribeRules",
    "ModifyRule",
    "DeleteRule",
    "SetRulePriorities",
    "CreateTargetGroup",
    "DescribeTargetGroups",
    "ModifyTargetGroup",
    "DeleteTargetGroup",
    "RegisterTargets",
    "DeregisterTargets",
    "DescribeTargetHealth",
    "DescribeLoadBalancerAttributes",
    "ModifyLoadBalancerAttributes",
    "DescribeTargetGroupAttributes",
    "ModifyTargetGroupAttributes",
    "DescribeListenerAttributes",
    "ModifyListenerAttributes",
    "AddTags",
    "RemoveTags",
    "DescribeTags",
];

/// Members that requests have, so that the strange ones get far.
const MEMBERS: [&str; 26] = [
    "LoadBalancerArn",
    "LoadBalancerArns",
    "Names",
    "Name",
    "ListenerArn",
    "ListenerArns",
    "RuleArn",
    "RuleArns",
    "TargetGroupArn",
    "TargetGroupArns",
    "Targets",
    "Id",
    "Port",
    "Protocol",
    "Priority",
    "Conditions",
    "Actions",
    "DefaultActions",
    "Type",
    "Field",
    "Values",
    "Subnets",
    "Attributes",
    "Tags",
    "ResourceArns",
    "Marker",
];

fn small() -> Engine {
    simulator_scenario::build(Scenario::Small, &EngineOptions::default())
}

/// ARNs and words that mean something in `small`.
fn words(engine: &Engine) -> Vec<String> {
    let world = engine.world();
    let mut words: Vec<String> =
        ["forward", "host-header", "HTTP", "80", "10.0.0.1", "a", "", "subnet-1"].map(str::to_owned).into();
    words.extend(world.load_balancers().map(|it| it.arn.to_string()));
    words.extend(world.listeners().map(|it| it.arn.to_string()));
    words.extend(world.rules().take(3).map(|it| it.arn.to_string()));
    words.extend(world.target_groups().take(4).map(|it| it.arn.to_string()));
    words
}

fn values(words: Vec<String>) -> impl Strategy<Value = Value> {
    let leaves = prop_oneof![prop::sample::select(words).prop_map(Value::from), "\\PC{0,12}".prop_map(Value::from)];
    leaves.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            members(inner).prop_map(Value::Object)
        ]
    })
}

fn members(values: impl Strategy<Value = Value>) -> impl Strategy<Value = Map<String, Value>> {
    let name = prop::sample::select(&MEMBERS[..]).prop_map(str::to_owned);
    prop::collection::vec((name, values), 0..8).prop_map(|members| members.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn strange_requests_are_answered_or_refused_and_time_goes_on(
        calls in prop::collection::vec((prop::sample::select(&ACTIONS[..]), members(values(words(&small())))), 1..40),
    ) {
        let mut engine = small();
        for (action, request) in calls {
            match answer(&mut engine, action, Value::Object(request)) {
                Ok(answer) => prop_assert!(answer.is_object()),
                Err(error) => prop_assert!(error.status.is_client_error() && !error.code.ends_with("Exception"), "{error}"),
            }
            let soon = engine.now() + 30_000;
            engine.advance_to(soon);
        }
    }
}

#[test]
fn every_action_of_the_list_is_there() {
    let mut engine = small();
    for action in ACTIONS {
        if let Err(error) = answer(&mut engine, action, json!({})) {
            assert_ne!(error.code, "InvalidAction", "{action}");
        }
    }
    assert_eq!(answer(&mut engine, "LaunchRocket", json!({})).unwrap_err().code, "InvalidAction");
}

#[test]
fn following_the_markers_gives_every_target_group_once() {
    let mut engine = small();
    let all = engine.world().target_groups().len();
    for size in [1, 2, 5, all, 400] {
        let (mut seen, mut marker) = (Vec::new(), None);
        loop {
            let mut request = json!({ "PageSize": size.to_string() });
            if let Some(marker) = marker.take() {
                request["Marker"] = marker;
            }
            let mut page = answer(&mut engine, "DescribeTargetGroups", request).unwrap();
            let names = page["TargetGroups"].as_array().unwrap();
            assert!(names.len() <= size);
            seen.extend(names.iter().map(|group| group["TargetGroupName"].as_str().unwrap().to_owned()));
            match page["NextMarker"].take() {
                Value::Null => break,
                next => marker = Some(next),
            }
        }
        assert_eq!(seen.len(), all);
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), all);
    }
}

#[test]
fn sizes_out_of_1_to_400_and_foreign_markers_are_refused() {
    let mut engine = small();
    for request in [
        json!({ "PageSize": "0" }),
        json!({ "PageSize": "401" }),
        json!({ "PageSize": "ten" }),
        json!({ "Marker": "abc" }),
    ] {
        let error = answer(&mut engine, "DescribeTargetGroups", request.clone()).unwrap_err();
        assert_eq!(error.code, "ValidationError", "{request}");
    }
}
