//! What can be missing.

use serde::{Deserialize, Serialize};

/// A kind of thing that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Noun {
    /// An environment.
    Environment,
    /// A cluster.
    Cluster,
    /// A service.
    Service,
    /// A task.
    Task,
    /// A family of task definitions.
    Family,
    /// A revision of a task definition.
    Revision,
    /// A service deployment.
    ServiceDeployment,
    /// A load balancer.
    LoadBalancer,
    /// A target group.
    TargetGroup,
    /// A metric.
    Metric,
    /// An entry in the record of changes.
    Change,
    /// A page.
    Page,
}

impl Noun {
    /// The word for it in a sentence.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Environment => "environment",
            Self::Cluster => "cluster",
            Self::Service => "service",
            Self::Task => "task",
            Self::Family => "task definition family",
            Self::Revision => "revision",
            Self::ServiceDeployment => "service deployment",
            Self::LoadBalancer => "load balancer",
            Self::TargetGroup => "target group",
            Self::Metric => "metric",
            Self::Change => "change",
            Self::Page => "page",
        }
    }
}
