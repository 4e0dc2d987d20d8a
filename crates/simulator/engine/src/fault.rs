//! Faults, as an image's tag asks for them.
//!
//! The tag is the fault, or ends with a hyphen and the fault: `exit-1` and `7.4.0-exit-1` behave alike. A digest
//! (`@sha256:…`) has no tag and so no fault.

/// What is wrong (or peculiar) with an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// `missing`: it cannot be pulled.
    Missing,
    /// `exit-N`, `exit-N-after-S`: the process ends with that code, S or some seconds after its start.
    Exit {
        /// The code.
        code: u8,
        /// How many seconds after its start, when the tag says so.
        after: Option<u16>,
    },
    /// `exit-137`: the process is killed when its memory is used up, some minutes after its start.
    OutOfMemory,
    /// `slow`: pulling it takes minutes.
    Slow,
    /// `unhealthy`: its health check fails; also when the task definition has none (then as if it had AWS's default
    /// one).
    Unhealthy,
    /// `unhealthy-after-S`: its health check passes, and fails from S seconds after its start on.
    Ailing {
        /// How many seconds after its start.
        after: u16,
    },
    /// `busy`: the process keeps a CPU spinning, whatever it is asked.
    Busy,
    /// `bad-gateway`: it answers health checks of a load balancer with 502.
    BadGateway,
    /// `timeout`: it does not answer health checks of a load balancer.
    Timeout,
    /// `flapping`: it answers health checks of a load balancer well for some minutes, then badly for some, and so on.
    Flapping,
    /// `errors`: its health checks pass, and it answers some requests with 500.
    Errors,
    /// `job`: the process does its work and ends with 0 after about a minute.
    Job,
}

/// The fault in an image reference.
#[must_use]
pub fn of_image(image: &str) -> Option<Fault> {
    let tag = tag_of(image)?;
    let ends_with = |fault: &str| tag.strip_suffix(fault).is_some_and(|rest| rest.is_empty() || rest.ends_with('-'));
    match () {
        () if ends_with("missing") => Some(Fault::Missing),
        () if ends_with("exit-137") => Some(Fault::OutOfMemory),
        () if ends_with("slow") => Some(Fault::Slow),
        () if ends_with("unhealthy") => Some(Fault::Unhealthy),
        () if ends_with("busy") => Some(Fault::Busy),
        () if ends_with("bad-gateway") => Some(Fault::BadGateway),
        () if ends_with("timeout") => Some(Fault::Timeout),
        () if ends_with("flapping") => Some(Fault::Flapping),
        () if ends_with("errors") => Some(Fault::Errors),
        () if ends_with("job") => Some(Fault::Job),
        () => {
            let (tag, after) = match tag.rsplit_once("-after-") {
                Some((tag, after)) => (tag, Some(after.parse().ok()?)),
                None => (tag, None),
            };
            let ailing = tag == "unhealthy" || tag.ends_with("-unhealthy");
            after.filter(|_| ailing).map(|after| Fault::Ailing { after }).or_else(|| exit(tag, after))
        }
    }
}

fn exit(tag: &str, after: Option<u16>) -> Option<Fault> {
    let (before, code) = tag.rsplit_once('-')?;
    let code = code.parse().ok()?;
    (before == "exit" || before.ends_with("-exit")).then_some(Fault::Exit { code, after })
}

/// The tag of an image reference; none when it has a digest or only a name.
#[must_use]
pub fn tag_of(image: &str) -> Option<&str> {
    if image.contains('@') {
        return None;
    }
    let last = image.rsplit('/').next()?;
    Some(last.split_once(':')?.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(image: &str, expect: Option<Fault>) {
        assert_eq!(of_image(image), expect, "{image}");
    }

    #[test]
    fn the_tag_is_the_fault_or_ends_with_it() {
        check("shop/cart:missing", Some(Fault::Missing));
        check("shop/cart:7.4.0-exit-137", Some(Fault::OutOfMemory));
        check("shop/cart:7.4.0-exit-1", Some(Fault::Exit { code: 1, after: None }));
        check("shop/cart:7.4.0-exit-1-after-20", Some(Fault::Exit { code: 1, after: Some(20) }));
        check("shop/cart:exit-0", Some(Fault::Exit { code: 0, after: None }));
        check("localhost:5000/cart:2-slow", Some(Fault::Slow));
        check("cart:unhealthy", Some(Fault::Unhealthy));
        check("cart:2-unhealthy-after-90", Some(Fault::Ailing { after: 90 }));
        check("cart:11.6.0-busy", Some(Fault::Busy));
        check("cart:7.5.0-errors", Some(Fault::Errors));
        check("cart:3.2.0-job", Some(Fault::Job));
        check("cart:3.2.0-bad-gateway", Some(Fault::BadGateway));
        check("cart:timeout", Some(Fault::Timeout));
        check("cart:3.2.0-flapping", Some(Fault::Flapping));
    }

    #[test]
    fn other_references_have_no_fault() {
        check("cart", None);
        check("cart:7.4.0", None);
        check("localhost:5000/missing", None);
        check("cart:exit-999", None);
        check("cart:noexit-1", None);
        check("cart:exit--1", None);
        check("cart:exit-1-after-", None);
        check("cart:2-after-20", None);
        check("cart:permissing", None);
        check("cart:missing@sha256:00", None);
    }
}
