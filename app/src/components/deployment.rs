//! The deployments of a service: how far the new tasks have come, and how many old ones are left.

use leptos::prelude::*;
use model::address::RevisionRef;
use model::deployment::DeploymentStatus;
use model::time::Timestamp;
use model::verdict::Level;
use model::view::{DeploymentRow, ServicePage};

use super::answer::nothing;
use super::deployment_bar::{deployment_bar, in_words};
use super::level::state_as;
use super::moment::{self, Form};
use super::task_table::word;
use crate::ui::segments::{Part, segments};

/// The deployments, the newest first.
pub fn deployment_list(page: &ServicePage, now: Timestamp) -> AnyView {
    if page.deployments.is_empty() {
        return nothing(
            "No deployments",
            "ECS names none for this service; its tasks may be started by another controller.",
        );
    }
    // Only the newest deployment replaces others: what older ones still run belongs to its bar.
    let older = page.deployments.iter().skip(1).map(|older| older.running).sum();
    let items = page.deployments.iter().enumerate().map(|(index, row)| match index {
        0 => deployment(page, row, in_words(row, older), deployment_bar(row, older), now),
        _ => deployment(page, row, in_words(row, 0), leaving(row), now),
    });
    view! { <ol class="card deployments">{items.collect_view()}</ol> }.into_any()
}

/// The bar of a deployment that is being replaced: what it still runs is old.
fn leaving(row: &DeploymentRow) -> AnyView {
    segments(in_words(row, 0), &[(Part::Old, row.running), (Part::Starting, row.pending)])
}

fn deployment(page: &ServicePage, row: &DeploymentRow, counts: String, bar: AnyView, now: Timestamp) -> AnyView {
    let at = RevisionRef { environment: page.row.at.environment.clone(), revision: row.revision.clone() };
    let moment = |word: &'static str, at| view! { <span>{word}" "{moment::age(Form::Ago, now, at)}</span> };
    let began = row.created_at.map(|at| moment("began", at));
    let changed = row.updated_at.map(|at| moment("changed", at));
    let reason = row.rollout_reason.clone().map(|reason| view! { <p class="text-[13px] wrap-anywhere">{reason}</p> });
    view! {
        <li class="deployment" data-level=row.level.key() data-deployment=row.id.clone()>
            <div class="deployment-head">
                <a class="name" href=at.page().path()>{row.revision.to_string()}</a>
                {state_as(row.level, rollout(row))}
                <span class="tag" title=role(&row.status)>{row.status.to_string()}</span>
                <code class="text-faint wrap-anywhere">{row.id.clone()}</code>
            </div>
            {bar}
            <div class="deployment-counts">
                <span>{counts}</span>{began}{changed}
            </div>
            {reason}
        </li>
    }
    .into_any()
}

/// The rollout state as ECS has it, in small letters; the level's word for deployments that ECS does not roll itself.
fn rollout(row: &DeploymentRow) -> String {
    match &row.rollout_state {
        Some(state) => word(&state.as_str().replace('_', " ")),
        None if row.level == Level::Steady => "Running".to_owned(),
        None => row.level.word().to_owned(),
    }
}

/// What the status of a deployment means.
const fn role(status: &DeploymentStatus) -> &'static str {
    match status {
        DeploymentStatus::Primary => "The newest deployment",
        DeploymentStatus::Active => "An older deployment that still has tasks",
        DeploymentStatus::Inactive => "A deployment that has been replaced",
        DeploymentStatus::Other(_) => "The status as ECS has it",
    }
}

#[cfg(test)]
mod tests {
    use model::time::Timestamp;

    use super::*;
    use crate::pages::service::sample;

    #[test]
    fn the_bar_of_the_newest_deployment_counts_what_older_ones_still_run() {
        let mut page = sample::page();
        page.deployments = vec![sample::deployment(43, 1), sample::deployment(42, 3)];
        let html = deployment_list(&page, Timestamp(60_000)).to_html();
        assert!(html.contains("1 of 4 running, 3 old"), "{html}");
        assert!(html.contains("aria-label=\"3 of 4 running\""), "{html}");
        assert_eq!(html.matches("part-new").count(), 1, "only the newest deployment runs new tasks: {html}");
    }

    #[test]
    fn a_rollout_state_is_said_as_ecs_has_it() {
        assert_eq!(rollout(&sample::deployment(43, 1)), "In progress");
        let external = DeploymentRow { rollout_state: None, level: Level::Steady, ..sample::deployment(43, 4) };
        assert_eq!(rollout(&external), "Running");
    }
}
