//! How answers travel: as JSON, in answers to server functions and beside the document for hydration.
//!
//! The browser has a JSON parser of its own. Reading with it rather than with a second one keeps a good part of the
//! WebAssembly away, because serde would unfold that parser anew for every type.

use std::fmt;

use leptos::server::codee::{Decoder, Encoder};
use leptos::server_fn::codec::Post;
use leptos::server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The encoding of what server functions answer.
pub type Json = Post<Wire>;

/// JSON, written by serde and read by whatever is at hand.
#[derive(Clone, Copy, Debug)]
pub struct Wire;

/// What came is not what was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WireError;

impl fmt::Display for WireError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the JSON that was expected")
    }
}

impl std::error::Error for WireError {}

/// Reads what the other side has written.
///
/// # Errors
/// [`WireError`] when the text is no JSON, or says something else than a `T`.
#[cfg(feature = "hydrate")]
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, WireError> {
    let value = js_sys::JSON::parse(text).map_err(|_| WireError)?;
    serde_wasm_bindgen::from_value(value).map_err(|_| WireError)
}

/// Reads what the other side has written.
///
/// # Errors
/// [`WireError`] when the text is no JSON, or says something else than a `T`.
#[cfg(not(feature = "hydrate"))]
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, WireError> {
    serde_json::from_str(text).map_err(|_| WireError)
}

impl ContentType for Wire {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for Wire {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encoder<T> for Wire {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(value: &T) -> Result<String, Self::Error> {
        serde_json::to_string(value)
    }
}

impl<T: DeserializeOwned> Decoder<T> for Wire {
    type Error = WireError;
    type Encoded = str;

    fn decode(text: &str) -> Result<T, Self::Error> {
        read(text)
    }
}

impl<T: Serialize> Encodes<T> for Wire {
    type Error = serde_json::Error;

    fn encode(value: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_vec(value).map(Into::into)
    }
}

impl<T: DeserializeOwned> Decodes<T> for Wire {
    type Error = WireError;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        read(std::str::from_utf8(&bytes).map_err(|_| WireError)?)
    }
}
