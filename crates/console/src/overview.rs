//! The first page: what needs attention.

use std::cmp::Reverse;
use std::sync::Arc;

use access::Viewer;
use model::deployment::DeploymentRolloutState;
use model::verdict::{Finding, Rollback};
use model::view::{Answer, ClusterRow, DeployingRow, Overview, RecentChange, ServiceRow};

use crate::alarms::alarms_off;
use crate::answer::{Area, answer};
use crate::clusters::{cluster_rows, worst_cluster_first};
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::{Judged, Survey};
use crate::list::count;
use crate::rows::{deployment_row, worst_first};

const ATTENTION_SHOWN: usize = 50;
const DEPLOYING_SHOWN: usize = 20;
const CLUSTERS_SHOWN: usize = 50;
const RECENT_SHOWN: usize = 12;

impl Console {
    /// The fleet: what needs attention, what is being deployed, all clusters, and what happened lately.
    ///
    /// # Errors
    /// None yet; what cannot be read is told in the answer's notices.
    pub async fn overview(&self, _viewer: &Viewer) -> Result<Answer<Overview>, ConsoleError> {
        let surveys = self.surveys();
        let areas: Vec<Area> = surveys.iter().flat_map(|survey| Area::everything(&survey.snapshot)).collect();
        Ok(answer(overview(&surveys), &areas, self.now()))
    }
}

fn overview(surveys: &[Arc<Survey>]) -> Overview {
    let services = || surveys.iter().flat_map(|survey| &survey.services);
    let worst = surveys.iter().flat_map(|survey| survey.worst_first());
    let mut attention: Vec<&ServiceRow> =
        worst.filter(|judged| judged.level().needs_attention()).map(|judged| &judged.row).collect();
    attention.sort_by(|a, b| worst_first(a, b));
    let mut deploying: Vec<DeployingRow> = services().filter_map(|judged| deploying_row(judged)).collect();
    deploying.sort_by(|a, b| {
        b.level.cmp(&a.level).then_with(|| b.new.created_at.cmp(&a.new.created_at)).then_with(|| a.at.cmp(&b.at))
    });
    let mut clusters: Vec<ClusterRow> = surveys.iter().flat_map(|survey| cluster_rows(survey)).collect();
    clusters.sort_by(worst_cluster_first);
    Overview {
        attention_total: count(attention.len()),
        attention: attention.into_iter().take(ATTENTION_SHOWN).cloned().collect(),
        services_total: count(services().count()),
        deploying_total: count(deploying.len()),
        deploying: deploying.into_iter().take(DEPLOYING_SHOWN).collect(),
        clusters_total: count(clusters.len()),
        clusters: clusters.into_iter().take(CLUSTERS_SHOWN).collect(),
        recent: recent(services()),
        alarms_total: count(surveys.iter().map(|survey| alarms_off(&survey.snapshot)).sum()),
        is_loading: surveys.iter().any(|survey| !survey.is_settled()),
    }
}

/// A deployment in progress, with what it leaves.
fn deploying_row(judged: &Judged) -> Option<DeployingRow> {
    let is_underway = match &judged.finding {
        Finding::Deploying(_) | Finding::Stuck(_) => true,
        Finding::DeploymentFailed(failed) => failed.rollback == Rollback::Underway,
        Finding::NoneRunning(_) | Finding::NoHealthyTarget(_) | Finding::CrashLoop(_) | Finding::TargetsFailing(_) => {
            judged.service.primary()?.rollout_state == Some(DeploymentRolloutState::InProgress)
        }
        Finding::NoFreshData { .. }
        | Finding::ScaledToZero(_)
        | Finding::BelowDesired(_)
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

/// What happened lately, the newest first: deployments that began, tasks that failed, and what ECS reported beside
/// routine.
fn recent<'a>(services: impl Iterator<Item = &'a Arc<Judged>>) -> Vec<RecentChange> {
    let mut changes: Vec<RecentChange> = services.flat_map(|judged| judged.recent.iter().cloned()).collect();
    changes.sort_by_key(|change| Reverse(change.at));
    changes.truncate(RECENT_SHOWN);
    changes
}
