//! Events as a list: of a cluster, or of one service.

use access::Viewer;
use model::address::ClusterRef;
use model::name::ServiceName;
use model::noun::Noun;
use model::query::{EVENT_SORTS, ListQuery, Listing};
use model::view::{Answer, EventRow};

use crate::answer::{Area, listed};
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::EventItem;
use crate::list::Index;
use crate::rows::event_row;

impl Console {
    /// The events of a cluster's services, or of one of them, that match the query; the newest first.
    ///
    /// Trouble has the level degraded, everything else steady.
    ///
    /// # Errors
    /// [`ConsoleError::NotFound`] when there is no such environment, cluster or service, [`ConsoleError::Invalid`] when
    /// the query names a column that the list has not.
    pub async fn events(
        &self,
        _viewer: &Viewer,
        at: &ClusterRef,
        service: Option<&ServiceName>,
        query: &ListQuery,
    ) -> Result<Answer<Listing<EventRow>>, ConsoleError> {
        query.check(EVENT_SORTS)?;
        let survey = self.survey_with_cluster(&at.environment, &at.cluster).await?;
        let cluster = survey.cluster(&at.cluster).ok_or(ConsoleError::NotFound(Noun::Cluster))?;
        let row = |item: &EventItem| event_row(&item.judged.at, item.event());
        let listing = match (service, survey.judged_cluster(&at.cluster)) {
            (Some(service), _) => match survey.service(&at.cluster, service) {
                Some(judged) => Index::new(EventItem::of(judged).collect()).page(query, row),
                None => return Err(ConsoleError::missing(Noun::Service, &cluster.services.freshness)),
            },
            (None, Some(judged)) => judged.event_list().page(query, row),
            (None, None) => Listing::default(),
        };
        Ok(listed(listing, &[Area::services(&survey.snapshot, cluster)], self.now()))
    }
}
