//! The side API under `/_simulator`: what a test or a demo may do to the simulator, as JSON.
//!
//! Bad input gets 422 and names the field, and nothing has changed. Only a program on this machine may ask: a page in a
//! browser that reaches the port through another name, or from another origin, is refused.

mod agents;
mod clock;
mod estate;
mod faults;
mod fields;
mod guard;
mod journal;

use std::sync::Arc;

use axum::Json;
use axum::Router;
use axum::http::StatusCode;
use axum::middleware::from_fn;
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};
use serde_json::json;

use crate::control::Control;
use crate::endpoint::Endpoint;

/// The routes below `/_simulator`.
pub fn router(endpoint: Arc<Endpoint>) -> Router<Arc<Endpoint>> {
    Router::new()
        .route("/state", get(estate::state))
        .route("/reset", post(estate::reset))
        .route("/scenario", post(estate::load))
        .route("/limits", get(estate::allowances).post(estate::limits))
        .route("/clock", post(clock::set))
        .route("/agents", post(agents::set))
        .route("/journal", get(journal::list).delete(journal::clear))
        .route("/journal/totals", get(journal::totals))
        .route("/faults", get(faults::list).post(faults::inject).delete(faults::clear))
        .route("/faults/{id}", delete(faults::lift))
        .fallback(not_found)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(from_fn(guard::local_only))
        .with_state(Control(endpoint))
}

/// Does what takes long for a large estate where it holds nobody up, and tells the state it led to.
async fn at_length(control: Control, work: impl FnOnce(&Control) + Send + 'static) -> Response {
    let done = tokio::task::spawn_blocking(move || {
        work(&control);
        control.state()
    });
    match done.await {
        Ok(state) => Json(state).into_response(),
        Err(error) => {
            tracing::error!(%error, "the simulator's side API failed");
            refusal(StatusCode::INTERNAL_SERVER_ERROR, "the simulator failed; its log says more")
        }
    }
}

async fn not_found() -> Response {
    refusal(StatusCode::NOT_FOUND, "there is nothing at this path; docs/simulator.md lists what there is")
}

async fn method_not_allowed() -> Response {
    refusal(StatusCode::METHOD_NOT_ALLOWED, "this path does not take this method")
}

fn refusal(status: StatusCode, message: &str) -> Response {
    (status, Json(json!({ "error": message }))).into_response()
}
