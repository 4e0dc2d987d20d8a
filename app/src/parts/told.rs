//! What a part of a page is told, so that no part waits for another.

use std::future::Future;
use std::time::Duration;

use console::ConsoleError;
use model::view::Answer;

use crate::cx::Cx;
use crate::error::AppError;

/// How long a page waits for one of its parts. After that it is drawn without, and the part arrives by itself.
const PATIENCE: Duration = Duration::from_millis(150);

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
}

impl<T> From<Result<Answer<T>, AppError>> for Told<T> {
    fn from(answer: Result<Answer<T>, AppError>) -> Self {
        answer.map_or_else(Self::Failed, Self::Read)
    }
}

impl Cx {
    /// Asks a use case for a part of a page, and waits for a moment only.
    ///
    /// What comes too late is not thrown away: the use case goes on and keeps what it read for the next one who asks.
    pub async fn ask<T, F>(&self, ask: impl FnOnce(Self) -> F) -> Told<T>
    where
        T: Send + 'static,
        F: Future<Output = Result<Answer<T>, ConsoleError>> + Send + 'static,
    {
        let answer = tokio::spawn(ask(self.clone()));
        match tokio::time::timeout(PATIENCE, answer).await {
            Ok(Ok(answer)) => answer.map_err(|error| self.report_part(error)).into(),
            // The task has panicked; the handler of panics has logged it.
            Ok(Err(_)) => Told::Failed(AppError::internal()),
            Err(_) => Told::Pending,
        }
    }
}
