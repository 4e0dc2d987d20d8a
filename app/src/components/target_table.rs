//! Targets, one row each: what the load balancer thinks of them, and what that means.

use leptos::prelude::*;
use model::address::RevisionRef;
use model::view::TargetRow;

use super::level::state_as;
use super::task_table::word;
use crate::ui::table::{Column, Layout, Look, Row, Table};

/// Draws the targets in the order in which they come.
pub fn target_table(caption: &str, rows: &[TargetRow]) -> AnyView {
    let table = Table {
        name: "targets",
        caption: caption.to_owned(),
        look: Look::Sheet,
        columns: vec![
            Column::plain("State", Layout::Words, |row: &TargetRow| state_as(row.level, word(row.state.as_str())))
                .evident()
                .class("level"),
            Column::plain("Target", Layout::Words, address).naming().class("mono"),
            Column::plain("What that means", Layout::Words, meaning).class("why"),
            Column::plain("Task", Layout::Words, task),
            Column::plain("Revision", Layout::Words, revision),
            Column::plain("Zone", Layout::Extra, |row: &TargetRow| row.zone.clone()).class("quiet"),
        ],
        about: &|row| format!("target/{}", address(row)),
        row: |row, Row { id, cells }| {
            view! {
                <tr id=id data-target=address(row) data-state=row.state.to_string() data-level=row.level.key()>{cells}</tr>
            }
            .into_any()
        },
    };
    table.draw(rows)
}

fn task(row: &TargetRow) -> AnyView {
    let task = row.task.as_ref().map(|at| {
        view! { <a class="mono" href=at.page().path()>{at.task.short().to_owned()}</a> }
    });
    task.into_any()
}

fn revision(row: &TargetRow) -> AnyView {
    let revision = row.revision.as_ref().zip(row.task.as_ref()).map(|(revision, task)| {
        let at = RevisionRef { environment: task.environment.clone(), revision: revision.clone() };
        view! { <a href=at.page().path()>{revision.to_string()}</a> }
    });
    revision.into_any()
}

/// What state and reason code mean, AWS's own code and sentence, and what to do next.
pub fn meaning(row: &TargetRow) -> AnyView {
    let code = row.code.as_ref().map(|code| view! { <code>{code.to_string()}</code>" " });
    let description = row.description.clone().map(|text| view! { <q>{text}</q> });
    let said = (code.is_some() || description.is_some()).then(|| view! { <div class="sub">{code}{description}</div> });
    let next = row.next.clone().map(|next| view! { <div class="next">{next}</div> });
    view! { <div>{row.explanation.clone()}</div>{said}{next} }.into_any()
}

/// `10.0.11.34:8080`.
pub fn address(row: &TargetRow) -> String {
    match row.port {
        Some(port) => format!("{}:{port}", row.id),
        None => row.id.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::service::sample;

    #[test]
    fn a_failing_target_says_its_code_what_it_means_and_what_to_do() {
        let html = target_table("Targets", &[sample::failing_target()]).to_html();
        for part in [
            "data-target=\"10.0.11.34:8080\"",
            "data-state=\"unhealthy\"",
            "Target.ResponseCodeMismatch",
            "Health checks failed with these codes: [502]",
            "It answers with a code that is not expected.",
            "Look at the logs of its task.",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn a_target_without_a_port_is_known_by_its_id() {
        let lambda = TargetRow { port: None, id: "arn:aws:lambda:x".into(), ..sample::failing_target() };
        assert_eq!(address(&lambda), "arn:aws:lambda:x");
    }
}
