//! Nobody else's page makes a browser do something here.

use axum::body::Body;
use http::{Method, Request, StatusCode};

use crate::world::World;

const SITES: [Option<&str>; 5] = [None, Some("same-origin"), Some("none"), Some("same-site"), Some("cross-site")];
const ORIGINS: [Option<&str>; 6] = [
    None,
    Some("http://localhost:3000"),
    Some("http://localhost:4000"),
    Some("https://localhost:3000"),
    Some("http://evil.example"),
    Some("null"),
];

/// What has to be refused, said once more and in other words than the server says it.
fn is_foreign(site: Option<&str>, origin: Option<&str>, cookie: bool) -> bool {
    let told_by_site = matches!(site, Some("same-site" | "cross-site"));
    let told_by_origin = !matches!(origin, None | Some("http://localhost:3000"));
    told_by_site || told_by_origin || (cookie && site.is_none() && origin.is_none())
}

fn request(method: &Method, path: &str, site: Option<&str>, origin: Option<&str>, cookie: bool) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path).header("host", "localhost:3000");
    let headers = [("sec-fetch-site", site), ("origin", origin), ("cookie", cookie.then_some("theme=dark"))];
    for (name, value) in headers.into_iter().filter_map(|(name, value)| Some((name, value?))) {
        request = request.header(name, value);
    }
    request.body(Body::empty()).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn writes_of_every_method_are_refused_from_everywhere_else() {
    let world = World::empty().await;
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
        for path in ["/", "/search?q=a", "/api/overview", "/nothing"] {
            for site in SITES {
                for origin in ORIGINS {
                    for cookie in [true, false] {
                        let answer = world.send(request(&method, path, site, origin, cookie)).await;
                        let refused = answer.status == StatusCode::FORBIDDEN;
                        assert_eq!(
                            refused,
                            is_foreign(site, origin, cookie),
                            "{method} {path} {site:?} {origin:?} {cookie}"
                        );
                    }
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_event_stream_is_refused_from_everywhere_else_although_it_only_reads() {
    let world = World::empty().await;
    for site in SITES {
        for origin in ORIGINS {
            for cookie in [true, false] {
                // The path to watch is wrong, so that a request that passes is answered at once.
                let answer = world.send(request(&Method::GET, "/live?watch=nothing", site, origin, cookie)).await;
                let expect = if is_foreign(site, origin, cookie) {
                    StatusCode::FORBIDDEN
                } else {
                    StatusCode::UNPROCESSABLE_ENTITY
                };
                assert_eq!(answer.status, expect, "{site:?} {origin:?} {cookie}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn pages_may_be_linked_to_from_anywhere() {
    let world = World::empty().await;
    for site in SITES {
        let answer = world.send(request(&Method::GET, "/", site, None, true)).await;
        assert_eq!(answer.status, StatusCode::OK, "{site:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_name_that_was_made_to_point_here_gets_nothing() {
    let world = World::small().await;
    for path in ["/", "/api/overview", "/live?watch=/", "/livez", "/pkg/none.js", "/nothing"] {
        for host in ["evil.example", "evil.example:3000", "localhost.evil.example", "10.0.0.1:3000"] {
            let request = Request::get(path).header("host", host).body(Body::empty()).unwrap();
            let answer = world.send(request).await;
            assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{path} {host}");
            assert!(!answer.body.contains("shop"), "{path} {host}: {}", answer.body);
        }
    }
    let nobody = world.send(Request::get("/").body(Body::empty()).unwrap()).await;
    assert_eq!(nobody.status, StatusCode::BAD_REQUEST);
}
