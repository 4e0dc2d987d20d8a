//! The definition as a whole.

use super::{Faults, Task, is_name, items};
use crate::document::SET_BY_AWS;

/// The most containers of a task definition.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html>
const CONTAINERS_MAX: usize = 10;

/// The most bytes of a task definition.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html>
const BYTES_MAX: usize = 64 * 1_024;

/// The most placement constraints of a task.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html>
const CONSTRAINTS_MAX: usize = 10;

pub(super) fn check(task: &Task, faults: &mut Faults) {
    let json = task.json;
    let family = task.path.member("family");
    match json.text("family") {
        Some("") => faults.of_task(family, "The family needs a name."),
        Some(name) if !is_name(name) => {
            faults.of_task(family, "A family has 1 to 255 letters, digits, hyphens and underscores, and nothing else.");
        }
        _ => {}
    }
    let bytes = json.compact().len();
    if bytes > BYTES_MAX {
        let message = format!("The definition has {bytes} bytes; AWS takes at most {BYTES_MAX}.");
        faults.of_task(task.path.clone(), message);
    }
    for name in SET_BY_AWS.iter().filter(|name| json.get(name).is_some()) {
        faults.of_task(task.path.member(name), format!("AWS sets {name} itself: take it out."));
    }
    if json.get("inferenceAccelerators").is_some() {
        let message = "AWS no longer takes inferenceAccelerators.";
        faults.of_task(task.path.member("inferenceAccelerators"), message);
    }
    if json.list("placementConstraints").len() > CONSTRAINTS_MAX {
        let message = format!("A task has at most {CONSTRAINTS_MAX} placement constraints.");
        faults.of_task(task.path.member("placementConstraints"), message);
    }
    let containers = task.path.member("containerDefinitions");
    if let Some((path, _)) = items(json, &task.path, "containerDefinitions").nth(CONTAINERS_MAX) {
        let message = format!(
            "There are {} containers; a task has at most {CONTAINERS_MAX}.",
            json.list("containerDefinitions").len()
        );
        faults.of_task(path, message);
    }
    if json.get("containerDefinitions").is_some() && task.containers.is_empty() {
        faults.of_task(containers, "A task needs at least one container.");
    } else if !task.containers.is_empty() && !task.containers.iter().any(super::Container::is_essential) {
        faults.of_task(containers, "At least one container has to be essential.");
    }
}
