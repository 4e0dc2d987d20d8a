//! The first page: what needs attention.

use std::cmp::Reverse;
use std::sync::Arc;

use access::Viewer;
use fleet::Snapshot;
use model::view::{Answer, ClusterRow, DeployingRow, JobRow, Overview, RecentChange, ServiceRow};

use crate::alarms::alarms_off;
use crate::answer::{Area, answer};
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::{ATTENTION_SHOWN, DEPLOYING_SHOWN, RECENT_SHOWN, Survey, deploying_order, worst_cluster_first};
use crate::list::count;
use crate::rows::{last_failed_first, worst_first};

const CLUSTERS_SHOWN: usize = 50;

impl Console {
    /// The fleet: what needs attention, what is being deployed, all clusters, and what happened lately.
    ///
    /// # Errors
    /// None yet; what cannot be read is told in the answer's notices.
    pub async fn overview(&self, _viewer: &Viewer) -> Result<Answer<Overview>, ConsoleError> {
        let surveys = self.surveys();
        let areas: Vec<Area> = surveys.iter().flat_map(|survey| of_fleet(&survey.snapshot)).collect();
        let clock_ahead = self.fleet().machine_ahead();
        Ok(answer(Overview { clock_ahead, ..overview(&surveys) }, &areas, self.now()))
    }
}

fn of_fleet(snapshot: &Snapshot) -> Vec<Area<'_>> {
    let clusters = snapshot.clusters.values().map(AsRef::as_ref);
    Area::everything(snapshot).into_iter().chain(Area::behind_services(snapshot, clusters)).collect()
}

fn overview(surveys: &[Arc<Survey>]) -> Overview {
    let heads = || surveys.iter().map(|survey| survey.head());
    let parts = || surveys.iter().map(|survey| survey.fleet_part());
    let mut attention: Vec<&ServiceRow> = parts().flat_map(|part| &part.attention).map(|judged| &judged.row).collect();
    attention.sort_by(|a, b| worst_first(a, b));
    let mut jobs: Vec<&JobRow> = parts().flat_map(|part| &part.jobs).collect();
    jobs.sort_by(|a, b| last_failed_first(a, b));
    let mut deploying: Vec<&DeployingRow> = parts().flat_map(|part| &part.deploying).collect();
    deploying.sort_by(|a, b| deploying_order(a, b));
    let mut clusters: Vec<&ClusterRow> =
        surveys.iter().flat_map(|survey| survey.cluster_list().iter().take(CLUSTERS_SHOWN)).map(|row| &**row).collect();
    clusters.sort_by(|a, b| worst_cluster_first(a, b));
    let mut recent: Vec<&RecentChange> = parts().flat_map(|part| &part.recent).collect();
    recent.sort_by_key(|change| Reverse(change.at));
    Overview {
        attention_total: count(heads().map(|head| head.attention).sum()),
        attention: attention.into_iter().take(ATTENTION_SHOWN).cloned().collect(),
        jobs: jobs.into_iter().take(ATTENTION_SHOWN).cloned().collect(),
        jobs_total: count(heads().map(|head| head.jobs).sum()),
        services_total: count(heads().map(|head| head.services).sum()),
        deploying_total: count(parts().map(|part| part.deploying_total).sum()),
        deploying: deploying.into_iter().take(DEPLOYING_SHOWN).cloned().collect(),
        clusters_total: count(surveys.iter().map(|survey| survey.snapshot.clusters.len()).sum()),
        clusters: clusters.into_iter().take(CLUSTERS_SHOWN).cloned().collect(),
        recent: recent.into_iter().take(RECENT_SHOWN).cloned().collect(),
        alarms_total: count(surveys.iter().map(|survey| alarms_off(&survey.snapshot)).sum()),
        clock_ahead: None,
        is_loading: surveys.iter().any(|survey| !survey.is_settled()),
    }
}
