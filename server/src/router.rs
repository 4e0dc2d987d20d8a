//! Every address of the server and the layers around it: a function, so that tests need no socket.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{any, get};
use http::StatusCode;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;

use crate::podium::Podium;
use crate::telemetry::requests;
use crate::{
    assets, deadline, document, export, forms, headers, health, host, live, pages, panics, refusal, same_origin,
};

/// The whole of Podium's HTTP.
///
/// From the outside in, every request is counted and named, gets its headers, is saved from panics, was meant for this
/// host and – if it changes something – comes from a page of ours. Pages and answers of the API have a deadline and
/// are packed for whoever takes that: nothing secret is among them that a length could betray. Event streams have no
/// deadline and are checked for their origin although they only read.
pub fn router(podium: Podium) -> Router {
    let answers = pages::routes(&podium)
        .layer(from_fn_with_state(podium.clone(), forms::take))
        .layer(from_fn(document::finish))
        .route("/api/{*rest}", any(no_such_function))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(from_fn_with_state(podium.turns.clone(), deadline::enforce));
    let streams = Router::new().route("/live", get(live::live)).layer(from_fn(same_origin::always));
    let health = Router::new().route("/livez", get(health::live)).route("/readyz", get(health::ready));
    answers
        .merge(export::routes())
        .merge(streams)
        .merge(health)
        .merge(assets::routes())
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(forms::LONGEST.max(podium.limits.body)))
        .layer(from_fn(same_origin::on_writes))
        .layer(from_fn(host::require_loopback))
        .layer(from_fn(panics::catch))
        .layer(from_fn(headers::harden))
        .layer(from_fn(requests::log))
        .with_state(podium)
}

async fn no_such_function() -> Response {
    refusal::plain(StatusCode::NOT_FOUND, "there is no such function; reload the page if Podium has been updated")
}
