//! Answers as XML.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};
use serde_json::Value;

type Document = Writer<Vec<u8>>;

/// The members of a structure as elements: lists as `<Name><member>…</member></Name>`, nulls not at all. The list
/// `entry` holds the entries of a map, and `item` those of a list of EC2, each an element of its own.
pub fn members(value: &Value) -> String {
    let mut document = Writer::new(Vec::new());
    if let Err(error) = content(value, &mut document) {
        tracing::error!(%error, "an answer cannot be written as XML");
    }
    String::from_utf8_lossy(&document.into_inner()).into_owned()
}

fn content(value: &Value, into: &mut Document) -> io::Result<()> {
    match value {
        Value::Null => Ok(()),
        Value::Bool(answer) => text(if *answer { "true" } else { "false" }, into),
        Value::Number(number) => text(&number.to_string(), into),
        Value::String(plain) => text(plain, into),
        Value::Array(items) => items.iter().try_for_each(|item| element("member", item, into)),
        Value::Object(members) => members.iter().try_for_each(|(name, value)| element(name, value, into)),
    }
}

fn text(plain: &str, into: &mut Document) -> io::Result<()> {
    into.write_event(Event::Text(BytesText::from_escaped(escape(plain))))
}

fn element(name: &str, value: &Value, into: &mut Document) -> io::Result<()> {
    match value {
        Value::Null => Ok(()),
        Value::Array(entries) if matches!(name, "entry" | "item") => {
            entries.iter().try_for_each(|entry| element(name, entry, into))
        }
        value => {
            into.write_event(Event::Start(BytesStart::new(name)))?;
            content(value, into)?;
            into.write_event(Event::End(BytesEnd::new(name)))
        }
    }
}

/// Text that is not markup. Control characters that XML cannot hold are replaced.
pub fn escape(text: &str) -> String {
    let can_stand = |character: char| matches!(character, '\n' | '\t') || !character.is_control();
    let clean: String = text.chars().map(|it| if can_stand(it) { it } else { '\u{fffd}' }).collect();
    quick_xml::escape::escape(clean).into_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn structures_lists_and_simple_values_become_elements() {
        let value = json!({ "Rules": [{ "Priority": "1", "IsDefault": false }, { "Weight": 3 }], "NextMarker": null });
        let expect = "<Rules><member><IsDefault>false</IsDefault><Priority>1</Priority></member>\
                      <member><Weight>3</Weight></member></Rules>";
        assert_eq!(members(&value), expect);
    }

    #[test]
    fn each_entry_of_a_map_is_an_element() {
        let value = json!({ "Map": { "entry": [{ "key": "a", "value": 1 }, { "key": "b", "value": 2 }] } });
        let expect =
            "<Map><entry><key>a</key><value>1</value></entry><entry><key>b</key><value>2</value></entry></Map>";
        assert_eq!(members(&value), expect);
    }

    #[test]
    fn an_empty_list_is_an_empty_element() {
        assert_eq!(members(&json!({ "Tags": [] })), "<Tags></Tags>");
    }

    #[test]
    fn control_characters_are_replaced_and_lines_stay_lines() {
        assert_eq!(escape("a\u{0}b\nc"), "a\u{fffd}b\nc");
    }
}
