use super::estate::*;
use crate::input::CreateService;
use serde_json::{Value, json};

const RULE: &str = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener-rule/app/shop/1/2/3";

/// What CreateService answers to that deployment configuration and these load balancers.
#[track_caller]
fn check(configuration: Value, balancers: Value, expect: &str) {
    let mut engine = empty(1);
    let mut with_port = definition("web", "nginx:1");
    with_port["containerDefinitions"][0]["portMappings"] = json!([{ "containerPort": 80 }]);
    register(&mut engine, with_port);
    let mut request = service("web", 1);
    request["deploymentConfiguration"] = configuration;
    request["loadBalancers"] = balancers;
    let error = engine.create_service(read::<CreateService>(request)).unwrap_err();
    assert_eq!((error.code, &*error.message), ("InvalidParameterException", expect));
}

fn balancer(change: Value) -> Value {
    let mut balancer = json!({ "targetGroupArn": "arn:blue", "containerName": "app", "containerPort": 80 });
    balancer.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    balancer
}

fn advanced(change: Value) -> Value {
    let mut advanced = json!({
        "alternateTargetGroupArn": "arn:green", "productionListenerRule": RULE, "roleArn": "arn:aws:iam::123456789012:role/lb",
    });
    advanced.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    balancer(json!({ "advancedConfiguration": advanced }))
}

#[test]
fn percentages_and_minutes_have_their_bounds() {
    let linear = "stepPercent must be a multiple of 0.1 between 3.0 and 100.0.";
    let canary = "canaryPercent must be a multiple of 0.1 between 0.1 and 100.0.";
    for (strategy, member, settings, expect) in [
        ("LINEAR", "linearConfiguration", json!({ "stepPercent": 2.9 }), linear),
        ("LINEAR", "linearConfiguration", json!({ "stepPercent": 10.05 }), linear),
        ("CANARY", "canaryConfiguration", json!({ "canaryPercent": 0 }), canary),
        (
            "CANARY",
            "canaryConfiguration",
            json!({ "canaryBakeTimeInMinutes": 1_441 }),
            "canaryBakeTimeInMinutes must be between 0 and 1440.",
        ),
        (
            "CANARY",
            "linearConfiguration",
            json!({}),
            "linearConfiguration is only valid with the LINEAR deployment strategy.",
        ),
    ] {
        check(json!({ "strategy": strategy, member: settings }), json!([]), expect);
    }
    check(json!({ "bakeTimeInMinutes": -1 }), json!([]), "bakeTimeInMinutes must be between 0 and 1440.");
}

#[test]
fn hooks_thresholds_and_alarms_are_complete() {
    let hook = |hook: Value| json!({ "strategy": "BLUE_GREEN", "lifecycleHooks": [hook] });
    let pause = json!({ "targetType": "PAUSE", "lifecycleStages": ["TEST_TRAFFIC_SHIFT"] });
    check(hook(pause), json!([]), "PAUSE lifecycle hooks are not supported at the TEST_TRAFFIC_SHIFT stage.");
    let nowhere = json!({ "targetType": "PAUSE", "lifecycleStages": [] });
    check(hook(nowhere), json!([]), "lifecycleStages cannot be empty for a lifecycle hook.");
    let function = json!({ "hookTargetArn": "arn:f", "lifecycleStages": ["POST_SCALE_UP"] });
    check(hook(function), json!([]), "roleArn is required for AWS_LAMBDA lifecycle hooks.");
    let breaker =
        json!({ "enable": true, "rollback": true, "thresholdConfiguration": { "type": "COUNT", "value": 0 } });
    let expect = "The value of the thresholdConfiguration must be at least 1.";
    check(json!({ "deploymentCircuitBreaker": breaker }), json!([]), expect);
    let alarms = json!({ "alarmNames": [], "enable": true, "rollback": true });
    check(json!({ "alarms": alarms }), json!([]), "alarmNames cannot be empty when deployment alarms are enabled.");
}

#[test]
fn load_balancers_agree_with_the_strategy_and_with_each_other() {
    let green = || json!({ "strategy": "BLUE_GREEN" });
    check(
        green(),
        json!([balancer(json!({}))]),
        "advancedConfiguration field is required for all loadBalancers when using a non-ROLLING deployment strategy",
    );
    check(
        green(),
        json!([advanced(json!({})), balancer(json!({ "targetGroupArn": "arn:other" }))]),
        "Either all or none of the provided loadBalancers must have advancedConfiguration defined",
    );
    check(
        green(),
        json!([advanced(json!({ "testListenerRule": RULE }))]),
        &format!("The following rules cannot be used as both production and test listener rules: {RULE}"),
    );
    let listener = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/shop/1/2";
    check(
        green(),
        json!([advanced(json!({ "productionListenerRule": listener }))]),
        &format!(
            "productionListenerRule has an invalid ARN format. Must be RuleArn for ALB or ListenerArn for NLB. Got: {listener}"
        ),
    );
    check(json!({}), json!([balancer(json!({})), balancer(json!({}))]), "Duplicate targetGroupArn found: arn:blue");
    let classic = json!({ "loadBalancerName": "old", "containerName": "app", "containerPort": 80 });
    check(
        json!({}),
        json!([balancer(json!({})), classic]),
        "All loadBalancers must be strictly either ELBv1 (defining loadBalancerName) or ELBv2 (defining targetGroupArn)",
    );
}
