//! What fields are called, and what a value is when it is not there.

use crate::json::Json;
use crate::shape::Shape;

/// Lists whose items are told apart by a member, and the member that is the whole of an item, where there is one:
/// `secrets.NAME` is its `valueFrom`.
const KEYED: [(&str, &str, Option<&str>); 18] = [
    ("volumes", "name", None),
    ("tags", "key", Some("value")),
    ("placementConstraints", "expression", Some("type")),
    ("properties", "name", Some("value")),
    ("inferenceAccelerators", "deviceName", Some("deviceType")),
    ("environment", "name", Some("value")),
    ("environmentFiles", "value", Some("type")),
    ("secrets", "name", Some("valueFrom")),
    ("secretOptions", "name", Some("valueFrom")),
    ("dependsOn", "containerName", Some("condition")),
    ("mountPoints", "containerPath", Some("sourceVolume")),
    ("volumesFrom", "sourceContainer", None),
    ("devices", "hostPath", None),
    ("tmpfs", "containerPath", None),
    ("extraHosts", "hostname", Some("ipAddress")),
    ("ulimits", "name", None),
    ("systemControls", "namespace", Some("value")),
    ("resourceRequirements", "type", Some("value")),
];

/// Lists whose order says something. Of the other lists of texts and numbers it does not.
const ORDERED: [&str; 4] = ["command", "entryPoint", "dnsServers", "dnsSearchDomains"];

/// What AWS takes for a member that is absent, and mostly adds. Flags are false besides.
const DEFAULTS: [(&str, &str); 8] = [
    ("networkMode", "bridge"),
    ("essential", "true"),
    ("cpu", "0"),
    ("protocol", "tcp"),
    ("interval", "30"),
    ("timeout", "5"),
    ("retries", "3"),
    ("startPeriod", "0"),
];

/// Members whose numbers have a unit.
const UNITS: [(&str, &[&str]); 3] = [
    ("MiB", &["memory", "memoryReservation", "sharedMemorySize", "maxSwap", "size"]),
    ("s", &["interval", "timeout", "startPeriod", "startTimeout", "stopTimeout", "restartAttemptPeriod"]),
    ("GiB", &["sizeInGiB"]),
];

/// What tells the items of a list apart, and what is the whole of one.
pub(super) fn keyed(list: &str) -> Option<(&'static str, Option<&'static str>)> {
    KEYED.iter().find(|(known, ..)| *known == list).map(|(_, key, whole)| (*key, *whole))
}

pub(super) fn is_ordered(list: &str) -> bool {
    ORDERED.contains(&list)
}

/// Whether a member that AWS knows is as if it were absent.
pub(super) fn is_default(member: &str, shape: Shape, value: &Json) -> bool {
    let default = DEFAULTS.iter().find(|(known, _)| *known == member).map(|(_, default)| *default);
    match (shape, value) {
        (Shape::Flag, Json::Flag(flag)) => *flag == (default == Some("true")),
        (Shape::Number, Json::Number(text)) | (Shape::Text, Json::Text(text)) => default == Some(text),
        _ => false,
    }
}

/// The unit behind a number, with the blank before it; nothing for a number that only counts.
pub(super) fn unit(member: &str) -> String {
    let unit = UNITS.iter().find(|(_, members)| members.contains(&member));
    unit.map(|(unit, _)| format!(" {unit}")).unwrap_or_default()
}

/// What a member is called where pages have a shorter name for it: the name stands in place of both, `web.logDriver`.
pub(super) fn renamed(within: &str, member: &str) -> Option<&'static str> {
    match (within, member) {
        ("logConfiguration", "logDriver") => Some("logDriver"),
        ("logConfiguration", "options") => Some("logOptions"),
        ("logConfiguration", "secretOptions") => Some("logSecrets"),
        ("ephemeralStorage", "sizeInGiB") => Some("ephemeralStorage"),
        _ => None,
    }
}
