//! From an address to what is drawn there.

use model::noun::Noun;
use model::page::{Page, RevisionTab, ServiceTab};
use model::query::ListQuery;

use super::Drawing;
use crate::address;
use crate::cx::Cx;
use crate::error::AppError;
use crate::pages::{audit, changes, clusters, fleet, search, service, services, task_definitions, tasks, traffic};

/// Draws the page at a path, asked with a query.
pub(super) async fn page(cx: &Cx, path: &str, search: &str) -> Drawing {
    match Page::parse(path).ok_or(AppError::NotFound(Noun::Page))? {
        Page::Fleet => fleet::page(cx).await,
        Page::Search => search::page(cx, search).await,
        Page::Clusters(environment) => clusters::list(cx, environment, search).await,
        Page::Cluster(at, tab) => clusters::show(cx, at, tab, search).await,
        Page::Services(environment) => services::page(cx, environment, search).await,
        Page::Service(at, ServiceTab::Overview) => service::overview(cx, at).await,
        Page::Service(at, ServiceTab::Tasks) => service::tasks(cx, at, search).await,
        Page::Service(at, ServiceTab::Deployments) => service::deployments(cx, at).await,
        Page::Service(at, ServiceTab::Events) => service::events(cx, at, search).await,
        Page::Service(at, ServiceTab::Configuration) => service::configuration(cx, at).await,
        Page::ServiceActions(at) => changes::on_service(cx, at).await,
        Page::ChangeService(at, verb) => changes::of_service(cx, at, verb, search).await,
        Page::Task(at) => tasks::page(cx, at).await,
        Page::TaskActions(at) => changes::on_task(cx, at).await,
        Page::ChangeTask(at, verb) => changes::of_task(cx, at, verb, search).await,
        Page::Families(environment) => task_definitions::families(cx, environment, search).await,
        Page::Family(at) => task_definitions::family(cx, at, search).await,
        Page::Revision(at, RevisionTab::Fields) => task_definitions::laid_out(cx, at).await,
        Page::Revision(at, RevisionTab::Raw) => task_definitions::as_json(cx, at).await,
        Page::Revision(at, RevisionTab::Compare) => task_definitions::compare(cx, at, search).await,
        Page::RevisionActions(at) => changes::on_revision(cx, at).await,
        Page::ChangeRevision(at, verb) => changes::of_revision(cx, at, verb, search).await,
        Page::Traffic(environment) => traffic::page(cx, environment, search).await,
        Page::TargetGroup(at) => traffic::target_group(cx, at).await,
        Page::Audit => audit::list(cx, search).await,
        Page::AuditEntry(id) => audit::show(cx, id).await,
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
