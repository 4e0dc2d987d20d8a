//! The names of errors: the query protocol's and those of the shapes, which the other protocols use.

use simulator_protocol::error::AwsError;

/// Codes of the query protocol and the shapes they belong to, from AWS's public service model.
const SHAPES: [(&str, &str); 8] = [
    ("InvalidFormat", "InvalidFormatFault"),
    ("InvalidParameterCombination", "InvalidParameterCombinationException"),
    ("InvalidParameterValue", "InvalidParameterValueException"),
    ("LimitExceeded", "LimitExceededFault"),
    ("MissingParameter", "MissingRequiredParameterException"),
    ("ValidationError", "ValidationException"),
    ("Throttling", "ThrottlingException"),
    ("InternalServiceError", "InternalServiceFault"),
];

/// An error with its shape's name instead of the query protocol's code.
#[must_use]
pub fn renamed(error: AwsError) -> AwsError {
    match SHAPES.iter().find(|(code, _)| *code == error.code) {
        Some((_, shape)) => AwsError { code: (*shape).into(), ..error },
        None => error,
    }
}

/// What the header `x-amzn-query-error` says besides an error, for clients that once spoke awsQuery.
///
/// <https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#x-amzn-query-error-header>
#[must_use]
pub fn query_code(error: &AwsError) -> String {
    let code = SHAPES.iter().find(|(_, shape)| *shape == error.code).map_or(&*error.code, |(code, _)| *code);
    let fault = if error.status.is_server_error() { "Receiver" } else { "Sender" };
    format!("{code};{fault}")
}

pub(super) fn validation(message: impl Into<String>) -> AwsError {
    AwsError::refused("ValidationError", message)
}

pub(super) fn invalid_value(message: impl Into<String>) -> AwsError {
    AwsError::refused("InvalidParameterValue", message)
}

pub(super) fn combination(message: impl Into<String>) -> AwsError {
    AwsError::refused("InvalidParameterCombination", message)
}

/// The request lacks what it needs; the member's name is part of AWS's sentence.
pub(super) fn missing(member: &str) -> AwsError {
    AwsError::refused("MissingParameter", format!("The parameter {member} is required."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_a_name_in_each_protocol() {
        let error = renamed(invalid_value("no"));
        assert_eq!(error.code, "InvalidParameterValueException");
        assert_eq!(query_code(&error), "InvalidParameterValue;Sender");
        let error = renamed(AwsError::refused("ResourceNotFound", "no"));
        assert_eq!((&*error.code, query_code(&error).as_str()), ("ResourceNotFound", "ResourceNotFound;Sender"));
    }
}
