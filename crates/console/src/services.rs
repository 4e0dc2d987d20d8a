//! Services as a list: of an environment, or of one cluster.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use access::Viewer;
use model::name::{ClusterName, EnvironmentName};
use model::query::{ListQuery, Listing, SERVICE_SORTS};
use model::verdict::Level;
use model::view::{Answer, ServiceRow};

use crate::answer::{Area, answer};
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::{Judged, Survey};
use crate::list::{Listed, list};
use crate::rows::worst_first;

impl Console {
    /// The services of an environment, or of one of its clusters, that match the query; the worst first.
    ///
    /// # Errors
    /// [`ConsoleError::NotFound`] when there is no such environment or cluster, [`ConsoleError::Invalid`] when the query
    /// names a column that the list has not.
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
        let services = match cluster {
            Some(cluster) => survey.in_cluster(cluster),
            None => survey.worst_first(),
        };
        Ok(answer(listing(services, query), &areas(&survey, cluster), self.now()))
    }
}

/// The rows of one page.
fn listing(services: &[Arc<Judged>], query: &ListQuery) -> Listing<ServiceRow> {
    let compare = order(&query.sort);
    list(services.iter().map(Item).collect(), query, |a, b| compare(&a.0.row, &b.0.row), |item| item.0.row.clone())
}

fn areas(survey: &Survey, cluster: Option<&ClusterName>) -> Vec<Area> {
    let snapshot = &survey.snapshot;
    match cluster.and_then(|cluster| survey.cluster(cluster)) {
        Some(cluster) => vec![Area::services(snapshot, cluster)],
        None => {
            let of_clusters = snapshot.clusters.values().map(|cluster| Area::services(snapshot, cluster));
            std::iter::once(Area::clusters(snapshot)).chain(of_clusters).collect()
        }
    }
}

/// How rows are ordered by a column; names are the last word everywhere, so that no order depends on chance.
fn order(sort: &str) -> fn(&ServiceRow, &ServiceRow) -> Ordering {
    match sort {
        "name" => by_name,
        "cluster" => |a, b| a.at.cluster.cmp(&b.at.cluster).then_with(|| by_name(a, b)),
        "running" => {
            |a, b| b.running.cmp(&a.running).then_with(|| b.desired.cmp(&a.desired)).then_with(|| by_name(a, b))
        }
        "deployed" => |a, b| b.deployed_at.cmp(&a.deployed_at).then_with(|| by_name(a, b)),
        _ => worst_first,
    }
}

fn by_name(a: &ServiceRow, b: &ServiceRow) -> Ordering {
    a.at.service.cmp(&b.at.service).then_with(|| a.at.cmp(&b.at))
}

struct Item<'a>(&'a Arc<Judged>);

impl Listed for Item<'_> {
    fn words(&self) -> Cow<'_, str> {
        let row = &self.0.row;
        let tags: String = self.0.service.tags.iter().map(|(key, value)| format!(" {key}={value}")).collect();
        let words = format!(
            "{} {} {} {} {}{tags}",
            row.at.service, row.at.cluster, row.revision, row.launch, row.verdict.headline
        );
        Cow::Owned(words.to_lowercase())
    }

    fn level(&self) -> Option<Level> {
        Some(self.0.level())
    }
}
