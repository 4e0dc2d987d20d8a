//! Two words for whoever watches the process.

use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use tokio_util::sync::CancellationToken;

use crate::refusal;

/// `GET /livez`: the process runs and answers.
pub async fn live() -> Response {
    refusal::plain(StatusCode::OK, "live")
}

/// `GET /readyz`: the configuration is in use and requests are welcome, until Podium has been told to stop.
///
/// It says nothing about AWS: a console that cannot reach AWS still shows what it knows and how old that is, and
/// restarting it would lose just that.
pub async fn ready(State(stopping): State<CancellationToken>) -> Response {
    if stopping.is_cancelled() {
        return refusal::later("stopping");
    }
    refusal::plain(StatusCode::OK, "ready")
}
