//! What requests do: one file per noun.

mod balancers;
mod groups;
mod listeners;
mod rules;
mod tags;
mod targets;

use super::error;
use crate::{ApiError, Engine};

/// A name that AWS gives to a load balancer or a target group: 1–32 letters, digits and hyphens, none at either end.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html>
fn check_name(what: &str, name: &str) -> Result<(), ApiError> {
    if name.is_empty() || name.len() > 32 {
        return Err(error::validation(format!("{what} name '{name}' cannot be empty or longer than '32' characters")));
    }
    if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return Err(error::validation(format!(
            "{what} name '{name}' can only contain characters that are alphanumeric characters and hyphens(-)"
        )));
    }
    if name.starts_with('-') || name.ends_with('-') {
        return Err(error::validation(format!("{what} name '{name}' cannot begin or end with '-'")));
    }
    Ok(())
}

impl Engine {
    /// The sixteen digits at the end of an ARN.
    fn arn_number(&mut self) -> String {
        format!("{:016x}", self.random.bits() & u128::from(u64::MAX))
    }
}
