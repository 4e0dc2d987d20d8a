//! Which operation a request asks for, in which protocol.

use http::{HeaderMap, Method};
use serde_json::Value;

use super::signature::Credential;
use crate::journal::Parameters;
use crate::wire::error::AwsError;
use crate::wire::{ecs, sts};

/// The largest body that is read, in bytes: more than any request of these APIs needs.
pub const LARGEST_BODY: usize = 2 * 1024 * 1024;

/// How errors are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// awsJson 1.1.
    Json,
    /// awsQuery: a form, answered in XML.
    Query,
}

/// An operation and what it is asked.
#[derive(Debug)]
pub enum Asked {
    /// An operation of ECS.
    Ecs(Value),
    /// An action of STS.
    Sts(sts::Parameters),
    /// Nothing that the simulator knows, or not as the protocol says.
    Nonsense(AwsError),
}

/// A request, understood as far as possible.
#[derive(Debug)]
pub struct Request {
    /// How to answer.
    pub protocol: Protocol,
    /// `ecs`, `sts` or `unknown`.
    pub service: &'static str,
    /// The operation, or `-`.
    pub operation: String,
    /// What is asked.
    pub asked: Asked,
    /// For the journal.
    pub parameters: Parameters,
}

/// Operation names are cut here; the longest of ECS has 36 characters.
const LONGEST_NAME: usize = 100;

impl Request {
    /// Reads a request.
    pub fn of(method: &Method, headers: &HeaderMap, credential: &Credential, body: &[u8]) -> Self {
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        if let Some(target) = header("x-amz-target") {
            return Self::json(target, body);
        }
        let form = header("content-type").is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
        if method == Method::POST && form {
            return Self::query(credential, body);
        }
        Self::nonsense(
            Protocol::Json,
            "-",
            AwsError { status: http::StatusCode::NOT_FOUND, ..AwsError::unknown_operation("") },
        )
    }

    /// A request whose body was not read.
    pub fn too_large() -> Self {
        let error = AwsError::serialization("The request body is too large.");
        Self::nonsense(Protocol::Json, "-", AwsError { status: http::StatusCode::PAYLOAD_TOO_LARGE, ..error })
    }

    fn json(target: &str, body: &[u8]) -> Self {
        let Some(operation) = target.strip_prefix(ecs::TARGET_PREFIX) else {
            return Self::nonsense(Protocol::Json, short(target), AwsError::unknown_operation(""));
        };
        let operation = short(operation).to_owned();
        let (asked, parameters) = match serde_json::from_slice::<Value>(body) {
            Ok(value) => {
                let parameters = value.as_object().map(Parameters::of).unwrap_or_default();
                (Asked::Ecs(value), parameters)
            }
            Err(_) => (
                Asked::Nonsense(AwsError::serialization("Unable to parse the request body as JSON.")),
                Parameters::default(),
            ),
        };
        Self { protocol: Protocol::Json, service: "ecs", operation, asked, parameters }
    }

    fn query(credential: &Credential, body: &[u8]) -> Self {
        let parameters: sts::Parameters = form(body).collect();
        let Some(action) = parameters.get("Action").map(|action| short(action).to_owned()) else {
            let error = AwsError::refused("MissingAction", "The request must contain the parameter Action");
            return Self::nonsense(Protocol::Query, "-", error);
        };
        let version = parameters.get("Version").map_or("", String::as_str);
        if credential.service.as_deref().is_some_and(|service| service != "sts") || version != "2011-06-15" {
            let message = format!("Could not find operation {action} for version {}", short(version));
            return Self::nonsense(Protocol::Query, &action, AwsError::refused("InvalidAction", message));
        }
        let shown = ["RoleArn", "RoleSessionName", "DurationSeconds"]
            .into_iter()
            .filter_map(|name| Some((name.to_owned(), Value::from(parameters.get(name)?.as_str()))))
            .collect();
        let shown = Parameters::of(&shown);
        Self {
            protocol: Protocol::Query,
            service: "sts",
            operation: action,
            asked: Asked::Sts(parameters),
            parameters: shown,
        }
    }

    fn nonsense(protocol: Protocol, operation: &str, error: AwsError) -> Self {
        Self {
            protocol,
            service: "unknown",
            operation: operation.to_owned(),
            asked: Asked::Nonsense(error),
            parameters: Parameters::default(),
        }
    }
}

fn short(name: &str) -> &str {
    name.char_indices().nth(LONGEST_NAME).map_or(name, |(end, _)| &name[..end])
}

/// The fields of a form; what cannot be decoded is replaced, never refused.
fn form(body: &[u8]) -> impl Iterator<Item = (String, String)> {
    body.split(|&byte| byte == b'&').filter(|field| !field.is_empty()).map(|field| {
        let mut halves = field.splitn(2, |&byte| byte == b'=');
        let mut half = || decode(halves.next().unwrap_or_default());
        (half(), half())
    })
}

fn decode(text: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        let escaped = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        match (byte, escaped.and_then(|pair| u8::from_str_radix(pair, 16).ok())) {
            (b'%', Some(decoded)) => {
                bytes.push(decoded);
                rest = &after[2..];
            }
            (b'+', _) => bytes.push(b' '),
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_decoded_and_bad_escapes_stay() {
        let fields: Vec<_> = form(b"Action=Assume+Role&RoleArn=arn%3Aaws&x=100%&&y").collect();
        let expect = [("Action", "Assume Role"), ("RoleArn", "arn:aws"), ("x", "100%"), ("y", "")];
        assert_eq!(fields, expect.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    #[test]
    fn a_long_operation_is_cut_between_characters() {
        assert_eq!(short(&"é".repeat(500)).chars().count(), LONGEST_NAME);
        assert_eq!(short("RunTask"), "RunTask");
    }
}
