//! Load balancers, listeners, target groups and targets.

use aws_sdk_elasticloadbalancingv2::types;
use model::arn::Arn;
use model::name::TargetGroupName;
use model::traffic::{Listener, LoadBalancer, LoadBalancerType, Rule, Target, TargetCheck, TargetGroup};

use super::{count, rule, text, time};

/// The state of a load balancer or target that came without one.
const UNKNOWN_STATE: &str = "unknown";

/// What stands for the id of a target that AWS's answer does not name.
const UNNAMED_TARGET: &str = "unnamed";

/// `None` when it has no ARN.
pub(crate) fn balancer(balancer: types::LoadBalancer) -> Option<LoadBalancer> {
    let arn = Arn::parse(balancer.load_balancer_arn?).ok()?;
    let state = balancer.state;
    let code = state.as_ref().and_then(|state| state.code.as_ref());
    Some(LoadBalancer {
        name: text(balancer.load_balancer_name).unwrap_or_else(|| name_in(&arn).to_owned()),
        arn,
        dns_name: text(balancer.dns_name),
        kind: balancer.r#type.map_or(LoadBalancerType::Application, |kind| kind.as_str().into()),
        scheme: balancer.scheme.map(|scheme| scheme.as_str().into()),
        state: code.map_or(UNKNOWN_STATE, |code| code.as_str()).into(),
        state_reason: text(state.and_then(|state| state.reason)),
        zones: balancer.availability_zones.into_iter().flatten().filter_map(|zone| zone.zone_name).collect(),
        created_at: time(balancer.created_time),
    })
}

/// `None` when it has no ARN. Its rules are what its default actions tell: they are read apart.
pub(crate) fn listener(listener: types::Listener, balancer: &Arn) -> Option<Listener> {
    let arn = Arn::parse(listener.listener_arn?).ok()?;
    let default = Rule {
        arn: arn.clone(),
        priority: None,
        conditions: Vec::new(),
        actions: rule::actions(listener.default_actions),
    };
    Some(Listener {
        arn,
        load_balancer: balancer.clone(),
        port: port(listener.port),
        protocol: listener.protocol.map(|protocol| protocol.as_str().to_owned()),
        rules: vec![default],
    })
}

/// `None` when it has no ARN or no valid name.
pub(crate) fn group(group: types::TargetGroup) -> Option<TargetGroup> {
    let arn = Arn::parse(group.target_group_arn?).ok()?;
    let name = TargetGroupName::parse(group.target_group_name.as_deref().unwrap_or_else(|| name_in(&arn))).ok()?;
    let matcher = group.matcher;
    Some(TargetGroup {
        name,
        arn,
        protocol: group.protocol.map(|protocol| protocol.as_str().to_owned()),
        port: port(group.port),
        target_type: group.target_type.map(|kind| kind.as_str().to_owned()),
        check: TargetCheck {
            enabled: group.health_check_enabled.unwrap_or(true),
            protocol: group.health_check_protocol.map(|protocol| protocol.as_str().to_owned()),
            port: text(group.health_check_port),
            path: text(group.health_check_path),
            interval: count(group.health_check_interval_seconds.unwrap_or_default()),
            timeout: count(group.health_check_timeout_seconds.unwrap_or_default()),
            healthy_threshold: count(group.healthy_threshold_count.unwrap_or_default()),
            unhealthy_threshold: count(group.unhealthy_threshold_count.unwrap_or_default()),
            matcher: matcher.and_then(|matcher| text(matcher.http_code).or_else(|| text(matcher.grpc_code))),
        },
        load_balancers: group.load_balancer_arns.into_iter().flatten().filter_map(|arn| Arn::parse(arn).ok()).collect(),
    })
}

/// One without an id is kept: its state counts all the same.
pub(crate) fn target(described: types::TargetHealthDescription) -> Target {
    let target = described.target;
    let (id, port_number, zone) =
        target.map_or((None, None, None), |target| (target.id, target.port, target.availability_zone));
    let health = described.target_health;
    let state = health.as_ref().and_then(|health| health.state.as_ref());
    let reason = health.as_ref().and_then(|health| health.reason.as_ref());
    Target {
        id: text(id).unwrap_or_else(|| UNNAMED_TARGET.to_owned()),
        port: port(port_number),
        zone: text(zone),
        state: state.map_or(UNKNOWN_STATE, |state| state.as_str()).into(),
        reason: reason.map(|reason| reason.as_str().into()),
        description: text(health.and_then(|health| health.description)),
    }
}

/// `loadbalancer/app/NAME/ID` and `targetgroup/NAME/ID` → `NAME`.
fn name_in(arn: &Arn) -> &str {
    arn.resource().rsplit('/').nth(1).unwrap_or_else(|| arn.short())
}

fn port(port: Option<i32>) -> Option<u16> {
    port.and_then(|port| u16::try_from(port).ok()).filter(|port| *port > 0)
}

#[cfg(test)]
mod tests {
    use model::traffic::TargetState;

    use super::*;

    const GROUP: &str = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/web/0123456789abcdef";

    #[test]
    fn a_group_with_nothing_but_an_arn_is_called_as_the_arn_calls_it() {
        let found = group(types::TargetGroup::builder().target_group_arn(GROUP).build()).unwrap();
        assert_eq!((found.name.as_str(), found.check.enabled, found.port), ("web", true, None));
        assert!(group(types::TargetGroup::builder().target_group_name("web").build()).is_none());
        let odd = types::TargetGroup::builder().target_group_arn(GROUP).target_group_name("no such name");
        assert!(group(odd.build()).is_none());
    }

    #[test]
    fn states_and_reasons_that_this_build_does_not_know_are_kept_as_they_came() {
        let health = types::TargetHealth::builder().state("resting".into()).reason("Target.Asleep".into()).build();
        let description = types::TargetDescription::builder().id("10.0.0.7").port(8080).build();
        let described = types::TargetHealthDescription::builder().target(description).target_health(health).build();
        let found = target(described);
        assert_eq!(found.state, TargetState::Other("resting".to_owned()));
        assert_eq!((found.reason, found.port), (Some("Target.Asleep".into()), Some(8080)));
    }

    #[test]
    fn a_balancer_of_an_unknown_kind_keeps_its_kind() {
        let arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/front/0123456789abcdef";
        let odd = types::LoadBalancer::builder().load_balancer_arn(arn).r#type("quantum".into()).build();
        let found = balancer(odd).unwrap();
        assert_eq!((found.kind.as_str(), found.name.as_str(), found.state.as_str()), ("quantum", "front", "unknown"));
    }
}
