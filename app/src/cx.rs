//! What the server knows about the request that is being answered.

use std::sync::Arc;

use access::Viewer;
use console::{Console, ConsoleError};
use leptos::prelude::use_context;

use crate::error::{AppError, set_status};
use crate::forms::Returned;

/// The use cases, and on whose behalf they run. The server provides it as context for every request.
#[derive(Clone)]
pub struct Cx {
    /// The use cases.
    pub console: Console,
    /// Who asks.
    pub viewer: Viewer,
    /// The form that was sent and not taken, if this is the answer to one.
    pub returned: Option<Arc<Returned>>,
}

impl Cx {
    /// The context of the current request; to be read before the first await, because it goes with the request.
    ///
    /// # Errors
    /// [`AppError::Internal`] when there is none, which is so when the client has gone.
    pub fn current() -> Result<Self, AppError> {
        use_context::<Self>().ok_or_else(AppError::internal)
    }

    /// Turns the error of a server function into what the person is told, and sets the status of the answer.
    pub fn report(&self, error: ConsoleError) -> AppError {
        let error = self.report_part(error);
        set_status(error.status());
        error
    }

    /// Says an error to the person in the place of one part; the page around it is well and keeps its status.
    ///
    /// What stands in the way of reading AWS was logged at `warn` by whoever read, once; that a page lacks it is for
    /// those who debug. So is what everyday life brings: things that are gone, addresses with a typing error.
    pub fn report_part(&self, error: ConsoleError) -> AppError {
        tracing::debug!(viewer = self.viewer.name(), %error, "a use case has no answer");
        error.into()
    }
}
