//! Reason codes and states of targets in words.

use super::http;
use crate::traffic::{Target, TargetCheck, TargetState};

/// What each reason code means, and what to do next; nothing to do is an empty text.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html>
const CODES: &[(&str, &str, &str)] = &[
    ("Elb.RegistrationInProgress", "It is being registered with the load balancer", ""),
    ("Elb.InitialHealthChecking", "Its first health checks are under way", ""),
    (
        "Elb.InternalError",
        "The health checks fail because of an error inside the load balancer",
        "Look at the AWS Health Dashboard; if only one target suffers, replace its task",
    ),
    (
        "Target.ResponseCodeMismatch",
        "It answers health checks, but not with a code that counts as healthy",
        "Ask for the path by hand from inside the network and compare the answer with the matcher",
    ),
    (
        "Target.Timeout",
        "It does not answer health checks in time",
        "See whether its security group lets the load balancer in on the port of the check, and whether the application is busy or still starting",
    ),
    (
        "Target.FailedHealthChecks",
        "The load balancer cannot connect to it, or does not understand its answer",
        "See whether the container listens on the port of the check, on all addresses and not on localhost only, and with the protocol of the check",
    ),
    (
        "Target.NotRegistered",
        "It is not registered with this target group",
        "See whether the service still names this target group",
    ),
    (
        "Target.NotInUse",
        "It gets no requests: no load balancer uses its target group, or its availability zone is not enabled for the load balancer",
        "See which rules forward to the group, and compare the subnets of the load balancer with those of the service",
    ),
    (
        "Target.DeregistrationInProgress",
        "It is being taken out; requests in flight may end until the deregistration delay is over",
        "",
    ),
    (
        "Target.InvalidState",
        "The instance behind it is stopped or terminated",
        "Start the instance again or let its Auto Scaling group replace it",
    ),
    ("Target.IpUnusable", "Its address belongs to a load balancer and can not be a target", "Register another address"),
    (
        "Target.HealthCheckDisabled",
        "Health checks are off for its target group, so nobody knows how it is",
        "Turn health checks on",
    ),
];

/// What a state means when AWS gives no code, or one this build does not know.
const fn of_state(state: &TargetState) -> &'static str {
    match state {
        TargetState::Healthy => "It passes its health checks and gets requests",
        TargetState::Initial => "It is being registered, or its first health checks are under way",
        TargetState::Unhealthy => "It fails its health checks",
        TargetState::UnhealthyDraining => "It fails its health checks and is being taken out",
        TargetState::Unused => "It gets no requests",
        TargetState::Draining => "It is being taken out; requests in flight may end",
        TargetState::Unavailable => "The load balancer does not know how it is",
        TargetState::Other(_) => "This state is not known to Podium",
    }
}

/// Meaning and next step of a target.
pub(super) fn words(target: &Target, check: Option<&TargetCheck>) -> (String, Option<String>) {
    let known = target.reason.as_deref().and_then(|code| CODES.iter().find(|(known, _, _)| *known == code));
    let Some((code, meaning, next)) = known else {
        let quote = target.description.as_deref().filter(|_| target.state != TargetState::Healthy);
        let quote = quote.map(|quote| format!(": {quote}")).unwrap_or_default();
        return (format!("{}{quote}", of_state(&target.state)), None);
    };
    let next = Some(*next).filter(|next| !next.is_empty());
    if let ("Target.ResponseCodeMismatch", Some(codes)) = (*code, target.http_codes()) {
        let (why, next) = http::words(codes).map_or((None, next), |(why, next)| (Some(why), Some(next)));
        let why = why.map(|why| format!(": {why}")).unwrap_or_default();
        return (format!("{}{}{why}", answered(codes, check), expected(check)), next.map(str::to_owned));
    }
    let asked = check.filter(|_| matches!(*code, "Target.Timeout" | "Target.FailedHealthChecks"));
    let asked = asked.map(|check| format!(" ({})", check.request())).unwrap_or_default();
    let leaving = if target.state == TargetState::UnhealthyDraining && *code != "Target.DeregistrationInProgress" {
        ", and it is being taken out"
    } else {
        ""
    };
    (format!("{meaning}{asked}{leaving}"), next.map(str::to_owned))
}

/// `It answered 502 to HTTP GET /healthz on the traffic port`.
fn answered(codes: &str, check: Option<&TargetCheck>) -> String {
    match check {
        Some(check) => format!("It answered {codes} to {}", check.request()),
        None => format!("It answered {codes} to health checks"),
    }
}

/// `, where 200-299 is expected`, or nothing.
fn expected(check: Option<&TargetCheck>) -> String {
    let matcher = check.and_then(|check| check.matcher.as_deref());
    matcher.map(|matcher| format!(", where {matcher} is expected")).unwrap_or_default()
}

#[cfg(test)]
pub(super) fn known() -> impl Iterator<Item = &'static str> {
    CODES.iter().map(|(code, _, _)| *code)
}
