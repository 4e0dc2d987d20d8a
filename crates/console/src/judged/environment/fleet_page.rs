//! What the fleet page shows of one environment.

use std::cmp::Reverse;
use std::sync::Arc;

use model::view::{DeployingRow, JobRow, RecentChange};

use crate::judged::lists::{DEPLOYING_SHOWN, RECENT_SHOWN, deploying_order};
use crate::judged::{Judged, Survey};
use crate::rows::last_failed_first;

/// The most services that need attention which the fleet page shows, and the most jobs.
pub(crate) const ATTENTION_SHOWN: usize = 50;

/// What the fleet page shows of one environment, as much of it as it shows at most.
pub(crate) struct FleetPart {
    /// Services that need attention, the worst first.
    pub attention: Vec<Arc<Judged>>,
    /// Jobs that need attention, the one that failed last first.
    pub jobs: Vec<JobRow>,
    /// Deployments in progress, those that need attention first.
    pub deploying: Vec<DeployingRow>,
    /// How many deployments are in progress.
    pub deploying_total: usize,
    /// What happened lately, the newest first.
    pub recent: Vec<RecentChange>,
}

impl FleetPart {
    pub(super) fn of(survey: &Survey) -> Self {
        let worst = survey.service_list().iter();
        let attention = worst.take_while(|judged| judged.level().needs_attention()).take(ATTENTION_SHOWN);
        let mut jobs: Vec<&JobRow> =
            survey.clusters.values().flat_map(|cluster| cluster.jobs(survey.environment())).collect();
        jobs.sort_by(|a, b| last_failed_first(a, b));
        let lately = || survey.clusters.values().map(|cluster| cluster.lately());
        let mut deploying: Vec<&DeployingRow> = lately().flat_map(|lately| &lately.deploying).collect();
        deploying.sort_by(|a, b| deploying_order(a, b));
        let mut recent: Vec<&RecentChange> = lately().flat_map(|lately| &lately.recent).collect();
        recent.sort_by_key(|change| Reverse(change.at));
        Self {
            attention: attention.cloned().collect(),
            jobs: jobs.into_iter().take(ATTENTION_SHOWN).cloned().collect(),
            deploying: deploying.into_iter().take(DEPLOYING_SHOWN).cloned().collect(),
            deploying_total: lately().map(|lately| lately.deploying_total).sum(),
            recent: recent.into_iter().take(RECENT_SHOWN).cloned().collect(),
        }
    }
}
