//! Task definitions: families, one family, one revision.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use model::address::{FamilyRef, RevisionRef};
use model::name::EnvironmentName;
use model::query::{ListQuery, Listing};
use model::view::{Answer, FamilyPage, FamilyRow, RevisionPage};

use crate::error::AppError;
use crate::wire::Json;

/// The families of an environment that match the query, by name.
#[server(input = GetUrl, output = Json, endpoint = "task-definitions/list")]
pub async fn list_families(
    /// The environment.
    environment: EnvironmentName,
    /// Filter, level, order and page.
    query: ListQuery,
) -> Result<Answer<Listing<FamilyRow>>, AppError> {
    let cx = crate::cx::Cx::current()?;
    cx.console.families(&cx.viewer, &environment, &query).await.map_err(|error| cx.report(error))
}

/// One family and those of its revisions that match the query, the newest first.
#[server(input = GetUrl, output = Json, endpoint = "task-definitions/family")]
pub async fn show_family(
    /// The family.
    family: FamilyRef,
    /// Filter, level, order and page.
    query: ListQuery,
) -> Result<Answer<FamilyPage>, AppError> {
    let cx = crate::cx::Cx::current()?;
    cx.console.family(&cx.viewer, &family, &query).await.map_err(|error| cx.report(error))
}

/// One revision: its fields laid out for reading, and the whole as JSON without any value of an environment variable.
#[server(input = GetUrl, output = Json, endpoint = "task-definitions/revision")]
pub async fn show_revision(
    /// The revision.
    revision: RevisionRef,
) -> Result<Answer<RevisionPage>, AppError> {
    let cx = crate::cx::Cx::current()?;
    cx.console.revision(&cx.viewer, &revision).await.map_err(|error| cx.report(error))
}
