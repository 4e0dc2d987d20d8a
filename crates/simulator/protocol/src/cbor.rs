//! The bodies of rpc-v2-cbor: JSON's values in CBOR, with moments under tag 1.
//!
//! <https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html>

use ciborium::Value as Cbor;
use serde_json::{Map, Number, Value};

use super::error::AwsError;

/// The tag of a moment: seconds since 1970. <https://www.rfc-editor.org/rfc/rfc8949#name-epoch-based-date-time>
const MOMENT: u64 = 1;

/// Reads a body. Moments become numbers; an empty body is an empty structure.
///
/// # Errors
/// `SerializationException` when it is no CBOR, or holds what JSON cannot.
pub fn read(body: &[u8]) -> Result<Value, AwsError> {
    if body.is_empty() {
        return Ok(Value::Object(Map::new()));
    }
    let value: Cbor = ciborium::from_reader(body)
        .map_err(|_| AwsError::serialization("Unable to parse the request body as CBOR."))?;
    json(value).ok_or_else(|| AwsError::serialization("The request body holds a value that is not understood."))
}

fn json(value: Cbor) -> Option<Value> {
    Some(match value {
        Cbor::Null => Value::Null,
        Cbor::Bool(answer) => Value::Bool(answer),
        Cbor::Integer(number) => Value::Number(Number::from_i128(number.into())?),
        Cbor::Float(number) => Value::Number(Number::from_f64(number)?),
        Cbor::Text(text) => Value::String(text),
        Cbor::Tag(MOMENT, inner) => json(*inner)?,
        Cbor::Array(items) => Value::Array(items.into_iter().map(json).collect::<Option<_>>()?),
        Cbor::Map(members) => {
            let members = members.into_iter().map(|(name, value)| Some((name.into_text().ok()?, json(value)?)));
            Value::Object(members.collect::<Option<_>>()?)
        }
        _ => return None,
    })
}

/// Writes a body. Numbers, and lists of numbers, in members of such names are moments; nulls are left out.
#[must_use]
pub fn write(value: &Value, is_moment: fn(&str) -> bool) -> Vec<u8> {
    let mut body = Vec::new();
    if let Err(error) = ciborium::into_writer(&cbor(value, is_moment, false), &mut body) {
        tracing::error!(%error, "an answer cannot be written as CBOR");
    }
    body
}

fn cbor(value: &Value, is_moment: fn(&str) -> bool, moment: bool) -> Cbor {
    match value {
        Value::Null => Cbor::Null,
        Value::Bool(answer) => Cbor::Bool(*answer),
        Value::Number(number) if moment => Cbor::Tag(MOMENT, Box::new(plain(number))),
        Value::Number(number) => plain(number),
        Value::String(text) => Cbor::Text(text.clone()),
        Value::Array(items) => Cbor::Array(items.iter().map(|item| cbor(item, is_moment, moment)).collect()),
        Value::Object(members) => {
            let members = members.iter().filter(|(_, value)| !value.is_null());
            Cbor::Map(
                members
                    .map(|(name, value)| (Cbor::Text(name.clone()), cbor(value, is_moment, is_moment(name))))
                    .collect(),
            )
        }
    }
}

fn plain(number: &Number) -> Cbor {
    match number.as_i64() {
        Some(whole) => Cbor::Integer(whole.into()),
        None => Cbor::Float(number.as_f64().unwrap_or(f64::NAN)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn is_moment(name: &str) -> bool {
        name.starts_with("Time")
    }

    #[test]
    fn what_is_written_is_read() {
        let value = json!({ "Times": [1.5, 2.0], "Values": [1.0, -3], "Name": "a", "Deep": { "Yes": true }, "No": [] });
        assert_eq!(read(&write(&value, is_moment)).unwrap(), value);
    }

    #[test]
    fn moments_have_their_tag_and_nulls_are_left_out() {
        let body = write(&json!({ "Time": 5, "Value": 5, "None": null }), is_moment);
        let expect = Cbor::Map(vec![
            (Cbor::Text("Time".to_owned()), Cbor::Tag(MOMENT, Box::new(Cbor::Integer(5.into())))),
            (Cbor::Text("Value".to_owned()), Cbor::Integer(5.into())),
        ]);
        assert_eq!(ciborium::from_reader::<Cbor, _>(body.as_slice()).unwrap(), expect);
    }

    #[test]
    fn nothing_is_an_empty_structure_and_nonsense_is_refused() {
        assert_eq!(read(b"").unwrap(), json!({}));
        for nonsense in [&b"\xff"[..], b"\xa1\x01\x02", b"\xa1aaC123", b"{}"] {
            assert_eq!(read(nonsense).unwrap_err().code, "SerializationException", "{nonsense:?}");
        }
    }
}
