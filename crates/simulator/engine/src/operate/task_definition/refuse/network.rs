//! What cannot be together with a network mode.

use super::name;
use crate::error::ApiError;
use crate::{JsonMap, json};

pub(super) fn check(document: &JsonMap, containers: &[&JsonMap]) -> Result<(), ApiError> {
    let mode = json::text(document, "networkMode").unwrap_or("bridge");
    for container in containers {
        let has = |member: &str| !json::list(container, member).is_empty();
        if has("links") && mode != "bridge" {
            return Err(ApiError::client(format!("Links are not supported when networkMode={mode}.")));
        }
        let used = [
            (has("dnsServers"), "DNS servers are"),
            (has("dnsSearchDomains"), "DNS search domains are"),
            (has("extraHosts"), "Extra hosts are"),
            (container.contains_key("hostname"), "hostname is"),
            (json::is_true(container, "disableNetworking"), "Disable Networking is"),
        ];
        if let Some((_, what)) = used.iter().find(|(used, _)| *used && mode == "awsvpc") {
            return Err(ApiError::client(format!("{what} not supported on container when networkMode=awsvpc.")));
        }
    }
    proxy(document, containers, mode)
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ProxyConfiguration.html>
fn proxy(document: &JsonMap, containers: &[&JsonMap], mode: &str) -> Result<(), ApiError> {
    let Some(proxy) = json::object(document, "proxyConfiguration") else { return Ok(()) };
    if mode != "awsvpc" {
        return Err(ApiError::client("Proxy configuration is only supported when networkMode=awsvpc."));
    }
    let wanted = json::text(proxy, "containerName").unwrap_or_default();
    if containers.iter().any(|container| name(container) == wanted) {
        return Ok(());
    }
    Err(ApiError::client(format!("The proxy configuration names the container {wanted}, which does not exist.")))
}
