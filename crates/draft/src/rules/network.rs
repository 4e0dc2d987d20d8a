//! What cannot be together with a network mode.

use super::{Faults, Task};

pub(super) fn check(task: &Task, faults: &mut Faults) {
    let mode = task.network_mode;
    // A mode that this build does not know may have links.
    let has_no_links = matches!(mode, "awsvpc" | "host" | "none");
    for container in &task.containers {
        let json = container.json;
        let mut refuse = |member: &str, is_used: bool| {
            if is_used {
                let message = format!("With the network mode {mode} a container has no {member}.");
                faults.of(container, container.path.member(member), message);
            }
        };
        refuse("links", has_no_links && !json.list("links").is_empty());
        if mode != "awsvpc" {
            continue;
        }
        for member in ["dnsServers", "dnsSearchDomains", "extraHosts"] {
            refuse(member, !json.list(member).is_empty());
        }
        refuse("hostname", json.get("hostname").is_some());
        refuse("disableNetworking", json.flag("disableNetworking") == Some(true));
    }
    proxy(task, faults);
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ProxyConfiguration.html>
fn proxy(task: &Task, faults: &mut Faults) {
    let Some(proxy) = task.json.get("proxyConfiguration") else { return };
    let path = task.path.member("proxyConfiguration");
    if task.network_mode != "awsvpc" {
        faults.of_task(path, "A proxy needs the network mode awsvpc.");
    } else if let Some(name) = proxy.text("containerName").filter(|name| task.container(name).is_none()) {
        faults.of_task(path.member("containerName"), format!("There is no container {name}."));
    }
}
