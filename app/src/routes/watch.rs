//! From the path of a page to what its viewer looks at.

use model::name::{ClusterName, EnvironmentName, Family, ServiceName, TaskId};
use model::service::ServiceRef;
use model::view::{ClusterRef, TargetGroupRef, TaskRef};

/// What the viewer of a page looks at: the part of the fleet that has to be read more often while they do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Watched {
    /// Everything.
    Fleet,
    /// One environment.
    Environment(EnvironmentName),
    /// One cluster with its services and tasks.
    Cluster(ClusterRef),
    /// One service with its tasks.
    Service(ServiceRef),
    /// One task.
    Task(TaskRef),
    /// Load balancers, listeners, rules and target groups of an environment.
    Traffic(EnvironmentName),
    /// One target group with the health of its targets.
    TargetGroup(TargetGroupRef),
}

impl Watched {
    /// The environment that changes have to be in to matter here; `None` when all do.
    pub fn environment(&self) -> Option<&EnvironmentName> {
        match self {
            Self::Fleet => None,
            Self::Environment(environment) | Self::Traffic(environment) => Some(environment),
            Self::Cluster(at) => Some(&at.environment),
            Self::Service(at) => Some(&at.environment),
            Self::Task(at) => Some(&at.environment),
            Self::TargetGroup(at) => Some(&at.environment),
        }
    }

    /// The cluster that changes have to be in to matter here; `None` when those of all do.
    pub fn cluster(&self) -> Option<&ClusterName> {
        match self {
            Self::Fleet | Self::Environment(_) | Self::Traffic(_) | Self::TargetGroup(_) => None,
            Self::Cluster(at) => Some(&at.cluster),
            Self::Service(at) => Some(&at.cluster),
            Self::Task(at) => Some(&at.cluster),
        }
    }
}

/// What the page at `path` shows; `None` when no page of ours is there. The query of an address is not part of its path.
pub fn watch_of(path: &str) -> Option<Watched> {
    let parts: Vec<&str> = path.strip_prefix('/')?.trim_end_matches('/').split('/').collect();
    match parts[..] {
        [""] | ["search"] => Some(Watched::Fleet),
        ["env", environment, ref rest @ ..] => {
            let environment = EnvironmentName::parse(environment).ok()?;
            match *rest {
                ["clusters" | "services" | "task-definitions"] => Some(Watched::Environment(environment)),
                ["task-definitions", family, ref rest @ ..] => {
                    Family::parse(family).ok()?;
                    is_revision(rest).then_some(Watched::Environment(environment))
                }
                ["traffic"] => Some(Watched::Traffic(environment)),
                ["target-groups", name] => is_target_group(name)
                    .then(|| Watched::TargetGroup(TargetGroupRef { environment, name: name.to_owned() })),
                ["clusters", cluster, ref rest @ ..] => {
                    in_cluster(environment, ClusterName::parse(cluster).ok()?, rest)
                }
                _ => None,
            }
        }
        _ => None,
    }
}

fn in_cluster(environment: EnvironmentName, cluster: ClusterName, rest: &[&str]) -> Option<Watched> {
    match *rest {
        [] | ["tasks" | "instances" | "events" | "configuration"] => {
            Some(Watched::Cluster(ClusterRef { environment, cluster }))
        }
        ["tasks", task] => Some(Watched::Task(TaskRef { environment, cluster, task: TaskId::parse(task).ok()? })),
        ["services", service] | ["services", service, "tasks" | "deployments" | "events" | "configuration"] => {
            Some(Watched::Service(ServiceRef { environment, cluster, service: ServiceName::parse(service).ok()? }))
        }
        _ => None,
    }
}

/// Whether a target group can be called this: 1–32 letters, digits and hyphens.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html>
pub fn is_target_group(name: &str) -> bool {
    (1..=32).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn is_revision(rest: &[&str]) -> bool {
    match *rest {
        [] => true,
        [revision] | [revision, "raw"] => revision.parse::<u32>().is_ok(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use model::task_definition::TaskDefinitionRef;
    use model::view::{RevisionRef, Target};

    use super::*;
    use crate::routes::{self, ClusterTab, ServiceTab};

    fn environment() -> EnvironmentName {
        EnvironmentName::parse("prod").unwrap()
    }

    fn shop() -> ClusterRef {
        ClusterRef { environment: environment(), cluster: ClusterName::parse("shop").unwrap() }
    }

    fn checkout() -> ServiceRef {
        let ClusterRef { environment, cluster } = shop();
        ServiceRef { environment, cluster, service: ServiceName::parse("check_out-1").unwrap() }
    }

    #[test]
    fn every_path_that_is_made_is_understood() {
        let ClusterRef { environment: env, cluster } = shop();
        let task = TaskRef { environment: env.clone(), cluster, task: TaskId::parse("0123abcd").unwrap() };
        let revision = RevisionRef { environment: env.clone(), revision: TaskDefinitionRef::parse("web:3").unwrap() };
        let everywhere = Watched::Environment(env.clone());
        let group = TargetGroupRef { environment: env.clone(), name: "checkout-http".to_owned() };
        let family = Target::Family(env.clone(), revision.revision.family.clone());
        for (path, watched) in [
            (routes::FLEET.to_owned(), Watched::Fleet),
            (routes::SEARCH.to_owned(), Watched::Fleet),
            (routes::clusters(&env), everywhere.clone()),
            (routes::services(&env), everywhere.clone()),
            (routes::families(&env), everywhere.clone()),
            (routes::of(&family), everywhere.clone()),
            (routes::revision(&revision), everywhere.clone()),
            (routes::revision_raw(&revision), everywhere),
            (routes::cluster(&shop()), Watched::Cluster(shop())),
            (routes::cluster_tab(&shop(), ClusterTab::Events), Watched::Cluster(shop())),
            (routes::cluster_tab(&shop(), ClusterTab::Instances), Watched::Cluster(shop())),
            (routes::traffic(&env), Watched::Traffic(env.clone())),
            (routes::target_group(&group), Watched::TargetGroup(group)),
            (routes::service(&checkout()), Watched::Service(checkout())),
            (routes::service_tab(&checkout(), ServiceTab::Deployments), Watched::Service(checkout())),
            (routes::task(&task), Watched::Task(task)),
        ] {
            assert_eq!(watch_of(&path), Some(watched), "{path}");
        }
    }

    #[test]
    fn a_path_that_is_no_page_is_not_watched() {
        for path in [
            "",
            "fleet",
            "//evil.example",
            "/env",
            "/env/Prod/clusters",
            "/env/prod/nothing",
            "/env/prod/clusters/a b",
            "/env/prod/clusters/shop/services",
            "/env/prod/clusters/shop/services/web/nothing",
            "/env/prod/task-definitions/web/latest",
            "/env/prod/clusters/shop/tasks/1/2",
            "/env/prod/target-groups",
            "/env/prod/target-groups/no_such",
        ] {
            assert_eq!(watch_of(path), None, "{path}");
        }
    }
}
