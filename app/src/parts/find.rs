//! From an address to what is drawn there.

use model::noun::Noun;
use model::page::{Page as Address, ServiceTab};
use model::query::ListQuery;

use super::Page;
use crate::address;
use crate::cx::Cx;
use crate::error::AppError;
use crate::pages::{clusters, fleet, search, service, services, task_definitions, tasks, traffic};

/// Draws the page at a path, asked with a query.
pub(super) async fn page(cx: &Cx, path: &str, search: &str) -> Page {
    match Address::parse(path).ok_or(AppError::NotFound(Noun::Page))? {
        Address::Fleet => fleet::page(cx).await,
        Address::Search => search::page(cx, search).await,
        Address::Clusters(environment) => clusters::list(cx, environment, search).await,
        Address::Cluster(at, tab) => clusters::show(cx, at, tab, search).await,
        Address::Services(environment) => services::page(cx, environment, search).await,
        Address::Service(at, ServiceTab::Overview) => service::overview(cx, at).await,
        Address::Service(at, ServiceTab::Tasks) => service::tasks(cx, at, search).await,
        Address::Service(at, ServiceTab::Deployments) => service::deployments(cx, at).await,
        Address::Service(at, ServiceTab::Events) => service::events(cx, at, search).await,
        Address::Service(at, ServiceTab::Configuration) => service::configuration(cx, at).await,
        Address::Task(at) => tasks::page(cx, at).await,
        Address::Families(environment) => task_definitions::families(cx, environment, search).await,
        Address::Family(at) => task_definitions::family(cx, at.environment, at.family, search).await,
        Address::Revision(at, tab) => task_definitions::revision(cx, at, tab).await,
        Address::Traffic(environment) => traffic::page(cx, environment, search).await,
        Address::TargetGroup(at) => traffic::target_group(cx, at).await,
    }
}

/// The query of a list that can be sorted by these columns.
///
/// # Errors
/// [`AppError::Invalid`] when it says something that it cannot say.
pub fn list_query(search: &str, sorts: &[&str]) -> Result<ListQuery, AppError> {
    let pairs = address::pairs(search);
    let pairs = pairs.iter().map(|(field, value)| (&**field, &**value));
    ListQuery::parse(pairs, sorts).map_err(AppError::Invalid)
}
