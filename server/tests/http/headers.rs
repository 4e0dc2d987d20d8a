//! What every answer tells the browser not to do.

use std::collections::HashSet;

use http::{Method, Request, StatusCode};

use crate::crawl::crawl;
use crate::world::{Answer, World};

const ALWAYS: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-frame-options", "DENY"),
];

#[track_caller]
fn check(answer: &Answer, what: &str) {
    for (name, value) in ALWAYS {
        assert_eq!(answer.header(name), value, "{what}");
    }
    let policy = answer.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'"), "{what}: {policy}");
    assert!(policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"), "{what}: {policy}");
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{what}: {policy}");
    assert!(answer.header("permissions-policy").contains("camera=()"), "{what}");
    assert_eq!(answer.header("x-request-id").len(), 16, "{what}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_kind_of_answer_has_the_headers() {
    let world = World::small().await;
    for (method, path, status) in [
        (Method::GET, "/", StatusCode::OK),
        (Method::HEAD, "/", StatusCode::OK),
        (Method::GET, "/env/demo/clusters", StatusCode::OK),
        (Method::GET, "/no/such/page", StatusCode::NOT_FOUND),
        (Method::GET, "/api/overview", StatusCode::OK),
        (Method::GET, "/api/no-such-function", StatusCode::NOT_FOUND),
        (Method::POST, "/api/overview", StatusCode::METHOD_NOT_ALLOWED),
        (Method::DELETE, "/no/such/page", StatusCode::NOT_FOUND),
        (Method::POST, "/", StatusCode::UNSUPPORTED_MEDIA_TYPE),
        (Method::PUT, "/", StatusCode::METHOD_NOT_ALLOWED),
        (Method::GET, "/live", StatusCode::UNPROCESSABLE_ENTITY),
        (Method::GET, "/livez", StatusCode::OK),
        (Method::GET, "/readyz", StatusCode::OK),
        (Method::GET, "/pkg/none.js", StatusCode::NOT_FOUND),
        (Method::OPTIONS, "/", StatusCode::METHOD_NOT_ALLOWED),
    ] {
        let answer = world.ask(Request::builder().method(&method).uri(path)).await;
        assert_eq!(answer.status, status, "{method} {path}: {}", answer.body);
        check(&answer, path);
        assert_eq!(answer.header("cache-control"), "no-store", "{method} {path}");
    }
    let stray =
        world.send(Request::get("/").header("host", "evil.example").body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!(stray.status, StatusCode::MISDIRECTED_REQUEST);
    check(&stray, "stray");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_is_no_page_may_load_nothing_at_all() {
    let world = World::empty().await;
    for path in ["/livez", "/api/overview", "/pkg/none.js"] {
        let policy = world.get(path).await.header("content-security-policy").to_owned();
        assert!(!policy.contains("script-src") && !policy.contains("'self'"), "{path}: {policy}");
    }
}

/// The nonce that the policy of an answer names.
#[track_caller]
fn nonce(answer: &Answer) -> String {
    let policy = answer.header("content-security-policy");
    let (_, rest) = policy.split_once("'nonce-").unwrap_or_else(|| panic!("no nonce: {policy}: {answer:?}"));
    rest.split_once('\'').unwrap().0.to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_nonce_is_new_for_every_request_and_on_every_inline_script() {
    let world = World::small().await;
    let mut nonces = HashSet::new();
    for path in ["/", "/env/demo/services", "/no/such/page", "/"] {
        let answer = world.get(path).await;
        let nonce = nonce(&answer);
        assert!(nonce.len() >= 22, "16 random bytes are 22 characters: {nonce}");
        assert!(nonces.insert(nonce.clone()), "the nonce of {path} has been used before");
        let scripts: Vec<&str> =
            answer.body.split("<script").skip(1).filter_map(|rest| rest.split('>').next()).collect();
        assert!(!scripts.is_empty(), "{path} has no scripts");
        for script in scripts.iter().filter(|script| !script.contains("src=")) {
            assert!(script.contains(&format!("nonce=\"{nonce}\"")), "{path}: <script{script}>");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn pages_have_no_inline_style_and_no_inline_handler() {
    for (path, answer) in &crawl().await.pages {
        let markup = answer.body.split("<script").next().unwrap_or_default();
        for forbidden in [" style=\"", "<style", " onclick=", " onload=", " onerror=", "javascript:"] {
            assert!(!markup.contains(forbidden), "{path} has {forbidden}");
        }
    }
}
