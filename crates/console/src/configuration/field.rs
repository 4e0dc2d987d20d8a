//! Fields and sections, without those that say nothing.

use model::page::Page;
use model::time::Timestamp;
use model::view::{Field, FieldValue, Section};

pub(super) fn text(label: &str, value: impl ToString) -> Option<Field> {
    let value = value.to_string();
    (!value.is_empty()).then(|| field(label, FieldValue::Text(value)))
}

/// A count, unless the member that tells it is among those that AWS's answer lacks.
pub(super) fn count(label: &str, value: u32, (member, unread): (&str, &[String])) -> Option<Field> {
    match unread.iter().any(|unread| unread == member) {
        true => text(label, "not in AWS's answer"),
        false => text(label, value),
    }
}

pub(super) fn maybe<T: ToString>(label: &str, value: Option<T>) -> Option<Field> {
    text(label, value?)
}

pub(super) fn code(label: &str, value: Option<&str>) -> Option<Field> {
    value.filter(|value| !value.is_empty()).map(|value| field(label, FieldValue::Code(value.to_owned())))
}

pub(super) fn codes(label: &str, values: &[String]) -> Option<Field> {
    (!values.is_empty()).then(|| field(label, FieldValue::Codes(values.to_vec())))
}

pub(super) fn arn(label: &str, value: Option<&str>) -> Option<Field> {
    value.filter(|value| !value.is_empty()).map(|value| field(label, FieldValue::Arn(value.to_owned())))
}

pub(super) fn pairs(label: &str, values: Vec<(String, String)>) -> Option<Field> {
    (!values.is_empty()).then(|| field(label, FieldValue::Pairs(values)))
}

pub(super) fn command(label: &str, words: &[String]) -> Option<Field> {
    (!words.is_empty()).then(|| field(label, FieldValue::Command(words.to_vec())))
}

pub(super) fn hidden(label: &str, names: &[String]) -> Option<Field> {
    (!names.is_empty()).then(|| field(label, FieldValue::Hidden(names.to_vec())))
}

pub(super) fn link(label: &str, words: impl ToString, target: Page) -> Option<Field> {
    Some(field(label, FieldValue::Link(words.to_string(), target)))
}

pub(super) fn moment(label: &str, at: Option<Timestamp>) -> Option<Field> {
    text(label, at?.iso())
}

/// A switch that ECS calls ENABLED or DISABLED.
pub(super) fn switch(label: &str, is_on: bool) -> Option<Field> {
    text(label, if is_on { "enabled" } else { "disabled" })
}

/// A section of the fields that say something; none when no field does.
pub(super) fn section(title: &str, fields: impl IntoIterator<Item = Option<Field>>) -> Option<Section> {
    let fields: Vec<Field> = fields.into_iter().flatten().collect();
    (!fields.is_empty()).then(|| Section { title: title.to_owned(), fields })
}

pub(super) fn tags(tags: &[(String, String)]) -> Option<Section> {
    section("Tags", [pairs("Tags", tags.to_vec())])
}

fn field(label: &str, value: FieldValue) -> Field {
    Field { label: label.to_owned(), value }
}
