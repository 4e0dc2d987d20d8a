//! Port mappings.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html>

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::{Container, Faults, Task, items};
use crate::json::Json;
use crate::path::Path;

const PORTS: RangeInclusive<i64> = 1..=65_535;

/// The longest name of a port.
const NAME_MAX: usize = 64;

pub(super) fn check(task: &Task, faults: &mut Faults) {
    // Where the containers have one network, a port is one container's.
    let is_shared = matches!(task.network_mode, "awsvpc" | "host");
    let (mut ports, mut names) = (BTreeSet::new(), BTreeSet::new());
    for container in &task.containers {
        for (path, mapping) in items(container.json, &container.path, "portMappings") {
            numbers(container, &path, mapping, faults);
            let inside = mapping.number("containerPort").filter(|_| is_shared);
            let protocol = mapping.text("protocol").unwrap_or("tcp");
            if let Some(port) = inside.filter(|port| !ports.insert((*port, protocol))) {
                let message = format!(
                    "Port {port}/{protocol} is used twice; with the network mode {} the containers share their ports.",
                    task.network_mode
                );
                faults.of(container, path.member("containerPort"), message);
            }
            let outside = mapping.number("hostPort").filter(|port| *port != 0);
            if let Some((inside, outside)) = inside.zip(outside).filter(|(inside, outside)| inside != outside) {
                let message = format!(
                    "With the network mode {} hostPort is left out or is the containerPort: {outside} is not {inside}.",
                    task.network_mode
                );
                faults.of(container, path.member("hostPort"), message);
            }
            let Some(name) = mapping.text("name") else { continue };
            if !is_port_name(name) {
                let message = format!(
                    "The name of a port has 1 to {NAME_MAX} lowercase letters, digits, hyphens and underscores, and does not begin with a hyphen."
                );
                faults.of(container, path.member("name"), message);
            } else if !names.insert(name) {
                faults.of(container, path.member("name"), format!("Two ports are called {name}."));
            }
        }
    }
}

fn numbers(container: &Container, path: &Path, mapping: &Json, faults: &mut Faults) {
    if let Some(range) = mapping.text("containerPortRange") {
        let path = path.member("containerPortRange");
        let ends = range.split_once('-').and_then(|(low, high)| Some((low.parse().ok()?, high.parse().ok()?)));
        if mapping.get("containerPort").is_some() || mapping.get("hostPort").is_some() {
            faults.of(container, path, "A mapping is of one port or of a range, not of both.");
        } else if !ends
            .is_some_and(|(low, high): (i64, i64)| PORTS.contains(&low) && PORTS.contains(&high) && low < high)
        {
            faults.of(container, path, "A range of ports is written as 8000-8010, within 1 to 65535.");
        }
        return;
    }
    for (member, least) in [("containerPort", 1), ("hostPort", 0)] {
        if mapping.number(member).is_some_and(|port| !(least..=*PORTS.end()).contains(&port)) {
            let message = format!("A {member} is {least} to {}.", PORTS.end());
            faults.of(container, path.member(member), message);
        }
    }
}

fn is_port_name(name: &str) -> bool {
    let is_fine = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
    (1..=NAME_MAX).contains(&name.len()) && !name.starts_with('-') && name.bytes().all(is_fine)
}
