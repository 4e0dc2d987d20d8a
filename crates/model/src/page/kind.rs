//! The kinds of page, and the pattern of addresses of each.

use strum::VariantArray;

use super::{ClusterTab, Page, RevisionTab, ServiceTab};

/// A kind of page, every tab a kind of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, VariantArray)]
#[expect(missing_docs, reason = "each is the page or the tab of the same name")]
pub enum PageKind {
    Fleet,
    Search,
    Clusters,
    ClusterServices,
    ClusterTasks,
    ClusterInstances,
    ClusterEvents,
    ClusterConfiguration,
    Services,
    ServiceOverview,
    ServiceTasks,
    ServiceDeployments,
    ServiceEvents,
    ServiceConfiguration,
    Task,
    Families,
    Family,
    Revision,
    RevisionRaw,
    Traffic,
    TargetGroup,
}

impl PageKind {
    /// All kinds.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The addresses of such pages, each name as a placeholder in braces. No address of ours is spelled anywhere else.
    pub const fn pattern(self) -> &'static str {
        match self {
            Self::Fleet => "/",
            Self::Search => "/search",
            Self::Clusters => "/env/{environment}/clusters",
            Self::ClusterServices => "/env/{environment}/clusters/{cluster}",
            Self::ClusterTasks => "/env/{environment}/clusters/{cluster}/tasks",
            Self::ClusterInstances => "/env/{environment}/clusters/{cluster}/instances",
            Self::ClusterEvents => "/env/{environment}/clusters/{cluster}/events",
            Self::ClusterConfiguration => "/env/{environment}/clusters/{cluster}/configuration",
            Self::Services => "/env/{environment}/services",
            Self::ServiceOverview => "/env/{environment}/clusters/{cluster}/services/{service}",
            Self::ServiceTasks => "/env/{environment}/clusters/{cluster}/services/{service}/tasks",
            Self::ServiceDeployments => "/env/{environment}/clusters/{cluster}/services/{service}/deployments",
            Self::ServiceEvents => "/env/{environment}/clusters/{cluster}/services/{service}/events",
            Self::ServiceConfiguration => "/env/{environment}/clusters/{cluster}/services/{service}/configuration",
            Self::Task => "/env/{environment}/clusters/{cluster}/tasks/{task}",
            Self::Families => "/env/{environment}/task-definitions",
            Self::Family => "/env/{environment}/task-definitions/{family}",
            Self::Revision => "/env/{environment}/task-definitions/{family}/{revision}",
            Self::RevisionRaw => "/env/{environment}/task-definitions/{family}/{revision}/raw",
            Self::Traffic => "/env/{environment}/traffic",
            Self::TargetGroup => "/env/{environment}/target-groups/{group}",
        }
    }
}

impl Page {
    /// Which kind of page it is.
    pub const fn kind(&self) -> PageKind {
        match self {
            Self::Fleet => PageKind::Fleet,
            Self::Search => PageKind::Search,
            Self::Clusters(_) => PageKind::Clusters,
            Self::Cluster(_, ClusterTab::Services) => PageKind::ClusterServices,
            Self::Cluster(_, ClusterTab::Tasks) => PageKind::ClusterTasks,
            Self::Cluster(_, ClusterTab::Instances) => PageKind::ClusterInstances,
            Self::Cluster(_, ClusterTab::Events) => PageKind::ClusterEvents,
            Self::Cluster(_, ClusterTab::Configuration) => PageKind::ClusterConfiguration,
            Self::Services(_) => PageKind::Services,
            Self::Service(_, ServiceTab::Overview) => PageKind::ServiceOverview,
            Self::Service(_, ServiceTab::Tasks) => PageKind::ServiceTasks,
            Self::Service(_, ServiceTab::Deployments) => PageKind::ServiceDeployments,
            Self::Service(_, ServiceTab::Events) => PageKind::ServiceEvents,
            Self::Service(_, ServiceTab::Configuration) => PageKind::ServiceConfiguration,
            Self::Task(_) => PageKind::Task,
            Self::Families(_) => PageKind::Families,
            Self::Family(_) => PageKind::Family,
            Self::Revision(_, RevisionTab::Fields) => PageKind::Revision,
            Self::Revision(_, RevisionTab::Raw) => PageKind::RevisionRaw,
            Self::Traffic(_) => PageKind::Traffic,
            Self::TargetGroup(_) => PageKind::TargetGroup,
        }
    }
}
