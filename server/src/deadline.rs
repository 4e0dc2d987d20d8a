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

/// The turns that are taken, and how long one may last.
#[derive(Clone, Debug)]
pub struct Turns {
    free: Arc<Semaphore>,
    patience: Duration,
}

impl Turns {
    /// As many turns as `limits` allows.
    pub fn new(limits: &Limits) -> Self {
        Self { free: Arc::new(Semaphore::new(limits.at_once)), patience: limits.answer }
    }
}

/// Works on a limited number of requests at once, and gives up on what takes too long, the waiting included.
pub async fn enforce(State(turns): State<Turns>, request: Request, next: Next) -> Response {
    let work = async {
        // The semaphore is never closed, so a turn comes sooner or later.
        let _turn = turns.free.acquire().await;
        next.run(request).await
    };
    match timeout(turns.patience, work).await {
        Ok(response) => response,
        Err(_) => {
            tracing::warn!(patience = ?turns.patience, "gave up on an answer that took too long");
            refusal::later("this took too long; please try again")
        }
    }
}
