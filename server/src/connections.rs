//! Connections: how many, how long, and how they end.

use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, Semaphore};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

use crate::limits::Limits;
use crate::peer::Peer;

/// After an accept that failed, usually because there are too many open files, this is how long to wait for better
/// times.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// How many requests one HTTP/2 connection may have in flight.
const STREAMS_OF_CONNECTION: u32 = 64;

/// A peer that does not answer a ping within this time is gone.
const PING: Duration = Duration::from_secs(20);

/// Answers connections until `stop` completes; then `stopping` is cancelled, requests in flight are finished within
/// [`Limits::farewell`], and whatever is left is cut off.
///
/// HTTP/1.1 and HTTP/2 (with prior knowledge) on the same port.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    stopping: CancellationToken,
    stop: impl Future<Output = ()>,
) {
    let door = Arc::new(Door { protocol: protocol(&limits), router, limits, stopping: stopping.clone() });
    let places = Arc::new(Semaphore::new(limits.connections));
    let mut open = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        let place = tokio::select! {
            biased;
            () = &mut stop => break,
            place = Arc::clone(&places).acquire_owned() => place,
        };
        let accepted = tokio::select! {
            biased;
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => {
                let door = Arc::clone(&door);
                open.spawn(async move {
                    door.answer(stream, peer).await;
                    drop(place);
                });
            }
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                sleep(ACCEPT_PAUSE).await;
            }
        }
        while open.try_join_next().is_some() {}
    }
    drop(listener);
    stopping.cancel();
    let finish = async { while open.join_next().await.is_some() {} };
    if timeout(limits.farewell, finish).await.is_err() {
        tracing::warn!(left = open.len(), "requests were still in flight and were cut off");
    }
}

fn protocol(limits: &Limits) -> auto::Builder<TokioExecutor> {
    let mut protocol = auto::Builder::new(TokioExecutor::new());
    protocol
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(limits.head_size)
        .max_headers(limits.head_fields);
    protocol
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS_OF_CONNECTION)
        .max_header_list_size(u32::try_from(limits.head_size).unwrap_or(u32::MAX))
        .keep_alive_interval(PING)
        .keep_alive_timeout(PING);
    protocol
}

struct Door {
    protocol: auto::Builder<TokioExecutor>,
    router: Router,
    limits: Limits,
    stopping: CancellationToken,
}

impl Door {
    /// Serves one connection to its end.
    async fn answer(&self, stream: TcpStream, peer: SocketAddr) {
        // A page is one write and an event is one small write: neither gains by waiting for more.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection keeps Nagle's algorithm");
        }
        let asked = Arc::new(Notify::new());
        let service = {
            let (asked, router, peer) = (Arc::clone(&asked), self.router.clone(), Peer(peer.ip().to_canonical()));
            hyper::service::service_fn(move |mut request: hyper::Request<Incoming>| {
                asked.notify_one();
                request.extensions_mut().insert(peer);
                let answer = router.clone().oneshot(request.map(Body::new));
                async move { Ok::<_, Infallible>(answer.await.unwrap_or_else(|never| match never {})) }
            })
        };
        let mut connection = pin!(self.protocol.serve_connection(TokioIo::new(stream), service));
        // Hyper's own deadline begins when it knows which HTTP is spoken; a peer that says nothing at all never gets
        // there.
        tokio::select! {
            ended = connection.as_mut() => return note(ended),
            () = asked.notified() => {}
            () = sleep(self.limits.head) => return,
            () = self.stopping.cancelled() => {}
        }
        tokio::select! {
            ended = connection.as_mut() => return note(ended),
            () = self.stopping.cancelled() => {}
            () = sleep(self.limits.connection_age) => {}
        }
        connection.as_mut().graceful_shutdown();
        if let Ok(ended) = timeout(self.limits.farewell, connection).await {
            note(ended);
        }
    }
}

/// Peers that vanish, speak no HTTP or are too slow are everyday life.
fn note(ended: Result<(), Box<dyn std::error::Error + Send + Sync>>) {
    if let Err(error) = ended {
        tracing::debug!(error, "a connection ended badly");
    }
}
