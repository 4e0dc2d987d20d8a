//! What is being deployed in a cluster, and what happened in it lately.

use std::cmp::{Ordering, Reverse};
use std::sync::Arc;

use model::deployment::DeploymentRolloutState;
use model::verdict::{Finding, Rollback};
use model::view::{DeployingRow, RecentChange};

use crate::judged::Judged;
use crate::rows::deployment_row;

/// The most deployments that the fleet page shows.
pub(crate) const DEPLOYING_SHOWN: usize = 20;

/// The most changes that the fleet page shows.
pub(crate) const RECENT_SHOWN: usize = 12;

/// What is being deployed in a cluster, and what happened in it lately, as far as the fleet page may show it.
pub(in crate::judged) struct Lately {
    /// Deployments in progress, those that need attention first.
    pub deploying: Vec<DeployingRow>,
    /// How many there are.
    pub deploying_total: usize,
    /// What happened, the newest first.
    pub recent: Vec<RecentChange>,
}

impl Lately {
    pub fn of(services: &[Arc<Judged>]) -> Self {
        let mut deploying: Vec<DeployingRow> = services.iter().filter_map(|judged| deploying_row(judged)).collect();
        let deploying_total = deploying.len();
        deploying.sort_by(deploying_order);
        deploying.truncate(DEPLOYING_SHOWN);
        let mut recent: Vec<&RecentChange> = services.iter().flat_map(|judged| &judged.recent).collect();
        recent.sort_by_key(|change| Reverse(change.at));
        recent.truncate(RECENT_SHOWN);
        Self { deploying, deploying_total, recent: recent.into_iter().cloned().collect() }
    }
}

/// Orders deployments in progress: the worst first, then the newest.
pub(crate) fn deploying_order(a: &DeployingRow, b: &DeployingRow) -> Ordering {
    b.level.cmp(&a.level).then_with(|| b.new.created_at.cmp(&a.new.created_at)).then_with(|| a.at.cmp(&b.at))
}

/// A deployment in progress, with what it leaves.
fn deploying_row(judged: &Judged) -> Option<DeployingRow> {
    let is_underway = match &judged.finding {
        Finding::Deploying(_) | Finding::Stuck(_) => true,
        Finding::DeploymentFailed(failed) => failed.rollback == Rollback::Underway,
        Finding::NoneRunning(_)
        | Finding::NoHealthyTarget(_)
        | Finding::CrashLoop(_)
        | Finding::TargetsFailing(_)
        | Finding::BelowDesired(_)
        | Finding::Unseen(_) => judged.service.primary()?.rollout_state == Some(DeploymentRolloutState::InProgress),
        Finding::NoFreshData { .. }
        | Finding::Uncounted(_)
        | Finding::ScaledToZero(_)
        | Finding::ScalingOut(_)
        | Finding::AboveDesired(_)
        | Finding::Steady(_) => false,
    };
    let primary = judged.service.primary().filter(|_| is_underway)?;
    let old = || judged.service.deployments.iter().filter(|one| one.id != primary.id);
    let from = old().max_by_key(|one| one.running).map(|one| one.task_definition.clone());
    Some(DeployingRow {
        at: judged.at.clone(),
        from: from.filter(|from| *from != primary.task_definition),
        new: deployment_row(primary, &judged.finding),
        old_running: old().map(|one| one.running).sum(),
        level: judged.level(),
        headline: judged.row.verdict.headline.clone(),
    })
}
