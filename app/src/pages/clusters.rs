//! Clusters: the list of an environment, and one cluster with its tabs.

#[cfg(feature = "ssr")]
pub(crate) mod instances;
mod list;
mod show;

pub use list::ClustersPage;
pub use show::{ClusterConfigurationPage, ClusterEventsPage, ClusterInstancesPage, ClusterPage, ClusterTasksPage};
