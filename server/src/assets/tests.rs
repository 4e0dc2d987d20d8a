//! The rules of delivery, on a small table of our own; the real one depends on what was built before.

use axum::body::to_bytes;
use http::Request;
use tower::ServiceExt as _;

use super::*;

static SITE: &[Asset] = &[
    Asset {
        name: "/pkg/podium_bg.wasm",
        path: "/pkg/podium_bg.0a1b.wasm",
        media_type: "application/wasm",
        hash: "0a1b",
        immutable: true,
        plain: b"the whole program",
        brotli: Some(b"brotli"),
        gzip: Some(b"gzip"),
    },
    Asset {
        name: "/favicon.png",
        path: "/favicon.png",
        media_type: "image/png",
        hash: "77",
        immutable: false,
        plain: b"a picture",
        brotli: None,
        gzip: None,
    },
];

const WASM: &str = "/pkg/podium_bg.0a1b.wasm";

async fn ask(method: &str, path: &str, headers: &[(&str, &str)]) -> (StatusCode, HeaderMap, Vec<u8>) {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = routes_of::<()>(SITE).oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    (parts.status, parts.headers, to_bytes(body, usize::MAX).await.unwrap().to_vec())
}

#[track_caller]
fn check(headers: &HeaderMap, name: &str, expect: Option<&str>) {
    assert_eq!(headers.get(name).map(|value| value.to_str().unwrap()), expect, "{name}");
}

#[tokio::test]
async fn the_smallest_accepted_encoding_is_sent() {
    for (accept, encoding, content) in [
        ("gzip, deflate, br, zstd", Some("br"), "brotli"),
        ("br;q=0.1, gzip;q=1.0", Some("br"), "brotli"),
        ("gzip, br;q=0", Some("gzip"), "gzip"),
        ("GZIP", Some("gzip"), "gzip"),
        ("*", Some("br"), "brotli"),
        ("*, br;q=0", Some("gzip"), "gzip"),
        ("zstd", None, "the whole program"),
        ("gzip;q=nonsense", None, "the whole program"),
        ("", None, "the whole program"),
        ("*;q=0, identity", None, "the whole program"),
    ] {
        let (status, headers, body) = ask("GET", WASM, &[("accept-encoding", accept)]).await;
        assert_eq!((status, body), (StatusCode::OK, content.as_bytes().to_vec()), "{accept}");
        check(&headers, "content-encoding", encoding);
        check(&headers, "vary", Some("accept-encoding"));
        check(&headers, "content-type", Some("application/wasm"));
    }
}

#[tokio::test]
async fn a_browser_that_refuses_every_encoding_is_told_so() {
    for accept in ["identity;q=0", "*;q=0"] {
        let (status, headers, _) = ask("GET", WASM, &[("accept-encoding", accept)]).await;
        assert_eq!(status, StatusCode::NOT_ACCEPTABLE, "{accept}");
        check(&headers, "cache-control", Some("no-store"));
        check(&headers, "vary", Some("accept-encoding"));
    }
}

#[tokio::test]
async fn hashed_names_are_kept_forever_and_others_for_an_hour() {
    let (_, headers, _) = ask("GET", WASM, &[]).await;
    check(&headers, "cache-control", Some("public, max-age=31536000, immutable"));
    let (_, headers, _) = ask("GET", "/favicon.png", &[("accept-encoding", "br")]).await;
    check(&headers, "cache-control", Some("public, max-age=3600"));
    check(&headers, "content-encoding", None);
    check(&headers, "vary", None);
}

#[tokio::test]
async fn a_known_file_is_not_sent_again() {
    let (_, first, _) = ask("GET", WASM, &[("accept-encoding", "br")]).await;
    let etag = first.get("etag").unwrap().to_str().unwrap();
    for known in [etag.to_owned(), format!("\"other\", {etag}"), format!("W/{etag}"), "*".to_owned()] {
        let (status, headers, body) = ask("GET", WASM, &[("accept-encoding", "br"), ("if-none-match", &known)]).await;
        assert_eq!((status, body.len()), (StatusCode::NOT_MODIFIED, 0), "{known}");
        check(&headers, "etag", Some(etag));
        check(&headers, "vary", Some("accept-encoding"));
    }
}

#[tokio::test]
async fn each_encoding_has_a_validator_of_its_own() {
    let (_, brotli, _) = ask("GET", WASM, &[("accept-encoding", "br")]).await;
    let etag = brotli.get("etag").unwrap().to_str().unwrap();
    let (status, plain, _) = ask("GET", WASM, &[("if-none-match", etag)]).await;
    assert_eq!(status, StatusCode::OK);
    assert_ne!(plain.get("etag"), brotli.get("etag"));
}

#[tokio::test]
async fn head_answers_like_get_without_the_content() {
    let (status, headers, body) = ask("HEAD", WASM, &[("accept-encoding", "gzip")]).await;
    assert_eq!((status, body.len()), (StatusCode::OK, 0));
    check(&headers, "content-length", Some("4"));
    check(&headers, "content-encoding", Some("gzip"));
}

#[tokio::test]
async fn a_file_that_does_not_exist_is_a_plain_404_that_nobody_keeps() {
    for path in ["/pkg/podium.old.js", "/pkg/", "/pkg/a/b", "/fonts/comic.woff2"] {
        let (status, headers, _) = ask("GET", path, &[]).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        check(&headers, "cache-control", (path != "/pkg/").then_some("no-store"));
    }
}

#[tokio::test]
async fn files_are_only_read() {
    for method in ["POST", "PUT", "DELETE"] {
        let (status, _, _) = ask(method, WASM, &[]).await;
        assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
    }
}

#[test]
fn the_page_links_to_files_that_exist() {
    let names = names();
    if !present() {
        assert_eq!(names.css, "/pkg/podium.css");
        return;
    }
    for path in [names.css, names.start].into_iter().chain(names.preload_fonts) {
        assert!(TABLE.iter().any(|asset| asset.path == path && asset.immutable), "{path}");
    }
}
