//! What the pretended ECS answers when it refuses.

/// A refusal: AWS's error code and AWS's sentence.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html>
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {message}")]
pub struct ApiError {
    /// The error's name on the wire, for example `ClusterNotFoundException`.
    pub code: &'static str,
    /// The sentence for a person.
    pub message: String,
}

impl ApiError {
    /// An error with that code and sentence.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    /// `InvalidParameterException`: a member of the request cannot be so.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::new("InvalidParameterException", message)
    }

    /// `ClientException`: the request is well-formed, but not possible.
    pub fn client(message: impl Into<String>) -> Self {
        Self::new("ClientException", message)
    }

    /// `ClusterNotFoundException`.
    #[must_use]
    pub fn cluster_not_found() -> Self {
        Self::new("ClusterNotFoundException", "Cluster not found.")
    }

    /// `ServiceNotFoundException`.
    #[must_use]
    pub fn service_not_found() -> Self {
        Self::new("ServiceNotFoundException", "Service not found.")
    }

    /// `ServiceDeploymentNotFoundException`.
    #[must_use]
    pub fn service_deployment_not_found() -> Self {
        Self::new("ServiceDeploymentNotFoundException", "Service deployment not found.")
    }

    /// `ServiceNotActiveException`.
    #[must_use]
    pub fn service_not_active() -> Self {
        Self::new("ServiceNotActiveException", "Service was not ACTIVE.")
    }
}

/// One item of a `failures` list: the call as a whole succeeded, but not for this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The ARN of what it is about; absent when nothing was made.
    pub arn: Option<String>,
    /// AWS's word for why, for example `MISSING`.
    pub reason: String,
    /// More about why.
    pub detail: Option<String>,
}
