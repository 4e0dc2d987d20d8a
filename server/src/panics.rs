//! A panic ends one request, not the server.

use std::any::Any;
use std::panic;

use axum::body::Body;
use axum::response::Response;
use http::StatusCode;

use crate::refusal;

/// Writes every panic to the log, once, with its place; the request's id is on the line.
pub fn log() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, message = info.payload_as_str().unwrap_or("without a message"), "panic");
    }));
}

/// What the visitor gets instead: 500 and no detail.
pub(crate) fn answer(_payload: Box<dyn Any + Send + 'static>) -> Response<Body> {
    refusal::plain(
        StatusCode::INTERNAL_SERVER_ERROR,
        "something went wrong in Podium; its log says what, under the id of this answer",
    )
}
