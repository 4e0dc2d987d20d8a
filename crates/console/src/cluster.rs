//! The page of one cluster.

use std::sync::Arc;

use access::Viewer;
use model::address::ClusterRef;
use model::name::{ClusterName, EnvironmentName};
use model::noun::Noun;
use model::view::{Answer, ClusterPage, ClusterRow, with_jobs};

use crate::answer::{Area, answer};
use crate::configuration::cluster_sections;
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::{ATTENTION_SHOWN, Survey};
use crate::list::count;

impl Console {
    /// One cluster: what it counts, how it is, and its configuration.
    ///
    /// # Errors
    /// [`ConsoleError::NotFound`] when there is no such environment or cluster; [`ConsoleError::Forbidden`] and
    /// [`ConsoleError::Unavailable`] when AWS does not let Podium know.
    pub async fn cluster(&self, _viewer: &Viewer, at: &ClusterRef) -> Result<Answer<ClusterPage>, ConsoleError> {
        let survey = self.survey_with_cluster(&at.environment, &at.cluster).await?;
        let cluster = survey.cluster(&at.cluster).ok_or(ConsoleError::NotFound(Noun::Cluster))?;
        let judged = survey.judged_cluster(&at.cluster).ok_or(ConsoleError::NotFound(Noun::Cluster))?;
        let row = judged.row(&at.environment);
        let page = ClusterPage {
            headline: headline(row),
            jobs: judged.jobs(&at.environment).iter().take(ATTENTION_SHOWN).cloned().collect(),
            tasks_total: cluster.tasks.read().map(|tasks| count(tasks.len())),
            events_total: cluster.services.is_read().then(|| count(judged.events_total())),
            configuration: cluster_sections(&cluster.cluster),
            row: (**row).clone(),
        };
        let mut areas = vec![
            Area::clusters(&survey.snapshot),
            Area::services(&survey.snapshot, cluster),
            Area::tasks(&survey.snapshot, cluster),
        ];
        areas.extend(Area::behind_services(&survey.snapshot, [cluster]));
        Ok(answer(page, &areas, self.now()))
    }

    /// The survey of an environment in which the cluster is.
    pub(crate) async fn survey_with_cluster(
        &self,
        environment: &EnvironmentName,
        cluster: &ClusterName,
    ) -> Result<Arc<Survey>, ConsoleError> {
        let survey = self.survey_with(environment, |survey| survey.cluster(cluster).is_some()).await?;
        match survey.cluster(cluster) {
            Some(_) => Ok(survey),
            None => Err(ConsoleError::missing(Noun::Cluster, &survey.snapshot.clusters.freshness)),
        }
    }
}

/// `2 of 9 services need attention, and so does 1 job`.
fn headline(row: &ClusterRow) -> String {
    with_jobs(of_services(row), row.attention, row.jobs)
}

fn of_services(row: &ClusterRow) -> String {
    if row.desired.is_none() {
        return match (row.attention, row.services) {
            (_, 0) => "Services could not be read".to_owned(),
            (0, all) => format!("{all} {}, not read yet", if all == 1 { "service" } else { "services" }),
            (some, all) => format!("{some} of {all} services need attention, and not all of them were read"),
        };
    }
    match (row.attention, row.services) {
        (_, 0) => "No services".to_owned(),
        (0, 1) => "Its only service needs no attention".to_owned(),
        (0, all) => format!("None of {all} services needs attention"),
        (1, 1) => "Its only service needs attention".to_owned(),
        (1, all) => format!("1 of {all} services needs attention"),
        (some, all) => format!("{some} of {all} services need attention"),
    }
}
