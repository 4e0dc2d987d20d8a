//! What a change is about.

use serde::{Deserialize, Serialize};

use crate::address::{ClusterRef, FamilyRef, RevisionRef, ServiceRef, TaskRef};
use crate::name::{ClusterName, EnvironmentName, Family, ServiceName, TaskId};

/// What a change is about: an environment, and as much below it as the change is confined to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Subject {
    /// The environment.
    pub environment: EnvironmentName,
    /// The cluster.
    #[serde(default)]
    pub cluster: Option<ClusterName>,
    /// The service.
    #[serde(default)]
    pub service: Option<ServiceName>,
    /// The task.
    #[serde(default)]
    pub task: Option<TaskId>,
    /// The family of task definitions.
    #[serde(default)]
    pub family: Option<Family>,
    /// The revision of that family; absent for one that is to be registered.
    #[serde(default)]
    pub revision: Option<u32>,
}

impl Subject {
    fn nothing_of(environment: EnvironmentName) -> Self {
        Self { environment, cluster: None, service: None, task: None, family: None, revision: None }
    }

    /// The service, if the change is about one.
    pub fn service(&self) -> Option<ServiceRef> {
        let (cluster, service) = (self.cluster.clone()?, self.service.clone()?);
        Some(ServiceRef { environment: self.environment.clone(), cluster, service })
    }

    /// The task, if the change is about one.
    pub fn task(&self) -> Option<TaskRef> {
        let (cluster, task) = (self.cluster.clone()?, self.task.clone()?);
        Some(TaskRef { environment: self.environment.clone(), cluster, task })
    }

    /// The task definition as people write it: `checkout` or `checkout:42`.
    pub fn task_definition(&self) -> Option<String> {
        let family = self.family.as_ref()?;
        Some(self.revision.map_or_else(|| family.to_string(), |revision| format!("{family}:{revision}")))
    }
}

impl From<ClusterRef> for Subject {
    fn from(at: ClusterRef) -> Self {
        Self { cluster: Some(at.cluster), ..Self::nothing_of(at.environment) }
    }
}

impl From<ServiceRef> for Subject {
    fn from(at: ServiceRef) -> Self {
        Self { cluster: Some(at.cluster), service: Some(at.service), ..Self::nothing_of(at.environment) }
    }
}

impl From<TaskRef> for Subject {
    fn from(at: TaskRef) -> Self {
        Self { cluster: Some(at.cluster), task: Some(at.task), ..Self::nothing_of(at.environment) }
    }
}

impl From<FamilyRef> for Subject {
    fn from(at: FamilyRef) -> Self {
        Self { family: Some(at.family), ..Self::nothing_of(at.environment) }
    }
}

impl From<RevisionRef> for Subject {
    fn from(at: RevisionRef) -> Self {
        let revision = Some(at.revision.revision);
        Self { family: Some(at.revision.family), revision, ..Self::nothing_of(at.environment) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task_definition::TaskDefinitionRef;

    fn production() -> EnvironmentName {
        EnvironmentName::parse("production").unwrap()
    }

    #[test]
    fn a_subject_knows_its_service() {
        let at = ServiceRef {
            environment: production(),
            cluster: ClusterName::parse("shop").unwrap(),
            service: ServiceName::parse("checkout").unwrap(),
        };
        assert_eq!(Subject::from(at.clone()).service(), Some(at.clone()));
        assert_eq!(Subject::from(at.cluster()).service(), None);
    }

    #[test]
    fn a_task_definition_is_written_with_its_revision_once_it_has_one() {
        let revision = TaskDefinitionRef::parse("checkout:42").unwrap();
        let at = RevisionRef { environment: production(), revision };
        assert_eq!(Subject::from(at.family()).task_definition().as_deref(), Some("checkout"));
        assert_eq!(Subject::from(at).task_definition().as_deref(), Some("checkout:42"));
    }
}
