//! What a rule does with a request.

use super::error;
use super::input::{ActionInput, ForwardInput};
use crate::{ApiError, Name};

/// The most target groups that one action can forward to.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html>
const GROUPS_MAX: usize = 5;

/// The greatest weight of a target group.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupTuple.html>
const WEIGHT_MAX: i64 = 999;

/// One action of a rule.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// Its place among the rule's actions, when the request gave one.
    pub order: Option<u32>,
    /// What is done.
    pub kind: ActionKind,
}

/// What is done with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// It goes to a target of one of the groups.
    Forward {
        /// Which groups, with what share.
        groups: Vec<Weighted>,
        /// For how many seconds a client stays with its group; `None` when it does not.
        sticky: Option<u32>,
    },
    /// The client is sent elsewhere.
    Redirect(Redirect),
    /// The load balancer answers by itself.
    FixedResponse {
        /// The HTTP status, for example `503`.
        status: Name,
        /// For example `text/plain`.
        content_type: Option<Name>,
        /// The body.
        body: Option<Name>,
    },
}

/// A target group and its share of the requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighted {
    /// The target group's ARN.
    pub group: Name,
    /// 0–999, relative to the other groups of the action.
    pub weight: u32,
}

/// Where a client is sent; `#{host}` and the like stand for the parts of its request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// `HTTP`, `HTTPS` or `#{protocol}`.
    pub protocol: Name,
    /// 1–65535 or `#{port}`.
    pub port: Name,
    /// A host name, which may contain `#{host}`.
    pub host: Name,
    /// Begins with a slash.
    pub path: Name,
    /// Without its question mark.
    pub query: Name,
    /// `HTTP_301` or `HTTP_302`.
    pub status: Name,
}

impl ActionKind {
    /// The target groups that it leads to.
    #[must_use]
    pub fn groups(&self) -> &[Weighted] {
        match self {
            Self::Forward { groups, .. } => groups,
            Self::Redirect(_) | Self::FixedResponse { .. } => &[],
        }
    }
}

/// The actions of a rule as a request gives them.
pub(super) fn read_all(inputs: &[ActionInput]) -> Result<Vec<Action>, ApiError> {
    match inputs {
        [] => Err(error::validation("An action must be specified")),
        [input] => Ok(vec![Action { order: input.order, kind: read(input)? }]),
        _ => Err(error::invalid_action("You can specify only one forward, redirect or fixed-response action")),
    }
}

fn read(input: &ActionInput) -> Result<ActionKind, ApiError> {
    match input.kind.as_str() {
        "forward" => forward(input),
        "redirect" => redirect(input),
        "fixed-response" => fixed_response(input),
        other => Err(error::invalid_action(format!("The action type '{other}' is not supported here"))),
    }
}

fn forward(input: &ActionInput) -> Result<ActionKind, ApiError> {
    let ForwardInput { target_groups, target_group_stickiness_config: stickiness } =
        input.forward_config.clone().unwrap_or_default();
    let mut groups = Vec::new();
    for tuple in &target_groups {
        let arn = tuple
            .target_group_arn
            .as_deref()
            .ok_or_else(|| error::validation("A target group ARN must be specified"))?;
        let weight = tuple.weight.unwrap_or(1);
        if !(0..=WEIGHT_MAX).contains(&weight) {
            return Err(error::validation(format!("Weight must be between 0 and {WEIGHT_MAX}")));
        }
        groups.push(Weighted { group: arn.into(), weight: u32::try_from(weight).unwrap_or(1) });
    }
    match (&input.target_group_arn, groups.as_slice()) {
        (Some(arn), []) => groups.push(Weighted { group: arn.as_str().into(), weight: 1 }),
        (Some(arn), [only]) if *only.group == **arn => {}
        (Some(_), _) => {
            return Err(error::invalid_action(
                "You can specify only one target group in ForwardConfig when TargetGroupArn is specified, and it must be the same",
            ));
        }
        (None, []) => return Err(error::validation("A target group ARN must be specified")),
        (None, _) => {}
    }
    if groups.len() > GROUPS_MAX {
        return Err(error::validation(format!("An action can forward to at most {GROUPS_MAX} target groups")));
    }
    let sticky = match stickiness.filter(|it| it.enabled.unwrap_or(false)) {
        None => None,
        Some(stickiness) => match stickiness.duration_seconds {
            Some(seconds @ 1..=604_800) => Some(seconds),
            _ => {
                return Err(error::validation("Target group stickiness duration must be between 1 and 604800 seconds"));
            }
        },
    };
    Ok(ActionKind::Forward { groups, sticky })
}

fn redirect(input: &ActionInput) -> Result<ActionKind, ApiError> {
    let config =
        input.redirect_config.as_ref().ok_or_else(|| error::invalid_action("A RedirectConfig must be specified"))?;
    let part = |value: &Option<String>, default: &str| Name::from(value.as_deref().unwrap_or(default));
    let redirect = Redirect {
        protocol: part(&config.protocol, "#{protocol}"),
        port: part(&config.port, "#{port}"),
        host: part(&config.host, "#{host}"),
        path: part(&config.path, "/#{path}"),
        query: part(&config.query, "#{query}"),
        status: config.status_code.as_str().into(),
    };
    if !["HTTP", "HTTPS", "#{protocol}"].contains(&&*redirect.protocol) {
        return Err(error::validation("The redirect protocol must be HTTP, HTTPS, or #{protocol}"));
    }
    if &*redirect.port != "#{port}" && !redirect.port.parse::<u16>().is_ok_and(|port| port > 0) {
        return Err(error::validation("The redirect port must be between 1 and 65535, or #{port}"));
    }
    if !redirect.path.starts_with('/') {
        return Err(error::validation("The redirect path must start with a '/'"));
    }
    let same = ["#{protocol}", "#{port}", "#{host}", "/#{path}"];
    if [&redirect.protocol, &redirect.port, &redirect.host, &redirect.path].map(|part| &**part) == same {
        return Err(error::invalid_action(
            "The redirect configuration is not valid because it creates a loop. Change the protocol, the port, the host or the path",
        ));
    }
    Ok(ActionKind::Redirect(redirect))
}

fn fixed_response(input: &ActionInput) -> Result<ActionKind, ApiError> {
    let config = input
        .fixed_response_config
        .as_ref()
        .ok_or_else(|| error::invalid_action("A FixedResponseConfig must be specified"))?;
    let status = &config.status_code;
    if status.len() != 3 || !status.starts_with(['2', '4', '5']) || !status.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(error::validation("The status code of a fixed response must be 2XX, 4XX, or 5XX"));
    }
    let types = ["text/plain", "text/css", "text/html", "application/javascript", "application/json"];
    if config.content_type.as_deref().is_some_and(|kind| !types.contains(&kind)) {
        return Err(error::validation(format!(
            "The content type of a fixed response must be one of {}",
            types.join(", ")
        )));
    }
    let name = |text: &Option<String>| text.as_deref().map(Name::from);
    Ok(ActionKind::FixedResponse {
        status: status.as_str().into(),
        content_type: name(&config.content_type),
        body: name(&config.message_body),
    })
}
