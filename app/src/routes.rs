//! Every path of ours, made from names that have been checked; and back again, from a path to what it shows.
//!
//! The patterns of the pages stand beside their components in `app.rs`; a test here keeps the two in step.

mod watch;

use model::name::{EnvironmentName, Family};
use model::query::percent_encode;
use model::service::ServiceRef;
use model::view::{ClusterRef, RevisionRef, Target, TargetGroupRef, TaskRef};

pub use watch::{Watched, is_target_group, watch_of};

/// The first page: what needs attention.
pub const FLEET: &str = "/";

/// Search across everything; the words stand in its query as `q`.
pub const SEARCH: &str = "/search";

/// Where the theme form is sent (POST).
pub const THEME: &str = "/theme";

/// Where the repository of icons and manifests keeps the icon.
pub const ICON: &str = "/favicon.svg";

/// The clusters of an environment.
pub fn clusters(environment: &EnvironmentName) -> String {
    format!("/env/{environment}/clusters")
}

/// All services of an environment.
pub fn services(environment: &EnvironmentName) -> String {
    format!("/env/{environment}/services")
}

/// A cluster; its first tab lists its services.
pub fn cluster(at: &ClusterRef) -> String {
    format!("/env/{}/clusters/{}", at.environment, at.cluster)
}

/// The tabs of a cluster's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClusterTab {
    /// Its services; the page's own address.
    Services,
    /// Its tasks.
    Tasks,
    /// What its tasks run on, and what still fits.
    Instances,
    /// What ECS reports about its services.
    Events,
    /// Its settings and tags.
    Configuration,
}

/// One tab of a cluster.
pub fn cluster_tab(at: &ClusterRef, tab: ClusterTab) -> String {
    let page = cluster(at);
    match tab {
        ClusterTab::Services => page,
        ClusterTab::Tasks => page + "/tasks",
        ClusterTab::Instances => page + "/instances",
        ClusterTab::Events => page + "/events",
        ClusterTab::Configuration => page + "/configuration",
    }
}

/// A service; its first tab is the overview.
pub fn service(at: &ServiceRef) -> String {
    format!("/env/{}/clusters/{}/services/{}", at.environment, at.cluster, at.service)
}

/// The tabs of a service's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceTab {
    /// What explains most; the page's own address.
    Overview,
    /// Its tasks.
    Tasks,
    /// Its deployments.
    Deployments,
    /// What ECS reports about it.
    Events,
    /// How it is set up.
    Configuration,
}

/// One tab of a service.
pub fn service_tab(at: &ServiceRef, tab: ServiceTab) -> String {
    let page = service(at);
    match tab {
        ServiceTab::Overview => page,
        ServiceTab::Tasks => page + "/tasks",
        ServiceTab::Deployments => page + "/deployments",
        ServiceTab::Events => page + "/events",
        ServiceTab::Configuration => page + "/configuration",
    }
}

/// A task.
pub fn task(at: &TaskRef) -> String {
    format!("/env/{}/clusters/{}/tasks/{}", at.environment, at.cluster, at.task)
}

/// The task definition families of an environment.
pub fn families(environment: &EnvironmentName) -> String {
    format!("/env/{environment}/task-definitions")
}

/// One family.
pub fn family(environment: &EnvironmentName, family: &Family) -> String {
    format!("/env/{environment}/task-definitions/{family}")
}

/// One revision, laid out for reading.
pub fn revision(at: &RevisionRef) -> String {
    format!("/env/{}/task-definitions/{}/{}", at.environment, at.revision.family, at.revision.revision)
}

/// The traffic of an environment: load balancers, listeners, rules.
pub fn traffic(environment: &EnvironmentName) -> String {
    format!("/env/{environment}/traffic")
}

/// One target group.
pub fn target_group(at: &TargetGroupRef) -> String {
    format!("/env/{}/target-groups/{}", at.environment, percent_encode(&at.name))
}

/// One revision as JSON.
pub fn revision_raw(at: &RevisionRef) -> String {
    revision(at) + "/raw"
}

/// The search for these words.
pub fn search(words: &str) -> String {
    format!("{SEARCH}?q={}", percent_encode(words))
}

/// The stream of changes that concern the page at `path`.
pub fn live(path: &str) -> String {
    format!("/live?watch={}", percent_encode(path))
}

/// The page of a thing.
pub fn of(target: &Target) -> String {
    match target {
        Target::Cluster(at) => cluster(at),
        Target::Service(at) => service(at),
        Target::Task(at) => task(at),
        Target::Family(environment, name) => family(environment, name),
        Target::Revision(at) => revision(at),
        Target::TargetGroup(at) => target_group(at),
        Target::Traffic(environment) => traffic(environment),
        Target::Instances(at) => cluster_tab(at, ClusterTab::Instances),
    }
}
