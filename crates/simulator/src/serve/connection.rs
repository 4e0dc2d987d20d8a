//! One connection: HTTP/1.1 with keep-alive, and a way to cut it.

use std::time::Duration;

use axum::Router;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;

/// How long the headers of a request may take.
const HEADERS_WITHIN: Duration = Duration::from_secs(30);

/// How long the request under way may take when the simulator stops, or stops listening for a while.
const FAREWELL: Duration = Duration::from_secs(5);

/// Cancelled by a request whose connection is to be cut without an answer.
#[derive(Clone, Debug, Default)]
pub struct Cut(pub CancellationToken);

/// Cancelled when the simulator stops, or nobody listens on its port: an answer without an end then ends.
#[derive(Clone, Debug)]
pub struct Open(pub CancellationToken);

/// Serves a connection until the client closes it, it is cut, or `open` is cancelled; then the request under way has
/// five seconds to be answered.
pub async fn serve(stream: TcpStream, router: Router, open: CancellationToken) {
    // Small answers must not wait for each other.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "no TCP_NODELAY");
    }
    let cut = Cut::default();
    let answer = TowerToHyperService::new(router);
    let inserted = (cut.clone(), Open(open.clone()));
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(inserted.0.clone());
        request.extensions_mut().insert(inserted.1.clone());
        Box::pin(answer.call(request))
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS_WITHIN)
        .serve_connection(TokioIo::new(stream), service);
    let served = tokio::select! {
        served = &mut connection => served,
        () = cut.0.cancelled() => return reset(connection.into_parts().io.into_inner()),
        () = open.cancelled() => {
            std::pin::Pin::new(&mut connection).graceful_shutdown();
            tokio::select! {
                served = &mut connection => served,
                () = cut.0.cancelled() => return reset(connection.into_parts().io.into_inner()),
                () = tokio::time::sleep(FAREWELL) => return,
            }
        }
    };
    if let Err(error) = served {
        tracing::debug!(%error, "a connection to the simulator broke");
    }
}

/// Closes the connection so that the client sees "connection reset by peer".
fn reset(stream: TcpStream) {
    if let Err(error) = stream.set_zero_linger() {
        tracing::debug!(%error, "no SO_LINGER");
    }
}
