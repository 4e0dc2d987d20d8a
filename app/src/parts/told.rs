//! What a part of a page is told, so that no part waits for another.

use std::future::Future;
use std::time::Duration;

use console::ConsoleError;
use model::view::Answer;

use crate::cx::Cx;
use crate::error::AppError;

/// How long a page waits for a part that is made from what has been read. Reading it for the first time may take that
/// long.
const A_MOMENT: Duration = Duration::from_secs(1);

/// How long a page waits for a part that AWS may keep waiting, such as metrics.
const A_GLANCE: Duration = Duration::from_millis(150);

/// What the use case behind a part answered.
#[derive(Clone, Debug)]
pub enum Told<T> {
    /// An answer.
    Read(Answer<T>),
    /// Why there is none.
    Failed(AppError),
    /// Nothing yet.
    Pending,
}

impl<T> Told<T> {
    /// The answer, if there is one.
    pub fn read(&self) -> Option<&Answer<T>> {
        match self {
            Self::Read(answer) => Some(answer),
            Self::Failed(_) | Self::Pending => None,
        }
    }

    /// Whether it is still on its way, and nothing is known to keep it.
    pub fn is_pending(&self) -> bool {
        match self {
            Self::Read(answer) => answer.as_of.is_none() && answer.notices.is_empty(),
            Self::Failed(_) => false,
            Self::Pending => true,
        }
    }
}

impl<T> From<Result<Answer<T>, AppError>> for Told<T> {
    fn from(answer: Result<Answer<T>, AppError>) -> Self {
        answer.map_or_else(Self::Failed, Self::Read)
    }
}

impl Cx {
    /// Asks a use case for a part of a page that is made from what has been read.
    pub async fn ask<T, F>(&self, ask: impl FnOnce(Self) -> F) -> Told<T>
    where
        T: Send + 'static,
        F: Future<Output = Result<Answer<T>, ConsoleError>> + Send + 'static,
    {
        self.ask_within(A_MOMENT, ask(self.clone())).await
    }

    /// Asks a use case for a part of a page that may have to wait for AWS: the page does not.
    pub async fn ask_slow<T, F>(&self, ask: impl FnOnce(Self) -> F) -> Told<T>
    where
        T: Send + 'static,
        F: Future<Output = Result<Answer<T>, ConsoleError>> + Send + 'static,
    {
        self.ask_within(A_GLANCE, ask(self.clone())).await
    }

    /// What comes too late is not thrown away: the use case goes on and keeps what it read for the next one who asks.
    async fn ask_within<T: Send + 'static>(
        &self,
        patience: Duration,
        answer: impl Future<Output = Result<Answer<T>, ConsoleError>> + Send + 'static,
    ) -> Told<T> {
        match tokio::time::timeout(patience, tokio::spawn(answer)).await {
            Ok(Ok(answer)) => answer.map_err(|error| self.report_part(error)).into(),
            // The task has panicked; the handler of panics has logged it.
            Ok(Err(_)) => Told::Failed(AppError::internal()),
            Err(_) => Told::Pending,
        }
    }
}
