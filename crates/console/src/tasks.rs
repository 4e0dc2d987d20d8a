//! Tasks as a list: of a cluster, or of one service.

use std::sync::Arc;

use access::Viewer;
use model::address::ClusterRef;
use model::name::ServiceName;
use model::noun::Noun;
use model::query::{ListQuery, Listing, TASK_SORTS};
use model::view::{Answer, TaskRow};

use crate::answer::{Area, listed};
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::TaskItem;
use crate::list::Index;
use crate::rows::task_row;

impl Console {
    /// The tasks of a cluster, or of one of its services, that match the query; the worst first, then the newest.
    ///
    /// The query's status `running` keeps those that have not stopped, `stopped` those that have.
    ///
    /// # Errors
    /// [`ConsoleError::NotFound`] when there is no such environment, cluster or service, [`ConsoleError::Invalid`] when
    /// the query names a column that the list has not.
    pub async fn tasks(
        &self,
        _viewer: &Viewer,
        at: &ClusterRef,
        service: Option<&ServiceName>,
        query: &ListQuery,
    ) -> Result<Answer<Listing<TaskRow>>, ConsoleError> {
        query.check(TASK_SORTS)?;
        let survey = self.survey_with_cluster(&at.environment, &at.cluster).await?;
        let cluster = survey.cluster(&at.cluster).ok_or(ConsoleError::NotFound(Noun::Cluster))?;
        let row = |item: &TaskItem| task_row(&at.environment, &item.task);
        let listing = match (service, survey.judged_cluster(&at.cluster)) {
            (Some(service), _) => {
                let is_known = cluster.services.contains_key(service) || cluster.service_tasks.contains_key(service);
                if !is_known {
                    return Err(ConsoleError::missing(Noun::Service, &cluster.services.freshness));
                }
                let tasks = cluster.tasks_of(service).map(|seen| TaskItem::new(Arc::clone(&seen.value)));
                Index::new(tasks.collect()).page(query, row)
            }
            (None, Some(judged)) => judged.task_list().page(query, row),
            (None, None) => Listing::default(),
        };
        Ok(listed(listing, &[Area::tasks(&survey.snapshot, cluster)], self.now()))
    }
}
