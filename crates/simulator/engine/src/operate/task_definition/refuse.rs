//! What AWS refuses in a task definition, by what it is about.
//!
//! Codes are AWS's. So are the sentences, as far as they are recorded; AWS documents the limits, not the words.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html>

mod dependencies;
mod fargate;
mod logging;
mod network;
mod ports;
mod settings;
mod storage;

use crate::error::ApiError;
use crate::{JsonMap, json};

/// The most containers of a task definition.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html>
const CONTAINERS_MAX: usize = 10;

/// The most bytes of a task definition.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html>
const BYTES_MAX: usize = 64 * 1_024;

/// Refuses a definition, complete with defaults, that AWS would refuse whatever it is to run on.
pub(super) fn check(document: &JsonMap) -> Result<(), ApiError> {
    let bytes = serde_json::to_string(document).map_or(0, |text| text.len());
    if bytes > BYTES_MAX {
        return Err(ApiError::client(format!("Actual length: '{bytes}'. Max allowed length is '{BYTES_MAX}' bytes.")));
    }
    let containers: Vec<&JsonMap> = json::objects(document, "containerDefinitions").collect();
    if containers.len() > CONTAINERS_MAX {
        return Err(ApiError::client("Too many containers."));
    }
    if document.contains_key("inferenceAccelerators") {
        return Err(ApiError::client("Unsupported field 'inferenceAccelerators'."));
    }
    dependencies::check(&containers)?;
    ports::check(document, &containers)?;
    network::check(document, &containers)?;
    logging::check(&containers)?;
    containers.iter().try_for_each(|container| settings::check(document, container))?;
    storage::check(document, &containers)
}

/// Refuses a definition that can run, but not on Fargate.
pub(super) fn on_fargate(document: &JsonMap) -> Result<(), ApiError> {
    fargate::check(document)
}

/// The container's name, for sentences.
fn name(container: &JsonMap) -> &str {
    json::text(container, "name").unwrap_or_default()
}
