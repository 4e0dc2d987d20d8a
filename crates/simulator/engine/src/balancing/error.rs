//! What the pretended Elastic Load Balancing answers when it refuses.
//!
//! <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/CommonErrors.html>

use crate::ApiError;

/// A member of the request cannot be so.
pub(super) fn validation(message: impl Into<String>) -> ApiError {
    ApiError::new("ValidationError", message)
}

pub(super) fn balancer_not_found() -> ApiError {
    ApiError::new("LoadBalancerNotFound", "One or more load balancers not found")
}

pub(super) fn listener_not_found() -> ApiError {
    ApiError::new("ListenerNotFound", "One or more listeners not found")
}

pub(super) fn rule_not_found() -> ApiError {
    ApiError::new("RuleNotFound", "One or more rules not found")
}

pub(super) fn group_not_found() -> ApiError {
    ApiError::new("TargetGroupNotFound", "One or more target groups not found")
}

pub(super) fn invalid_action(message: impl Into<String>) -> ApiError {
    ApiError::new("InvalidLoadBalancerAction", message)
}

pub(super) fn not_permitted(message: impl Into<String>) -> ApiError {
    ApiError::new("OperationNotPermitted", message)
}
