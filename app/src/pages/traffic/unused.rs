//! Target groups that nobody uses.

use leptos::prelude::*;
use model::view::GroupLine;

use crate::components::target_group;
use crate::ui::table::{Column, Layout, Look, Row, Table};

/// Each with why nobody does.
pub fn unused(groups: &[GroupLine]) -> AnyView {
    let table = Table {
        name: "unused-groups",
        caption: "Target groups nobody uses".to_owned(),
        look: Look::Sheet,
        columns: vec![
            Column::plain("State", Layout::Words, target_group::health).evident().class("level"),
            Column::plain("Target group", Layout::Words, target_group::name).naming(),
            Column::plain("Why", Layout::Words, |line: &GroupLine| line.reason.clone()).class("why"),
            Column::plain("Service", Layout::Words, target_group::services),
        ],
        about: &|line| format!("target-group/{}", line.at.name),
        row: |line, Row { id, cells }| {
            view! { <tr id=id data-target-group=line.at.name.to_string() data-level=line.level.key()>{cells}</tr> }
                .into_any()
        },
    };
    view! {
        <section class="part">
            <div class="bar">
                <h2>"Target groups nobody uses"</h2>
                <span class="faint num">{groups.len().to_string()}</span>
            </div>
            {table.draw(groups)}
        </section>
    }
    .into_any()
}
