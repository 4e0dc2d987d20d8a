//! Which words in ECS's sentences stand for which kind of end.

mod capacity;
mod ended;
mod first;
mod host;
mod prepare;
mod pull;
mod start;
mod storage;

pub(super) use ended::{REPLACED, SCHEDULER};

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::memo::Memo;
use super::{Kind, Names};

/// A family of sentences: how they begin (or what they hold), and which further words decide, the first match winning.
///
/// A part may ask for several words that all occur, joined by `&`; one that begins with `=` is the whole sentence.
pub(super) struct Family {
    /// One of these occurs.
    marks: &'static [&'static str],
    /// Then the first row one of whose words occurs decides.
    rows: &'static [(&'static [&'static str], Kind)],
    /// And if none does, this.
    otherwise: Kind,
}

/// Words of a request that got no answer.
const NO_ANSWER: &[&str] = &[
    "no such host",
    "server misbehaving",
    "timeout",
    "timed out",
    "time out",
    "deadline exceeded",
    "connection refused",
    "connection reset",
    "connection issue",
    "check your network configuration",
    "check your task network configuration",
    "network is unreachable",
    "host is unreachable",
    "no route to host",
    "dial tcp",
    "could not reach",
    "could not connect",
    "failed to connect",
    "unable to connect",
    "request canceled",
    "request cancelled",
    "requestcanceled",
    "context canceled",
    "context cancelled",
    "name resolution",
    "closed network connection",
    "client connection lost",
    "stream error",
    "broken pipe",
    "send request failed",
    "request send failed",
    "netlink failure",
    "signal: killed",
    "nil pointer dereference",
    ": eof",
    "unexpected eof",
];

/// Words of a request that was refused.
const REFUSED: &[&str] = &[
    "no basic auth credentials",
    "no ec2 imds role found",
    "failed to refresh cached credentials",
    "access denied",
    "access is denied",
    "accessdenied",
    "not authorized",
    "unauthorizedoperation",
    "unauthorized:",
    "unauthorizedexception",
    "authorization failed",
    "is not allowed",
    "docker login",
    "insufficient_scope",
    "authentication required",
    "incorrect username or password",
    "token has expired",
    "has the permissions",
    "denied: ",
    "forbidden",
    "http 403",
    "http 401",
    "nocredentialproviders",
    "status code: 403",
    "status code 403",
    "statuscode: 403",
    "401 unauthorized",
    "status code: 401",
    "status code 401",
    "statuscode: 401",
    "expiredtoken",
    "security token included",
    "invalidclienttokenid",
    "unrecognizedclient",
];

/// Words of a thing that is not there.
const ABSENT: &[&str] = &[
    "not found",
    "notfound",
    "manifest unknown",
    "name unknown",
    "unknown blob",
    "blob unknown",
    "does not exist",
    "doesn't exist",
    "not exist",
    "can't find",
    "cannot find",
    "could not be found",
    "nosuchkey",
    "nosuchbucket",
    "api error (404)",
    "http 404",
    "404 not found",
    "status code: 404",
    "status code 404",
    "statuscode: 404",
];

/// Words of a port of the host that is in use.
const PORTS: &[&str] = &[
    "port is already allocated",
    "address already in use",
    "ports are not available",
    "being used by another process",
];

/// Words of a subnet or security group that is not there.
const ABSENT_NETWORK: &[&str] = &[
    "invalidsecuritygroup",
    "invalidgroup",
    "invalidsubnet",
    "subnet id&does not exist",
    "security group&does not exist",
];

/// Words of a disk or storage driver that fails.
const HOST_DISK: &[&str] = &[
    "dm_task_run failed",
    "overlay mount",
    "/var/lib/docker&read-only file system",
    "/var/lib/docker&input/output error",
    "/var/lib/containerd&read-only file system",
    "/var/lib/containerd&input/output error",
    "mkdir /var/lib/docker&no such file",
    "structure needs cleaning",
];

/// Words of a request that came too often.
const THROTTLED: &[&str] =
    &["throttl", "rate exceeded", "requestlimitexceeded", "toomanyrequestsexception", "slowdown"];

/// Words of a container that was killed for its memory.
pub(super) const OUT_OF_MEMORY: &[&str] = &[
    "outofmemory",
    "out of memory",
    "oomkilled",
    "oom-killed",
    "oom killed",
    "due to memory usage",
    "memory limit too low",
];

/// Ends that come from the task itself, or from what it needs to start.
pub(super) const FAILURE: &[&[Family]] = &[
    first::FAMILIES,
    capacity::FAMILIES,
    pull::FAMILIES,
    prepare::SECRETS,
    host::FAMILIES,
    prepare::FAMILIES,
    storage::FAMILIES,
    start::FAMILIES,
];

/// The kind of end that a sentence tells; `None` when no family knows it.
pub(super) fn find(sentence: &str, families: &[&[Family]]) -> Option<Kind> {
    FOUND.with_borrow_mut(|known| {
        let of_families = known.entry((families.as_ptr() as usize, families.len())).or_default();
        of_families.get_or_make(sentence, || look(sentence, families))
    })
}

/// Where patterns are in memory, and how many families they are.
type Patterns = (usize, usize);

thread_local! {
    /// What was found before, by the patterns that were tried: thousands of tasks end with few sentences.
    static FOUND: RefCell<BTreeMap<Patterns, Memo<Option<Kind>>>> = const { RefCell::new(BTreeMap::new()) };
}

fn look(sentence: &str, families: &[&[Family]]) -> Option<Kind> {
    let words = without_names(normal(sentence), sentence);
    let holds = |parts: &[&str]| parts.iter().any(|part| occurs(&words, part));
    let family = families.iter().copied().flatten().find(|family| holds(family.marks))?;
    Some(family.rows.iter().find(|(parts, _)| holds(parts)).map_or(family.otherwise, |(_, kind)| *kind))
}

/// The words without what people have named: an image called `forbidden-planet` was not refused for its name.
fn without_names(words: String, sentence: &str) -> String {
    if !sentence.contains([':', '/']) {
        return words;
    }
    let names = Names::of(sentence);
    let given = [names.image, names.secret, names.log_group, names.dependency].into_iter().flatten();
    given
        .map(|name| name.to_lowercase())
        .filter(|name| name.len() > 5)
        .fold(words, |words, name| words.replace(&name, "…"))
}

fn occurs(words: &str, part: &str) -> bool {
    match part.strip_prefix('=') {
        Some(whole) => words.trim_start_matches("taskfailedtostart:").trim().trim_end_matches('.') == whole,
        None => part.split('&').all(|word| words.contains(word)),
    }
}

/// The sentence in lower case, with straight quotes and single spaces: AWS writes both, and breaks lines.
pub(super) fn normal(sentence: &str) -> String {
    let straight = sentence.replace(['’', '‘'], "'").replace(['“', '”'], "\"").to_lowercase();
    straight.split_whitespace().collect::<Vec<_>>().join(" ")
}
