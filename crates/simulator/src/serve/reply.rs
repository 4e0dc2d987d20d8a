//! Answers as AWS writes them.

use axum::body::Body;
use axum::response::Response;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};
use rand::Rng;
use serde_json::{Value, json};

use super::request::Protocol;
use crate::faults::ErrorBody;
use simulator_protocol::api::Api;
use simulator_protocol::error::AwsError;
use simulator_protocol::{cbor, query};
use simulator_wire::{cloudwatch, codedeploy};

/// An answer, before it is sent.
#[derive(Debug)]
pub struct Reply {
    /// The HTTP status.
    pub status: StatusCode,
    /// The error code, for the journal.
    pub code: Option<String>,
    content_type: &'static str,
    body: Body,
    /// The error code under which clients of an API that once spoke awsQuery know it.
    query_error: Option<String>,
}

const JSON: &str = "application/x-amz-json-1.1";
const XML: &str = "text/xml";
const CBOR: &str = "application/cbor";

/// The content type of no content, which only rpc-v2-cbor has.
const NOTHING: &str = "";

impl Reply {
    /// The answer of an awsJson operation that went well. One that has nothing to say has no members.
    pub fn json(answer: &Value) -> Self {
        Self::well(JSON, if answer.is_null() { "{}".to_owned() } else { answer.to_string() })
    }

    /// The answer of an rpc-v2-cbor operation that went well. An operation that has nothing to say has no body.
    pub fn cbor(api: Api, answer: &Value) -> Self {
        let is_moment = if api == Api::Deploy { codedeploy::is_moment } else { cloudwatch::is_moment };
        match answer {
            Value::Null => Self::well(NOTHING, []),
            answer => Self::well(CBOR, cbor::write(answer, is_moment)),
        }
    }

    /// The answer of an awsQuery action that went well, around its members.
    pub fn xml(api: Api, action: &str, members: &Value, request_id: &str) -> Self {
        Self::well(XML, query::answer(api, action, members, request_id))
    }

    fn well(content_type: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status: StatusCode::OK, code: None, content_type, body: Body::from(body.into()), query_error: None }
    }

    /// The answer of an operation that went well and goes on.
    pub fn stream(content_type: &'static str, body: Body) -> Self {
        Self { status: StatusCode::OK, code: None, content_type, body, query_error: None }
    }

    /// An error.
    pub fn error(protocol: Protocol, api: Option<Api>, error: AwsError, request_id: &str) -> Self {
        let error = match (protocol, api) {
            (Protocol::Json | Protocol::Cbor, Some(Api::Monitoring)) => cloudwatch::renamed(error),
            _ => error,
        };
        let (error, content_type, body) = match protocol {
            Protocol::Json => {
                let body = error_json(&error).into_bytes();
                (error, JSON, body)
            }
            Protocol::Query => {
                let error = query::renamed(api, error);
                let body = query::error(api, &error, request_id).into_bytes();
                (error, XML, body)
            }
            Protocol::Cbor => {
                let body = error_cbor(&error);
                (error, CBOR, body)
            }
        };
        let query_error =
            (protocol != Protocol::Query && api == Some(Api::Monitoring)).then(|| cloudwatch::query_code(&error));
        let body = Body::from(body);
        Self { status: error.status, code: Some(error.code.to_string()), content_type, body, query_error }
    }

    /// A failure of the server itself, with a body that AWS, a proxy or nobody has written.
    pub fn server_error(
        protocol: Protocol,
        api: Option<Api>,
        status: StatusCode,
        body: ErrorBody,
        request_id: &str,
    ) -> Self {
        let error = AwsError::server(status);
        match body {
            ErrorBody::Json => Self::error(protocol, api, error, request_id),
            ErrorBody::Html => Self {
                status,
                code: Some(format!("Http{}", status.as_u16())),
                content_type: "text/html",
                body: format!(
                    "<!doctype html><html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>"
                )
                .into(),
                query_error: None,
            },
            ErrorBody::Empty => Self {
                status,
                code: Some(format!("Http{}", status.as_u16())),
                content_type: "text/plain",
                body: Body::empty(),
                query_error: None,
            },
        }
    }

    /// The answer on the wire.
    pub fn into_response(self, request_id: &str) -> Response {
        let mut response = Response::new(self.body);
        *response.status_mut() = self.status;
        if self.content_type != NOTHING {
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        }
        if [CBOR, NOTHING].contains(&self.content_type) {
            response.headers_mut().insert("smithy-protocol", HeaderValue::from_static("rpc-v2-cbor"));
        }
        if let Some(value) = self.query_error.and_then(|code| HeaderValue::from_str(&code).ok()) {
            response.headers_mut().insert("x-amzn-query-error", value);
        }
        if let Ok(value) = HeaderValue::from_str(request_id) {
            response.headers_mut().insert("x-amzn-requestid", value);
        }
        response
    }
}

fn error_json(error: &AwsError) -> String {
    match error.message.is_empty() {
        true => json!({ "__type": error.code }).to_string(),
        false => json!({ "__type": error.code, "message": error.message }).to_string(),
    }
}

/// <https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html#operation-error-serialization>
fn error_cbor(error: &AwsError) -> Vec<u8> {
    cbor::write(&json!({ "__type": error.code, "message": error.message }), |_| false)
}

/// A new id for a request: a random UUID.
pub fn request_id() -> String {
    let number: u128 = rand::rng().random();
    // Version 4, variant 1: https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-4
    let number = number & !(0xf << 76) & !(0x3 << 62) | (0x4 << 76) | (0x2 << 62);
    simulator_engine::id::Uuid(number).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_id_is_a_random_uuid() {
        let (one, other) = (request_id(), request_id());
        assert_ne!(one, other);
        assert_eq!(one.len(), 36);
        assert_eq!(&one[14..15], "4");
        assert!("89ab".contains(&one[19..20]));
    }
}
