//! One line per request, and an id that leads from an answer to its lines.

use std::time::Instant;

use app::request_id::RequestId;
use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderName, HeaderValue};
use tracing::Instrument as _;

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Names the request, and writes its line when the answer begins.
///
/// The line has the pattern of the route and neither path nor query: what people search for is theirs. Files of the
/// site and the health of the process are written at `debug`.
pub async fn log(mut request: Request, next: Next) -> Response {
    let began = Instant::now();
    // Ours alone: what a client sends under this name is not taken.
    let id = RequestId(rand::random());
    request.extensions_mut().insert(id);
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let route = route.as_ref().map_or("unmatched", MatchedPath::as_str);
    let span = tracing::info_span!("request", %id);
    let mut response = next.run(request).instrument(span.clone()).await;
    let status = response.status().as_u16();
    let micros = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
    span.in_scope(|| {
        if is_quiet(route) {
            tracing::debug!(%method, route, status, micros, "answered");
        } else {
            tracing::info!(%method, route, status, micros, "answered");
        }
    });
    if let Ok(id) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(X_REQUEST_ID, id);
    }
    response
}

fn is_quiet(route: &str) -> bool {
    route.starts_with("/pkg/") || route.starts_with("/fonts/") || matches!(route, "/livez" | "/readyz")
}
