//! Nobody else's page makes a browser do something here.
//!
//! A request that changes something has to come from a page of ours. Browsers say where a request comes from in
//! `Sec-Fetch-Site` and in `Origin`. What each of the two means is judged by `tower_http::csrf`; here it is asked about
//! each alone, because whatever of the two is there has to agree, and about requests of every method, because event
//! streams are GET. A request without both does not come from a browser of today and is taken only if it carries no
//! cookie, which is what a forged request would be after.
//!
//! <https://words.filippo.io/csrf/>

use std::convert::Infallible;
use std::future::ready;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use futures::FutureExt as _;
use http::{HeaderMap, HeaderName, Method, StatusCode, Uri, header};
use tower::{Layer as _, ServiceExt as _, service_fn};
use tower_http::csrf::CsrfLayer;

use crate::{host, refusal};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Why a request does not come from a page of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Foreign {
    /// The browser says that another site started it.
    Site,
    /// `Origin` names somebody else, or nobody.
    Origin,
    /// It carries a cookie and does not say where it comes from.
    Unsaid,
}

impl Foreign {
    fn sentence(self) -> &'static str {
        match self {
            Self::Site => "refused: the browser says that another site started this request",
            Self::Origin => "refused: Origin is not the address of this Podium",
            Self::Unsaid => {
                "refused: a request with a cookie has to say where it comes from (Origin or Sec-Fetch-Site)"
            }
        }
    }
}

/// Lets every reading request pass, and a writing one that comes from a page of ours.
pub async fn on_writes(request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return next.run(request).await;
    }
    always(request, next).await
}

/// Lets a request pass that comes from a page of ours, whatever its method: for event streams.
pub async fn always(request: Request, next: Next) -> Response {
    match judge(request.uri(), request.headers()) {
        Ok(()) => next.run(request).await,
        Err(foreign) => refusal::plain(StatusCode::FORBIDDEN, foreign.sentence()),
    }
}

fn judge(uri: &Uri, headers: &HeaderMap) -> Result<(), Foreign> {
    let site = host::single(headers, &SEC_FETCH_SITE).map_err(|_| Foreign::Site)?;
    let origin = host::single(headers, &header::ORIGIN).map_err(|_| Foreign::Origin)?;
    // An empty field counts as none there, and as a strange one here.
    if site.is_some_and(|site| site.is_empty() || !is_ours(uri, headers, &SEC_FETCH_SITE)) {
        return Err(Foreign::Site);
    }
    if origin.is_some_and(|origin| !is_plain_origin(origin) || !is_ours(uri, headers, &header::ORIGIN)) {
        return Err(Foreign::Origin);
    }
    if site.is_none() && origin.is_none() && headers.contains_key(header::COOKIE) {
        return Err(Foreign::Unsaid);
    }
    Ok(())
}

/// Whether a browser writes an origin like this for a page of ours. Podium speaks plain HTTP on loopback, so there is
/// one scheme, at which `tower_http::csrf` does not look.
fn is_plain_origin(origin: &str) -> bool {
    origin.strip_prefix("http://").is_some_and(|authority| !authority.contains('/'))
}

/// What `tower_http::csrf` says of a writing request that has this one field.
fn is_ours(uri: &Uri, headers: &HeaderMap, field: &HeaderName) -> bool {
    let mut asked = Request::new(());
    *asked.method_mut() = Method::POST;
    *asked.uri_mut() = uri.clone();
    for name in [&header::HOST, field] {
        if let Some(value) = headers.get(name) {
            asked.headers_mut().insert(name, value.clone());
        }
    }
    let passed = service_fn(|_| ready(Ok::<_, Infallible>(http::Response::new(()))));
    let answer = CsrfLayer::new().layer(passed).oneshot(asked).now_or_never();
    answer.is_some_and(|answer| answer.is_ok_and(|answer| answer.status() == StatusCode::OK))
}
#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn headers(site: Option<&'static str>, origin: Option<&'static str>, cookie: bool) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static("localhost:3000"));
        let cookie = cookie.then_some("theme=dark");
        for (name, value) in [(SEC_FETCH_SITE, site), (header::ORIGIN, origin), (header::COOKIE, cookie)] {
            if let Some(value) = value {
                headers.insert(name, HeaderValue::from_static(value));
            }
        }
        headers
    }

    #[track_caller]
    fn check(site: Option<&'static str>, origin: Option<&'static str>, expect: Result<(), Foreign>) {
        for cookie in [true, false] {
            assert_eq!(
                judge(&Uri::from_static("/search"), &headers(site, origin, cookie)),
                expect,
                "{site:?} {origin:?} {cookie}"
            );
        }
    }

    #[test]
    fn a_page_of_ours_is_believed() {
        check(Some("same-origin"), Some("http://localhost:3000"), Ok(()));
        check(Some("same-origin"), None, Ok(()));
        check(Some("none"), None, Ok(()));
        check(None, Some("http://localhost:3000"), Ok(()));
    }

    #[test]
    fn another_site_is_refused_even_when_it_is_near() {
        for site in ["cross-site", "same-site", "", "Same-Origin", "same-origin, cross-site"] {
            check(Some(site), None, Err(Foreign::Site));
            check(Some(site), Some("http://localhost:3000"), Err(Foreign::Site));
        }
    }

    #[test]
    fn another_origin_is_refused_even_when_it_looks_like_ours() {
        for origin in [
            "null",
            "",
            "http://evil.example",
            "http://localhost",
            "http://localhost:3001",
            "https://localhost:3000",
            "http://localhost:3000.evil.example",
            "http://127.0.0.1:3000",
            "localhost:3000",
            "http://localhost:3000/",
        ] {
            check(None, Some(origin), Err(Foreign::Origin));
            check(Some("same-origin"), Some(origin), Err(Foreign::Origin));
        }
    }

    #[test]
    fn a_cookie_without_a_word_about_where_it_comes_from_is_refused() {
        assert_eq!(judge(&Uri::from_static("/search"), &headers(None, None, true)), Err(Foreign::Unsaid));
        assert_eq!(judge(&Uri::from_static("/search"), &headers(None, None, false)), Ok(()));
    }

    #[test]
    fn a_field_that_stands_twice_is_refused() {
        let mut twice = headers(Some("same-origin"), Some("http://localhost:3000"), true);
        twice.append(header::ORIGIN, HeaderValue::from_static("http://localhost:3000"));
        assert_eq!(judge(&Uri::from_static("/search"), &twice), Err(Foreign::Origin));
        let mut twice = headers(Some("same-origin"), None, true);
        twice.append(SEC_FETCH_SITE, HeaderValue::from_static("same-origin"));
        assert_eq!(judge(&Uri::from_static("/search"), &twice), Err(Foreign::Site));
    }
}
