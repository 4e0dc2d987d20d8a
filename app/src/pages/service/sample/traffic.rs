//! Traffic of `checkout` for the tests of what is drawn.

use model::address::{TargetGroupRef, TaskRef};
use model::task_definition::TaskDefinitionRef;
use model::time::Timestamp;
use model::traffic::HealthCounts;
use model::verdict::Level;
use model::view::{GroupCard, GroupLine, GroupShare, Route, RuleOutcome, RuleView, ServiceTraffic, TargetRow};

use super::at;

/// The target group `checkout-http` of `prod`.
pub(crate) fn group_at() -> TargetGroupRef {
    TargetGroupRef { environment: at().environment, name: "checkout-http".parse().unwrap() }
}

/// `checkout-http`, of whose two targets one fails.
pub(crate) fn group() -> GroupLine {
    GroupLine {
        at: group_at(),
        counts: Some(HealthCounts { healthy: 1, unhealthy: 1, ..HealthCounts::default() }),
        level: Level::Degraded,
        services: vec![(at(), Level::Degraded)],
        reason: Some("Target.ResponseCodeMismatch [502]".into()),
        as_of: Some(Timestamp(0)),
    }
}

/// A target that answers 502.
pub(crate) fn failing_target() -> TargetRow {
    let at = at();
    let task = model::name::TaskId::parse("9f3c1e07aaaa4bbbbcccc0123456789a").unwrap();
    TargetRow {
        id: "10.0.11.34".into(),
        port: Some(8080),
        zone: Some("eu-central-1a".into()),
        state: "unhealthy".into(),
        level: Level::Degraded,
        code: Some("Target.ResponseCodeMismatch".into()),
        explanation: "It answers with a code that is not expected.".into(),
        description: Some("Health checks failed with these codes: [502]".into()),
        next: Some("Look at the logs of its task.".into()),
        task: Some(TaskRef { environment: at.environment, cluster: at.cluster, task }),
        revision: Some(TaskDefinitionRef::parse("checkout:43").unwrap()),
    }
}

/// A target that is well.
pub(crate) fn healthy_target() -> TargetRow {
    TargetRow {
        id: "10.0.12.9".into(),
        state: "healthy".into(),
        level: Level::Steady,
        code: None,
        explanation: "It gets traffic.".into(),
        description: None,
        next: None,
        ..failing_target()
    }
}

/// The rule that sends `*/checkout/*` to `checkout-http`.
pub(crate) fn rule() -> RuleView {
    RuleView {
        arn: "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener-rule/app/shop-public/1/2/3".into(),
        priority: Some(30),
        conditions: vec![("Path".into(), "*/checkout/*".into())],
        before: vec![],
        outcome: RuleOutcome::Forward(vec![GroupShare { group: group(), weight: 100, percent: 100.0 }]),
        nowhere: None,
    }
}

/// The route from `shop-public` to `checkout-http`.
pub(crate) fn route() -> Route {
    Route {
        balancer: "shop-public".into(),
        dns: Some("shop-public-1.eu-central-1.elb.amazonaws.com".into()),
        listener: "HTTPS:443".into(),
        rule: rule(),
        group: group_at(),
        share: 100.0,
    }
}

/// One target group with a failing and a healthy target, reached by one rule.
pub(crate) fn traffic() -> ServiceTraffic {
    let card = GroupCard {
        line: group(),
        role: None,
        check: "HTTP GET /healthz on the traffic port every 10 s, expects 200".into(),
        targets: vec![failing_target(), healthy_target()],
    };
    ServiceTraffic { routes: vec![route()], groups: vec![card], alarms: vec![] }
}
