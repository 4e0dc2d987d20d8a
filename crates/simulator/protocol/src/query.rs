//! The awsQuery protocol: a form with nested members, answered in XML.
//!
//! <https://smithy.io/2.0/aws/protocols/aws-query-protocol.html>

mod form;
pub mod moment;
mod xml;

pub use form::{fields, nested};

use http::StatusCode;
use serde_json::Value;

use super::error::AwsError;
use crate::api::Api;

/// The answer of an action that went well, around its members. An action without any has an empty result,
/// one that has nothing to say (null) has none.
#[must_use]
pub fn answer(api: Api, action: &str, members: &Value, request_id: &str) -> String {
    if api == Api::Compute {
        let (namespace, members) = (api.namespace(), xml::members(members));
        return format!(
            "<{action}Response xmlns=\"{namespace}\"><requestId>{request_id}</requestId>{members}</{action}Response>"
        );
    }
    let result = match members {
        Value::Null => String::new(),
        members => format!("<{action}Result>{}</{action}Result>", xml::members(members)),
    };
    format!(
        "<{action}Response xmlns=\"{}\">{result}<ResponseMetadata><RequestId>{request_id}</RequestId></ResponseMetadata>\
         </{action}Response>",
        api.namespace()
    )
}

/// An error. Without an API, in no namespace.
#[must_use]
pub fn error(api: Option<Api>, error: &AwsError, request_id: &str) -> String {
    if api == Some(Api::Compute) {
        let (code, message) = (xml::escape(&error.code), xml::escape(&error.message));
        return format!(
            "<Response><Errors><Error><Code>{code}</Code><Message>{message}</Message></Error></Errors>\
             <RequestID>{request_id}</RequestID></Response>"
        );
    }
    let kind = if error.status.is_server_error() { "Receiver" } else { "Sender" };
    let namespace = api.map_or("", Api::namespace);
    format!(
        "<ErrorResponse xmlns=\"{namespace}\"><Error><Type>{kind}</Type><Code>{}</Code><Message>{}</Message></Error>\
         <RequestId>{request_id}</RequestId></ErrorResponse>",
        xml::escape(&error.code),
        xml::escape(&error.message)
    )
}

/// The same error under the code and status that the query protocol has for it.
///
/// <https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html>, and EC2's own
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html>
#[must_use]
pub fn renamed(api: Option<Api>, error: AwsError) -> AwsError {
    let compute = api == Some(Api::Compute);
    let (code, status) = match &*error.code {
        "AccessDeniedException" if compute => ("UnauthorizedOperation", StatusCode::FORBIDDEN),
        "ExpiredTokenException" if compute => ("RequestExpired", error.status),
        "ThrottlingException" if compute => ("RequestLimitExceeded", StatusCode::SERVICE_UNAVAILABLE),
        "ServerException" if compute => ("InternalError", error.status),
        "AccessDeniedException" => ("AccessDenied", StatusCode::FORBIDDEN),
        "ExpiredTokenException" => ("ExpiredToken", StatusCode::FORBIDDEN),
        "ThrottlingException" => ("Throttling", error.status),
        "ServerException" => ("InternalFailure", error.status),
        _ => return error,
    };
    AwsError { code: code.into(), status, ..error }
}

/// The error for an action that the API does not have, or the simulator.
#[must_use]
pub fn unknown_action(action: &str, version: &str) -> AwsError {
    AwsError::refused("InvalidAction", format!("Could not find operation {action} for version {version}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_a_request_does_not_become_markup() {
        let refused = AwsError::refused("InvalidAction", "no <b>\"A\" & 'B'</b>");
        let written = error(Some(Api::Sts), &refused, "1");
        assert!(written.contains("no &lt;b&gt;&quot;A&quot; &amp; &apos;B&apos;&lt;/b&gt;"), "{written}");
    }

    #[test]
    fn an_answer_is_wrapped_in_the_namespace_of_its_api() {
        let written = answer(Api::LoadBalancing, "DeleteRule", &serde_json::json!({}), "id");
        let expect = "<DeleteRuleResponse xmlns=\"http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/\">\
                      <DeleteRuleResult></DeleteRuleResult><ResponseMetadata><RequestId>id</RequestId>\
                      </ResponseMetadata></DeleteRuleResponse>";
        assert_eq!(written, expect);
    }
}
