//! Every page and every server function there is for an estate.

use std::time::Duration;

use fleet::FleetOptions;
use http::{Method, Request, StatusCode};
use leptos::server_fn::axum::server_fn_paths;
use model::page::PageKind;
use serde_json::json;
use server::limits::Limits;
use simulator::Scenario;
use tokio::time::timeout;

use crate::crawl::{Crawl, crawl};
use crate::world::{SOON, World};

<<<<<<< HEAD
impl World {
    /// The path of every page of every environment: what `PageKind` has, none can be forgotten here.
    pub fn page_paths(&self) -> Vec<String> {
        let mut paths = vec![Page::Search.path() + "?q=a", Page::Search.path() + "?q=shop"];
        paths.extend(PageKind::ALL.iter().flat_map(|kind| pages_of(*kind, &self.snapshots())));
        paths
    }

    /// An address for every server function and everything it can be asked about.
    pub fn function_paths(&self) -> Vec<String> {
        let mut paths = vec!["/api/overview".to_owned(), "/api/shell".to_owned(), "/api/search?text=a".to_owned()];
        paths.extend(self.snapshots().iter().flat_map(|snapshot| functions_of(snapshot)));
        paths
    }
}

fn clusters(snapshot: &Snapshot) -> Vec<ClusterRef> {
    let environment = &snapshot.environment.name;
    snapshot
        .clusters
        .keys()
        .map(|name| ClusterRef { environment: environment.clone(), cluster: name.clone() })
        .collect()
}

fn services(snapshot: &Snapshot) -> Vec<ServiceRef> {
    let environment = &snapshot.environment.name;
    let of = |(cluster, service): (&ClusterName, &ServiceName)| ServiceRef {
        environment: environment.clone(),
        cluster: cluster.clone(),
        service: service.clone(),
    };
    let in_cluster = snapshot.clusters.iter().map(|(name, known)| (name, known.services.keys()));
    in_cluster.flat_map(|(cluster, names)| names.map(move |name| of((cluster, name)))).collect()
}

fn tasks(snapshot: &Snapshot) -> Vec<TaskRef> {
    let environment = &snapshot.environment.name;
    let of = |(cluster, task): (&ClusterName, &TaskId)| TaskRef {
        environment: environment.clone(),
        cluster: cluster.clone(),
        task: task.clone(),
    };
    let in_cluster = snapshot.clusters.iter().map(|(name, known)| (name, known.tasks.keys()));
    in_cluster.flat_map(|(cluster, ids)| ids.map(move |id| of((cluster, id)))).collect()
}

fn families(snapshot: &Snapshot) -> Vec<FamilyRef> {
    let environment = &snapshot.environment.name;
    let of = |family: &Family| FamilyRef { environment: environment.clone(), family: family.clone() };
    snapshot.families.keys().map(of).collect()
}

fn groups(snapshot: &Snapshot) -> Vec<TargetGroupRef> {
    let environment = &snapshot.environment.name;
    let of = |name: &String| TargetGroupRef { environment: environment.clone(), name: name.parse().unwrap() };
    snapshot.traffic.groups.values().map(|group| of(&group.name)).collect()
}

fn revisions(snapshot: &Snapshot) -> Vec<RevisionRef> {
    let environment = &snapshot.environment.name;
    let of = |family: &Family, revision: u32| RevisionRef {
        environment: environment.clone(),
        revision: TaskDefinitionRef { family: family.clone(), revision },
    };
    snapshot
        .families
        .iter()
        .flat_map(|(family, revisions)| revisions.iter().map(move |revision| of(family, *revision)))
        .collect()
}

/// The paths of all pages of a kind that the estate has.
fn pages_of(kind: PageKind, snapshots: &[Arc<Snapshot>]) -> Vec<String> {
    let everywhere = |of: &dyn Fn(&Snapshot) -> Vec<Page>| snapshots.iter().flat_map(|one| of(one)).collect::<Vec<_>>();
    let once = |page: fn(EnvironmentName) -> Page| everywhere(&|one| vec![page(one.environment.name.clone())]);
    let of_clusters = |tab| everywhere(&|one| clusters(one).iter().map(|at| at.tab(tab)).collect());
    let of_services = |tab| everywhere(&|one| services(one).iter().map(|at| at.tab(tab)).collect());
    let of_revisions = |tab| everywhere(&|one| revisions(one).iter().map(|at| at.tab(tab)).collect());
    let pages = match kind {
        PageKind::Fleet => vec![Page::Fleet],
        PageKind::Search => vec![Page::Search],
        PageKind::Clusters => once(Page::Clusters),
        PageKind::ClusterServices => of_clusters(ClusterTab::Services),
        PageKind::ClusterTasks => of_clusters(ClusterTab::Tasks),
        PageKind::ClusterInstances => of_clusters(ClusterTab::Instances),
        PageKind::ClusterEvents => of_clusters(ClusterTab::Events),
        PageKind::ClusterConfiguration => of_clusters(ClusterTab::Configuration),
        PageKind::Services => once(Page::Services),
        PageKind::ServiceOverview => of_services(ServiceTab::Overview),
        PageKind::ServiceTasks => of_services(ServiceTab::Tasks),
        PageKind::ServiceDeployments => of_services(ServiceTab::Deployments),
        PageKind::ServiceEvents => of_services(ServiceTab::Events),
        PageKind::ServiceConfiguration => of_services(ServiceTab::Configuration),
        PageKind::Task => everywhere(&|one| tasks(one).iter().map(TaskRef::page).collect()),
        PageKind::Families => once(Page::Families),
        PageKind::Family => everywhere(&|one| families(one).iter().map(FamilyRef::page).collect()),
        PageKind::Revision => of_revisions(RevisionTab::Fields),
        PageKind::RevisionRaw => of_revisions(RevisionTab::Raw),
        PageKind::Traffic => once(Page::Traffic),
        PageKind::TargetGroup => everywhere(&|one| groups(one).iter().map(TargetGroupRef::page).collect()),
    };
    pages.iter().map(Page::path).collect()
}

fn functions_of(snapshot: &Snapshot) -> Vec<String> {
    let env = &snapshot.environment.name;
    let list = |noun: &str| format!("/api/{noun}/list?environment={env}&query[sort]=");
    let mut paths = vec![list("clusters"), list("services"), list("task-definitions")];
    for at in clusters(snapshot) {
        let cluster = format!("cluster[environment]={env}&cluster[cluster]={}", at.cluster);
        paths.push(format!("/api/clusters/show?{cluster}"));
        paths.push(format!("/api/tasks/list?{cluster}&query[sort]="));
        paths.push(format!("/api/events/list?{cluster}&query[sort]="));
        for part in ["instances?query[sort]=&", "capacity?"] {
            paths.push(format!("/api/clusters/{part}{cluster}"));
        }
    }
    let named = |noun: &str, cluster: &ClusterName, name: &str| {
        format!("/api/{noun}s/show?{noun}[environment]={env}&{noun}[cluster]={cluster}&{noun}[{noun}]={name}")
    };
    for at in services(snapshot) {
        let shown = named("service", &at.cluster, at.service.as_str());
        paths.extend(["rollout", "traffic", "metrics"].map(|part| shown.replace("/show?", &format!("/{part}?"))));
        paths.push(shown);
    }
    paths.extend(tasks(snapshot).iter().map(|at| named("task", &at.cluster, at.task.as_str())));
    paths.push(format!("/api/traffic?environment={env}"));
    let group =
        |at: &TargetGroupRef| format!("/api/target-groups/show?group[environment]={env}&group[name]={}", at.name);
    paths.extend(groups(snapshot).iter().map(group));
    let family = |family| format!("/api/task-definitions/family?environment={env}&family={family}&query[sort]=");
    paths.extend(snapshot.families.keys().map(family));
    paths.extend(revisions(snapshot).iter().map(|at| {
        let at = &at.revision;
        let revision = format!("revision[revision][family]={}&revision[revision][revision]={}", at.family, at.revision);
        format!("/api/task-definitions/revision?revision[environment]={env}&{revision}")
    }));
    paths
}

=======
>>>>>>> c736166
#[test]
fn the_journeys_know_every_kind_of_page() {
    let journeys = include_str!("../../../end2end/support/pages.ts");
    let known: Vec<&str> =
        journeys.lines().filter_map(|line| line.strip_prefix("  '/")?.split_once("':")).map(|it| it.0).collect();
    let kinds: Vec<&str> = PageKind::ALL.iter().map(|kind| kind.pattern().trim_start_matches('/')).collect();
    assert_eq!(known, kinds, "end2end/support/pages.ts");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_page_of_a_small_estate_is_there() {
    let Crawl { pages, .. } = crawl().await;
    assert!(pages.len() > 100, "the estate has more pages than that: {}", pages.len());
    for (path, answer) in pages {
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        assert!(answer.header("content-type").starts_with("text/html"), "{path}");
        assert!(
            answer.body.starts_with("<!DOCTYPE html>") && answer.body.contains("</html>"),
            "{path}: {}",
            answer.body
        );
        assert_eq!(answer.body.matches("<h1").count(), 1, "{path} has one heading of the first order");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_is_not_there_is_a_page_that_says_so() {
    let world = World::small().await;
    for path in [
        "/nothing",
        "/env",
        "/env/nowhere/clusters",
        "/env/demo/clusters/nothing",
        "/env/demo/clusters/shop/services/nothing",
        "/env/demo/clusters/shop/tasks/00000000000000000000000000000000",
        "/env/demo/task-definitions/nothing",
        "/env/demo/task-definitions/nothing/1",
        "/env/Demo/clusters",
        "/env/demo/clusters/a%20b",
        "/env/demo/clusters/%3Cscript%3E",
        "//evil.example/",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/%00",
        "/%ff",
    ] {
        let answer = world.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}: {}", answer.body);
        assert!(answer.header("content-type").starts_with("text/html"), "{path}");
        assert!(answer.body.contains("<h1"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_address_with_a_slash_too_many_leads_to_the_page() {
    let world = World::empty().await;
    for (path, page) in [
        ("/env/demo/clusters/", "/env/demo/clusters"),
        ("//", "/"),
        ("/search/?q=a%20b", "/search?q=a%20b"),
        ("/env/demo/clusters/shop/services/web/tasks/", "/env/demo/clusters/shop/services/web/tasks"),
    ] {
        let answer = world.get(path).await;
        assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT, "{path}");
        assert_eq!(answer.header("location"), page);
    }
    for path in ["//evil.example/", "/nothing/", "/env/demo/clusters//evil.example/", "/env/demo/clusters/a%2Fb/"] {
        let answer = world.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}: {:?}", answer.headers);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_server_function_leads_nobody_back_to_where_they_came_from() {
    let world = World::empty().await;
    let request = Request::get("/api/overview").header("accept", "text/html").header("referer", "http://evil.example/");
    let answer = world.ask(request).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.headers.get("location").is_none(), "{:?}", answer.headers);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_query_that_says_nothing_sensible_is_refused_and_not_guessed_at() {
    let world = World::small().await;
    for path in ["/env/demo/services?page=zero", "/env/demo/services?sort=colour", "/env/demo/services?level=purple"] {
        assert_eq!(world.get(path).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_head_of_a_page_is_that_of_the_page() {
    let world = World::small().await;
    for (path, status) in [("/", StatusCode::OK), ("/nothing", StatusCode::NOT_FOUND)] {
        let answer = world.ask(Request::builder().method(Method::HEAD).uri(path)).await;
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.header("content-type").starts_with("text/html"), "{path}");
        assert_eq!(answer.body, "", "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn looking_at_everything_changes_nothing_in_aws() {
    let Crawl { operations, .. } = crawl().await;
    assert!(operations.len() >= 8, "everything has been read: {operations:?}");
    for operation in operations.keys() {
        assert!(["List", "Describe", "Get"].iter().any(|verb| operation.starts_with(verb)), "{operation} was called");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_server_function_is_there_to_be_read_and_asked_by_these_tests() {
    let Crawl { functions, .. } = crawl().await;
    for (path, method) in server_fn_paths() {
        assert_eq!(method, Method::GET, "{path}");
        assert!(functions.iter().any(|(asked, _)| asked.split('?').next() == Some(path)), "nobody asks {path}");
    }
    for (path, answer) in functions {
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        assert!(answer.header("content-type").starts_with("application/json"), "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whoever_opens_a_page_without_javascript_finds_news_when_it_asks_again() {
    let never = Duration::from_secs(600);
    let unseen = FleetOptions { background: never, idle: never, deploying: never, ..FleetOptions::default() };
    let world = World::read_by(&[("demo", Scenario::Small)], Limits::default(), unseen).await;
    let input = json!({ "cluster": "shop", "service": "storefront", "desiredCount": 7 });
    world.aws().call("UpdateService", input).await;
    let page = "/env/demo/clusters/shop/services/storefront";
    let wait = async {
        while !world.get(page).await.body.contains("of 7 running") {
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    };
    timeout(SOON, wait).await.expect("the page shows what was changed");
}
