//! What a field says.

use super::Found;
use super::lines::{is_line, of_entry, of_option, of_port, of_word};
use super::slots::Form;
use crate::json::Json;

/// What the member says as the text of its field; nothing when it has a shape that the field does not know.
pub(super) fn read(found: &Found, json: &Json) -> Option<String> {
    let mut at = found.home(json)?;
    for member in found.slot.members {
        if !matches!(at, Json::Object(_)) {
            return None;
        }
        let Some(inside) = at.get(member) else { return Some(absent(found.slot.form)) };
        at = inside;
    }
    match (found.slot.form, at) {
        (Form::Text, Json::Text(text)) => Some(text.clone()).filter(|text| text.is_empty() || is_line(text)),
        (Form::Number, Json::Number(digits)) => Some(digits.clone()),
        (Form::Flag(_), Json::Flag(flag)) => Some(flag.to_string()),
        (Form::Words, Json::List(items)) => joined(items.iter().map(|item| item.as_text().map(of_word))),
        (Form::Ports, Json::List(items)) => joined(items.iter().map(|item| of_port(item, found.has_own_ports))),
        (Form::Entries(form), Json::List(items)) => joined(items.iter().map(|item| of_entry(item, form))),
        (Form::Options, Json::Object(members)) => joined(members.iter().map(|(name, value)| of_option(name, value))),
        _ => None,
    }
}

fn absent(form: Form) -> String {
    match form {
        Form::Flag(absent) => absent.to_string(),
        Form::Text | Form::Number | Form::Words | Form::Ports | Form::Entries(_) | Form::Options => String::new(),
    }
}

/// One a line; nothing when one of them is no line.
fn joined(lines: impl Iterator<Item = Option<String>>) -> Option<String> {
    let lines: Option<Vec<String>> = lines.map(|line| line.filter(|line| is_line(line))).collect();
    lines.map(|lines| lines.join("\n"))
}
