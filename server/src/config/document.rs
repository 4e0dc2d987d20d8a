//! Reading a TOML table field by field, without stopping at the first thing that is wrong.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::Problems;

/// A text and where it stands.
pub(super) type Text<'d> = (&'d str, Range<usize>);

/// One table of the document.
pub(super) struct Table<'d> {
    /// What stands before the name of a field in a message: empty, or `environment.`.
    prefix: &'static str,
    /// Where the table begins: the place to name when something is missing from it.
    pub(super) span: Range<usize>,
    fields: &'d DeTable<'d>,
}

impl<'d> Table<'d> {
    /// The document's outermost table.
    pub(super) fn root(document: &'d Spanned<DeTable<'d>>) -> Self {
        Self { prefix: "", span: 0..0, fields: document.get_ref() }
    }

    /// The field's name as messages say it.
    pub(super) fn name(&self, field: &str) -> String {
        format!("{}{field}", self.prefix)
    }

    /// Complains about every field that is not among `known`.
    pub(super) fn refuse_unknown(&self, known: &[&str], problems: &mut Problems<'_>) {
        for name in self.fields.keys() {
            if !known.contains(&name.get_ref().as_ref()) {
                let message = format!("there is no such field; known are {}", known.join(", "));
                problems.value(&name.span(), &self.name(name.get_ref()), message);
            }
        }
    }

    /// Where the value of `field` stands, whatever it is; `None` when the field is not there.
    pub(super) fn place(&self, field: &str) -> Option<Range<usize>> {
        self.fields.get(field).map(Spanned::span)
    }

    /// The text in `field`, if the field is there and holds text.
    pub(super) fn text(&self, field: &str, problems: &mut Problems<'_>) -> Option<Text<'d>> {
        let value = self.fields.get(field)?;
        match value.get_ref() {
            DeValue::String(text) => Some((text.as_ref(), value.span())),
            other => {
                let message = format!("this has to be text in quotes, not {}", kind(other));
                problems.value(&value.span(), &self.name(field), message);
                None
            }
        }
    }

    /// True or false in `field`, if the field is there and holds one of them.
    pub(super) fn flag(&self, field: &str, problems: &mut Problems<'_>) -> Option<bool> {
        let value = self.fields.get(field)?;
        match value.get_ref() {
            DeValue::Boolean(flag) => Some(*flag),
            other => {
                let message = format!("this has to be true or false, not {}", kind(other));
                problems.value(&value.span(), &self.name(field), message);
                None
            }
        }
    }

    /// The tables written as `[[field]]`; `None` when the field is not there.
    pub(super) fn tables(
        &self,
        field: &'static str,
        prefix: &'static str,
        problems: &mut Problems<'_>,
    ) -> Option<Vec<Table<'d>>> {
        let value = self.fields.get(field)?;
        let DeValue::Array(entries) = value.get_ref() else {
            let message = format!("write [[{field}]], with two brackets: there can be several");
            problems.value(&value.span(), &self.name(field), message);
            return Some(Vec::new());
        };
        let mut tables = Vec::new();
        for entry in entries.iter() {
            match entry.get_ref() {
                DeValue::Table(fields) => tables.push(Table { prefix, span: entry.span(), fields }),
                other => {
                    let message = format!("this has to be a table, [[{field}]], not {}", kind(other));
                    problems.value(&entry.span(), &self.name(field), message);
                }
            }
        }
        Some(tables)
    }
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
