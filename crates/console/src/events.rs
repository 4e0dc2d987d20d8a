//! Events as a list: of a cluster, or of one service.

use std::borrow::Cow;
use std::sync::Arc;

use access::Viewer;
use model::address::ClusterRef;
use model::event::ServiceEvent;
use model::name::ServiceName;
use model::noun::Noun;
use model::query::{EVENT_SORTS, ListQuery, Listing};
use model::verdict::Level;
use model::view::{Answer, EventRow};

use crate::answer::{Area, answer};
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::Judged;
use crate::list::{Listed, list};
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
        let services = match service {
            Some(service) => match survey.service(&at.cluster, service) {
                Some(judged) => std::slice::from_ref(judged),
                None => return Err(ConsoleError::missing(Noun::Service, &cluster.services.freshness)),
            },
            None => survey.in_cluster(&at.cluster),
        };
        Ok(answer(listing(services, query), &[Area::services(&survey.snapshot, cluster)], self.now()))
    }
}

fn listing(services: &[Arc<Judged>], query: &ListQuery) -> Listing<EventRow> {
    let items = services.iter().flat_map(|judged| judged.service.events.iter().map(|event| Item { judged, event }));
    // ECS gives a service's events newest first; a stable sort keeps that order within one moment.
    list(items.collect(), query, |a, b| b.event.at.cmp(&a.event.at), |item| event_row(&item.judged.at, item.event))
}

struct Item<'a> {
    judged: &'a Judged,
    event: &'a ServiceEvent,
}

impl Listed for Item<'_> {
    fn words(&self) -> Cow<'_, str> {
        Cow::Owned(format!("{} {}", self.judged.at.service, self.event.message).to_lowercase())
    }

    fn level(&self) -> Option<Level> {
        Some(self.event.kind().level())
    }
}
