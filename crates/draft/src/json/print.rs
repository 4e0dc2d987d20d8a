//! JSON as text.

use super::Json;

impl Json {
    /// Without a blank, as it is sent.
    pub fn compact(&self) -> String {
        let mut out = String::new();
        write(self, None, &mut out);
        out
    }

    /// One member a line, two blanks deeper with each level, as the AWS CLI prints it.
    pub fn indented(&self) -> String {
        let mut out = String::new();
        write(self, Some(0), &mut out);
        out
    }
}

fn write(value: &Json, level: Option<usize>, out: &mut String) {
    match value {
        Json::Null => out.push_str("null"),
        Json::Flag(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Json::Number(digits) => out.push_str(digits),
        Json::Text(text) => quote(text, out),
        Json::List(items) => {
            let items = items.iter().map(|item| (None, item));
            block(['[', ']'], items, level, out);
        }
        Json::Object(members) => {
            let members = members.iter().map(|(name, value)| (Some(name.as_str()), value));
            block(['{', '}'], members, level, out);
        }
    }
}

fn block<'a>(
    [open, close]: [char; 2],
    inside: impl ExactSizeIterator<Item = (Option<&'a str>, &'a Json)>,
    level: Option<usize>,
    out: &mut String,
) {
    let is_empty = inside.len() == 0;
    let deeper = level.map(|level| level + 1);
    out.push(open);
    for (at, (name, value)) in inside.enumerate() {
        if at > 0 {
            out.push(',');
        }
        line(deeper, out);
        if let Some(name) = name {
            quote(name, out);
            out.push_str(if level.is_some() { ": " } else { ":" });
        }
        write(value, deeper, out);
    }
    if !is_empty {
        line(level, out);
    }
    out.push(close);
}

fn line(level: Option<usize>, out: &mut String) {
    if let Some(level) = level {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", level));
    }
}

/// The text as a JSON string.
fn quote(text: &str, out: &mut String) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            letter if letter < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(letter))),
            letter => out.push(letter),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::json::parse;

    #[test]
    fn it_is_printed_as_the_aws_cli_prints_it() {
        let (json, _) = parse("{\"b\":[1,{}],\"a\":[],\"c\":{\"d\":null}}").unwrap();
        let expect = "{\n  \"b\": [\n    1,\n    {}\n  ],\n  \"a\": [],\n  \"c\": {\n    \"d\": null\n  }\n}";
        assert_eq!(json.indented(), expect);
    }

    proptest! {
        #[test]
        fn a_text_is_read_back_by_others(text in any::<String>()) {
            let printed = Json::Text(text.clone()).compact();
            prop_assert_eq!(serde_json::from_str::<String>(&printed).unwrap(), text);
        }
    }
}
