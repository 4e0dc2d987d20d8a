//! Clusters: the list of an environment, and one cluster with its tabs.

mod list;
mod show;

pub use list::ClustersPage;
pub use show::{ClusterConfigurationPage, ClusterEventsPage, ClusterPage, ClusterTasksPage};
