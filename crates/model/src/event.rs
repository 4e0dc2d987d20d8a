//! What ECS reports about a service in its own words, and what those words mean.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;
use crate::traffic::TargetReason;
use crate::verdict::Level;

/// One of the last hundred events of a service.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceEvent.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceEvent {
    /// The id ECS gave it, unique within the service.
    pub id: String,
    /// When it happened.
    pub at: Timestamp,
    /// ECS's sentence, as it came.
    pub message: String,
}

/// What an event's sentence says, as far as rules need to know.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// Everything wanted runs.
    SteadyState,
    /// Tasks were started.
    Started,
    /// Tasks were stopped.
    Stopped,
    /// Targets were put into a target group, taken out of it, or take no more connections.
    Targets,
    /// A deployment came to its end as it should.
    DeploymentCompleted,
    /// A deployment was given up.
    DeploymentFailed,
    /// The service goes back to an older deployment.
    RollingBack,
    /// No place was found for a task.
    Unplaced,
    /// The percentages of the deployment configuration allow neither a start nor a stop.
    Blocked,
    /// Tasks fail again and again; ECS waits longer and longer between attempts.
    CannotStart,
    /// A task or target fails its health checks.
    Unhealthy,
    /// Something else went wrong.
    OtherTrouble,
    /// Something else.
    Other,
}

/// Which words stand for which kind; the first that occurs wins.
const WORDS: &[(&str, EventKind)] = &[
    ("unable to consistently start tasks", EventKind::CannotStart),
    ("rolling back to", EventKind::RollingBack),
    ("rolled back", EventKind::RollingBack),
    ("deployment failed", EventKind::DeploymentFailed),
    ("rollback failed", EventKind::DeploymentFailed),
    ("deployment completed", EventKind::DeploymentCompleted),
    ("unable to stop or start tasks during a deployment", EventKind::Blocked),
    ("unable to place", EventKind::Unplaced),
    ("capacity is unavailable", EventKind::Unplaced),
    ("is unhealthy", EventKind::Unhealthy),
    ("failed elb health checks", EventKind::Unhealthy),
    ("failed container health checks", EventKind::Unhealthy),
    ("reached a steady state", EventKind::SteadyState),
    ("has started", EventKind::Started),
    ("has stopped", EventKind::Stopped),
    ("has begun draining", EventKind::Targets),
    ("deregistered", EventKind::Targets),
    ("registered", EventKind::Targets),
    ("failed", EventKind::OtherTrouble),
    ("unable to", EventKind::OtherTrouble),
    ("throttled", EventKind::OtherTrouble),
    ("error", EventKind::OtherTrouble),
];

impl EventKind {
    /// How it is judged, for its colour.
    pub const fn level(self) -> Level {
        if self.is_trouble() { Level::Degraded } else { Level::Steady }
    }

    /// Whether it reports trouble.
    pub const fn is_trouble(self) -> bool {
        match self {
            Self::DeploymentFailed
            | Self::RollingBack
            | Self::Unplaced
            | Self::Blocked
            | Self::CannotStart
            | Self::Unhealthy
            | Self::OtherTrouble => true,
            Self::SteadyState
            | Self::Started
            | Self::Stopped
            | Self::Targets
            | Self::DeploymentCompleted
            | Self::Other => false,
        }
    }
}

impl ServiceEvent {
    /// What its sentence says.
    pub fn kind(&self) -> EventKind {
        let words = self.without_service().to_ascii_lowercase();
        WORDS.iter().find(|(part, _)| words.contains(part)).map_or(EventKind::Other, |(_, kind)| *kind)
    }

    /// The sentence without the service's name and without the reference to the manual, ids of tasks and ARNs of target
    /// groups shortened.
    ///
    /// `(service web) has started 1 tasks: (task 0123456789abcdef0123456789abcdef).` becomes
    /// `has started 1 tasks: (task 01234567).`
    pub fn text(&self) -> String {
        let sentence = self.without_service();
        let sentence = sentence.split(" For more information").next().unwrap_or(sentence);
        shorten_ids(&shorten_groups(sentence))
    }

    /// The id of the deployment the sentence names last: `ecs-svc/0123456789`.
    pub fn deployment(&self) -> Option<&str> {
        let start = self.message.rfind("ecs-svc/")?;
        let rest = &self.message[start..];
        let digits = rest["ecs-svc/".len()..].bytes().take_while(u8::is_ascii_alphanumeric).count();
        Some(&rest[.."ecs-svc/".len() + digits])
    }

    /// The code of the load balancer in a sentence about an unhealthy target: `Target.ResponseCodeMismatch [502]` for
    /// `… is unhealthy in (target-group …) due to (reason Health checks failed with these codes: [502])`.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-service-load-balancers.html>
    pub fn target_code(&self) -> Option<String> {
        let (_, reason) = self.message.rsplit_once("due to (reason ")?;
        let reason = reason.trim_end_matches(['.', ')']);
        Some(match reason.split_once("with these codes: ") {
            Some((_, codes)) => format!("{} {codes}", TargetReason::ResponseCodeMismatch),
            None if reason == "Request timed out" => TargetReason::Timeout.to_string(),
            None if reason == "Health checks failed" => TargetReason::FailedHealthChecks.to_string(),
            None => reason.to_owned(),
        })
    }

    /// The sentence after `(service NAME)`; names may hold words that would mislead.
    fn without_service(&self) -> &str {
        let message = self.message.trim();
        match message.strip_prefix("(service ").and_then(|rest| rest.split_once(')')) {
            Some((_, rest)) => rest.trim_start(),
            None => {
                message.strip_prefix("service ").and_then(|rest| rest.split_once(' ')).map_or(message, |(_, rest)| rest)
            }
        }
    }
}

/// Writes the names of target groups in place of their ARNs: `(target-group web)`.
fn shorten_groups(text: &str) -> String {
    let mut short = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, arn)) = rest.split_once("(target-group arn:") {
        let (arn, after) = arn.split_once(')').unwrap_or((arn, ""));
        let name = arn.split('/').nth(1).unwrap_or(arn);
        short.extend([before, "(target-group ", name, ")"]);
        rest = after;
    }
    short + rest
}

/// Cuts runs of 32 hexadecimal digits, the ids of tasks and instances, to their first eight.
fn shorten_ids(text: &str) -> String {
    let mut short = String::with_capacity(text.len());
    for piece in text.split_inclusive(|c: char| !c.is_ascii_hexdigit()) {
        let digits = piece.trim_end_matches(|c: char| !c.is_ascii_hexdigit());
        match digits.len() {
            32 => short.extend([&digits[..8], &piece[digits.len()..]]),
            _ => short.push_str(piece),
        }
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(message: &str) -> ServiceEvent {
        ServiceEvent { id: "1".to_owned(), at: Timestamp(0), message: message.to_owned() }
    }

    #[test]
    fn sentences_of_ecs_are_understood() {
        for (message, kind) in [
            ("(service web) has reached a steady state.", EventKind::SteadyState),
            ("(service web) has started 2 tasks: (task a) (task b).", EventKind::Started),
            ("(service web) has stopped 1 running tasks: (task a).", EventKind::Stopped),
            ("(service web) has begun draining connections on 1 tasks.", EventKind::Targets),
            ("(service web) registered 1 targets in (target-group failed-error)", EventKind::Targets),
            ("(service web) (deployment ecs-svc/1) deployment completed.", EventKind::DeploymentCompleted),
            (
                "(service web) (deployment ecs-svc/1) deployment failed: tasks failed to start.",
                EventKind::DeploymentFailed,
            ),
            ("(service web) (deployment ecs-svc/1) deployment failed: alarm detected.", EventKind::DeploymentFailed),
            (
                "(service web) (deployment ecs-svc/1) rollback failed: No rollback candidate was found to run the rollback.",
                EventKind::DeploymentFailed,
            ),
            ("(service web) rolling back to deployment ecs-svc/0.", EventKind::RollingBack),
            ("(service web) deregistered 2 targets in (target-group web)", EventKind::Targets),
            ("(service web, taskSet ecs-svc/1) has begun draining connections on 2 tasks.", EventKind::Targets),
            (
                "(service web) was unable to place a task. Reason: No Container Instances were found in your cluster.",
                EventKind::Unplaced,
            ),
            (
                "(service web) (instance i-0123456789abcdef0) (port 32768) is unhealthy in (target-group web) due to (reason Health checks failed with these codes: [502])",
                EventKind::Unhealthy,
            ),
            (
                "(service web) failed to register targets in (target-group web) with (error rate exceeded)",
                EventKind::OtherTrouble,
            ),
            (
                "(service web) was unable to place a task because no container instance met all of its requirements.",
                EventKind::Unplaced,
            ),
            (
                "(service web) was unable to stop or start tasks during a deployment because of the service deployment configuration.",
                EventKind::Blocked,
            ),
            ("(service web) is unable to consistently start tasks successfully.", EventKind::CannotStart),
            (
                "(service web) (port 80) is unhealthy in (target-group x) due to (reason Request timed out)",
                EventKind::Unhealthy,
            ),
            ("(service web) operations are being throttled on elb. Will try again later.", EventKind::OtherTrouble),
            (
                "(service web) failed to launch a task with (error ECS was unable to assume the role 'x').",
                EventKind::OtherTrouble,
            ),
            ("(service web) updated computedDesiredCount for taskSet x to 4.", EventKind::Other),
        ] {
            assert_eq!(event(message).kind(), kind, "{message}");
        }
    }

    #[test]
    fn a_service_called_failed_is_not_in_trouble_for_its_name() {
        assert!(!event("(service failed-jobs) has reached a steady state.").kind().is_trouble());
        assert!(!event("service failed-jobs has reached a steady state.").kind().is_trouble());
    }

    #[test]
    fn the_short_text_has_neither_prefix_nor_long_ids_nor_the_manual() {
        let long = event(
            "(service web) was unable to place a task. (task 0123456789abcdef0123456789abcdef). For more information, see the manual.",
        );
        assert_eq!(long.text(), "was unable to place a task. (task 01234567).");
        assert_eq!(event("héllo").text(), "héllo");
        let arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/web-blue/0123456789abcdef";
        let unhealthy =
            event(&format!("(service web) (port 80) is unhealthy in (target-group {arn}) due to (reason x)"));
        assert_eq!(unhealthy.text(), "(port 80) is unhealthy in (target-group web-blue) due to (reason x)");
    }

    #[test]
    fn the_code_of_the_load_balancer_is_read_from_the_reason() {
        for (reason, code) in [
            ("Health checks failed with these codes: [502]", "Target.ResponseCodeMismatch [502]"),
            ("Request timed out", "Target.Timeout"),
            ("Health checks failed", "Target.FailedHealthChecks"),
            ("Something new", "Something new"),
        ] {
            let message =
                format!("(service web) (port 80) is unhealthy in (target-group web) due to (reason {reason}).");
            assert_eq!(event(&message).target_code().as_deref(), Some(code));
        }
        assert_eq!(event("(service web) has reached a steady state.").target_code(), None);
    }

    #[test]
    fn the_deployment_named_last_is_found() {
        assert_eq!(event("(service web) rolling back to deployment ecs-svc/42.").deployment(), Some("ecs-svc/42"));
        assert_eq!(event("(service web) has reached a steady state.").deployment(), None);
    }
}
