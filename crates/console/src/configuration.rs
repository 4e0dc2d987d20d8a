//! Configuration laid out for reading: sections by meaning, labels in the words of the ECS API.
//!
//! What is absent is left out, so that every line says something. Values of environment variables do not exist here.

mod cluster;
mod container;
mod field;
mod group;
mod revision;
mod scaling;
mod service;
mod task;

pub(crate) use cluster::cluster_sections;
pub(crate) use container::container_sections;
pub(crate) use group::group_sections;
pub(crate) use revision::revision_sections;
pub(crate) use service::service_sections;
pub(crate) use task::task_sections;

/// Tags in which teams write their name, the first that is set.
const OWNER_TAGS: [&str; 4] = ["team", "owner", "Owner", "Team"];

/// Who owns a thing, as its tags say.
pub(crate) fn owner(tags: &[(String, String)]) -> Option<String> {
    OWNER_TAGS.iter().find_map(|name| {
        tags.iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.clone())
    })
}
