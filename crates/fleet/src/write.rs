//! What changes something at AWS, one file per noun. Nothing else in this crate does; a test below compares.
//!
//! Each takes a grant for what it does, sends one call with only the fields that change, and never sends it twice.

use std::error::Error;
use std::fmt;

use aws_sdk_ecs::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_ecs::operation::RequestId;
use aws_sdk_ecs::types::Failure;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use model::term::{AwsRequestId, ErrorCode};

use crate::budget::Priority;
use crate::clients::{Clients, Writing};
use crate::error::{Cause, Chain, FleetError, classify};
use crate::operation::Operation;

mod scaling;
mod service;
mod settings;
mod task;
mod task_definition;
#[cfg(test)]
mod tests;

/// AWS has done it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// AWS's name for the request.
    pub request_id: Option<AwsRequestId>,
}

/// Why a write did not end well; above all, whether something may have changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// AWS refused, so nothing changed.
    #[error("AWS refused")]
    Refused {
        /// AWS's code for the refusal.
        code: Option<ErrorCode>,
        /// AWS's own sentence; empty when there is none.
        message: String,
        /// The same as other errors are told.
        #[source]
        error: Box<FleetError>,
    },
    /// It never left this machine, so nothing changed.
    #[error("it was not sent")]
    NotSent(#[source] FleetError),
    /// It was sent, and no answer came that could be understood: it may have been done.
    #[error("it was sent, and what became of it is not known")]
    Unknown(#[source] FleetError),
    /// Nothing may be changed in this environment.
    #[error("the environment is read-only")]
    ReadOnly,
}

impl WriteError {
    /// The error of the fleet below it, if there is one.
    pub fn fleet(&self) -> Option<&FleetError> {
        match self {
            Self::Refused { error, .. } => Some(error),
            Self::NotSent(error) | Self::Unknown(error) => Some(error),
            Self::ReadOnly => None,
        }
    }

    /// AWS's name for the request, if AWS answered.
    pub fn request_id(&self) -> Option<&AwsRequestId> {
        self.fleet()?.request_id()
    }

    /// The error and every cause below it on one line, for the log.
    pub fn chain(&self) -> impl fmt::Display + '_ {
        Chain(self)
    }
}

/// The longest sentence of AWS's that is kept, in characters.
const LONGEST_MESSAGE: usize = 1_000;

/// Makes a call that changes something, once, ahead of all polling.
pub(crate) async fn send<T, E, F>(
    clients: &Clients,
    operation: Operation,
    call: impl FnOnce(aws_sdk_ecs::Client) -> F,
) -> Result<Written, WriteError>
where
    F: Future<Output = Result<T, SdkError<E, HttpResponse>>> + Send,
    E: ProvideErrorMetadata + Error + Send + Sync + 'static,
    T: RequestId,
{
    send_by(clients, operation, |writing| call(writing.ecs)).await
}

/// The same by the client of any service.
pub(crate) async fn send_by<T, E, F>(
    clients: &Clients,
    operation: Operation,
    call: impl FnOnce(Writing) -> F,
) -> Result<Written, WriteError>
where
    F: Future<Output = Result<T, SdkError<E, HttpResponse>>> + Send,
    E: ProvideErrorMetadata + Error + Send + Sync + 'static,
    T: RequestId,
{
    let client = clients.writing.clone().ok_or(WriteError::ReadOnly)?;
    clients.budget().take(operation, Priority::Interactive).await;
    match call(client).await {
        Ok(answer) => Ok(Written { request_id: answer.request_id().and_then(|id| AwsRequestId::parse(id).ok()) }),
        Err(error) => {
            let outcome = sort(operation, &error);
            if outcome.fleet().is_some_and(FleetError::is_throttled) {
                clients.budget().throttled(operation);
            }
            Err(outcome)
        }
    }
}

/// The same for a call that names things: AWS tells in an answer that is no error what it did not do.
pub(crate) async fn send_for<T, E, F>(
    clients: &Clients,
    operation: Operation,
    call: impl FnOnce(aws_sdk_ecs::Client) -> F,
    failures: impl FnOnce(&T) -> &[Failure] + Send,
) -> Result<Written, WriteError>
where
    F: Future<Output = Result<T, SdkError<E, HttpResponse>>> + Send,
    E: ProvideErrorMetadata + Error + Send + Sync + 'static,
    T: RequestId + Send,
{
    let mut failed = None;
    let noting = |ecs| {
        let (answer, failed) = (call(ecs), &mut failed);
        async move {
            let answer = answer.await?;
            *failed = failures(&answer).first().cloned();
            Ok(answer)
        }
    };
    let written = send(clients, operation, noting).await?;
    match failed {
        None => Ok(written),
        Some(failure) => Err(not_done(operation, &failure, written.request_id)),
    }
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html>
fn not_done(operation: Operation, failure: &Failure, request_id: Option<AwsRequestId>) -> WriteError {
    let reason = failure.reason().unwrap_or("AWS gives no reason");
    let message = [Some(reason), failure.detail()].into_iter().flatten().collect::<Vec<_>>().join(": ");
    let cause = Cause::new(&message).of_request(request_id);
    WriteError::Refused {
        code: ErrorCode::parse(reason).ok(),
        message: plain(&message),
        error: Box::new(FleetError::Conflict { operation, cause }),
    }
}

/// AWS's words on one line, and not too many.
fn plain(message: &str) -> String {
    message.chars().take(LONGEST_MESSAGE).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Whether something may have changed, by how the call failed.
fn sort<E>(operation: Operation, error: &SdkError<E, HttpResponse>) -> WriteError
where
    E: ProvideErrorMetadata + Error + 'static,
{
    let told = classify(operation, error);
    match error {
        // A server that stumbles may have stumbled after the work was done.
        SdkError::ServiceError(answer) if answer.raw().status().as_u16() < 500 => WriteError::Refused {
            code: answer.err().code().and_then(|code| ErrorCode::parse(code).ok()),
            message: plain(answer.err().message().unwrap_or_default()),
            error: Box::new(told),
        },
        SdkError::ConstructionFailure(_) => WriteError::NotSent(told),
        SdkError::DispatchFailure(failure) if failure.is_user() || was_refused(failure) => WriteError::NotSent(told),
        _ if matches!(told.trouble(), Some(model::freshness::Trouble::Credentials { .. })) => WriteError::NotSent(told),
        _ => WriteError::Unknown(told),
    }
}

/// Whether nobody took the connection, so that nothing was sent over it.
fn was_refused(failure: &aws_smithy_runtime_api::client::result::DispatchFailure) -> bool {
    let mut next = failure.as_connector_error().map(|error| error as &(dyn Error + 'static));
    while let Some(cause) = next {
        let kind = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        if kind == Some(std::io::ErrorKind::ConnectionRefused) {
            return true;
        }
        next = cause.source();
    }
    false
}

/// A refusal of ours, where AWS was not asked.
pub(crate) fn not_found(operation: Operation) -> FleetError {
    FleetError::NotFound { operation, cause: Cause::new("AWS does not list it") }
}
