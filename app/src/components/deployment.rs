//! Deployments: how far the new tasks have come, and how many old ones are left.

use leptos::prelude::*;
use model::time::Timestamp;
use model::view::{DeploymentRow, RevisionRef, ServicePage};

use super::level::{level_mark, level_word};
use super::progress::{Progress, in_words, progress};
use super::when::ago;
use crate::routes;

/// The deployments of a service, the newest first.
pub fn deployment_list(page: &ServicePage, now: Timestamp) -> AnyView {
    if page.deployments.is_empty() {
        return view! { <div class="card empty"><p>"No deployment: tasks of this service are not started by ECS."</p></div> }.into_any();
    }
    let items = page.deployments.iter().enumerate().map(|(index, row)| {
        // Only the newest deployment replaces others: what older ones still run belongs to its bar.
        let old = if index == 0 { page.deployments.iter().skip(1).map(|older| older.running).sum() } else { 0 };
        deployment(page, row, old, now)
    });
    view! { <ol class="card deployments">{items.collect_view()}</ol> }.into_any()
}

fn deployment(page: &ServicePage, row: &DeploymentRow, old: u32, now: Timestamp) -> AnyView {
    let at = RevisionRef { environment: page.row.at.environment.clone(), revision: row.revision.clone() };
    let counts = Progress { desired: row.desired, running: row.running, starting: row.pending, failed: row.failed, old };
    let began = row.created_at.map(|at| view! { <span>"began "{ago(at, now)}</span> });
    let changed = row.updated_at.map(|at| view! { <span>"changed "{ago(at, now)}</span> });
    let reason = row.rollout_reason.clone().map(|reason| view! { <p class="deployment-reason">{reason}</p> });
    view! {
        <li class="deployment" data-level=level_word(row.level) data-deployment=row.id.clone()>
            <div class="deployment-head">
                {level_mark(row.level)}
                <a class="name" href=routes::revision(&at)>{row.revision.to_string()}</a>
                <span class="tag">{row.status.clone()}</span>
                {row.rollout_state.clone().map(|state| view! { <span class="tag">{state}</span> })}
                <code class="faint">{row.id.clone()}</code>
            </div>
            {progress(counts)}
            <div class="deployment-counts quiet">
                <span>{in_words(counts)}</span>{began}{changed}
            </div>
            {reason}
        </li>
    }
    .into_any()
}
