//! Where a thing is: names that are unique only together.

use serde::{Deserialize, Serialize};

use crate::name::{ClusterName, EnvironmentName, Family, ServiceName, TargetGroupName, TaskId};
use crate::task_definition::TaskDefinitionRef;

/// A cluster's full address.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ClusterRef {
    /// The environment it is in.
    pub environment: EnvironmentName,
    /// Its name.
    pub cluster: ClusterName,
}

/// A service's full address.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ServiceRef {
    /// The environment it is in.
    pub environment: EnvironmentName,
    /// The cluster it is in.
    pub cluster: ClusterName,
    /// Its name.
    pub service: ServiceName,
}

impl ServiceRef {
    /// The cluster it is in.
    pub fn cluster(&self) -> ClusterRef {
        ClusterRef { environment: self.environment.clone(), cluster: self.cluster.clone() }
    }
}

/// A task's full address.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TaskRef {
    /// The environment it is in.
    pub environment: EnvironmentName,
    /// The cluster it is in.
    pub cluster: ClusterName,
    /// Its id.
    pub task: TaskId,
}

impl TaskRef {
    /// The cluster it is in.
    pub fn cluster(&self) -> ClusterRef {
        ClusterRef { environment: self.environment.clone(), cluster: self.cluster.clone() }
    }
}

/// The full address of a family of task definitions.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FamilyRef {
    /// The environment it is in.
    pub environment: EnvironmentName,
    /// Its name.
    pub family: Family,
}

/// A revision's full address.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RevisionRef {
    /// The environment it is in.
    pub environment: EnvironmentName,
    /// Family and revision.
    pub revision: TaskDefinitionRef,
}

impl RevisionRef {
    /// The family it belongs to.
    pub fn family(&self) -> FamilyRef {
        FamilyRef { environment: self.environment.clone(), family: self.revision.family.clone() }
    }
}

/// A target group's full address.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TargetGroupRef {
    /// The environment it is in.
    pub environment: EnvironmentName,
    /// Its name.
    pub name: TargetGroupName,
}
