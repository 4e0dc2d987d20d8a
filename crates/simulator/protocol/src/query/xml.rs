//! Answers as XML.

use serde_json::Value;

/// The members of a structure as elements: lists as `<Name><member>…</member></Name>`, nulls not at all. The list `entry` holds the
/// entries of a map, each an element of its own.
pub fn members(value: &Value) -> String {
    let mut written = String::new();
    content(value, &mut written);
    written
}

fn content(value: &Value, into: &mut String) {
    match value {
        Value::Null => {}
        Value::Bool(answer) => into.push_str(if *answer { "true" } else { "false" }),
        Value::Number(number) => into.push_str(&number.to_string()),
        Value::String(text) => into.push_str(&escape(text)),
        Value::Array(items) => items.iter().for_each(|item| element("member", item, into)),
        Value::Object(members) => members.iter().for_each(|(name, value)| element(name, value, into)),
    }
}

fn element(name: &str, value: &Value, into: &mut String) {
    if value.is_null() {
        return;
    }
    if let ("entry", Value::Array(entries)) = (name, value) {
        return entries.iter().for_each(|entry| element(name, entry, into));
    }
    for part in ["<", name, ">"] {
        into.push_str(part);
    }
    content(value, into);
    for part in ["</", name, ">"] {
        into.push_str(part);
    }
}

/// Text that is not markup. Control characters that XML cannot hold are replaced.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\n' => escaped.push('\n'),
            '\t' => escaped.push('\t'),
            control if control.is_control() => escaped.push('\u{fffd}'),
            other => escaped.push(other),
        }
    }
    escaped
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
