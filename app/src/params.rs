//! What the address of the current page says, as checked names.
//!
//! A route that stays while its parameters change does not run its component again, so pages read these inside the
//! source of their resources.

use std::str::FromStr;

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_matched, use_params_map};
use leptos_router::location::Location;
use leptos_router::params::ParamsMap;
use model::name::{ClusterName, EnvironmentName, Family, ServiceName, TargetGroupName, TaskId};
use model::noun::Noun;
use model::query::ListQuery;
use model::service::ServiceRef;
use model::task_definition::TaskDefinitionRef;
use model::view::{ClusterRef, RevisionRef, TargetGroupRef, TaskRef};

use crate::address;
use crate::error::AppError;

/// What the path of the page says, read anew each time; reading it subscribes.
pub struct Param<T> {
    params: Memo<ParamsMap>,
    read: fn(&ParamsMap) -> Result<T, AppError>,
}

impl<T> Clone for Param<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Param<T> {}

impl<T> Param<T> {
    /// The checked name or names, or that there can be no such thing.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the path holds something that is no such name.
    pub fn get(self) -> Result<T, AppError> {
        self.params.with(self.read)
    }
}

/// The environment in the path.
pub fn environment() -> Param<EnvironmentName> {
    from_path(environment_in)
}

/// The cluster in the path.
pub fn cluster() -> Param<ClusterRef> {
    from_path(|params| {
        Ok(ClusterRef {
            environment: environment_in(params)?,
            cluster: name::<ClusterName>(params, "cluster", Noun::Cluster)?,
        })
    })
}

/// The service in the path.
pub fn service() -> Param<ServiceRef> {
    from_path(|params| {
        Ok(ServiceRef {
            environment: environment_in(params)?,
            cluster: name::<ClusterName>(params, "cluster", Noun::Cluster)?,
            service: name::<ServiceName>(params, "service", Noun::Service)?,
        })
    })
}

/// The task in the path.
pub fn task() -> Param<TaskRef> {
    from_path(|params| {
        Ok(TaskRef {
            environment: environment_in(params)?,
            cluster: name::<ClusterName>(params, "cluster", Noun::Cluster)?,
            task: name::<TaskId>(params, "task", Noun::Task)?,
        })
    })
}

/// The family in the path, and its environment.
pub fn family() -> Param<(EnvironmentName, Family)> {
    from_path(|params| Ok((environment_in(params)?, name::<Family>(params, "family", Noun::Family)?)))
}

/// The revision in the path.
pub fn revision() -> Param<RevisionRef> {
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

/// The target group in the path.
pub fn target_group() -> Param<TargetGroupRef> {
    from_path(|params| {
        Ok(TargetGroupRef {
            environment: environment_in(params)?,
            name: name::<TargetGroupName>(params, "group", Noun::TargetGroup)?,
        })
    })
}

/// The query of a list, as the address says it.
pub type Query = Memo<Result<ListQuery, AppError>>;

/// The query of a list that can be sorted by these columns.
///
/// While the router leaves a page, the address is already that of the next one; the page being left keeps its own.
pub fn list_query(sorts: &'static [&'static str]) -> Query {
    let Location { pathname, search, .. } = use_location();
    let matched = use_matched();
    Memo::new(move |before: Option<&Result<ListQuery, AppError>>| {
        let is_here = pathname.with(|path| matched.with(|matched| path.trim_matches('/') == matched.trim_matches('/')));
        match before {
            Some(before) if !is_here => before.clone(),
            _ => {
                let pairs = search.with(|search| address::pairs(search));
                let pairs = pairs.iter().map(|(field, value)| (&**field, &**value));
                ListQuery::parse(pairs, sorts).map_err(AppError::Invalid)
            }
        }
    })
}

/// One value of the query; empty when it is not there.
pub fn query_value(field: &'static str) -> Memo<String> {
    let search = use_location().search;
    Memo::new(move |_| {
        let pairs = search.with(|search| address::pairs(search));
        pairs.into_iter().find(|(name, _)| name == field).map(|(_, value)| value).unwrap_or_default()
    })
}

fn from_path<T>(read: fn(&ParamsMap) -> Result<T, AppError>) -> Param<T> {
    Param { params: use_params_map(), read }
}

fn environment_in(params: &ParamsMap) -> Result<EnvironmentName, AppError> {
    name::<EnvironmentName>(params, "environment", Noun::Environment)
}

/// A name that cannot exist is as absent as one that does not.
fn name<T: FromStr>(params: &ParamsMap, field: &str, noun: Noun) -> Result<T, AppError> {
    params.get_str(field).and_then(|text| text.parse().ok()).ok_or(AppError::NotFound(noun))
}
