//! Errors as AWS writes them on the wire.

use std::borrow::Cow;

use http::StatusCode;
use simulator_engine::ApiError;

/// What AWS answers instead of a result.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {message}")]
pub struct AwsError {
    /// 400 for the caller's mistakes, 500 for the server's.
    pub status: StatusCode,
    /// The name of the exception, for example `ClusterNotFoundException`.
    pub code: Cow<'static, str>,
    /// The sentence that clients show.
    pub message: String,
}

impl AwsError {
    /// A mistake of the caller.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html>
    pub fn refused(code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, code: code.into(), message: message.into() }
    }

    /// A parameter has a value that the operation does not take.
    pub fn invalid_parameter(message: impl Into<String>) -> Self {
        Self::refused("InvalidParameterException", message)
    }

    /// The request cannot be carried out as it is.
    pub fn client(message: impl Into<String>) -> Self {
        Self::refused("ClientException", message)
    }

    /// The body is not what the protocol says.
    pub fn serialization(message: impl Into<String>) -> Self {
        Self::refused("SerializationException", message)
    }

    /// Too many calls.
    #[must_use]
    pub fn throttling() -> Self {
        Self::refused("ThrottlingException", "Rate exceeded")
    }

    /// No such operation.
    pub fn unknown_operation(message: impl Into<String>) -> Self {
        Self::refused("UnknownOperationException", message)
    }

    /// The caller's policy does not allow the action.
    #[must_use]
    pub fn access_denied(caller_arn: &str, action: &str) -> Self {
        let message = format!(
            "User: {caller_arn} is not authorized to perform: {action} on resource: * because no identity-based policy \
             allows the {action} action"
        );
        Self::refused("AccessDeniedException", message)
    }

    /// The credentials were good once.
    #[must_use]
    pub fn expired_token() -> Self {
        Self::refused("ExpiredTokenException", "The security token included in the request is expired")
    }

    /// The server failed.
    #[must_use]
    pub fn server(status: StatusCode) -> Self {
        Self { status, code: "ServerException".into(), message: "Service Unavailable. Please try again later.".into() }
    }
}

impl From<ApiError> for AwsError {
    fn from(error: ApiError) -> Self {
        Self::refused(error.code, error.message)
    }
}
