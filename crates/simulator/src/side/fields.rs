//! Reading JSON objects field by field, so that every complaint names a field.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

/// What is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// The field, or `body`.
    pub field: String,
    /// What it must be.
    pub message: String,
}

impl Invalid {
    /// A complaint about a field.
    pub fn new(field: &str, message: impl Into<String>) -> Self {
        Self { field: field.to_owned(), message: message.into() }
    }
}

impl IntoResponse for Invalid {
    fn into_response(self) -> Response {
        let message = format!("{}: {}", self.field, self.message);
        (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "error": message, "field": self.field }))).into_response()
    }
}

/// The fields of an object that have not been taken yet.
#[derive(Debug)]
pub struct Fields(Map<String, Value>);

impl Fields {
    /// The fields of a JSON body; of an empty body, none.
    ///
    /// # Errors
    /// When the body is not a JSON object.
    pub fn parse(body: &[u8]) -> Result<Self, Invalid> {
        if body.iter().all(u8::is_ascii_whitespace) {
            return Ok(Self(Map::new()));
        }
        match serde_json::from_slice(body) {
            Ok(Value::Object(members)) => Ok(Self(members)),
            Ok(_) => Err(Invalid::new("body", "must be a JSON object")),
            Err(error) => Err(Invalid::new("body", format!("is not JSON: {error}"))),
        }
    }

    /// The fields of a query string, all of them texts.
    pub fn of_query(pairs: Vec<(String, String)>) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name, Value::String(value))).collect())
    }

    /// Any value; `null` is one.
    pub fn value(&mut self, name: &str) -> Option<Value> {
        self.0.remove(name)
    }

    /// A text.
    ///
    /// # Errors
    /// When it is not one, or empty.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Invalid> {
        match self.0.remove(name) {
            None => Ok(None),
            Some(Value::String(text)) if !text.is_empty() => Ok(Some(text)),
            Some(_) => Err(Invalid::new(name, "must be a text that is not empty")),
        }
    }

    /// A whole number; in a query, its digits.
    ///
    /// # Errors
    /// When it is not one, or not within the limits.
    pub fn whole(&mut self, name: &str, least: u64, most: u64) -> Result<Option<u64>, Invalid> {
        let Some(value) = self.0.remove(name) else { return Ok(None) };
        let number = value.as_u64().or_else(|| value.as_str()?.parse().ok());
        match number.filter(|number| (least..=most).contains(number)) {
            Some(number) => Ok(Some(number)),
            None => Err(Invalid::new(name, format!("must be a whole number from {least} to {most}"))),
        }
    }

    /// A number.
    ///
    /// # Errors
    /// When it is not one, or not within the limits.
    pub fn number(&mut self, name: &str, least: f64, most: f64) -> Result<Option<f64>, Invalid> {
        let Some(value) = self.0.remove(name) else { return Ok(None) };
        match value.as_f64().filter(|number| (least..=most).contains(number)) {
            Some(number) => Ok(Some(number)),
            None => Err(Invalid::new(name, format!("must be a number from {least} to {most}"))),
        }
    }

    /// Yes or no.
    ///
    /// # Errors
    /// When it is neither.
    pub fn answer(&mut self, name: &str) -> Result<Option<bool>, Invalid> {
        match self.0.remove(name) {
            None => Ok(None),
            Some(Value::Bool(answer)) => Ok(Some(answer)),
            Some(_) => Err(Invalid::new(name, "must be true or false")),
        }
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// When a field is left that nobody has taken.
    pub fn end(self) -> Result<(), Invalid> {
        match self.0.keys().next() {
            None => Ok(()),
            Some(name) => Err(Invalid::new(name, "is not known here")),
        }
    }
}

/// The field is there.
///
/// # Errors
/// When it is not.
pub fn required<T>(name: &str, value: Option<T>) -> Result<T, Invalid> {
    value.ok_or_else(|| Invalid::new(name, "is missing"))
}
