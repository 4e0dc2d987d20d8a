//! SDK error → kind, in one place.

use std::error::Error;

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_ecs::error::{ProvideErrorMetadata, SdkError};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use model::freshness::Trouble;
use model::term::{Action, ErrorCode};

use super::{Cause, FleetError};
use crate::operation::Operation;

/// Sorts an error of the SDK by what can be done about it.
///
/// The SDK's `Debug` output holds bodies of answers, and those hold values of environment variables: only `Display` is
/// used.
pub(crate) fn classify<E>(operation: Operation, error: &SdkError<E, HttpResponse>) -> FleetError
where
    E: ProvideErrorMetadata + Error + 'static,
{
    match error {
        SdkError::ServiceError(answer) => {
            let status = answer.raw().status().as_u16();
            let (code, message) = (answer.err().code(), answer.err().message());
            let cause = Cause::new(&words(status, code, message)).answered(error);
            refusal(operation, (status, code, message), cause)
        }
        SdkError::ResponseError(answer) => {
            let status = answer.raw().status().as_u16();
            let message = format!("an answer with HTTP status {status} that is not understood");
            let trouble = Trouble::Failed { operation: operation.term(), status: Some(status), code: None };
            FleetError::Trouble { operation, trouble, cause: Cause::new(&message).answered(error) }
        }
        other => unanswered(operation, other),
    }
}

fn words(status: u16, code: Option<&str>, message: Option<&str>) -> String {
    let code = code.filter(|code| !code.is_empty()).map_or_else(|| "without a code".to_owned(), str::to_owned);
    match message.map(str::trim).filter(|message| !message.is_empty()) {
        Some(message) => format!("HTTP {status} {code}: {message}"),
        None => format!("HTTP {status} {code}, without a message"),
    }
}

/// Status, code and message of a refusal.
type Refusal<'a> = (u16, Option<&'a str>, Option<&'a str>);

fn refusal(operation: Operation, (status, code, message): Refusal<'_>, cause: Cause) -> FleetError {
    let name = operation.term();
    let trouble = match code.unwrap_or_default() {
        "AccessDeniedException" | "AccessDenied" | "UnauthorizedOperation" | "NotAuthorized" => {
            Trouble::Denied { action: denied_action(message).unwrap_or_else(|| Action::literal(operation.action())) }
        }
        "ThrottlingException"
        | "Throttling"
        | "ThrottledException"
        | "TooManyRequestsException"
        | "RequestLimitExceeded"
        | "RequestThrottled"
        | "RequestThrottledException"
        | "SlowDown" => Trouble::Throttled { operation: name },
        "UnrecognizedClientException"
        | "InvalidClientTokenId"
        | "ExpiredTokenException"
        | "ExpiredToken"
        | "InvalidSignatureException"
        | "SignatureDoesNotMatch"
        | "IncompleteSignature"
        | "MissingAuthenticationToken"
        | "MissingAuthenticationTokenException"
        | "AuthFailure" => Trouble::Credentials { operation: name },
        "ClusterNotFoundException"
        | "ServiceNotFoundException"
        | "LoadBalancerNotFound"
        | "ListenerNotFound"
        | "TargetGroupNotFound"
        | "RepositoryNotFoundException"
        | "ImageNotFoundException" => return FleetError::NotFound { operation, cause },
        // Services whose deployments somebody else makes (CodeDeploy, external controllers) have no service
        // deployments.
        "UnsupportedFeatureException" if operation == Operation::ListServiceDeployments => {
            return FleetError::NotFound { operation, cause };
        }
        // "Unable to describe task definition." is all that AWS says about one that does not exist.
        "ClientException" if operation == Operation::DescribeTaskDefinition => {
            return FleetError::NotFound { operation, cause };
        }
        // <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html#API_RunTask_Errors>,
        // <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html>
        "ConflictException"
        | "ConcurrentUpdateException"
        | "UpdateInProgressException"
        | "ResourceInUseException"
        | "ServiceDeploymentConflictException" => return FleetError::Conflict { operation, cause },
        _ if status == 429 => Trouble::Throttled { operation: name },
        _ => Trouble::Failed {
            operation: name,
            status: Some(status),
            code: code.and_then(|code| ErrorCode::parse(code).ok()),
        },
    };
    FleetError::Trouble { operation, trouble, cause }
}

fn unanswered(operation: Operation, error: &(dyn Error + 'static)) -> FleetError {
    let mut trouble = Trouble::Unreachable { operation: operation.term() };
    let mut next = Some(error);
    while let Some(cause) = next {
        if cause.downcast_ref::<CredentialsError>().is_some() {
            trouble = Trouble::Credentials { operation: operation.term() };
        }
        let assume = cause.downcast_ref::<aws_sdk_sts::operation::assume_role::AssumeRoleError>();
        if assume.and_then(ProvideErrorMetadata::code).is_some_and(|code| code.starts_with("AccessDenied")) {
            trouble = Trouble::Denied { action: Action::literal("sts:AssumeRole") };
        }
        next = cause.source();
    }
    FleetError::Trouble { operation, trouble, cause: Cause::of(error) }
}

/// The action in "User: … is not authorized to perform: ecs:ListClusters on resource: …".
fn denied_action(message: Option<&str>) -> Option<Action> {
    let (_, rest) = message?.split_once("to perform: ")?;
    Action::parse(rest.split([' ', ',', '\n']).next()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(operation: Operation, code: &str, message: &str) -> FleetError {
        refusal(operation, (400, Some(code), Some(message)), Cause::new(&words(400, Some(code), Some(message))))
    }

    #[track_caller]
    fn check((code, message): (&str, &str), expect: Trouble) {
        assert_eq!(refused(Operation::ListClusters, code, message).trouble(), Some(&expect));
    }

    #[test]
    fn a_denial_names_the_action_that_aws_names() {
        check(
            (
                "AccessDeniedException",
                "User: arn:aws:sts::1:x is not authorized to perform: ecs:ListTagsForResource on resource: *",
            ),
            Trouble::Denied { action: Action::literal("ecs:ListTagsForResource") },
        );
    }

    #[test]
    fn a_denial_without_words_names_the_action_of_the_operation() {
        check(("AccessDeniedException", ""), Trouble::Denied { action: Action::literal("ecs:ListClusters") });
        check(
            ("AccessDenied", "to perform: <script>"),
            Trouble::Denied { action: Action::literal("ecs:ListClusters") },
        );
    }

    #[test]
    fn codes_are_sorted_by_what_can_be_done() {
        let operation = || Operation::ListClusters.term();
        check(("ThrottlingException", "Rate exceeded"), Trouble::Throttled { operation: operation() });
        check(("ExpiredTokenException", ""), Trouble::Credentials { operation: operation() });
        let failed = |code: Option<&'static str>| Trouble::Failed {
            operation: operation(),
            status: Some(400),
            code: code.map(ErrorCode::literal),
        };
        check(("ServerException", ""), failed(Some("ServerException")));
        check(("<b>no code</b>", ""), failed(None));
    }

    #[test]
    fn what_an_answer_does_not_say_is_said() {
        for (code, message, expect) in [
            (Some("ServerException"), Some("Service Unavailable"), "HTTP 400 ServerException: Service Unavailable"),
            (Some("ServerException"), None, "HTTP 400 ServerException, without a message"),
            (None, Some("go away"), "HTTP 400 without a code: go away"),
            (None, None, "HTTP 400 without a code, without a message"),
            (Some(""), Some(" "), "HTTP 400 without a code, without a message"),
        ] {
            assert_eq!(words(400, code, message), expect);
        }
    }

    #[test]
    fn what_changed_meanwhile_is_a_conflict_and_no_trouble() {
        for code in ["ConflictException", "UpdateInProgressException", "ConcurrentUpdateException"] {
            let error = refused(Operation::DescribeServices, code, "");
            assert!(matches!(error, FleetError::Conflict { .. }), "{error:?}");
            assert_eq!(error.trouble(), None);
        }
    }

    #[test]
    fn a_cluster_that_is_gone_is_not_a_trouble() {
        let error = refused(Operation::ListServices, "ClusterNotFoundException", "");
        assert!(matches!(error, FleetError::NotFound { .. }));
    }

    #[test]
    fn the_log_gets_the_kind_and_the_words_of_aws() {
        let text = refused(Operation::ListTasks, "ServerException", "it stumbled").chain().to_string();
        assert_eq!(text, "ListTasks failed: ServerException (HTTP 400): HTTP 400 ServerException: it stumbled");
    }
}
