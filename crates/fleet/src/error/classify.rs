//! SDK error → kind, in one place.

use std::error::Error;

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_ecs::error::{ProvideErrorMetadata, SdkError};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use model::freshness::Trouble;

use super::FleetError;
use crate::operation::Operation;

/// The most characters of somebody else's message that are kept.
const LONGEST_DETAIL: usize = 400;

/// Sorts an error of the SDK by what can be done about it.
///
/// The SDK's `Debug` output holds bodies of answers, and those hold values of environment variables: only `Display` is used.
pub(crate) fn classify<E>(operation: Operation, error: &SdkError<E, HttpResponse>) -> FleetError
where
    E: ProvideErrorMetadata + Error + 'static,
{
    match error {
        SdkError::ServiceError(answer) => {
            let status = answer.raw().status().as_u16();
            refusal(operation, status, answer.err().code(), answer.err().message())
        }
        SdkError::ResponseError(answer) => {
            let status = answer.raw().status().as_u16();
            let detail = format!("an answer with HTTP status {status} that is not understood");
            trouble(operation, failed(operation, Some(status), None), detail)
        }
        other => unanswered(operation, other),
    }
}

fn refusal(operation: Operation, status: u16, code: Option<&str>, message: Option<&str>) -> FleetError {
    let name = operation.name().to_owned();
    let short = code.unwrap_or_default();
    let detail = cut(&format!("HTTP {status} {short}: {}", message.unwrap_or("without a message")));
    let kind = match short {
        "AccessDeniedException" | "AccessDenied" | "UnauthorizedOperation" | "NotAuthorized" => {
            Trouble::Denied { action: denied_action(message).unwrap_or(operation.action()).to_owned() }
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
        | "TargetGroupNotFound" => return FleetError::NotFound { operation, detail },
        // Services whose deployments somebody else makes (CodeDeploy, external controllers) have no service deployments.
        "UnsupportedFeatureException" if operation == Operation::ListServiceDeployments => {
            return FleetError::NotFound { operation, detail };
        }
        // "Unable to describe task definition." is all that AWS says about one that does not exist.
        "ClientException" if operation == Operation::DescribeTaskDefinition => {
            return FleetError::NotFound { operation, detail };
        }
        _ if status == 429 => Trouble::Throttled { operation: name },
        _ => failed(operation, Some(status), code),
    };
    trouble(operation, kind, detail)
}

fn unanswered(operation: Operation, error: &(dyn Error + 'static)) -> FleetError {
    let name = operation.name().to_owned();
    let mut detail = String::new();
    let mut kind = Trouble::Unreachable { operation: name.clone() };
    let mut next = Some(error);
    while let Some(cause) = next {
        if !detail.is_empty() {
            detail.push_str(": ");
        }
        detail.push_str(&cause.to_string());
        if cause.downcast_ref::<CredentialsError>().is_some() {
            kind = Trouble::Credentials { operation: name.clone() };
        }
        let assume = cause.downcast_ref::<aws_sdk_sts::operation::assume_role::AssumeRoleError>();
        if assume.and_then(ProvideErrorMetadata::code).is_some_and(|code| code.starts_with("AccessDenied")) {
            kind = Trouble::Denied { action: "sts:AssumeRole".to_owned() };
        }
        next = cause.source();
    }
    trouble(operation, kind, cut(&detail))
}

fn trouble(operation: Operation, trouble: Trouble, detail: String) -> FleetError {
    FleetError::Trouble { operation, trouble, detail }
}

fn failed(operation: Operation, status: Option<u16>, code: Option<&str>) -> Trouble {
    Trouble::Failed { operation: operation.name().to_owned(), status, code: code.map(cut) }
}

/// The action in "User: … is not authorized to perform: ecs:ListClusters on resource: …".
fn denied_action(message: Option<&str>) -> Option<&str> {
    let (_, rest) = message?.split_once("to perform: ")?;
    let action = rest.split([' ', ',', '\n']).next()?;
    let is_action = action.len() < 100
        && action.split_once(':').is_some_and(|(service, verb)| {
            [service, verb]
                .iter()
                .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
        });
    is_action.then_some(action)
}

/// One line of bounded length.
fn cut(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST_DETAIL).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check((code, message): (&str, &str), expect: Trouble) {
        let error = refusal(Operation::ListClusters, 400, Some(code), Some(message));
        assert_eq!(error.trouble(), Some(&expect));
    }

    #[test]
    fn a_denial_names_the_action_that_aws_names() {
        check(
            (
                "AccessDeniedException",
                "User: arn:aws:sts::1:x is not authorized to perform: ecs:ListTagsForResource on resource: *",
            ),
            Trouble::Denied { action: "ecs:ListTagsForResource".to_owned() },
        );
    }

    #[test]
    fn a_denial_without_words_names_the_action_of_the_operation() {
        check(("AccessDeniedException", ""), Trouble::Denied { action: "ecs:ListClusters".to_owned() });
        check(("AccessDenied", "to perform: <script>"), Trouble::Denied { action: "ecs:ListClusters".to_owned() });
    }

    #[test]
    fn codes_are_sorted_by_what_can_be_done() {
        let operation = || "ListClusters".to_owned();
        check(("ThrottlingException", "Rate exceeded"), Trouble::Throttled { operation: operation() });
        check(("ExpiredTokenException", ""), Trouble::Credentials { operation: operation() });
        let server =
            Trouble::Failed { operation: operation(), status: Some(400), code: Some("ServerException".to_owned()) };
        check(("ServerException", ""), server);
    }

    #[test]
    fn a_cluster_that_is_gone_is_not_a_trouble() {
        let error = refusal(Operation::ListServices, 400, Some("ClusterNotFoundException"), None);
        assert!(matches!(error, FleetError::NotFound { .. }));
    }

    #[test]
    fn details_are_one_short_line() {
        let error = refusal(Operation::ListTasks, 500, None, Some(&"x\n".repeat(1_000)));
        let text = error.to_string();
        assert!(text.len() < 500 && !text.contains('\n'), "{text}");
    }
}
