//! Everything an estate can be asked for: the path of every page, and an address for every server function.

use std::sync::Arc;

use fleet::Snapshot;
use model::address::{ClusterRef, FamilyRef, RevisionRef, ServiceRef, TargetGroupRef, TaskRef};
use model::change::{RevisionVerb, ServiceVerb, TaskVerb};
use model::name::{ClusterName, EnvironmentName, Family, ServiceName, TargetGroupName, TaskId};
use model::page::{ClusterTab, Page, PageKind, RevisionTab, ServiceTab};
use model::query::percent_encode;
use model::task_definition::TaskDefinitionRef;

use crate::world::World;

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
        paths.extend(self.page_paths().iter().map(|page| format!("/api/page?address={}", percent_encode(page))));
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
    let of = |name: &TargetGroupName| TargetGroupRef { environment: environment.clone(), name: name.clone() };
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
    let of_verb = |verb| everywhere(&|one| services(one).iter().map(|at| at.change(verb)).collect());
    let of_task_verb = |verb| everywhere(&|one| tasks(one).iter().map(|at| at.change(verb)).collect());
    let of_revisions = |tab| everywhere(&|one| revisions(one).iter().map(|at| at.tab(tab)).collect());
    let of_revision_verb = |verb| everywhere(&|one| revisions(one).iter().map(|at| at.change(verb)).collect());
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
        PageKind::ServiceActions => everywhere(&|one| services(one).iter().map(ServiceRef::actions).collect()),
        PageKind::ServiceScale => of_verb(ServiceVerb::Scale),
        PageKind::ServiceDeploy => of_verb(ServiceVerb::Deploy),
        PageKind::ServiceDeployImage => of_verb(ServiceVerb::DeployImage),
        PageKind::ServiceEdit => of_verb(ServiceVerb::Edit),
        PageKind::ServiceRedeploy => of_verb(ServiceVerb::Redeploy),
        PageKind::ServiceRollBack => of_verb(ServiceVerb::RollBack),
        PageKind::ServiceStopDeployment => of_verb(ServiceVerb::StopDeployment),
        PageKind::ServiceContinueDeployment => of_verb(ServiceVerb::ContinueDeployment),
        PageKind::ServiceSettings => of_verb(ServiceVerb::Settings),
        PageKind::TaskActions => everywhere(&|one| tasks(one).iter().map(TaskRef::actions).collect()),
        PageKind::TaskStop => of_task_verb(TaskVerb::Stop),
        PageKind::TaskReplace => of_task_verb(TaskVerb::Replace),
        PageKind::TaskProtect => of_task_verb(TaskVerb::Protect),
        PageKind::TaskUnprotect => of_task_verb(TaskVerb::Unprotect),
        PageKind::Task => everywhere(&|one| tasks(one).iter().map(TaskRef::page).collect()),
        PageKind::Families => once(Page::Families),
        PageKind::Family => everywhere(&|one| families(one).iter().map(FamilyRef::page).collect()),
        PageKind::Revision => of_revisions(RevisionTab::Fields),
        PageKind::RevisionActions => everywhere(&|one| revisions(one).iter().map(RevisionRef::actions).collect()),
        PageKind::RevisionEdit => of_revision_verb(RevisionVerb::Edit),
        PageKind::RevisionDeregister => of_revision_verb(RevisionVerb::Deregister),
        PageKind::RevisionDelete => of_revision_verb(RevisionVerb::Delete),
        PageKind::RevisionCompare => of_revisions(RevisionTab::Compare),
        PageKind::RevisionRaw => of_revisions(RevisionTab::Raw),
        PageKind::Traffic => once(Page::Traffic),
        PageKind::TargetGroup => everywhere(&|one| groups(one).iter().map(TargetGroupRef::page).collect()),
        PageKind::Audit => vec![Page::Audit],
        // Nothing has been changed: entries are visited by the tests that change something.
        PageKind::AuditEntry => vec![],
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
    let family =
        |family| format!("/api/task-definitions/family?family[environment]={env}&family[family]={family}&query[sort]=");
    paths.extend(snapshot.families.keys().map(family));
    paths.extend(revisions(snapshot).iter().map(|at| {
        let at = &at.revision;
        let revision = format!("revision[revision][family]={}&revision[revision][revision]={}", at.family, at.revision);
        format!("/api/task-definitions/revision?revision[environment]={env}&{revision}")
    }));
    paths
}
