//! From an address to the page that is there.

use std::str::FromStr;

use model::name::{EnvironmentName, Family};
use model::noun::Noun;
use model::query::ListQuery;
use model::service::ServiceRef;
use model::task_definition::TaskDefinitionRef;
use model::view::{ClusterRef, RevisionRef, TargetGroupRef, TaskRef};

use super::Page;
use crate::address;
use crate::cx::Cx;
use crate::error::AppError;
use crate::pages::task_definitions::Form;
use crate::pages::{clusters, fleet, search, service, services, task_definitions, tasks, traffic};
use crate::routes::{ClusterTab, is_target_group};

/// The page at a path, asked with a query.
pub(super) async fn page(cx: &Cx, path: &str, search: &str) -> Page {
    let parts: Vec<&str> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
    match parts[..] {
        [""] => fleet::page(cx).await,
        ["search"] => search::page(cx, search).await,
        ["env", environment, ref rest @ ..] => in_environment(cx, name(environment)?, rest, search).await,
        _ => Err(AppError::NotFound(Noun::Page).into()),
    }
}

async fn in_environment(cx: &Cx, environment: EnvironmentName, rest: &[&str], search: &str) -> Page {
    match *rest {
        ["clusters"] => clusters::list(cx, environment, search).await,
        ["services"] => services::page(cx, environment, search).await,
        ["task-definitions"] => task_definitions::families(cx, environment, search).await,
        ["task-definitions", family] => {
            task_definitions::family(cx, environment, name::<Family>(family)?, search).await
        }
        ["task-definitions", family, revision, ref form @ ..] => {
            let form = match *form {
                [] => Form::Fields,
                ["raw"] => Form::Raw,
                _ => return Err(AppError::NotFound(Noun::Page).into()),
            };
            let revision = TaskDefinitionRef { family: name(family)?, revision: name(revision)? };
            task_definitions::revision(cx, RevisionRef { environment, revision }, form).await
        }
        ["traffic"] => traffic::page(cx, environment, search).await,
        ["target-groups", group] if is_target_group(group) => {
            traffic::target_group(cx, TargetGroupRef { environment, name: group.to_owned() }).await
        }
        ["clusters", cluster, ref rest @ ..] => {
            in_cluster(cx, ClusterRef { environment, cluster: name(cluster)? }, rest, search).await
        }
        _ => Err(AppError::NotFound(Noun::Page).into()),
    }
}

async fn in_cluster(cx: &Cx, at: ClusterRef, rest: &[&str], search: &str) -> Page {
    let tab = match *rest {
        [] => ClusterTab::Services,
        ["tasks"] => ClusterTab::Tasks,
        ["instances"] => ClusterTab::Instances,
        ["events"] => ClusterTab::Events,
        ["configuration"] => ClusterTab::Configuration,
        ["tasks", task] => {
            let ClusterRef { environment, cluster } = at;
            return tasks::page(cx, TaskRef { environment, cluster, task: name(task)? }).await;
        }
        ["services", service, ref tab @ ..] => {
            let ClusterRef { environment, cluster } = at;
            let at = ServiceRef { environment, cluster, service: name(service)? };
            return in_service(cx, at, tab, search).await;
        }
        _ => return Err(AppError::NotFound(Noun::Page).into()),
    };
    clusters::show(cx, at, tab, search).await
}

async fn in_service(cx: &Cx, at: ServiceRef, tab: &[&str], search: &str) -> Page {
    match *tab {
        [] => service::overview(cx, at).await,
        ["tasks"] => service::tasks(cx, at, search).await,
        ["deployments"] => service::deployments(cx, at).await,
        ["events"] => service::events(cx, at, search).await,
        ["configuration"] => service::configuration(cx, at).await,
        _ => Err(AppError::NotFound(Noun::Page).into()),
    }
}

/// A name that cannot exist is as absent as one that does not.
fn name<T: FromStr>(text: &str) -> Result<T, AppError> {
    text.parse().map_err(|_| AppError::NotFound(Noun::Page))
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
