//! Protection of a task from being stopped by its service.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// Whether a task is protected from being stopped when its service scales in or deploys.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ProtectedTask.html>
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protection {
    /// Whether it is protected.
    pub enabled: bool,
    /// Until when.
    pub expires_at: Option<Timestamp>,
}
