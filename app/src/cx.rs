//! What the server knows about the request that is being answered.

use access::Viewer;
use console::{Console, ConsoleError};
use leptos::prelude::use_context;

use crate::error::{AppError, set_status};

/// The use cases, and on whose behalf they run. The server provides it as context for every request.
#[derive(Clone)]
pub struct Cx {
    /// The use cases.
    pub console: Console,
    /// Who asks.
    pub viewer: Viewer,
}

impl Cx {
    /// The context of the current request; to be read before the first await, because it goes with the request.
    ///
    /// # Errors
    /// [`AppError::Internal`] when there is none, which is so when the client has gone.
    pub fn current() -> Result<Self, AppError> {
        use_context::<Self>().ok_or(AppError::Internal)
    }

    /// Says an error to the person, and gives the answer its status.
    pub fn report(&self, error: ConsoleError) -> AppError {
        tracing::debug!(viewer = self.viewer.name(), %error, "a use case has no answer");
        let error = AppError::from(error);
        set_status(error.status());
        error
    }
}
