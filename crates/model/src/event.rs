//! What ECS reports about a service in its own words.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

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
