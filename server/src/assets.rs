//! The site inside the binary: every file with its compressed twins, answered without touching a disk.

use app::shell::AssetNames;
use axum::Router;
use axum::body::Body;
use axum::response::Response;
use axum::routing::get;
use http::{HeaderMap, HeaderValue, StatusCode, header};

mod encoding;
mod watched;

use encoding::Encoding;

/// A name that contains its content's hash never means anything else.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// Icons and the like keep their names, so browsers ask again after an hour.
const AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");

/// The answer depends on what the browser accepts.
const BY_ENCODING: HeaderValue = HeaderValue::from_static("accept-encoding");

/// The folders that hold nothing but files of the site.
const FOLDERS: [&str; 2] = ["/pkg/{*rest}", "/fonts/{*rest}"];

static TABLE: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// One file of the site.
#[derive(Clone, Copy, Debug)]
pub struct Asset {
    /// What the file is called in the source, such as `/pkg/podium.css`.
    pub name: &'static str,
    /// Where a browser finds it, such as `/pkg/podium.4f1a….css`.
    pub path: &'static str,
    /// The value of `Content-Type`.
    pub media_type: &'static str,
    /// Changes exactly when the content changes.
    pub hash: &'static str,
    /// Whether the path contains the hash, so that the content behind it can never change.
    pub immutable: bool,
    /// The content as it is.
    pub plain: &'static [u8],
    /// The content compressed by brotli, if that makes it smaller.
    pub brotli: Option<&'static [u8]>,
    /// The content compressed by gzip, if that makes it smaller.
    pub gzip: Option<&'static [u8]>,
}

/// Every file of the site; empty when the binary was compiled without one.
pub fn table() -> &'static [Asset] {
    TABLE
}

/// Whether there is a site. A server without one answers pages that have no style and never come alive.
pub fn present() -> bool {
    !TABLE.is_empty() || watched::folder().is_some()
}

/// What a page has to link to.
///
/// In a binary without a site these are the names before hashing, which lead nowhere.
pub fn names() -> AssetNames {
    if watched::folder().is_some() {
        return watched::names();
    }
    let path = |name: &str| find(TABLE, name).map_or(name, |asset| asset.path).to_owned();
    AssetNames {
        css: path("/pkg/podium.css"),
        start: path("/pkg/start.js"),
        preload_fonts: find(TABLE, "/fonts/inter.woff2").map(|font| font.path.to_owned()).into_iter().collect(),
    }
}

/// A route for each file, and a plain 404 for whatever else is asked of their folders.
///
/// The one exception to "without touching a disk": started by `cargo leptos watch`, the server serves that tool's
/// folder.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    watched::folder().map_or_else(|| routes_of(TABLE), watched::routes)
}

fn routes_of<S: Clone + Send + Sync + 'static>(table: &'static [Asset]) -> Router<S> {
    let mut router = Router::new();
    for asset in table {
        router = router.route(asset.path, get(move |headers: HeaderMap| async move { answer(asset, &headers) }));
    }
    for folder in FOLDERS {
        router = router.route(folder, get(missing));
    }
    router
}

fn find(table: &'static [Asset], name: &str) -> Option<&'static Asset> {
    table.iter().find(|asset| asset.name == name)
}

fn answer(asset: &'static Asset, request: &HeaderMap) -> Response {
    let encoding = Encoding::choose(request, asset);
    let (content, suffix) = match encoding {
        Encoding::Brotli(content) => (content, "-br"),
        Encoding::Gzip(content) => (content, "-gz"),
        Encoding::Identity(content) => (content, ""),
        Encoding::NotAcceptable => {
            let mut refusal = plain(StatusCode::NOT_ACCEPTABLE, "this file comes as br, gzip or identity\n");
            refusal.headers_mut().insert(header::VARY, BY_ENCODING);
            return refusal;
        }
    };
    // Two encodings of one file are two representations and must not share a strong validator (RFC 9110, 8.8.3.3).
    let etag = format!("\"{}{suffix}\"", asset.hash);
    let unchanged = is_known(request, &etag);
    let mut response = Response::new(if unchanged { Body::empty() } else { Body::from(content) });
    let headers = response.headers_mut();
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        headers.insert(header::ETAG, etag);
    }
    headers.insert(header::CACHE_CONTROL, if asset.immutable { FOREVER } else { AN_HOUR });
    if asset.brotli.is_some() || asset.gzip.is_some() {
        headers.insert(header::VARY, BY_ENCODING);
    }
    if unchanged {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.media_type));
    if let Some(name) = encoding.name() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    response
}

/// Whether the browser says it already holds what `etag` names.
fn is_known(request: &HeaderMap, etag: &str) -> bool {
    request.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok()).any(|value| {
        value.split(',').map(str::trim).any(|known| known == "*" || known.trim_start_matches("W/") == etag)
    })
}

async fn missing() -> Response {
    plain(StatusCode::NOT_FOUND, "no such file\n")
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests;
