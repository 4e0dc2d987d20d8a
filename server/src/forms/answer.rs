//! What a form is answered with.

use std::sync::Arc;

use app::error::AppError;
use app::forms::Returned;
use axum::Json;
use axum::extract::Request;
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::CookieJar;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Serialize;

use crate::once::{Done, Place};
use crate::podium::Podium;
use crate::{pages, refusal};

/// Whether a script has sent the form, which draws the outcome itself.
pub(super) fn wants_json(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).is_some_and(|accept| accept.as_bytes() == b"application/json")
}

/// What a script is told: the address where the outcome is seen.
#[derive(Serialize)]
struct Seen {
    see: String,
}

/// It is done: 303 to the page that shows it.
pub(super) fn done(done: &Done, wants_json: bool) -> Response {
    let cookies = done.cookie.iter().cloned().fold(CookieJar::new(), CookieJar::add);
    let address = done.see.address();
    if wants_json {
        return (cookies, Json(Seen { see: address })).into_response();
    }
    let mut response = refusal::plain(StatusCode::SEE_OTHER, "done");
    match HeaderValue::try_from(address) {
        Ok(address) => response.headers_mut().insert(header::LOCATION, address),
        Err(_) => return refusal::plain(StatusCode::BAD_REQUEST, "this address cannot be repeated"),
    };
    (cookies, response).into_response()
}

/// It was not taken: the parts of the page, for a script.
pub(super) async fn parts(podium: &Podium, at: &Place, returned: Arc<Returned>) -> Response {
    let status = status(&returned.error);
    let drawn = app::parts::draw(&pages::cx(podium, Some(returned)), &at.address()).await;
    (status, Json(drawn)).into_response()
}

/// It was not taken: the page drawn again, which finds the form in the extensions of the request.
pub(super) async fn page(podium: &Podium, request: Request) -> Response {
    let status = request.extensions().get::<Arc<Returned>>().map_or(StatusCode::OK, |returned| status(&returned.error));
    let mut response = pages::draw(podium, request).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = status;
    }
    response
}

/// The status of the answer. That something is not allowed is news on a page, and a refusal to whoever sends a form.
fn status(error: &AppError) -> StatusCode {
    match error {
        AppError::Forbidden { .. } => StatusCode::FORBIDDEN,
        error => StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
    }
}
