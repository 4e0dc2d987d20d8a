//! Target groups that nobody uses.

use leptos::prelude::*;
use model::view::GroupLine;

use crate::components::target_group;
use crate::ui::table::{Heading, Layout, table};

/// Each with why nobody does.
pub fn unused(groups: &[GroupLine]) -> AnyView {
    let headings = vec![
        Heading::plain("State", Layout::Words),
        Heading::plain("Target group", Layout::Words),
        Heading::plain("Why", Layout::Words),
        Heading::plain("Service", Layout::Words),
    ];
    view! {
        <section class="part">
            <div class="bar">
                <h2>"Target groups nobody uses"</h2>
                <span class="faint num">{groups.len().to_string()}</span>
            </div>
            {table("Target groups nobody uses", headings, groups.iter().map(draw).collect())}
        </section>
    }
    .into_any()
}

fn draw(line: &GroupLine) -> AnyView {
    view! {
        <tr data-target-group=line.at.name.to_string() data-level=line.level.key()>
            <td class="level">{target_group::health(line)}</td>
            <th scope="row">{target_group::name(line)}</th>
            <td class="why" data-label="Why">{line.reason.clone()}</td>
            <td data-label="Service">{target_group::services(line)}</td>
        </tr>
    }
    .into_any()
}
