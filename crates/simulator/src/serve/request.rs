//! Which operation a request asks for, in which protocol.

use bytes::Bytes;
use http::request::Parts;
use http::{Method, StatusCode};
use serde_json::Value;

use super::signature::Credential;
use crate::journal::Parameters;
use simulator_protocol::api::Api;
use simulator_protocol::error::AwsError;
use simulator_protocol::{cbor, query};
use simulator_wire::sts;

/// The largest body that is read, in bytes, also after it was unpacked: more than any request of these APIs needs.
pub const LARGEST_BODY: usize = 2 * 1024 * 1024;

/// How answers and errors are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// awsJson 1.1.
    Json,
    /// awsQuery: a form, answered in XML.
    Query,
    /// rpc-v2-cbor.
    Cbor,
}

/// A request, understood as far as possible.
#[derive(Debug)]
pub struct Request {
    /// How to answer.
    pub protocol: Protocol,
    /// The API that is called; `None` when the request does not name one that the simulator has.
    pub api: Option<Api>,
    /// The operation, or `-`.
    pub operation: String,
    /// What is asked, or what is wrong with the request. The simple values of a form are all text.
    pub asked: Result<Value, AwsError>,
    /// For the journal.
    pub parameters: Parameters,
}

/// Operation names are cut here; the longest of ECS has 36 characters.
const LONGEST_NAME: usize = 100;

impl Request {
    /// Reads a request whose body is unpacked.
    pub fn of(parts: &Parts, credential: &Credential, body: Bytes) -> Self {
        let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
        if let Some(target) = header("x-amz-target") {
            return Self::json(target, &body);
        }
        if let Some((api, operation)) = Api::of_path(parts.uri.path()) {
            return Self::structured(Protocol::Cbor, api, operation, cbor::read(&body));
        }
        if header("smithy-protocol") == Some("rpc-v2-cbor") {
            // Whoever speaks the protocol is refused in it, also where the service is one that the simulator does not
            // have.
            return Self::nonsense(Protocol::Cbor, "-", unknown_path());
        }
        let form = header("content-type").is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
        if parts.method == Method::POST && form {
            return Self::query(credential, &body);
        }
        Self::nonsense(Protocol::Json, "-", unknown_path())
    }

    /// A request whose body was not read.
    pub fn unread(error: AwsError) -> Self {
        Self::nonsense(Protocol::Json, "-", error)
    }

    fn json(target: &str, body: &[u8]) -> Self {
        let Some((api, operation)) = Api::of_target(target) else {
            return Self::nonsense(Protocol::Json, short(target), AwsError::unknown_operation(""));
        };
        let value = serde_json::from_slice::<Value>(body)
            .map_err(|_| AwsError::serialization("Unable to parse the request body as JSON."));
        Self::structured(Protocol::Json, api, operation, value)
    }

    fn structured(protocol: Protocol, api: Api, operation: &str, asked: Result<Value, AwsError>) -> Self {
        let members = asked.as_ref().ok().and_then(Value::as_object);
        Self {
            protocol,
            api: Some(api),
            operation: short(operation).to_owned(),
            parameters: members.map(Parameters::of).unwrap_or_default(),
            asked,
        }
    }

    fn query(credential: &Credential, body: &[u8]) -> Self {
        let mut members = query::nested(query::fields(body));
        let mut take =
            |name: &str| members.remove(name).and_then(|value| value.as_str().map(|text| short(text).to_owned()));
        let (action, version) = (take("Action"), take("Version").unwrap_or_default());
        let Some(action) = action else {
            let error = AwsError::refused("MissingAction", "The request must contain the parameter Action");
            return Self::nonsense(Protocol::Query, "-", error);
        };
        let Some(api) = Api::of_form(&version, credential.service.as_deref()) else {
            return Self::nonsense(Protocol::Query, &action, query::unknown_action(&action, &version));
        };
        let mut shown = members.clone();
        if api == Api::Sts {
            shown.retain(|name, _| sts::SHOWN.contains(&name.as_str()));
        }
        Self {
            protocol: Protocol::Query,
            api: Some(api),
            operation: action,
            asked: Ok(Value::Object(members)),
            parameters: Parameters::of(&shown),
        }
    }

    fn nonsense(protocol: Protocol, operation: &str, error: AwsError) -> Self {
        Self {
            protocol,
            api: None,
            operation: operation.to_owned(),
            asked: Err(error),
            parameters: Parameters::default(),
        }
    }
}

fn unknown_path() -> AwsError {
    AwsError { status: StatusCode::NOT_FOUND, ..AwsError::unknown_operation("") }
}

fn short(name: &str) -> &str {
    name.char_indices().nth(LONGEST_NAME).map_or(name, |(end, _)| &name[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_operation_is_cut_between_characters() {
        assert_eq!(short(&"é".repeat(500)).chars().count(), LONGEST_NAME);
        assert_eq!(short("RunTask"), "RunTask");
    }

    #[test]
    fn a_service_that_there_is_not_is_refused_in_the_protocol_that_was_spoken() {
        let of = |headers: &[(&'static str, &'static str)]| {
            let mut request = http::Request::post("/service/Other/operation/Go").body(()).unwrap();
            request.headers_mut().extend(
                headers
                    .iter()
                    .map(|(name, value)| (http::HeaderName::from_static(name), http::HeaderValue::from_static(value))),
            );
            let (parts, ()) = request.into_parts();
            let request = Request::of(&parts, &Credential::of(&parts.headers), Bytes::new());
            (request.protocol, request.asked.unwrap_err().code)
        };
        assert_eq!(of(&[("smithy-protocol", "rpc-v2-cbor")]), (Protocol::Cbor, "UnknownOperationException".into()));
        assert_eq!(of(&[]), (Protocol::Json, "UnknownOperationException".into()));
    }

    #[test]
    fn a_path_of_rpc_hands_the_bytes_on() {
        let path = "/service/GraniteServiceVersion20100801/operation/GetMetricData";
        let (parts, ()) = http::Request::post(path).body(()).unwrap().into_parts();
        let request = Request::of(&parts, &Credential::of(&parts.headers), Bytes::from_static(b"\xa0"));
        assert_eq!((request.api, &*request.operation), (Some(Api::Monitoring), "GetMetricData"));
        assert_eq!(request.asked, Ok(serde_json::json!({})));
    }
}
