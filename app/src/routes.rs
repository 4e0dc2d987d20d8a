//! Addresses as text. Those of pages are known to [`model::page`] alone.

use model::address::{ClusterRef, FamilyRef, RevisionRef, ServiceRef, TargetGroupRef, TaskRef};
use model::name::{EnvironmentName, Family};
use model::page::{Page, RevisionTab};
use model::query::percent_encode;

pub use model::page::{ClusterTab, ServiceTab};

/// The first page: what needs attention.
pub const FLEET: &str = "/";

/// Search across everything; the words stand in its query as `q`.
pub const SEARCH: &str = "/search";

/// The server function that draws a page.
pub const PAGE: &str = "/api/page";

/// Where the theme form is sent (POST).
pub const THEME: &str = "/theme";

/// Where the repository of icons and manifests keeps the icon.
pub const ICON: &str = "/favicon.svg";

/// The clusters of an environment.
pub fn clusters(environment: &EnvironmentName) -> String {
    Page::Clusters(environment.clone()).path()
}

/// All services of an environment.
pub fn services(environment: &EnvironmentName) -> String {
    Page::Services(environment.clone()).path()
}

/// A cluster; its first tab lists its services.
pub fn cluster(at: &ClusterRef) -> String {
    at.page().path()
}

/// One tab of a cluster.
pub fn cluster_tab(at: &ClusterRef, tab: ClusterTab) -> String {
    at.tab(tab).path()
}

/// A service; its first tab is the overview.
pub fn service(at: &ServiceRef) -> String {
    at.page().path()
}

/// One tab of a service.
pub fn service_tab(at: &ServiceRef, tab: ServiceTab) -> String {
    at.tab(tab).path()
}

/// A task.
pub fn task(at: &TaskRef) -> String {
    at.page().path()
}

/// The task definition families of an environment.
pub fn families(environment: &EnvironmentName) -> String {
    Page::Families(environment.clone()).path()
}

/// One family.
pub fn family(environment: &EnvironmentName, family: &Family) -> String {
    FamilyRef { environment: environment.clone(), family: family.clone() }.page().path()
}

/// One revision, laid out for reading.
pub fn revision(at: &RevisionRef) -> String {
    at.page().path()
}

/// One revision as JSON.
pub fn revision_raw(at: &RevisionRef) -> String {
    at.tab(RevisionTab::Raw).path()
}

/// The traffic of an environment: load balancers, listeners, rules.
pub fn traffic(environment: &EnvironmentName) -> String {
    Page::Traffic(environment.clone()).path()
}

/// One target group.
pub fn target_group(at: &TargetGroupRef) -> String {
    at.page().path()
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
pub fn of(page: &Page) -> String {
    page.path()
}
