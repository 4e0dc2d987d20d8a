//! The pages and their server functions, with what each request brings along.

use std::sync::Arc;

use app::cx::Cx;
use app::forms::Returned;
use app::request_id::RequestId;
use app::shell::shell;
use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use leptos::context::{provide_context, use_context};
use leptos::nonce::Nonce;
use leptos_axum::{AxumRouteListing, LeptosRoutes as _, render_app_async_with_context};
use leptos_router::SsrMode;
use model::page::{Page, PageKind};

use crate::podium::Podium;
use crate::{cookies, refusal};

/// A route for every page and every server function; whatever else is asked for is a page that says so, with 404.
pub(crate) fn routes(podium: &Podium) -> Router<Podium> {
    let context = context(podium);
    Router::new()
        .leptos_routes_with_context(podium, listed(), context, whole)
        .layer(from_fn_with_state(podium.clone(), looked_at))
        .fallback(not_found)
        .layer(from_fn(lead_nowhere))
}

/// Whoever opens a page looks at it for a while, also without the event stream that says so as long as the page is
/// open: a page without JavaScript asks again every few seconds and is to find news.
async fn looked_at(State(podium): State<Podium>, request: Request, next: Next) -> Response {
    let page = Page::parse(request.uri().path());
    let response = next.run(request).await;
    if let Some(page) = page.filter(|_| response.status().is_success()) {
        drop(podium.console.watch(&podium.viewer, page.watched()));
    }
    response
}

/// The path of every server function begins so.
const FUNCTIONS: &str = "/api/";

/// Leptos leads whoever asks a server function for HTML back to the `Referer`, wherever that is. Forms are sent to
/// pages and never to a server function, so everybody gets the answer and nobody is led anywhere. What is sent
/// elsewhere keeps both fields.
async fn lead_nowhere(mut request: Request, next: Next) -> Response {
    if request.uri().path().starts_with(FUNCTIONS) {
        request.headers_mut().remove(header::ACCEPT);
        request.headers_mut().remove(header::REFERER);
    }
    next.run(request).await
}

/// A route for every kind of page, by the pattern of its addresses. Requests are logged by it.
fn listed() -> Vec<AxumRouteListing> {
    let get = leptos_router::Method::Get;
    let route = |kind: &PageKind| AxumRouteListing::new(kind.pattern().to_owned(), SsrMode::Async, [get], vec![]);
    PageKind::ALL.iter().map(route).collect()
}

/// The use cases on behalf of whoever asks, and the form that came back if one did.
pub(crate) fn cx(podium: &Podium, returned: Option<Arc<Returned>>) -> Cx {
    Cx { console: podium.console.clone(), viewer: podium.viewer.clone(), returned }
}

/// What the app finds as context in every request.
fn context(podium: &Podium) -> impl Fn() + Clone + Send + Sync + 'static {
    let podium = Arc::new(podium.clone());
    move || {
        let parts = use_context::<Parts>();
        let returned = parts.as_ref().and_then(|parts| parts.extensions.get::<Arc<Returned>>().cloned());
        provide_context(cx(&podium, returned));
        provide_context(podium.assets.clone());
        provide_context(
            parts.as_ref().map_or_else(|| cookies::look(&HeaderMap::new()), |parts| cookies::look(&parts.headers)),
        );
        if let Some(id) = parts.as_ref().and_then(|parts| parts.extensions.get::<RequestId>().copied()) {
            provide_context(id);
        }
        // Leptos has provided a nonce of its own; the one that counts is the one in the header.
        if let Some(nonce) = parts.and_then(|parts| parts.extensions.get::<Nonce>().cloned()) {
            provide_context(nonce);
        }
    }
}

/// Draws the page that a request names, whatever its method. A form that came back is in the request's extensions.
pub(crate) async fn draw(podium: &Podium, request: Request) -> Response {
    render_app_async_with_context(context(podium), whole)(request).await
}

/// The whole document.
fn whole() -> leptos::prelude::AnyView {
    use leptos::prelude::IntoAny as _;
    shell().into_any()
}

async fn not_found(State(podium): State<Podium>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return refusal::plain(StatusCode::NOT_FOUND, "there is nothing here");
    }
    if let Some(page) = without_slash(request.uri()) {
        let mut response = refusal::plain(StatusCode::PERMANENT_REDIRECT, "this page has no slash at its end");
        response.headers_mut().insert(header::LOCATION, page);
        return response;
    }
    let mut response = draw(&podium, request).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}

/// The address of the page that is meant by one with a slash too many, if there is such a page.
fn without_slash(uri: &Uri) -> Option<HeaderValue> {
    let path = uri.path().strip_suffix('/').filter(|path| Page::parse(path).is_some())?;
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    HeaderValue::try_from(format!("{path}{query}")).ok()
}
