//! Reason codes and states of targets in words.

use super::http;
use crate::traffic::{Target, TargetCheck, TargetReason, TargetState};

/// What a reason means, and what to do next, if anything; `None` for one that this build does not know.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html>
const fn of_reason(reason: &TargetReason) -> Option<(&'static str, Option<&'static str>)> {
    Some(match reason {
        TargetReason::RegistrationInProgress => ("It is being registered with the load balancer", None),
        TargetReason::InitialHealthChecking => ("Its first health checks are under way", None),
        TargetReason::InternalError => (
            "The health checks fail because of an error inside the load balancer",
            Some("Look at the AWS Health Dashboard; if only one target suffers, replace its task"),
        ),
        TargetReason::ResponseCodeMismatch => (
            "It answers health checks, but not with a code that counts as healthy",
            Some("Ask for the path by hand from inside the network and compare the answer with the matcher"),
        ),
        TargetReason::Timeout => (
            "It does not answer health checks in time",
            Some(
                "See whether its security group lets the load balancer in on the port of the check, and whether the application is busy or still starting",
            ),
        ),
        TargetReason::FailedHealthChecks => (
            "The load balancer cannot connect to it, or does not understand its answer",
            Some(
                "See whether the container listens on the port of the check, on all addresses and not on localhost only, and with the protocol of the check",
            ),
        ),
        TargetReason::NotRegistered => (
            "It is not registered with this target group",
            Some("See whether the service still names this target group"),
        ),
        TargetReason::NotInUse => (
            "It gets no requests: no load balancer uses its target group, or its availability zone is not enabled for the load balancer",
            Some(
                "See which rules forward to the group, and compare the subnets of the load balancer with those of the service",
            ),
        ),
        TargetReason::DeregistrationInProgress => {
            ("It is being taken out; requests in flight may end until the deregistration delay is over", None)
        }
        TargetReason::InvalidState => (
            "The instance behind it is stopped or terminated",
            Some("Start the instance again or let its Auto Scaling group replace it"),
        ),
        TargetReason::IpUnusable => {
            ("Its address belongs to a load balancer and cannot be a target", Some("Register another address"))
        }
        TargetReason::HealthCheckDisabled => {
            ("Health checks are off for its target group, so nobody knows how it is", Some("Turn health checks on"))
        }
        TargetReason::Other(_) => return None,
    })
}

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
    let known = target.reason.as_ref().and_then(|reason| Some((reason, of_reason(reason)?)));
    let Some((reason, (meaning, next))) = known else {
        let quote = target.description.as_deref().filter(|_| target.state != TargetState::Healthy);
        let quote = quote.map(|quote| format!(": {quote}")).unwrap_or_default();
        return (format!("{}{quote}", of_state(&target.state)), None);
    };
    if let (TargetReason::ResponseCodeMismatch, Some(codes)) = (reason, target.http_codes()) {
        let (why, next) = http::words(codes).map_or((None, next), |(why, next)| (Some(why), Some(next)));
        let why = why.map(|why| format!(": {why}")).unwrap_or_default();
        return (format!("{}{}{why}", answered(codes, check), expected(check)), next.map(str::to_owned));
    }
    let asked = check.filter(|_| matches!(reason, TargetReason::Timeout | TargetReason::FailedHealthChecks));
    let asked = asked.map(|check| format!(" ({})", check.request())).unwrap_or_default();
    let is_leaving = target.state == TargetState::UnhealthyDraining;
    let leaving = if is_leaving && *reason != TargetReason::DeregistrationInProgress {
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
