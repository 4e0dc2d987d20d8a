//! What requests say. Each type reads itself from the members of its request; absent lists are empty.

mod rule;

pub use rule::{
    ActionInput, ConditionInput, FixedResponseInput, ForwardInput, GroupTuple, HeaderInput, QueryInput, QueryPair,
    RedirectInput, RuleInput, StickinessInput, Values,
};

use crate::tag::Tag;
use serde::Deserialize;

/// CreateLoadBalancer.
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html>
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct CreateLoadBalancer {
    /// 1–32 letters, digits and hyphens.
    pub name: String,
    /// Subnet ids; an Application Load Balancer needs two.
    pub subnets: Vec<String>,
    /// The same with more about each.
    pub subnet_mappings: Vec<SubnetMapping>,
    /// Security group ids.
    pub security_groups: Vec<String>,
    /// `internet-facing` when absent.
    pub scheme: Option<String>,
    /// `application` when absent.
    #[serde(rename = "Type")]
    pub kind: Option<String>,
    /// `ipv4` when absent.
    pub ip_address_type: Option<String>,
    /// At most 50.
    pub tags: Vec<Tag>,
}

/// One subnet of a load balancer.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct SubnetMapping {
    /// The subnet's id.
    pub subnet_id: String,
}

/// CreateListener, and what ModifyListener changes.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html>
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct ListenerInput {
    /// The load balancer, of a new listener.
    pub load_balancer_arn: String,
    /// The listener, of a change.
    pub listener_arn: String,
    /// For example `HTTPS`.
    pub protocol: Option<String>,
    /// 1–65535.
    pub port: Option<u16>,
    /// Only for encrypted protocols.
    pub ssl_policy: Option<String>,
    /// Exactly one, for encrypted protocols.
    pub certificates: Vec<Certificate>,
    /// What happens when no rule takes a request.
    pub default_actions: Vec<ActionInput>,
    /// At most 50.
    pub tags: Vec<Tag>,
}

/// A certificate of a listener.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Certificate {
    /// Its ARN.
    pub certificate_arn: Option<String>,
}

/// CreateTargetGroup, and what ModifyTargetGroup changes.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html>
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct TargetGroupInput {
    /// The target group, of a change.
    pub target_group_arn: String,
    /// 1–32 letters, digits and hyphens.
    pub name: String,
    /// For example `HTTP`.
    pub protocol: Option<String>,
    /// `HTTP1` when absent.
    pub protocol_version: Option<String>,
    /// The port of targets that are registered without one.
    pub port: Option<u16>,
    /// The network's id.
    pub vpc_id: Option<String>,
    /// `instance` when absent.
    pub target_type: Option<String>,
    /// `ipv4` when absent.
    pub ip_address_type: Option<String>,
    /// The target group's protocol when absent.
    pub health_check_protocol: Option<String>,
    /// `traffic-port` when absent.
    pub health_check_port: Option<String>,
    /// `true` when absent.
    pub health_check_enabled: Option<bool>,
    /// `/` when absent.
    pub health_check_path: Option<String>,
    /// 30 when absent.
    pub health_check_interval_seconds: Option<u32>,
    /// 5 when absent.
    pub health_check_timeout_seconds: Option<u32>,
    /// 5 when absent.
    pub healthy_threshold_count: Option<u32>,
    /// 2 when absent.
    pub unhealthy_threshold_count: Option<u32>,
    /// 200 when absent.
    pub matcher: Option<MatcherInput>,
    /// At most 50.
    pub tags: Vec<Tag>,
}

/// Which answers a health check takes for good.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct MatcherInput {
    /// Codes and ranges, such as `200,202` or `200-299`.
    pub http_code: Option<String>,
    /// The same for gRPC.
    pub grpc_code: Option<String>,
}

/// A target, as requests name it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct TargetInput {
    /// An address or an instance id.
    pub id: String,
    /// The target group's port when absent.
    pub port: Option<u16>,
    /// `all` for an address outside of the network.
    pub availability_zone: Option<String>,
}

/// One attribute of a load balancer, a target group or a listener.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct AttributeInput {
    /// For example `deregistration_delay.timeout_seconds`.
    pub key: String,
    /// Text, also of numbers.
    pub value: String,
}

/// A rule and the priority it is to have.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct PriorityInput {
    /// The rule's ARN.
    pub rule_arn: String,
    /// 1–50000.
    pub priority: u32,
}
