//! What an HTTP status that a health check got usually means.

/// Meaning and next step of a status, the exact ones first, then their classes.
const STATUSES: &[(&str, &str, &str)] = &[
    ("301", "the check is sent elsewhere", "Let the path answer itself, or let the matcher take 301"),
    (
        "302",
        "the check is sent elsewhere, often to a sign-in",
        "Use a path that needs no session, or let the matcher take 302",
    ),
    ("307", "the check is sent elsewhere", "Let the path answer itself, or let the matcher take 307"),
    ("308", "the check is sent elsewhere", "Let the path answer itself, or let the matcher take 308"),
    (
        "400",
        "the application does not like the request",
        "It has no host name of yours: see whether the application checks the Host header",
    ),
    ("401", "the path asks for credentials", "Use a path that needs none"),
    ("403", "the path is forbidden", "Use a path that is open to the load balancer"),
    ("404", "the application does not know the path", "Compare the path of the check with the application's routes"),
    ("405", "the path does not take GET", "Let the path take GET, or use another one"),
    ("429", "the application limits requests", "Exempt the path of the check from rate limits"),
    ("500", "the application fails", "Read its log at the time of a check"),
    (
        "502",
        "what the target forwards to does not answer properly",
        "Read the log of the proxy in the task and of the container behind it",
    ),
    (
        "503",
        "the application says it is not ready, or has no workers left",
        "Read its log; see whether what it depends on is reachable",
    ),
    (
        "504",
        "what the target forwards to does not answer in time",
        "See what the container behind the proxy is waiting for",
    ),
    ("3", "the check is sent elsewhere", "Let the path answer itself, or widen the matcher"),
    ("4", "the application refuses the request", "Ask for the path by hand from inside the network and compare"),
    ("5", "the application fails", "Read its log at the time of a check"),
];

/// Meaning and next step of the first of these codes that is known.
pub(super) fn words(codes: &str) -> Option<(&'static str, &'static str)> {
    codes.split(", ").find_map(|code| {
        let row = STATUSES.iter().find(|(known, _, _)| code.starts_with(known))?;
        Some((row.1, row.2))
    })
}
