//! A visitor gets an answer in time, even if the answer is "later".

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::limits::Limits;
use crate::refusal;

/// The turns that are taken, how long a request waits for one, and how long one may last.
#[derive(Clone, Debug)]
pub struct Turns {
    free: Arc<Semaphore>,
    wait: Duration,
    patience: Duration,
}

impl Turns {
    /// As many turns as `limits` allows.
    pub fn new(limits: &Limits) -> Self {
        Self { free: Arc::new(Semaphore::new(limits.at_once)), wait: limits.turn, patience: limits.answer }
    }
}

/// Works on a limited number of requests at once, turns away those that would wait long, and gives up on what takes too
/// long.
pub async fn enforce(State(turns): State<Turns>, request: Request, next: Next) -> Response {
    let Ok(_turn) = timeout(turns.wait, turns.free.acquire()).await else {
        tracing::warn!(wait = ?turns.wait, "turned a request away: too many are being worked on");
        return refusal::later("too many pages are asked for at this moment; please try again");
    };
    match timeout(turns.patience, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            tracing::warn!(patience = ?turns.patience, "gave up on an answer that took too long");
            refusal::later("this took too long; please try again")
        }
    }
}
