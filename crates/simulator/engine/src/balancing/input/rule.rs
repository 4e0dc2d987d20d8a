//! What requests say about rules: conditions and actions.

use crate::tag::Tag;
use serde::Deserialize;

/// CreateRule, and what ModifyRule changes.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html>
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct RuleInput {
    /// The listener, of a new rule.
    pub listener_arn: String,
    /// The rule, of a change.
    pub rule_arn: String,
    /// 1–50000.
    pub priority: u32,
    /// All must hold.
    pub conditions: Vec<ConditionInput>,
    /// What happens.
    pub actions: Vec<ActionInput>,
    /// At most 50.
    pub tags: Vec<Tag>,
}

/// A condition of a rule.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct ConditionInput {
    /// For example `host-header`.
    pub field: String,
    /// The values, for the fields that are a plain list.
    pub values: Vec<String>,
    /// Of `host-header`.
    pub host_header_config: Option<Values>,
    /// Of `path-pattern`.
    pub path_pattern_config: Option<Values>,
    /// Of `source-ip`.
    pub source_ip_config: Option<Values>,
    /// Of `http-request-method`.
    pub http_request_method_config: Option<Values>,
    /// Of `http-header`.
    pub http_header_config: Option<HeaderInput>,
    /// Of `query-string`.
    pub query_string_config: Option<QueryInput>,
}

/// A plain list of values.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Values {
    /// The values.
    pub values: Vec<String>,
}

/// The condition on a header.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct HeaderInput {
    /// The header's name.
    pub http_header_name: Option<String>,
    /// The values.
    pub values: Vec<String>,
}

/// The condition on the query.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct QueryInput {
    /// The parameters.
    pub values: Vec<QueryPair>,
}

/// A parameter of the query.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct QueryPair {
    /// Any, when absent.
    pub key: Option<String>,
    /// The value.
    pub value: Option<String>,
}

/// An action of a rule.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct ActionInput {
    /// `forward`, `redirect` or `fixed-response`.
    #[serde(rename = "Type")]
    pub kind: String,
    /// 1–50000.
    pub order: Option<u32>,
    /// The only target group of a `forward`.
    pub target_group_arn: Option<String>,
    /// The target groups of a `forward`.
    pub forward_config: Option<ForwardInput>,
    /// Of `redirect`.
    pub redirect_config: Option<RedirectInput>,
    /// Of `fixed-response`.
    pub fixed_response_config: Option<FixedResponseInput>,
}

/// Where requests go, in what shares.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct ForwardInput {
    /// At most five.
    pub target_groups: Vec<GroupTuple>,
    /// Whether clients stay with their group.
    pub target_group_stickiness_config: Option<StickinessInput>,
}

/// A target group and its weight.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct GroupTuple {
    /// The target group's ARN.
    pub target_group_arn: Option<String>,
    /// 0–999.
    pub weight: Option<i64>,
}

/// Whether clients stay with their group.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct StickinessInput {
    /// Whether they do.
    pub enabled: Option<bool>,
    /// 1–604800.
    pub duration_seconds: Option<u32>,
}

/// Where clients are sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct RedirectInput {
    /// `HTTP`, `HTTPS` or `#{protocol}`.
    pub protocol: Option<String>,
    /// 1–65535 or `#{port}`.
    pub port: Option<String>,
    /// `#{host}` when absent.
    pub host: Option<String>,
    /// `/#{path}` when absent.
    pub path: Option<String>,
    /// `#{query}` when absent.
    pub query: Option<String>,
    /// `HTTP_301` or `HTTP_302`.
    pub status_code: String,
}

/// What the load balancer answers by itself.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct FixedResponseInput {
    /// The body.
    pub message_body: Option<String>,
    /// 2XX, 4XX or 5XX.
    pub status_code: String,
    /// The body's type.
    pub content_type: Option<String>,
}
