//! The socket: connections, and who answers what comes over them.

mod aws;
mod body;
mod connection;
mod live_tail;
mod reply;
mod request;
mod signature;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::endpoint::Endpoint;
use crate::side;

/// How long to wait before listening or accepting is tried again.
const RETRY: Duration = Duration::from_millis(50);

/// The side API under `/_simulator`, AWS everywhere else.
pub fn router(endpoint: Arc<Endpoint>) -> Router {
    Router::new()
        .nest("/_simulator", side::router(Arc::clone(&endpoint)))
        .fallback(aws::answer)
        .layer(DefaultBodyLimit::max(request::LARGEST_BODY))
        .with_state(endpoint)
}

/// Accepts connections until told to stop. While a fault says so, nobody listens on the port.
pub async fn listen(endpoint: Arc<Endpoint>, listener: TcpListener, address: SocketAddr, stop: CancellationToken) {
    let router = router(Arc::clone(&endpoint));
    let connections = TaskTracker::new();
    let mut refusal = endpoint.refusal();
    let mut listener = Some(listener);
    let mut open = stop.child_token();
    loop {
        let refused_until = *refusal.borrow_and_update();
        if let Some(until) = refused_until {
            listener = None;
            open.cancel();
            tokio::select! {
                () = stop.cancelled() => break,
                () = tokio::time::sleep_until(until.into()) => endpoint.end_refusal(),
                _ = refusal.changed() => {}
            }
            continue;
        }
        let accepting = match &listener {
            Some(accepting) => accepting,
            None => match TcpListener::bind(address).await {
                Ok(bound) => {
                    open = stop.child_token();
                    listener.insert(bound)
                }
                Err(error) => {
                    tracing::warn!(%error, %address, "the simulator cannot listen again yet");
                    tokio::select! {
                        () = stop.cancelled() => break,
                        () = tokio::time::sleep(RETRY) => continue,
                    }
                }
            },
        };
        tokio::select! {
            () = stop.cancelled() => break,
            _ = refusal.changed() => {}
            accepted = accepting.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection::serve(stream, router.clone(), open.clone()));
                }
                Err(error) => {
                    tracing::warn!(%error, "the simulator cannot accept a connection");
                    tokio::time::sleep(RETRY).await;
                }
            },
        }
    }
    drop(listener);
    connections.close();
    connections.wait().await;
}
