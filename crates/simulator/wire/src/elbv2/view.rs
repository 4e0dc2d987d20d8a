//! What load balancers and target groups look like in an answer. Absent members are absent.

mod rule;

pub use rule::rule;

use serde_json::{Map, Value, json};

use simulator_engine::balancing::listener::Listener;
use simulator_engine::balancing::load_balancer::{BalancerKind, LoadBalancer, hosted_zone};
use simulator_engine::balancing::target::{Target, TargetKey};
use simulator_engine::balancing::target_group::TargetGroup;
use simulator_engine::{Millis, World};

/// A `LoadBalancer`.
pub fn balancer(world: &World, balancer: &LoadBalancer) -> Value {
    let zones = balancer.zones.iter();
    let zones: Vec<_> = zones
        .map(|zone| json!({ "ZoneName": &*zone.zone, "SubnetId": &*zone.subnet, "LoadBalancerAddresses": [] }))
        .collect();
    let groups: Vec<_> = balancer.security_groups.iter().map(|id| &**id).collect();
    let mut view = json!({
        "LoadBalancerArn": &*balancer.arn,
        "LoadBalancerName": &*balancer.name,
        "DNSName": &*balancer.dns_name,
        "CanonicalHostedZoneId": hosted_zone(world.arns().region(), balancer.kind),
        "CreatedTime": time(balancer.created_at),
        "Scheme": balancer.scheme.word(),
        "VpcId": &*balancer.vpc,
        "State": { "Code": balancer.state(world.now()).word() },
        "Type": balancer.kind.word(),
        "AvailabilityZones": zones,
        "IpAddressType": &*balancer.ip_address_type,
    });
    if balancer.kind == BalancerKind::Application || !groups.is_empty() {
        view["SecurityGroups"] = json!(groups);
    }
    view
}

/// A `Listener`.
pub fn listener(world: &World, listener: &Listener) -> Value {
    let default = world.rule(&listener.default_rule);
    let mut view = json!({
        "ListenerArn": &*listener.arn,
        "LoadBalancerArn": &*listener.balancer,
        "Port": listener.port,
        "Protocol": &*listener.protocol,
        "DefaultActions": default.map(rule::actions).unwrap_or_default(),
    });
    if let Some(policy) = &listener.ssl_policy {
        view["SslPolicy"] = json!(&**policy);
        view["MutualAuthentication"] = json!({ "Mode": "off" });
    }
    if !listener.certificates.is_empty() {
        let certificates: Vec<_> =
            listener.certificates.iter().map(|arn| json!({ "CertificateArn": &**arn })).collect();
        view["Certificates"] = json!(certificates);
    }
    view
}

/// A `TargetGroup`.
pub fn group(world: &World, group: &TargetGroup) -> Value {
    let check = &group.health_check;
    let balancers: Vec<_> = world.balancers_of(group).iter().map(|arn| arn.to_string()).collect();
    let mut view = json!({
        "TargetGroupArn": &*group.arn,
        "TargetGroupName": &*group.name,
        "Protocol": &*group.protocol,
        "Port": group.port,
        "VpcId": &*group.vpc,
        "HealthCheckProtocol": &*check.protocol,
        "HealthCheckPort": &*check.port,
        "HealthCheckEnabled": check.enabled,
        "HealthCheckIntervalSeconds": check.interval,
        "HealthCheckTimeoutSeconds": check.timeout,
        "HealthyThresholdCount": check.healthy_threshold,
        "UnhealthyThresholdCount": check.unhealthy_threshold,
        "LoadBalancerArns": balancers,
        "TargetType": group.target_type.word(),
        "IpAddressType": &*group.ip_address_type,
    });
    if let Some(version) = &group.version {
        view["ProtocolVersion"] = json!(&**version);
    }
    if let Some(path) = &check.path {
        view["HealthCheckPath"] = json!(&**path);
    }
    if let Some(matcher) = &check.matcher {
        let kind = if matcher.grpc { "GrpcCode" } else { "HttpCode" };
        view["Matcher"] = json!({ kind: &*matcher.text });
    }
    view
}

/// A `TargetHealthDescription`.
pub fn target(group: &TargetGroup, target: &Target) -> Value {
    let state = target.health.state;
    let mut health = Map::new();
    health.insert("State".to_owned(), state.word().into());
    if let Some(reason) = state.reason() {
        health.insert("Reason".to_owned(), reason.into());
    }
    if let Some(description) = state.description() {
        health.insert("Description".to_owned(), description.into());
    }
    let mut described = json!({ "Id": &*target.key.id, "Port": target.key.port });
    if let Some(zone) = &target.zone {
        described["AvailabilityZone"] = json!(&**zone);
    }
    json!({ "Target": described, "HealthCheckPort": check_port(group, &target.key), "TargetHealth": health })
}

/// The `TargetHealthDescription` of a target that the group does not have.
pub fn not_registered(group: &TargetGroup, key: &TargetKey) -> Value {
    json!({
        "Target": { "Id": &*key.id, "Port": key.port },
        "HealthCheckPort": check_port(group, key),
        "TargetHealth": {
            "State": "unused",
            "Reason": "Target.NotRegistered",
            "Description": "Target is not registered to the target group",
        },
    })
}

fn check_port(group: &TargetGroup, key: &TargetKey) -> String {
    match &*group.health_check.port {
        "traffic-port" => key.port.to_string(),
        fixed => fixed.to_owned(),
    }
}

fn time(at: Millis) -> String {
    at.iso()
}
