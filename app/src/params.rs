//! What the address of the current page says, as checked names.
//!
//! A route that stays while its parameters change does not run its component again, so pages read these inside the
//! source of their resources.

use std::str::FromStr;

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_url};
use leptos_router::params::ParamsMap;
use model::name::{ClusterName, EnvironmentName, Family, ServiceName, TaskId};
use model::query::ListQuery;
use model::service::ServiceRef;
use model::task_definition::TaskDefinitionRef;
use model::view::{ClusterRef, RevisionRef, TaskRef};

use crate::address;
use crate::error::{AppError, Noun};

/// The environment in the path.
pub fn environment() -> Memo<Result<EnvironmentName, AppError>> {
    from_path(environment_in)
}

/// The cluster in the path.
pub fn cluster() -> Memo<Result<ClusterRef, AppError>> {
    from_path(|params| {
        Ok(ClusterRef { environment: environment_in(params)?, cluster: name::<ClusterName>(params, "cluster", Noun::Cluster)? })
    })
}

/// The service in the path.
pub fn service() -> Memo<Result<ServiceRef, AppError>> {
    from_path(|params| {
        Ok(ServiceRef {
            environment: environment_in(params)?,
            cluster: name::<ClusterName>(params, "cluster", Noun::Cluster)?,
            service: name::<ServiceName>(params, "service", Noun::Service)?,
        })
    })
}

/// The task in the path.
pub fn task() -> Memo<Result<TaskRef, AppError>> {
    from_path(|params| {
        Ok(TaskRef {
            environment: environment_in(params)?,
            cluster: name::<ClusterName>(params, "cluster", Noun::Cluster)?,
            task: name::<TaskId>(params, "task", Noun::Task)?,
        })
    })
}

/// The family in the path, and its environment.
pub fn family() -> Memo<Result<(EnvironmentName, Family), AppError>> {
    from_path(|params| Ok((environment_in(params)?, name::<Family>(params, "family", Noun::Family)?)))
}

/// The revision in the path.
pub fn revision() -> Memo<Result<RevisionRef, AppError>> {
    from_path(|params| {
        Ok(RevisionRef {
            environment: environment_in(params)?,
            revision: TaskDefinitionRef {
                family: name::<Family>(params, "family", Noun::Family)?,
                revision: name::<u32>(params, "revision", Noun::Revision)?,
            },
        })
    })
}

/// The query of a list that can be sorted by these columns.
pub fn list_query(sorts: &'static [&'static str]) -> Memo<Result<ListQuery, AppError>> {
    let url = use_url();
    Memo::new(move |_| {
        let pairs = url.with(|url| address::pairs(url.search()));
        ListQuery::parse(pairs.iter().map(|(field, value)| (&**field, &**value)), sorts).map_err(AppError::BadQuery)
    })
}

/// One value of the query; empty when it is not there.
pub fn query_value(field: &'static str) -> Memo<String> {
    let url = use_url();
    Memo::new(move |_| {
        let pairs = url.with(|url| address::pairs(url.search()));
        pairs.into_iter().find(|(name, _)| name == field).map(|(_, value)| value).unwrap_or_default()
    })
}

fn from_path<T: PartialEq + Send + Sync + 'static>(read: fn(&ParamsMap) -> Result<T, AppError>) -> Memo<Result<T, AppError>> {
    let params = use_params_map();
    Memo::new(move |_| params.with(read))
}

fn environment_in(params: &ParamsMap) -> Result<EnvironmentName, AppError> {
    name::<EnvironmentName>(params, "environment", Noun::Environment)
}

/// A name that cannot exist is as absent as one that does not.
fn name<T: FromStr>(params: &ParamsMap, field: &str, noun: Noun) -> Result<T, AppError> {
    params.get_str(field).and_then(|text| text.parse().ok()).ok_or(AppError::NotFound(noun))
}
