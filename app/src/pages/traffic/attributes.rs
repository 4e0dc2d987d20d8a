//! The attributes of a target group.

use leptos::prelude::*;
use model::view::AttributeRow;

use crate::components::part::plain;
use crate::parts::{Sheet, Told};
use crate::ui::table::{Column, Layout, Look, Row, Table};

/// Adds every attribute in AWS's own words, with what it means.
pub fn add(sheet: &mut Sheet, told: Told<Vec<AttributeRow>>) {
    sheet.add_told("attributes", "Attributes", plain, told, |rows, _| attributes(&rows));
}

fn attributes(rows: &[AttributeRow]) -> AnyView {
    let table = Table {
        name: "attributes",
        caption: "Attributes, by their names".to_owned(),
        look: Look::Sheet,
        columns: vec![
            Column::plain("Attribute", Layout::Words, |row: &AttributeRow| code(&row.key)).naming(),
            Column::plain("Value", Layout::Words, |row: &AttributeRow| code(&row.value)),
            Column::plain("What it means", Layout::Words, |row: &AttributeRow| row.meaning.clone()).class("wide"),
        ],
        about: &|row| row.key.clone(),
        row: |row, Row { id, cells }| view! { <tr id=id data-attribute=row.key.clone()>{cells}</tr> }.into_any(),
    };
    table.draw(rows)
}

fn code(text: &str) -> AnyView {
    view! { <code>{text.to_owned()}</code> }.into_any()
}

#[cfg(test)]
mod tests {
    use model::time::Timestamp;
    use model::view::Answer;

    use super::*;

    fn html(as_of: Option<Timestamp>) -> String {
        let row = |key: &str, value: &str, meaning: Option<&str>| AttributeRow {
            key: key.to_owned(),
            value: value.to_owned(),
            meaning: meaning.map(str::to_owned),
        };
        let rows = vec![
            row("slow_start.duration_seconds", "30", Some("the share of a new target grows for 30 s")),
            row("lambda.multi_value_headers.enabled", "false", None),
        ];
        let answer = Answer { data: rows, as_of, now: Timestamp(0), stale: false, notices: vec![] };
        let mut sheet = Sheet::new(String::new());
        add(&mut sheet, Told::Read(answer));
        sheet.finish().html()
    }

    #[test]
    fn attributes_stand_in_the_words_of_aws_beside_what_they_mean() {
        let html = html(Some(Timestamp(0)));
        for words in ["slow_start.duration_seconds", "<code>30</code>", "grows for 30 s", "lambda.multi_value_headers"]
        {
            assert!(html.contains(words), "{words} in {html}");
        }
    }

    #[test]
    fn attributes_that_were_not_read_yet_are_not_called_absent() {
        let html = html(None);
        assert!(html.contains("Loading") && !html.contains("<table"), "{html}");
    }
}
