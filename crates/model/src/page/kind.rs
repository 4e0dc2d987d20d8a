//! The kinds of page, the pattern of addresses of each, and the names that fill it.

use std::borrow::Cow;

use strum::VariantArray;

use super::path::Names;
use super::{ClusterTab, Page, RevisionTab, ServiceTab};
use crate::address::{FamilyRef, TargetGroupRef};
use crate::change::{RevisionVerb, ServiceVerb, TaskVerb};
use crate::task_definition::TaskDefinitionRef;

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
    ServiceActions,
    ServiceScale,
    ServiceDeploy,
    ServiceDeployImage,
    ServiceEdit,
    ServiceRedeploy,
    ServiceRollBack,
    ServiceStopDeployment,
    ServiceContinueDeployment,
    ServiceSettings,
    Task,
    TaskActions,
    TaskStop,
    TaskReplace,
    TaskProtect,
    TaskUnprotect,
    Families,
    Family,
    Revision,
    RevisionRaw,
    RevisionCompare,
    RevisionActions,
    RevisionEdit,
    RevisionDeregister,
    RevisionDelete,
    Traffic,
    TargetGroup,
    Audit,
    AuditEntry,
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
            Self::ServiceActions => "/env/{environment}/clusters/{cluster}/services/{service}/actions",
            Self::ServiceScale => "/env/{environment}/clusters/{cluster}/services/{service}/scale",
            Self::ServiceDeploy => "/env/{environment}/clusters/{cluster}/services/{service}/deploy",
            Self::ServiceDeployImage => "/env/{environment}/clusters/{cluster}/services/{service}/deploy-image",
            Self::ServiceEdit => "/env/{environment}/clusters/{cluster}/services/{service}/edit",
            Self::ServiceRedeploy => "/env/{environment}/clusters/{cluster}/services/{service}/redeploy",
            Self::ServiceRollBack => "/env/{environment}/clusters/{cluster}/services/{service}/rollback",
            Self::ServiceStopDeployment => "/env/{environment}/clusters/{cluster}/services/{service}/stop-deployment",
            Self::ServiceContinueDeployment => "/env/{environment}/clusters/{cluster}/services/{service}/continue",
            Self::ServiceSettings => "/env/{environment}/clusters/{cluster}/services/{service}/settings",
            Self::Task => "/env/{environment}/clusters/{cluster}/tasks/{task}",
            Self::TaskActions => "/env/{environment}/clusters/{cluster}/tasks/{task}/actions",
            Self::TaskStop => "/env/{environment}/clusters/{cluster}/tasks/{task}/stop",
            Self::TaskReplace => "/env/{environment}/clusters/{cluster}/tasks/{task}/replace",
            Self::TaskProtect => "/env/{environment}/clusters/{cluster}/tasks/{task}/protect",
            Self::TaskUnprotect => "/env/{environment}/clusters/{cluster}/tasks/{task}/unprotect",
            Self::Families => "/env/{environment}/task-definitions",
            Self::Family => "/env/{environment}/task-definitions/{family}",
            Self::Revision => "/env/{environment}/task-definitions/{family}/{revision}",
            Self::RevisionRaw => "/env/{environment}/task-definitions/{family}/{revision}/raw",
            Self::RevisionActions => "/env/{environment}/task-definitions/{family}/{revision}/actions",
            Self::RevisionEdit => "/env/{environment}/task-definitions/{family}/{revision}/edit",
            Self::RevisionDeregister => "/env/{environment}/task-definitions/{family}/{revision}/deregister",
            Self::RevisionDelete => "/env/{environment}/task-definitions/{family}/{revision}/delete",
            Self::RevisionCompare => "/env/{environment}/task-definitions/{family}/{revision}/compare",
            Self::Traffic => "/env/{environment}/traffic",
            Self::TargetGroup => "/env/{environment}/target-groups/{group}",
            Self::Audit => "/audit",
            Self::AuditEntry => "/audit/{entry}",
        }
    }

    /// The page of this kind with these names; `None` when one of them is no such name.
    pub(super) fn page(self, names: &mut Names<'_>) -> Option<Page> {
        Some(match self {
            Self::Fleet => Page::Fleet,
            Self::Search => Page::Search,
            Self::Clusters => Page::Clusters(names.next()?),
            Self::ClusterServices => Page::Cluster(names.cluster()?, ClusterTab::Services),
            Self::ClusterTasks => Page::Cluster(names.cluster()?, ClusterTab::Tasks),
            Self::ClusterInstances => Page::Cluster(names.cluster()?, ClusterTab::Instances),
            Self::ClusterEvents => Page::Cluster(names.cluster()?, ClusterTab::Events),
            Self::ClusterConfiguration => Page::Cluster(names.cluster()?, ClusterTab::Configuration),
            Self::Services => Page::Services(names.next()?),
            Self::ServiceOverview => Page::Service(names.service()?, ServiceTab::Overview),
            Self::ServiceTasks => Page::Service(names.service()?, ServiceTab::Tasks),
            Self::ServiceDeployments => Page::Service(names.service()?, ServiceTab::Deployments),
            Self::ServiceEvents => Page::Service(names.service()?, ServiceTab::Events),
            Self::ServiceConfiguration => Page::Service(names.service()?, ServiceTab::Configuration),
            Self::ServiceActions => Page::ServiceActions(names.service()?),
            Self::ServiceScale => Page::ChangeService(names.service()?, ServiceVerb::Scale),
            Self::ServiceDeploy => Page::ChangeService(names.service()?, ServiceVerb::Deploy),
            Self::ServiceDeployImage => Page::ChangeService(names.service()?, ServiceVerb::DeployImage),
            Self::ServiceEdit => Page::ChangeService(names.service()?, ServiceVerb::Edit),
            Self::ServiceRedeploy => Page::ChangeService(names.service()?, ServiceVerb::Redeploy),
            Self::ServiceRollBack => Page::ChangeService(names.service()?, ServiceVerb::RollBack),
            Self::ServiceStopDeployment => Page::ChangeService(names.service()?, ServiceVerb::StopDeployment),
            Self::ServiceContinueDeployment => Page::ChangeService(names.service()?, ServiceVerb::ContinueDeployment),
            Self::ServiceSettings => Page::ChangeService(names.service()?, ServiceVerb::Settings),
            Self::Task => Page::Task(names.task()?),
            Self::TaskActions => Page::TaskActions(names.task()?),
            Self::TaskStop => Page::ChangeTask(names.task()?, TaskVerb::Stop),
            Self::TaskReplace => Page::ChangeTask(names.task()?, TaskVerb::Replace),
            Self::TaskProtect => Page::ChangeTask(names.task()?, TaskVerb::Protect),
            Self::TaskUnprotect => Page::ChangeTask(names.task()?, TaskVerb::Unprotect),
            Self::Families => Page::Families(names.next()?),
            Self::Family => Page::Family(FamilyRef { environment: names.next()?, family: names.next()? }),
            Self::Revision => Page::Revision(names.revision()?, RevisionTab::Fields),
            Self::RevisionActions => Page::RevisionActions(names.revision()?),
            Self::RevisionEdit => Page::ChangeRevision(names.revision()?, RevisionVerb::Edit),
            Self::RevisionDeregister => Page::ChangeRevision(names.revision()?, RevisionVerb::Deregister),
            Self::RevisionDelete => Page::ChangeRevision(names.revision()?, RevisionVerb::Delete),
            Self::RevisionCompare => Page::Revision(names.revision()?, RevisionTab::Compare),
            Self::RevisionRaw => Page::Revision(names.revision()?, RevisionTab::Raw),
            Self::Traffic => Page::Traffic(names.next()?),
            Self::TargetGroup => Page::TargetGroup(TargetGroupRef { environment: names.next()?, name: names.next()? }),
            Self::Audit => Page::Audit,
            Self::AuditEntry => Page::AuditEntry(names.next()?),
        })
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
            Self::ServiceActions(_) => PageKind::ServiceActions,
            Self::ChangeService(_, ServiceVerb::Scale) => PageKind::ServiceScale,
            Self::ChangeService(_, ServiceVerb::Deploy) => PageKind::ServiceDeploy,
            Self::ChangeService(_, ServiceVerb::DeployImage) => PageKind::ServiceDeployImage,
            Self::ChangeService(_, ServiceVerb::Edit) => PageKind::ServiceEdit,
            Self::ChangeService(_, ServiceVerb::Redeploy) => PageKind::ServiceRedeploy,
            Self::ChangeService(_, ServiceVerb::RollBack) => PageKind::ServiceRollBack,
            Self::ChangeService(_, ServiceVerb::StopDeployment) => PageKind::ServiceStopDeployment,
            Self::ChangeService(_, ServiceVerb::ContinueDeployment) => PageKind::ServiceContinueDeployment,
            Self::ChangeService(_, ServiceVerb::Settings) => PageKind::ServiceSettings,
            Self::Task(_) => PageKind::Task,
            Self::TaskActions(_) => PageKind::TaskActions,
            Self::ChangeTask(_, TaskVerb::Stop) => PageKind::TaskStop,
            Self::ChangeTask(_, TaskVerb::Replace) => PageKind::TaskReplace,
            Self::ChangeTask(_, TaskVerb::Protect) => PageKind::TaskProtect,
            Self::ChangeTask(_, TaskVerb::Unprotect) => PageKind::TaskUnprotect,
            Self::Families(_) => PageKind::Families,
            Self::Family(_) => PageKind::Family,
            Self::Revision(_, RevisionTab::Fields) => PageKind::Revision,
            Self::RevisionActions(_) => PageKind::RevisionActions,
            Self::ChangeRevision(_, RevisionVerb::Edit) => PageKind::RevisionEdit,
            Self::ChangeRevision(_, RevisionVerb::Deregister) => PageKind::RevisionDeregister,
            Self::ChangeRevision(_, RevisionVerb::Delete) => PageKind::RevisionDelete,
            Self::Revision(_, RevisionTab::Compare) => PageKind::RevisionCompare,
            Self::Revision(_, RevisionTab::Raw) => PageKind::RevisionRaw,
            Self::Traffic(_) => PageKind::Traffic,
            Self::TargetGroup(_) => PageKind::TargetGroup,
            Self::Audit => PageKind::Audit,
            Self::AuditEntry(_) => PageKind::AuditEntry,
        }
    }

    /// The names in its path, in the order of the placeholders of its pattern.
    pub(super) fn names(&self) -> Vec<Cow<'_, str>> {
        match self {
            Self::Fleet | Self::Search | Self::Audit => vec![],
            Self::AuditEntry(id) => vec![id.to_string().into()],
            Self::Clusters(environment)
            | Self::Services(environment)
            | Self::Families(environment)
            | Self::Traffic(environment) => vec![environment.as_str().into()],
            Self::Cluster(at, _) => vec![at.environment.as_str().into(), at.cluster.as_str().into()],
            Self::Service(at, _) | Self::ServiceActions(at) | Self::ChangeService(at, _) => {
                vec![at.environment.as_str().into(), at.cluster.as_str().into(), at.service.as_str().into()]
            }
            Self::Task(at) | Self::TaskActions(at) | Self::ChangeTask(at, _) => {
                vec![at.environment.as_str().into(), at.cluster.as_str().into(), at.task.as_str().into()]
            }
            Self::Family(at) => vec![at.environment.as_str().into(), at.family.as_str().into()],
            Self::Revision(at, _) | Self::RevisionActions(at) | Self::ChangeRevision(at, _) => {
                let TaskDefinitionRef { family, revision } = &at.revision;
                vec![at.environment.as_str().into(), family.as_str().into(), revision.to_string().into()]
            }
            Self::TargetGroup(at) => vec![at.environment.as_str().into(), at.name.as_str().into()],
        }
    }
}
