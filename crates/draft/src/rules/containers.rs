//! Names and images of containers.

use std::collections::BTreeSet;

use super::{Faults, Task, is_name};

pub(super) fn check(task: &Task, faults: &mut Faults) {
    let mut names = BTreeSet::new();
    for container in &task.containers {
        let path = container.path.member("name");
        if container.name.is_empty() {
            faults.of(container, path, "A container needs a name.");
        } else if !is_name(container.name) {
            let message =
                "The name of a container has 1 to 255 letters, digits, hyphens and underscores, and nothing else.";
            faults.of(container, path, message);
        } else if !names.insert(container.name) {
            faults.of(container, path, format!("Two containers are called {}.", container.name));
        }
        let image = container.json.text("image").unwrap_or_default();
        let is_fine = |byte: u8| byte.is_ascii_alphanumeric() || b"-_/:.@#+".contains(&byte);
        if image.is_empty() {
            faults.of(container, container.path.member("image"), "A container needs an image.");
        } else if !image.bytes().all(is_fine) {
            let message = "An image is named with letters, digits and - _ / : . @ # + only.";
            faults.of(container, container.path.member("image"), message);
        }
    }
}
