//! Clusters: the list of an environment, and one cluster with its tabs.

mod instances;
mod list;
mod show;

pub use list::list;
pub use show::show;
