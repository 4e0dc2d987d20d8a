//! The container instances of a cluster, and what still fits on them.

mod fits;
mod row;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::time::Duration;

use access::Viewer;
use fleet::ClusterSnapshot;
use model::address::ClusterRef;
use model::instance::Instance;
use model::name::EnvironmentName;
use model::noun::Noun;
use model::placement::Need;
use model::query::{INSTANCE_SORTS, ListQuery, Listing};
use model::task_definition::TaskDefinitionRef;
use model::verdict::Level;
use model::view::{Answer, InstanceRow, InstancesPage};

use crate::answer::{Area, answer};
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::Survey;
use crate::list::{Listed, list};
use fits::{fits, revisions_on_instances, unplaced};
use row::instance_row;

/// The page does without the task definitions that are not there by then.
const DEFINITIONS_PATIENCE: Duration = Duration::from_secs(1);

/// What a task of each revision takes.
type Needs = BTreeMap<TaskDefinitionRef, Need>;

impl Console {
    /// The container instances of a cluster that match the query, the worst first; what still fits on them; and why tasks that
    /// have no place do not fit.
    ///
    /// # Errors
    /// [`ConsoleError::NotFound`] when there is no such environment or cluster, [`ConsoleError::Invalid`] when the query
    /// names a column that the list has not.
    pub async fn instances(
        &self,
        _viewer: &Viewer,
        at: &ClusterRef,
        query: &ListQuery,
    ) -> Result<Answer<InstancesPage>, ConsoleError> {
        query.check(INSTANCE_SORTS)?;
        let survey = self.survey_with_cluster(&at.environment, &at.cluster).await?;
        let cluster = survey.cluster(&at.cluster).ok_or(ConsoleError::NotFound(Noun::Cluster))?;
        let revisions = revisions_on_instances(&survey, cluster);
        let needs = self.needs_of(&at.environment, &revisions).await;
        let page = page(&survey, cluster, query, &needs);
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

fn page(survey: &Survey, cluster: &ClusterSnapshot, query: &ListQuery, needs: &Needs) -> InstancesPage {
    let items: Vec<Item<'_>> = cluster.instances.values().map(|seen| Item(&seen.value)).collect();
    let compare = order(&query.sort);
    let rows: Listing<InstanceRow> =
        list(items, query, |a, b| compare(a.0, b.0), |item| instance_row(survey, cluster, item.0, needs));
    InstancesPage { rows, fits: fits(survey, cluster, needs), unplaced: unplaced(survey, cluster, needs) }
}

struct Item<'a>(&'a Instance);

impl Listed for Item<'_> {
    fn words(&self) -> Cow<'_, str> {
        let one = self.0;
        let words = [
            Some(&*one.id),
            one.ec2.as_deref(),
            one.attribute("ecs.instance-type"),
            one.attribute("ecs.availability-zone"),
            Some(one.status.as_str()),
            one.capacity_provider.as_deref(),
        ];
        Cow::Owned(words.into_iter().flatten().collect::<Vec<_>>().join(" ").to_lowercase())
    }

    fn level(&self) -> Option<Level> {
        Some(self.0.level())
    }
}

fn order(sort: &str) -> fn(&Instance, &Instance) -> Ordering {
    match sort {
        "instance" => by_id,
        "zone" => |a, b| {
            let zone = |one: &Instance| one.attribute("ecs.availability-zone").map(str::to_owned);
            zone(a).cmp(&zone(b)).then_with(|| by_id(a, b))
        },
        "cpu" => |a, b| a.remaining.cpu.cmp(&b.remaining.cpu).then_with(|| by_id(a, b)),
        "memory" => |a, b| a.remaining.memory.cmp(&b.remaining.memory).then_with(|| by_id(a, b)),
        "tasks" => |a, b| b.running.cmp(&a.running).then_with(|| by_id(a, b)),
        _ => |a, b| b.level().cmp(&a.level()).then_with(|| by_id(a, b)),
    }
}

fn by_id(a: &Instance, b: &Instance) -> Ordering {
    a.id.cmp(&b.id)
}
