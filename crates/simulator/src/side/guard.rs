//! Who may use the side API.

use std::net::IpAddr;

use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::{HOST, HeaderMap, HeaderName, ORIGIN};
use axum::middleware::Next;
use axum::response::Response;

use super::refusal;

/// Refuses requests that a page of another origin, or behind a rebound name, makes a browser send.
pub async fn local_only(request: Request, next: Next) -> Response {
    match check(request.headers()) {
        Ok(()) => next.run(request).await,
        Err(message) => refusal(StatusCode::FORBIDDEN, message),
    }
}

fn check(headers: &HeaderMap) -> Result<(), &'static str> {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    if !text(HOST).is_some_and(is_loopback) {
        return Err("the side API answers only under a loopback name: localhost, 127.0.0.1 or [::1]");
    }
    match text(ORIGIN).map(|origin| origin.strip_prefix("http://").is_some_and(is_loopback)) {
        None | Some(true) => Ok(()),
        Some(false) => Err("the side API does not answer pages of other origins"),
    }
}

/// Whether `host` or `host:port` is this machine, for sure and by itself.
fn is_loopback(authority: &str) -> bool {
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    };
    let address = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host);
    host.eq_ignore_ascii_case("localhost") || address.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_names_are_local() {
        for local in ["localhost", "LOCALHOST:4566", "127.0.0.1:4566", "127.8.8.8", "[::1]:4566", "[::1]"] {
            assert!(is_loopback(local), "{local}");
        }
        for foreign in
            ["", "evil.example", "127.0.0.1.evil.example:80", "localhost.evil.example", "10.0.0.1", "[::2]:80"]
        {
            assert!(!is_loopback(foreign), "{foreign}");
        }
    }

    #[test]
    fn a_foreign_origin_is_refused_even_under_a_loopback_name() {
        let headers = |origin: &str| {
            HeaderMap::from_iter([(HOST, "127.0.0.1:4566".parse().unwrap()), (ORIGIN, origin.parse().unwrap())])
        };
        assert!(check(&headers("http://127.0.0.1:3000")).is_ok());
        assert!(check(&headers("https://evil.example")).is_err());
        assert!(check(&headers("null")).is_err());
        assert!(check(&HeaderMap::new()).is_err(), "no Host at all");
    }
}
