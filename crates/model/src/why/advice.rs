//! What an end usually means, what to do next, and the page of the manual.

mod compute;
mod container;
mod ended;
mod prepare;
mod pull;
mod storage;

use super::Cause;

/// The manual's list of stopped reasons.
const ERRORS: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html";

/// The manual's page about a network without a way to AWS.
const CONNECTIVITY: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/verify-connectivity.html";

/// The manual's page about tasks that fail to start.
const START: &str = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/failed-to-start-error.html";

/// Advice about an end.
pub(super) struct Advice {
    /// What it usually means.
    pub(super) meaning: String,
    /// What to look at or to do next.
    pub(super) next: String,
    /// The page of the manual.
    pub(super) link: &'static str,
}

impl Advice {
    fn new(meaning: impl Into<String>, next: impl Into<String>, link: &'static str) -> Self {
        Self { meaning: meaning.into(), next: next.into(), link }
    }
}

/// The advice about an end.
pub(super) fn of(cause: &Cause) -> Advice {
    pull::of(cause)
        .or_else(|| prepare::of(cause))
        .or_else(|| storage::of(cause))
        .or_else(|| compute::of(cause))
        .or_else(|| container::of(cause))
        .unwrap_or_else(|| ended::of(cause))
}

/// `the role web-execution`, or what it is in general.
fn the_role(cause: &Cause, otherwise: &str) -> String {
    cause.names.role.as_ref().map_or_else(|| otherwise.to_owned(), |role| format!("role {role}"))
}

/// `Allow secretsmanager:GetSecretValue for role web-execution`, and in which policy where it is not the role's own.
fn allow(cause: &Cause, otherwise: &str, role: &str) -> String {
    let action = cause.names.action.as_deref().unwrap_or(otherwise);
    let role = the_role(cause, role);
    match (cause.names.denied_explicitly, cause.names.policy) {
        (true, Some(policy)) => format!("Remove the explicit deny of {action} for {role} in {policy}"),
        (true, None) => format!("Remove the explicit deny of {action} for {role}"),
        (false, Some(policy)) => format!("Allow {action} for {role} in {policy}"),
        (false, None) => format!("Allow {action} for {role}"),
    }
}
