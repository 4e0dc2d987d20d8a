//! What ECS reports about a service in its own words, and what those words mean.

mod words;

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;
use crate::traffic::TargetReason;
use crate::verdict::Level;
use crate::why::Cause;

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
    /// A task could not be started; the sentence says why.
    StartFailed,
    /// ECS is kept from its work: its calls are throttled, or its permissions were taken away.
    Hindered,
    /// A target could not be registered with a target group.
    NotRegistered,
    /// A target group does not exist any more.
    GroupMissing,
    /// More tasks are protected from scale-in than are wanted.
    Protected,
    /// Tasks were started in place of ones that were not well.
    Replaced,
    /// A task or target fails its health checks.
    Unhealthy,
    /// Something else went wrong.
    OtherTrouble,
    /// Something else.
    Other,
}

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
            | Self::StartFailed
            | Self::Hindered
            | Self::NotRegistered
            | Self::GroupMissing
            | Self::Replaced
            | Self::Unhealthy
            | Self::OtherTrouble => true,
            Self::SteadyState
            | Self::Protected
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
        words::kind(self.without_service())
    }

    /// Why a task could not be started or placed, or a target not be put in or out, where the sentence says it: it is
    /// read like a stopped reason.
    ///
    /// `was unable to place a task. Reason: CannotPullContainerError: …` is a failed pull and no missing place.
    pub fn cause(&self) -> Option<Cause> {
        words::cause(self.without_service())
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
            None => match reason {
                "Request timed out" => TargetReason::Timeout.to_string(),
                "Health checks failed" => TargetReason::FailedHealthChecks.to_string(),
                "Health checks failed due to an ELB internal error" => TargetReason::InternalError.to_string(),
                "Target is in the stopped state" => TargetReason::InvalidState.to_string(),
                "Target is in an Availability Zone that is not enabled for the load balancer"
                | "Target group is not configured to receive traffic from the load balancer" => {
                    TargetReason::NotInUse.to_string()
                }
                _ => reason.to_owned(),
            },
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
mod tests;
