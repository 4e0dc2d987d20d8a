//! Clusters as a list.

use std::borrow::Cow;
use std::cmp::Ordering;

use access::Viewer;
use model::name::EnvironmentName;
use model::query::{CLUSTER_SORTS, ListQuery, Listing};
use model::verdict::Level;
use model::view::{Answer, ClusterRow};

use crate::answer::{Area, answer};
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::Survey;
use crate::list::{Listed, list};
use crate::rows::cluster_row;

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
        let items = cluster_rows(&survey).into_iter().map(Item).collect();
        let compare = order(&query.sort);
        let listing = list(items, query, |a, b| compare(&a.0, &b.0), |item| item.0.clone());
        Ok(answer(listing, &Area::everything(&survey.snapshot), self.now()))
    }
}

/// All clusters of an environment as rows, by name.
pub(crate) fn cluster_rows(survey: &Survey) -> Vec<ClusterRow> {
    survey.snapshot.clusters.values().map(|cluster| cluster_row(survey, cluster)).collect()
}

/// Orders clusters: the worst level, then the most services that need attention, then by name.
pub(crate) fn worst_cluster_first(a: &ClusterRow, b: &ClusterRow) -> Ordering {
    b.worst.cmp(&a.worst).then_with(|| b.attention.cmp(&a.attention)).then_with(|| by_name(a, b))
}

fn order(sort: &str) -> fn(&ClusterRow, &ClusterRow) -> Ordering {
    match sort {
        "name" => by_name,
        "services" => |a, b| b.services.cmp(&a.services).then_with(|| by_name(a, b)),
        "tasks" => |a, b| b.running.cmp(&a.running).then_with(|| by_name(a, b)),
        _ => worst_cluster_first,
    }
}

fn by_name(a: &ClusterRow, b: &ClusterRow) -> Ordering {
    a.at.cluster.cmp(&b.at.cluster).then_with(|| a.at.cmp(&b.at))
}

struct Item(ClusterRow);

impl Listed for Item {
    fn words(&self) -> Cow<'_, str> {
        Cow::Owned(format!("{} {} {}", self.0.at.cluster, self.0.status, self.0.capacity).to_lowercase())
    }

    fn level(&self) -> Option<Level> {
        self.0.worst
    }
}
