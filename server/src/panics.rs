//! A panic ends one request, not the server.

use std::panic::{self, AssertUnwindSafe};

use app::request_id::RequestId;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use futures::FutureExt as _;
use http::StatusCode;

use crate::refusal;

/// Writes every panic to the log, once, with its place; the request's id is on the line.
pub fn log() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, message = info.payload_as_str().unwrap_or("without a message"), "panic");
    }));
}

/// What the visitor gets instead: 500, and the id under which the log says what happened.
pub(crate) async fn catch(request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().copied();
    match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        Err(_) => {
            let under = id.map(|id| format!("; its log says more under {id}")).unwrap_or_default();
            let sentence = format!("something went wrong in Podium{under}");
            refusal::plain(StatusCode::INTERNAL_SERVER_ERROR, sentence)
        }
    }
}
