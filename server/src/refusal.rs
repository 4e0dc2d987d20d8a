//! Answers that come from the door and not from a page: one sentence of plain text.

use axum::body::Body;
use axum::response::Response;
use http::{HeaderValue, StatusCode, header};

/// An answer of plain text with a line end.
pub(crate) fn plain(status: StatusCode, sentence: impl Into<String>) -> Response {
    let mut response = Response::new(Body::from(sentence.into() + "\n"));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

/// "Not now": 503, with the number of seconds after which it is worth asking again.
pub(crate) fn later(sentence: &'static str) -> Response {
    let mut response = plain(StatusCode::SERVICE_UNAVAILABLE, sentence);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    response
}
