//! Which requests a rule takes.

use super::error;
use super::input::{ConditionInput, QueryPair, Values};
use crate::{ApiError, Name};

/// The most values that the conditions of one rule can have together.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html>
const VALUES_MAX: usize = 5;

/// The longest value, in characters.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleCondition.html>
const VALUE_LENGTH_MAX: usize = 128;

/// One condition of a rule; one of its values must fit the request.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleCondition.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The host name: `*` and `?` are wildcards.
    Host(Vec<Name>),
    /// The path: `*` and `?` are wildcards.
    Path(Vec<Name>),
    /// A header: `*` and `?` are wildcards in its values.
    Header {
        /// The header's name.
        name: Name,
        /// What it may be.
        values: Vec<Name>,
    },
    /// A parameter of the query: its key, when given, and its value.
    Query(Vec<(Option<Name>, Name)>),
    /// The address the request comes from: a range such as `10.0.0.0/8`.
    Source(Vec<Name>),
    /// The HTTP method.
    Method(Vec<Name>),
}

impl Condition {
    /// The word on the wire.
    #[must_use]
    pub fn field(&self) -> &'static str {
        match self {
            Self::Host(_) => "host-header",
            Self::Path(_) => "path-pattern",
            Self::Header { .. } => "http-header",
            Self::Query(_) => "query-string",
            Self::Source(_) => "source-ip",
            Self::Method(_) => "http-request-method",
        }
    }

    fn count(&self) -> usize {
        match self {
            Self::Host(values) | Self::Path(values) | Self::Source(values) | Self::Method(values) => values.len(),
            Self::Header { values, .. } => values.len(),
            Self::Query(values) => values.len(),
        }
    }
}

/// The conditions of a rule as a request gives them.
pub(super) fn read_all(inputs: &[ConditionInput]) -> Result<Vec<Condition>, ApiError> {
    let conditions = inputs.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    if conditions.is_empty() {
        return Err(error::validation("A condition must be specified"));
    }
    for once in ["host-header", "path-pattern", "source-ip", "http-request-method"] {
        if conditions.iter().filter(|condition| condition.field() == once).count() > 1 {
            return Err(error::validation(format!("A rule can only have one '{once}' condition")));
        }
    }
    if conditions.iter().map(Condition::count).sum::<usize>() > VALUES_MAX {
        return Err(error::validation(format!("A rule can only have '{VALUES_MAX}' condition values")));
    }
    Ok(conditions)
}

fn read(input: &ConditionInput) -> Result<Condition, ApiError> {
    let either = |config: &Option<Values>| {
        let own = config.as_ref().map(|config| config.values.as_slice()).unwrap_or_default();
        values(&input.field, if own.is_empty() { &input.values } else { own })
    };
    match input.field.as_str() {
        "host-header" => Ok(Condition::Host(either(&input.host_header_config)?)),
        "path-pattern" => Ok(Condition::Path(either(&input.path_pattern_config)?)),
        "source-ip" => Ok(Condition::Source(ranges(either(&input.source_ip_config)?)?)),
        "http-request-method" => Ok(Condition::Method(either(&input.http_request_method_config)?)),
        "http-header" => {
            let config = input.http_header_config.as_ref().ok_or_else(|| missing("HttpHeaderConfig"))?;
            let name = config.http_header_name.as_deref().filter(|name| (1..=40).contains(&name.len()));
            let name = name.ok_or_else(|| error::validation("A header name must have 1 to 40 characters"))?;
            Ok(Condition::Header { name: name.into(), values: values(&input.field, &config.values)? })
        }
        "query-string" => {
            let config = input.query_string_config.as_ref().ok_or_else(|| missing("QueryStringConfig"))?;
            pairs(&config.values).map(Condition::Query)
        }
        other => Err(error::validation(format!(
            "Condition field '{other}' must be one of '[path-pattern, host-header, http-header, query-string, source-ip, http-request-method]'"
        ))),
    }
}

fn missing(member: &str) -> ApiError {
    error::validation(format!("{member} must be specified for this condition"))
}

fn values(field: &str, values: &[String]) -> Result<Vec<Name>, ApiError> {
    if values.is_empty() {
        return Err(error::validation(format!("A value must be specified for the condition '{field}'")));
    }
    match values.iter().find(|value| value.is_empty() || value.chars().count() > VALUE_LENGTH_MAX) {
        Some(value) => Err(error::validation(format!(
            "The '{field}' value '{value}' must have 1 to {VALUE_LENGTH_MAX} characters"
        ))),
        None => Ok(values.iter().map(|value| value.as_str().into()).collect()),
    }
}

fn pairs(pairs: &[QueryPair]) -> Result<Vec<(Option<Name>, Name)>, ApiError> {
    let pair = |pair: &QueryPair| {
        let value = pair.value.as_deref().ok_or_else(|| error::validation("A query string value must be specified"))?;
        Ok((pair.key.as_deref().map(Name::from), Name::from(value)))
    };
    if pairs.is_empty() {
        return Err(error::validation("A value must be specified for the condition 'query-string'"));
    }
    pairs.iter().map(pair).collect()
}

fn ranges(values: Vec<Name>) -> Result<Vec<Name>, ApiError> {
    let is_range = |value: &str| {
        value.split_once('/').is_some_and(|(address, bits)| match address.parse() {
            Ok(std::net::IpAddr::V4(_)) => bits.parse::<u8>().is_ok_and(|bits| bits <= 32),
            Ok(std::net::IpAddr::V6(_)) => bits.parse::<u8>().is_ok_and(|bits| bits <= 128),
            Err(_) => false,
        })
    };
    match values.iter().find(|value| !is_range(value)) {
        Some(value) => Err(error::validation(format!("The source IP '{value}' must be in CIDR format"))),
        None => Ok(values),
    }
}
