//! `GET /live?watch=<path of a page>`: tells an open page that something changed, and nothing more.
//!
//! The page asks again through its own resource, so there is one path for data. While the stream is open, what the page
//! shows is read from AWS in the fast tier.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::{Query, Request, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use fleet::WatchGuard;
use futures::{Stream, StreamExt as _, stream};
use http::{HeaderName, HeaderValue, StatusCode, header};
use model::page::Page;
use model::watch::Change;
use serde::Deserialize;

use crate::peer::Peer;
use crate::podium::Podium;
use crate::refusal;
use crate::seats::Seat;

mod burst;
mod news;

use news::{News, Pace, everything};

/// A line without meaning so often keeps proxies from closing a quiet stream, and shows us that the browser is still
/// there.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// How long a browser waits until it connects again.
const RECONNECT: Duration = Duration::from_secs(2);

/// What the address asks for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Watching {
    /// The path of the page that is open.
    watch: String,
}

/// Opens a stream; 422 when `watch` is no page of ours, 503 when too many streams are open.
pub(crate) async fn live(State(podium): State<Podium>, request: Request) -> Response {
    let watching = Query::<Watching>::try_from_uri(request.uri());
    let Ok(Query(Watching { watch })) = watching else {
        return refusal::plain(
            StatusCode::UNPROCESSABLE_ENTITY,
            "watch: this has to be the path of a page, once, and nothing else",
        );
    };
    let Some(page) = Page::parse(&watch) else {
        return refusal::plain(StatusCode::UNPROCESSABLE_ENTITY, "watch: this is not the path of a page");
    };
    let Some(seat) = podium.seats.take(Peer::of(&request)) else {
        return refusal::later("too many pages are open at once; this one is not kept up to date");
    };
    let watch = podium.console.watch(&podium.viewer, page.watched());
    let mut response =
        Sse::new(events(&podium, watch, seat)).keep_alive(KeepAlive::new().interval(HEARTBEAT)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response
}

/// The stream's text; the look and the seat end with it.
fn events(podium: &Podium, watch: WatchGuard, seat: Seat) -> impl Stream<Item = Result<Event, Infallible>> + use<> {
    let hello = stream::iter([Ok(Event::default().retry(RECONNECT))]);
    let fleet = podium.fleet.clone();
    let pace = Pace { gap: podium.limits.stream_gap, age: podium.limits.connection_age };
    let changes = podium.console.changes(&podium.viewer);
    let news = News::new(changes, move || everything(&fleet), pace, podium.stopping.clone());
    let changes = stream::unfold((news, watch, seat), |(mut news, watch, seat)| async move {
        let changes = news.next().await?;
        Some((stream::iter(changes), (news, watch, seat)))
    });
    hello.chain(changes.flatten().filter_map(|change| async move { event(&change).map(Ok) }))
}

fn event(change: &Change) -> Option<Event> {
    let event = Event::default().event("change").json_data(change);
    event.inspect_err(|error| tracing::error!(%error, "a change could not be written as JSON")).ok()
}
