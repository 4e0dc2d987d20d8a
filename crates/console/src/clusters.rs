//! Clusters as a list.

use access::Viewer;
use model::name::EnvironmentName;
use model::query::{CLUSTER_SORTS, ListQuery, Listing};
use model::view::{Answer, ClusterRow};

use crate::answer::{Area, answer};
use crate::console::Console;
use crate::error::ConsoleError;

impl Console {
    /// The clusters of an environment that match the query; the worst first.
    ///
    /// # Errors
    /// [`ConsoleError::NotFound`] when there is no such environment, [`ConsoleError::Invalid`] when the query names a
    /// column that the list has not.
    pub async fn clusters(
        &self,
        _viewer: &Viewer,
        environment: &EnvironmentName,
        query: &ListQuery,
    ) -> Result<Answer<Listing<ClusterRow>>, ConsoleError> {
        query.check(CLUSTER_SORTS)?;
        let survey = self.survey(environment)?;
        let listing = survey.cluster_list().page(query, |row| (**row).clone());
        let clusters = survey.snapshot.clusters.values().map(AsRef::as_ref);
        let mut areas = Area::everything(&survey.snapshot);
        areas.extend(Area::behind_services(&survey.snapshot, clusters));
        Ok(answer(listing, &areas, self.now()))
    }
}
