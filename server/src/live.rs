//! `GET /live?watch=<path of a page>`: tells an open page that something changed, and nothing more.
//!
//! The page asks again through its own resource, so there is one path for data. While the stream is open, what the page
//! shows is read from AWS in the fast tier.

use std::convert::Infallible;
use std::time::Duration;

use app::routes::{Watched, watch_of};
use axum::extract::{Query, Request, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use fleet::{Fleet, Watch, WatchGuard};
use futures::{Stream, StreamExt as _, stream};
use http::{HeaderName, HeaderValue, StatusCode, header};
use model::view::Change;
use serde::Deserialize;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use crate::peer::Peer;
use crate::podium::Podium;
use crate::refusal;

mod burst;
mod seats;

pub use seats::Seats;

use burst::Burst;
use seats::Seat;

/// A line without meaning so often keeps proxies from closing a quiet stream, and shows us that the browser is still there.
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
        return refusal::plain(StatusCode::UNPROCESSABLE_ENTITY, "watch: this has to be the path of a page, once, and nothing else");
    };
    let Some(watched) = watch_of(&watch) else {
        return refusal::plain(StatusCode::UNPROCESSABLE_ENTITY, "watch: this is not the path of a page");
    };
    let Some(seat) = podium.seats.take(Peer::of(&request)) else {
        return refusal::later("too many pages are open at once; this one is not kept up to date");
    };
    let listener = Listener::new(&podium, podium.console.watch(&podium.viewer, scope(watched)), seat);
    let mut response = Sse::new(events(listener)).keep_alive(KeepAlive::new().interval(HEARTBEAT)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response
}

fn scope(watched: Watched) -> Watch {
    match watched {
        Watched::Fleet => Watch::Fleet,
        Watched::Environment(environment) => Watch::Environment(environment),
        Watched::Cluster(cluster) => Watch::Cluster(cluster),
        Watched::Service(service) => Watch::Service(service),
        Watched::Task(task) => Watch::Task(task),
    }
}

/// Everything one open stream holds on to; dropping it ends the look and frees the seat.
struct Listener {
    changes: broadcast::Receiver<Change>,
    burst: Burst,
    fleet: Fleet,
    stopping: CancellationToken,
    until: Instant,
    _watch: WatchGuard,
    _seat: Seat,
}

impl Listener {
    /// Begins to listen, with one change per environment waiting: what changed between the rendering of the page and
    /// now, or while a browser was reconnecting, would never be told otherwise.
    fn new(podium: &Podium, watch: WatchGuard, seat: Seat) -> Self {
        let mut listener = Self {
            changes: podium.console.changes(&podium.viewer),
            burst: Burst::new(podium.limits.stream_gap),
            fleet: podium.fleet.clone(),
            stopping: podium.stopping.clone(),
            until: Instant::now() + podium.limits.connection_age,
            _watch: watch,
            _seat: seat,
        };
        listener.add_everything();
        listener
    }

    fn add_everything(&mut self) {
        for environment in self.fleet.environments() {
            let version = self.fleet.snapshot(&environment.name).map_or(0, |snapshot| snapshot.version);
            self.burst.add(Change { environment: environment.name, cluster: None, version });
        }
    }

    /// The next changes to tell; `None` when the stream ends.
    async fn next(&mut self) -> Option<Vec<Change>> {
        loop {
            let due = self.burst.due();
            tokio::select! {
                biased;
                () = self.stopping.cancelled() => return None,
                () = sleep_until(self.until) => return None,
                () = sleep_until(due.unwrap_or(self.until)), if due.is_some() => {
                    return Some(self.burst.take_due(Instant::now()));
                }
                change = self.changes.recv() => match change {
                    Ok(change) => self.burst.add(change),
                    Err(RecvError::Lagged(_)) => self.add_everything(),
                    Err(RecvError::Closed) => return None,
                },
            }
        }
    }
}

fn events(listener: Listener) -> impl Stream<Item = Result<Event, Infallible>> {
    let hello = stream::iter([Ok(Event::default().retry(RECONNECT))]);
    let changes = stream::unfold(listener, |mut listener| async move {
        let changes = listener.next().await?;
        Some((stream::iter(changes), listener))
    });
    hello.chain(changes.flatten().filter_map(|change| async move { event(&change).map(Ok) }))
}

fn event(change: &Change) -> Option<Event> {
    let event = Event::default().event("change").json_data(change);
    event.inspect_err(|error| tracing::error!(%error, "a change could not be written as JSON")).ok()
}
