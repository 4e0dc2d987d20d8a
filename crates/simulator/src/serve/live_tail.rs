//! StartLiveTail: an answer that goes on for hours.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::time::{Instant, interval};
use tokio_stream::wrappers::ReceiverStream;

use super::connection::Open;
use super::reply::{Reply, request_id};
use crate::endpoint::Endpoint;
use simulator_logs::wire::live::Session;
use simulator_protocol::error::AwsError;
use simulator_protocol::event_stream::{CONTENT_TYPE, event, exception};

/// The operation's name.
pub const OPERATION: &str = "StartLiveTail";

/// How often an update is sent, on the wall clock.
const UPDATES_EVERY: Duration = Duration::from_secs(1);

/// How long a session lasts.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartLiveTail.html>
const LONGEST: Duration = Duration::from_secs(3 * 3_600);

type Frame = Result<Bytes, Infallible>;

/// Begins a session; it ends when the client goes, the simulator stops, or after three hours.
///
/// # Errors
/// What AWS answers to a request that cannot be served.
pub fn begin(endpoint: &Arc<Endpoint>, open: &Open, request: Value, id: &str) -> Result<Reply, AwsError> {
    let (session, start) = {
        let mut machine = endpoint.machine();
        let engine = machine.catch_up();
        let session = Session::begin(engine, request)?;
        let start = session.start(engine, id, &request_id());
        (session, start)
    };
    let (sender, receiver) = mpsc::channel(4);
    tokio::spawn(tell(Arc::clone(endpoint), open.clone(), session, start, sender));
    Ok(Reply::stream(CONTENT_TYPE, Body::from_stream(ReceiverStream::new(receiver))))
}

async fn tell(endpoint: Arc<Endpoint>, open: Open, mut session: Session, start: Value, sender: mpsc::Sender<Frame>) {
    let (mut ticks, end) = (interval(UPDATES_EVERY), Instant::now() + LONGEST);
    let beginning = [event("initial-response", &json!({})), event("sessionStart", &start)].concat();
    if sender.send(Ok(beginning.into())).await.is_err() {
        return;
    }
    ticks.tick().await;
    loop {
        tokio::select! {
            () = open.0.cancelled() => return,
            () = sender.closed() => return,
            _ = ticks.tick() => {}
        }
        let frame = match Instant::now() < end {
            true => event("sessionUpdate", &session.update(endpoint.machine().catch_up())),
            false => exception("SessionTimeoutException", &json!({ "message": "The session has expired." })),
        };
        if sender.send(Ok(frame.into())).await.is_err() || Instant::now() >= end {
            return;
        }
    }
}
