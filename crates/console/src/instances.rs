//! The container instances of a cluster, and what still fits on them.

mod fits;
mod places;
mod row;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::time::Duration;

use access::Viewer;
use model::address::ClusterRef;
use model::name::EnvironmentName;
use model::noun::Noun;
use model::placement::Need;
use model::query::{INSTANCE_SORTS, ListQuery, Listing};
use model::task_definition::TaskDefinitionRef;
use model::view::{Answer, InstanceRow, InstancesPage};

use crate::answer::{Area, answer};
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::{JudgedCluster, Survey};
pub(crate) use fits::is_on_instances;
use fits::{fits, revisions_on_instances, unplaced};
pub(crate) use places::{need_of, places};
use row::instance_row;

/// The page does without the task definitions that are not there by then.
const DEFINITIONS_PATIENCE: Duration = Duration::from_secs(1);

/// What a task of each revision takes.
type Needs = BTreeMap<TaskDefinitionRef, Need>;

impl Console {
    /// The container instances of a cluster that match the query, the worst first; what still fits on them; and why
    /// tasks that have no place do not fit.
    ///
    /// # Errors
    /// [`ConsoleError::NotFound`] when there is no such environment or cluster, [`ConsoleError::Invalid`] when the
    /// query names a column that the list has not.
    pub async fn instances(
        &self,
        _viewer: &Viewer,
        at: &ClusterRef,
        query: &ListQuery,
    ) -> Result<Answer<InstancesPage>, ConsoleError> {
        query.check(INSTANCE_SORTS)?;
        let survey = self.survey_with_cluster(&at.environment, &at.cluster).await?;
        let cluster = survey.cluster(&at.cluster).ok_or(ConsoleError::NotFound(Noun::Cluster))?;
        let judged = survey.judged_cluster(&at.cluster).ok_or(ConsoleError::NotFound(Noun::Cluster))?;
        let revisions = revisions_on_instances(judged);
        let needs = self.needs_of(&at.environment, &revisions).await;
        let page = page(&survey, judged, query, &needs);
        let areas = [Area::instances(&survey.snapshot, cluster), Area::tasks(&survey.snapshot, cluster)];
        Ok(answer(page, &areas, self.now()))
    }

    /// What a task of each of these revisions takes, as far as they are known or come quickly.
    async fn needs_of(&self, environment: &EnvironmentName, revisions: &[TaskDefinitionRef]) -> Needs {
        let deadline = tokio::time::Instant::now() + DEFINITIONS_PATIENCE;
        let mut needs = Needs::new();
        for revision in revisions {
            let definition = match self.fleet().known_task_definition(environment, revision) {
                Some(known) => Some(known),
                None => {
                    let read = self.fleet().task_definition(environment, revision);
                    tokio::time::timeout_at(deadline, read).await.ok().and_then(Result::ok)
                }
            };
            needs.extend(definition.map(|definition| (revision.clone(), Need::of(&definition))));
        }
        needs
    }
}

fn page(survey: &Survey, judged: &JudgedCluster, query: &ListQuery, needs: &Needs) -> InstancesPage {
    let rows: Listing<InstanceRow> =
        judged.instance_list().page(query, |item| instance_row(survey, judged, &item.0, needs));
    InstancesPage { rows, fits: fits(judged, needs), unplaced: unplaced(judged, needs) }
}
