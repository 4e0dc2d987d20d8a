//! Whom a request was meant for.
//!
//! A page of a stranger can make its own name resolve to 127.0.0.1 and then read what Podium answers as if it were its
//! own ("DNS rebinding"). The name it was reached by gives that away: only names of this machine are taken.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::uri::Authority;
use http::{HeaderMap, HeaderName, StatusCode, Uri, header};

use crate::{loopback, refusal};

/// Why a request is not for us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stray {
    /// There is no host, there are several, or it cannot be read.
    Unclear,
    /// It is the name of another machine, or of nobody.
    Foreign,
}

/// Lets a request pass that was sent to a name of this machine.
pub async fn require_loopback(request: Request, next: Next) -> Response {
    match judge(request.uri(), request.headers()) {
        Ok(()) => next.run(request).await,
        Err(Stray::Unclear) => refusal::plain(StatusCode::BAD_REQUEST, "a request has to name one host"),
        Err(Stray::Foreign) => refusal::plain(
            StatusCode::MISDIRECTED_REQUEST,
            "Podium answers to localhost, 127.0.0.1 and [::1] alone while it has no sign-in",
        ),
    }
}

/// The host and port a request names: in its address with HTTP/2, in its `Host` field with HTTP/1.1.
///
/// `None` when there is none, when there are several, or when it cannot be read.
pub(crate) fn named<'r>(uri: &'r Uri, headers: &'r HeaderMap) -> Option<Authority> {
    let host = match single(headers, &header::HOST) {
        Ok(Some(text)) => Some(text.parse::<Authority>().ok()?),
        Ok(None) => None,
        Err(Repeated) => return None,
    };
    match (uri.authority().cloned(), host) {
        (Some(address), Some(host)) if address != host => None,
        (Some(address), _) => Some(address),
        (None, host) => host,
    }
}

/// A field that may stand once stands several times, or is not text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Repeated;

/// The value of a field that may stand once.
pub(crate) fn single<'r>(headers: &'r HeaderMap, name: &HeaderName) -> Result<Option<&'r str>, Repeated> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => value.to_str().map(Some).map_err(|_| Repeated),
        (Some(_), Some(_)) => Err(Repeated),
    }
}

fn judge(uri: &Uri, headers: &HeaderMap) -> Result<(), Stray> {
    let authority = named(uri, headers).ok_or(Stray::Unclear)?;
    if authority.as_str().contains('@') {
        return Err(Stray::Unclear);
    }
    if loopback::is_this_machine(authority.host()) { Ok(()) } else { Err(Stray::Foreign) }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[track_caller]
    fn check(address: &str, hosts: &[&'static str], expect: Result<(), Stray>) {
        let headers: HeaderMap = hosts.iter().map(|host| (header::HOST, HeaderValue::from_static(host))).collect();
        assert_eq!(judge(&address.parse().unwrap(), &headers), expect, "{address} {hosts:?}");
    }

    #[test]
    fn names_of_this_machine_are_taken_with_any_port() {
        for host in [
            "localhost",
            "localhost:3000",
            "LocalHost:80",
            "127.0.0.1",
            "127.0.0.1:3000",
            "127.9.9.9",
            "[::1]",
            "[::1]:3000",
        ] {
            check("/", &[host], Ok(()));
        }
    }

    #[test]
    fn other_names_are_refused_whatever_they_resolve_to() {
        for host in [
            "podium.example",
            "localhost.evil.example",
            "evil-localhost",
            "127.0.0.1.evil.example",
            "10.0.0.1",
            "[::2]",
            "0.0.0.0:3000",
            "2130706433",
            "localhost.",
        ] {
            check("/", &[host], Err(Stray::Foreign));
        }
    }

    #[test]
    fn a_request_that_names_no_host_or_two_is_refused() {
        check("/", &[], Err(Stray::Unclear));
        check("/", &[""], Err(Stray::Unclear));
        check("/", &["localhost", "localhost"], Err(Stray::Unclear));
        check("/", &["me@localhost"], Err(Stray::Unclear));
        check("/", &["localhost/path"], Err(Stray::Unclear));
        check("http://evil.example/", &["localhost"], Err(Stray::Unclear));
    }

    #[test]
    fn the_host_in_the_address_counts_as_with_http_2() {
        check("http://localhost:3000/", &[], Ok(()));
        check("http://localhost:3000/", &["localhost:3000"], Ok(()));
        check("http://evil.example/", &[], Err(Stray::Foreign));
    }
}
