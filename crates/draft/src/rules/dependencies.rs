//! `dependsOn`: which container waits for which, and for what.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html>

use super::{Container, Faults, Task, items};

pub(super) fn check(task: &Task, faults: &mut Faults) {
    for container in &task.containers {
        for (path, dependency) in items(container.json, &container.path, "dependsOn") {
            let Some(wanted) = dependency.text("containerName") else { continue };
            let name = path.member("containerName");
            if wanted == container.name {
                faults.of(container, name, "A container does not wait for itself.");
                continue;
            }
            let Some(other) = task.container(wanted) else {
                faults.of(container, name, format!("There is no container {wanted}."));
                continue;
            };
            let message = match dependency.text("condition") {
                Some("HEALTHY") if other.json.get("healthCheck").is_none() => {
                    format!("{wanted} has no health check, so it never becomes HEALTHY.")
                }
                Some(condition @ ("COMPLETE" | "SUCCESS")) if other.is_essential() => {
                    format!("{wanted} is essential: the task ends with it, so nothing waits for its {condition}.")
                }
                _ => continue,
            };
            faults.of(container, path.member("condition"), message);
        }
    }
    if let Some((first, names)) = circle(task) {
        let message = format!("These containers wait for each other: {names}.");
        faults.of(first, first.path.member("dependsOn"), message);
    }
}

/// The first of the containers that wait for each other, and their names from the one to the next, if there are any.
/// One that waits for itself is not meant.
fn circle<'a, 'b>(task: &'b Task<'a>) -> Option<(&'b Container<'a>, String)> {
    let waits_for = |container: &Container<'a>| -> Vec<&'b Container<'a>> {
        let wanted = container.json.list("dependsOn").iter().filter_map(|item| item.text("containerName"));
        wanted.filter(|wanted| *wanted != container.name).filter_map(|wanted| task.container(wanted)).collect()
    };
    // Whoever waits for nobody that is left is let go, until all that are left wait in a circle, or for one.
    let mut left: Vec<&Container> = task.containers.iter().collect();
    loop {
        let count = left.len();
        let names: Vec<&str> = left.iter().map(|container| container.name).collect();
        left.retain(|container| waits_for(container).iter().any(|wanted| names.contains(&wanted.name)));
        if left.len() == count {
            break;
        }
    }
    let is_left = |container: &&Container| left.iter().any(|other| other.name == container.name);
    // Going on from one to the next, somebody comes a second time: there the circle closes.
    let mut way: Vec<&Container> = vec![left.first().copied()?];
    loop {
        let next = waits_for(way.last()?).into_iter().find(is_left)?;
        if let Some(at) = way.iter().position(|container| container.name == next.name) {
            let names: Vec<&str> = way.get(at..)?.iter().map(|container| container.name).collect();
            return Some((next, names.join(", ")));
        }
        way.push(next);
    }
}
