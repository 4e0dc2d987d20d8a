//! Load balancers made by hand.

use std::sync::Arc;

use fleet::{Known, Seen, Snapshot, Traffic};
use model::arn::Arn;
use model::name::TargetGroupName;
use model::service::{Service, TargetGroupBinding};
use model::traffic::{
    Action, Condition, Listener, LoadBalancer, LoadBalancerScheme, LoadBalancerState, LoadBalancerType, Rule, Target,
    TargetCheck, TargetGroup, Weighted,
};

use super::ago;

fn elb(rest: &str) -> Arn {
    Arn::parse(format!("arn:aws:elasticloadbalancing:eu-central-1:123456789012:{rest}")).unwrap()
}

pub fn group_arn(name: &str) -> String {
    elb(&format!("targetgroup/{name}/0123456789abcdef")).as_str().to_owned()
}

/// The load balancer `front`, the only one.
pub fn balancer() -> LoadBalancer {
    LoadBalancer {
        arn: elb("loadbalancer/app/front/0123456789abcdef"),
        name: "front".to_owned(),
        dns_name: Some("front.example".to_owned()),
        kind: LoadBalancerType::Application,
        scheme: Some(LoadBalancerScheme::InternetFacing),
        state: LoadBalancerState::Active,
        state_reason: None,
        zones: vec!["eu-central-1a".to_owned()],
        created_at: None,
    }
}

/// A listener of `front`.
pub fn listener(port: u16, rules: Vec<Rule>) -> Listener {
    Listener {
        arn: elb(&format!("listener/app/front/0123456789abcdef/{port:016x}")),
        load_balancer: balancer().arn,
        port: Some(port),
        protocol: Some("HTTP".to_owned()),
        rules,
    }
}

/// A rule that does this with `/PRIORITY/*`; priority 0 stands for the default rule.
pub fn rule(priority: u32, action: Action) -> Rule {
    Rule {
        arn: elb(&format!("listener-rule/app/front/0123456789abcdef/1/{priority:016x}")),
        priority: (priority > 0).then_some(priority),
        conditions: if priority > 0 { vec![Condition::Path(vec![format!("/{priority}/*")])] } else { Vec::new() },
        actions: vec![action],
    }
}

/// A rule that forwards to these groups by weight.
pub fn forward(priority: u32, groups: &[(&str, u32)]) -> Rule {
    let weighted =
        |(name, weight): &(&str, u32)| Weighted { group: Arn::parse(group_arn(name)).unwrap(), weight: *weight };
    rule(priority, Action::Forward(groups.iter().map(weighted).collect()))
}

pub fn group(name: &str) -> TargetGroup {
    TargetGroup {
        arn: Arn::parse(group_arn(name)).unwrap(),
        name: TargetGroupName::parse(name).unwrap(),
        protocol: Some("HTTP".to_owned()),
        port: Some(80),
        target_type: Some("ip".to_owned()),
        check: TargetCheck {
            enabled: true,
            protocol: Some("HTTP".to_owned()),
            port: Some("traffic-port".to_owned()),
            path: Some("/healthz".to_owned()),
            interval: 10,
            timeout: 5,
            healthy_threshold: 3,
            unhealthy_threshold: 2,
            matcher: Some("200".to_owned()),
        },
        load_balancers: vec![balancer().arn],
    }
}

pub fn target(address: &str, state: &str, reason: Option<&str>) -> Target {
    Target {
        id: address.to_owned(),
        port: Some(80),
        zone: Some("eu-central-1a".to_owned()),
        state: state.into(),
        reason: reason.map(Into::into),
        description: None,
    }
}

/// Puts `front` with these listeners and these groups into a snapshot; a group without targets is `None` when its
/// health was not read.
pub fn traffic(snapshot: &mut Snapshot, listeners: Vec<Listener>, groups: Vec<(&str, Option<Vec<Target>>)>) {
    let balancer = balancer();
    let known = groups.iter().map(|(name, _)| (group_arn(name), Arc::new(group(name))));
    let health =
        groups.iter().filter_map(|(name, targets)| Some((group_arn(name), Seen::new(ago(4), targets.clone()?))));
    let by_arn = |listener: Listener| (listener.arn.as_str().to_owned(), Arc::new(listener));
    let read = Traffic {
        balancers: Arc::new([(balancer.arn.as_str().to_owned(), balancer)].into()),
        listeners: Arc::new(listeners.into_iter().map(by_arn).collect()),
        groups: Arc::new(known.collect()),
    };
    snapshot.traffic = Known::new(read, ago(4));
    snapshot.health = Known::new(health.collect(), ago(4));
}

/// The service with its tasks registered in this group.
pub fn behind(service: Service, group: &str) -> Service {
    let binding = TargetGroupBinding {
        target_group_arn: group_arn(group),
        container: service.name.to_string(),
        port: 80,
        alternate_group_arn: None,
        production_rule_arn: None,
        test_rule_arn: None,
    };
    Service { target_groups: vec![binding], ..service }
}
