//! Answers as AWS writes them.

use axum::body::Body;
use axum::response::Response;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};
use rand::Rng;
use serde_json::{Value, json};

use super::request::Protocol;
use crate::faults::ErrorBody;
use crate::wire::error::AwsError;
use crate::wire::sts;

/// An answer, before it is sent.
#[derive(Debug)]
pub struct Reply {
    /// The HTTP status.
    pub status: StatusCode,
    /// The error code, for the journal.
    pub code: Option<String>,
    content_type: &'static str,
    body: String,
}

const JSON: &str = "application/x-amz-json-1.1";

impl Reply {
    /// The answer of an operation that went well.
    pub fn json(answer: &Value) -> Self {
        Self { status: StatusCode::OK, code: None, content_type: JSON, body: answer.to_string() }
    }

    /// The answer of an action that went well, around its inner XML.
    pub fn xml(action: &str, inner: &str, request_id: &str) -> Self {
        let body = sts::envelope(action, inner, request_id);
        Self { status: StatusCode::OK, code: None, content_type: "text/xml", body }
    }

    /// An error.
    pub fn error(protocol: Protocol, error: AwsError, request_id: &str) -> Self {
        let (error, content_type, body) = match protocol {
            Protocol::Json => {
                let body = error_json(&error);
                (error, JSON, body)
            }
            Protocol::Query => {
                let error = sts::renamed(error);
                let body = sts::error_envelope(&error, request_id);
                (error, "text/xml", body)
            }
        };
        Self { status: error.status, code: Some(error.code.to_string()), content_type, body }
    }

    /// A failure of the server itself, with a body that AWS, a proxy or nobody has written.
    pub fn server_error(protocol: Protocol, status: StatusCode, body: ErrorBody, request_id: &str) -> Self {
        let error = AwsError::server(status);
        match body {
            ErrorBody::Json => Self::error(protocol, error, request_id),
            ErrorBody::Html => Self {
                status,
                code: Some(format!("Http{}", status.as_u16())),
                content_type: "text/html",
                body: format!(
                    "<!doctype html><html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>"
                ),
            },
            ErrorBody::Empty => Self {
                status,
                code: Some(format!("Http{}", status.as_u16())),
                content_type: "text/plain",
                body: String::new(),
            },
        }
    }

    /// The answer on the wire.
    pub fn into_response(self, request_id: &str) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(self.content_type));
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

/// A new id for a request: a random UUID.
pub fn request_id() -> String {
    let number: u128 = rand::rng().random();
    // Version 4, variant 1: https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-4
    let number = number & !(0xf << 76) & !(0x3 << 62) | (0x4 << 76) | (0x2 << 62);
    crate::engine::id::Uuid(number).to_string()
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
