//! Services as a list: of an environment, or of one cluster.

use access::Viewer;
use model::name::{ClusterName, EnvironmentName};
use model::query::{ListQuery, Listing, SERVICE_SORTS};
use model::view::{Answer, ServiceRow};

use crate::answer::{Area, listed};
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::Survey;

impl Console {
    /// The services of an environment, or of one of its clusters, that match the query; the worst first.
    ///
    /// # Errors
    /// [`ConsoleError::NotFound`] when there is no such environment or cluster, [`ConsoleError::Invalid`] when the
    /// query names a column that the list has not.
    pub async fn services(
        &self,
        _viewer: &Viewer,
        environment: &EnvironmentName,
        cluster: Option<&ClusterName>,
        query: &ListQuery,
    ) -> Result<Answer<Listing<ServiceRow>>, ConsoleError> {
        query.check(SERVICE_SORTS)?;
        let survey = match cluster {
            Some(cluster) => self.survey_with_cluster(environment, cluster).await?,
            None => self.survey(environment)?,
        };
        let services = match cluster.and_then(|cluster| survey.judged_cluster(cluster)) {
            Some(cluster) => cluster.service_list(),
            None => survey.service_list(),
        };
        let listing = services.page(query, |judged| judged.row.clone());
        Ok(listed(listing, &areas(&survey, cluster), self.now()))
    }
}

fn areas<'a>(survey: &'a Survey, cluster: Option<&ClusterName>) -> Vec<Area<'a>> {
    let snapshot = &survey.snapshot;
    match cluster.and_then(|cluster| survey.cluster(cluster)) {
        Some(cluster) => std::iter::once(Area::services(snapshot, cluster))
            .chain(Area::behind_services(snapshot, [cluster]))
            .collect(),
        None => {
            let clusters = || snapshot.clusters.values().map(AsRef::as_ref);
            let of_clusters = clusters().map(|cluster| Area::services(snapshot, cluster));
            let all = std::iter::once(Area::clusters(snapshot)).chain(of_clusters);
            all.chain(Area::behind_services(snapshot, clusters())).collect()
        }
    }
}
