//! What Elastic Load Balancing refuses, and what it takes twice without harm.

use super::estate::*;
use crate::balancing::input::{PriorityInput, TargetInput};
use crate::{ApiError, Engine, Name};
use serde_json::{Value, json};

struct Estate {
    engine: Engine,
    group: String,
    balancer: Name,
    listener: Name,
}

fn estate() -> Estate {
    let mut engine = empty(1);
    let group = target_group(&mut engine, "web", json!({}));
    let world = engine.world();
    let (balancer, listener) =
        (world.load_balancers().next().unwrap().arn.clone(), world.listeners().next().unwrap().arn.clone());
    Estate { engine, group, balancer, listener }
}

#[track_caller]
fn refused<T: std::fmt::Debug>(answer: Result<T, ApiError>, code: &str) {
    assert_eq!(answer.unwrap_err().code, code);
}

impl Estate {
    fn rule(&mut self, change: impl FnOnce(&mut Value)) -> Result<Name, ApiError> {
        let mut request = json!({
            "ListenerArn": &*self.listener, "Priority": 10,
            "Conditions": [{ "Field": "path-pattern", "Values": ["/a"] }],
            "Actions": [{ "Type": "forward", "TargetGroupArn": self.group }],
        });
        change(&mut request);
        self.engine.create_rule(read(request))
    }

    fn listener(&mut self, change: impl FnOnce(&mut Value)) -> Result<Name, ApiError> {
        let mut request = json!({
            "LoadBalancerArn": &*self.balancer, "Protocol": "HTTP", "Port": 81,
            "DefaultActions": [{ "Type": "forward", "TargetGroupArn": self.group }],
        });
        change(&mut request);
        self.engine.create_listener(read(request))
    }
}

#[test]
fn names_are_checked_and_the_same_request_twice_does_no_harm() {
    let mut engine = empty(2);
    let request = |name: &str| read(json!({ "Name": name, "Subnets": ["subnet-a", "subnet-b"] }));
    for name in ["", "internal-web", "-web", "web_1", &"w".repeat(33)] {
        refused(engine.create_load_balancer(request(name)), "ValidationError");
    }
    let first = engine.create_load_balancer(request("web")).unwrap();
    assert_eq!(engine.create_load_balancer(request("web")).unwrap(), first);
    let other = json!({ "Name": "web", "Subnets": ["subnet-a", "subnet-b"], "Scheme": "internal" });
    refused(engine.create_load_balancer(read(other)), "DuplicateLoadBalancerName");
    refused(engine.create_load_balancer(read(json!({ "Name": "one", "Subnets": ["subnet-a"] }))), "ValidationError");
    let group = |port: u16| {
        read(json!({ "Name": "web", "Protocol": "HTTP", "Port": port, "VpcId": "vpc-1", "TargetType": "ip" }))
    };
    let first = engine.create_target_group(group(80)).unwrap();
    assert_eq!(engine.create_target_group(group(80)).unwrap(), first);
    refused(engine.create_target_group(group(81)), "DuplicateTargetGroupName");
}

#[test]
fn an_account_has_so_many_load_balancers_and_no_more() {
    let mut engine = empty(3);
    let request = |number: u32| read(json!({ "Name": format!("web-{number}"), "Subnets": ["subnet-a", "subnet-b"] }));
    for number in 0..50 {
        engine.create_load_balancer(request(number)).unwrap();
    }
    refused(engine.create_load_balancer(request(50)), "TooManyLoadBalancers");
}

#[test]
fn a_listener_has_one_port_and_a_certificate_when_it_is_encrypted() {
    let mut estate = estate();
    refused(estate.listener(|it| it["Port"] = json!(80)), "DuplicateListener");
    refused(estate.listener(|it| it["Protocol"] = json!("HTTPS")), "ValidationError");
    refused(estate.listener(|it| it["Protocol"] = json!("TCP")), "ValidationError");
    refused(estate.listener(|it| it["LoadBalancerArn"] = json!("arn:none")), "LoadBalancerNotFound");
    refused(estate.listener(|it| it["DefaultActions"][0]["TargetGroupArn"] = json!("arn:none")), "TargetGroupNotFound");
    let encrypted = estate.listener(|it| {
        it["Protocol"] = json!("HTTPS");
        it["Certificates"] = json!([{ "CertificateArn": "arn:aws:acm:eu-central-1:123456789012:certificate/1" }]);
    });
    let listener = estate.engine.world().listener(&encrypted.unwrap()).unwrap();
    assert_eq!(listener.ssl_policy.as_deref(), Some("ELBSecurityPolicy-2016-08"));
}

#[test]
fn a_rule_has_a_priority_of_its_own_and_conditions_within_limits() {
    let mut estate = estate();
    estate.rule(|_| {}).unwrap();
    refused(estate.rule(|_| {}), "PriorityInUse");
    for conditions in [
        json!([]),
        json!([{ "Field": "colour", "Values": ["red"] }]),
        json!([{ "Field": "path-pattern", "Values": [] }]),
        json!([{ "Field": "path-pattern", "Values": ["/1", "/2", "/3", "/4", "/5", "/6"] }]),
        json!([{ "Field": "path-pattern", "Values": ["/1"] }, { "Field": "path-pattern", "Values": ["/2"] }]),
        json!([{ "Field": "host-header", "HostHeaderConfig": { "Values": ["h".repeat(129)] } }]),
        json!([{ "Field": "source-ip", "SourceIpConfig": { "Values": ["10.0.0.1"] } }]),
    ] {
        refused(estate.rule(|it| (it["Priority"], it["Conditions"]) = (json!(20), conditions)), "ValidationError");
    }
}

#[test]
fn an_action_leads_somewhere_and_not_in_circles() {
    let mut estate = estate();
    let redirect = json!({ "Type": "redirect", "RedirectConfig": { "StatusCode": "HTTP_301" } });
    let response = |status: &str| json!({ "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": status } });
    let weighted = |weight: i64| json!({ "Type": "forward", "ForwardConfig": { "TargetGroups": [{ "TargetGroupArn": "g", "Weight": weight }] } });
    for (action, code) in [
        (redirect, "InvalidLoadBalancerAction"),
        (response("301"), "ValidationError"),
        (response("abc"), "ValidationError"),
        (weighted(1_000), "ValidationError"),
        (weighted(-1), "ValidationError"),
        (weighted(1), "TargetGroupNotFound"),
        (json!({ "Type": "forward" }), "ValidationError"),
        (json!({ "Type": "authenticate-oidc" }), "InvalidLoadBalancerAction"),
    ] {
        refused(estate.rule(|it| it["Actions"] = json!([action])), code);
    }
}

#[test]
fn a_target_group_belongs_to_one_load_balancer_and_stays_while_a_rule_leads_to_it() {
    let mut estate = estate();
    let other = json!({ "Name": "other", "Subnets": ["subnet-a", "subnet-b"] });
    let other = estate.engine.create_load_balancer(read(other)).unwrap();
    refused(estate.listener(|it| it["LoadBalancerArn"] = json!(&*other)), "TargetGroupAssociationLimit");
    refused(estate.engine.delete_target_group(&estate.group), "ResourceInUse");
    estate.engine.delete_load_balancer(&estate.balancer).unwrap();
    assert_eq!((estate.engine.world().listeners().len(), estate.engine.world().rules().len()), (0, 0));
    estate.engine.delete_target_group(&estate.group).unwrap();
    estate.engine.delete_target_group(&estate.group).unwrap();
    estate.engine.delete_load_balancer(&estate.balancer).unwrap();
}

#[test]
fn default_rules_stay_and_priorities_are_set_all_at_once() {
    let mut estate = estate();
    let first = estate.rule(|_| {}).unwrap();
    let second = estate.rule(|it| it["Priority"] = json!(20)).unwrap();
    let default = estate.engine.world().listener(&estate.listener).unwrap().default_rule.clone();
    refused(estate.engine.delete_rule(&default), "OperationNotPermitted");
    let set = |rule: &Name, priority| PriorityInput { rule_arn: rule.to_string(), priority };
    refused(estate.engine.set_rule_priorities(&[set(&first, 20)]), "PriorityInUse");
    estate.engine.set_rule_priorities(&[set(&first, 20), set(&second, 10)]).unwrap();
    let world = estate.engine.world();
    let order: Vec<_> =
        world.rules_of(world.listener(&estate.listener).unwrap()).iter().map(|it| it.arn.clone()).collect();
    assert_eq!(order, [second, first, default]);
}

#[test]
fn weights_are_set_on_a_rule_or_on_a_listener() {
    let mut estate = estate();
    let group: Name = estate.group.as_str().into();
    estate.engine.set_weights(&estate.listener.clone(), &[(group.clone(), 0)]).unwrap();
    let default = &estate.engine.world().listener(&estate.listener).unwrap().default_rule;
    let rule = estate.engine.world().rule(default).unwrap();
    assert_eq!(rule.actions[0].kind.groups()[0].weight, 0);
    refused(estate.engine.set_weights("arn:none", &[(group, 1)]), "RuleNotFound");
    refused(estate.engine.set_weights(&estate.listener.clone(), &[("arn:none".into(), 1)]), "TargetGroupNotFound");
}

#[test]
fn targets_fit_the_type_of_their_group() {
    let mut estate = estate();
    for (id, code) in
        [("i-0123456789abcdef0", "ValidationError"), ("8.8.8.8", "InvalidTarget"), ("", "ValidationError")]
    {
        let target = TargetInput { id: id.to_owned(), ..TargetInput::default() };
        refused(estate.engine.register_targets(&estate.group, &[target]), code);
    }
    refused(estate.engine.register_targets("arn:none", &[]), "TargetGroupNotFound");
}
