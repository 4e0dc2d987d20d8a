//! The traffic of an environment for the tests of what is drawn.

use model::address::TargetGroupRef;
use model::verdict::Level;
use model::view::{BalancerView, GroupLine, ListenerView, RuleOutcome, RuleView, TrafficPage};

use crate::pages::service::sample;

/// One load balancer with three rules, one of which leads nowhere, and a target group that nobody uses.
pub fn page() -> TrafficPage {
    let nowhere = RuleView {
        priority: Some(10),
        conditions: vec![("Host".into(), "old.example.com".into())],
        outcome: RuleOutcome::Forward(vec![]),
        nowhere: Some("no healthy target behind it".into()),
        ..sample::rule()
    };
    let default = RuleView {
        priority: None,
        conditions: vec![],
        outcome: RuleOutcome::Fixed { status: "404".into() },
        ..sample::rule()
    };
    let listener = ListenerView {
        arn: String::new(),
        port: Some(443),
        protocol: Some("HTTPS".into()),
        rules: vec![nowhere, sample::rule(), default],
    };
    let balancer = BalancerView {
        name: "shop-public".into(),
        arn: String::new(),
        kind: "application".into(),
        scheme: Some("internet-facing".into()),
        state: "active".into(),
        level: Level::Steady,
        reason: None,
        dns: Some("shop-public-1.eu-central-1.elb.amazonaws.com".into()),
        zones: vec!["eu-central-1a".into()],
        listeners: vec![listener],
        alarms: vec![],
    };
    let at = TargetGroupRef { name: "left-over".parse().unwrap(), ..sample::group().at };
    let unused = GroupLine {
        at,
        level: Level::Idle,
        services: vec![],
        reason: Some("no listener rule forwards to it".into()),
        ..sample::group()
    };
    TrafficPage { balancers: vec![balancer], unused: vec![unused], rules: 3, nowhere: 1, groups: 2, unhealthy: 1 }
}
