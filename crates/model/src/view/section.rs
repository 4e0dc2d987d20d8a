//! Fields laid out for reading: configuration and task definitions.

use serde::{Deserialize, Serialize};

use crate::page::Page;

/// A titled group of fields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// Its title, for example `Network`.
    pub title: String,
    /// Its fields, in reading order.
    pub fields: Vec<Field>,
}

/// One labelled value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// The label, in the words of the ECS API.
    pub label: String,
    /// The value.
    pub value: FieldValue,
}

/// How a value is drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FieldValue {
    /// Words and numbers.
    Text(String),
    /// An identifier that can be copied.
    Code(String),
    /// An ARN: the short name is shown, the whole can be copied.
    Arn(String),
    /// Several identifiers.
    Codes(Vec<String>),
    /// Two columns, for example tags or secrets and where they come from.
    Pairs(Vec<(String, String)>),
    /// A command line.
    Command(Vec<String>),
    /// Names whose values are never shown: environment variables.
    Hidden(Vec<String>),
    /// Another page of ours: the words and where they lead.
    Link(String, Page),
}
