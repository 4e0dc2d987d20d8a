//! How a service chooses among the container instances of its cluster.

use serde::{Deserialize, Serialize};

use crate::open_enum::open_enum;

open_enum! {
    /// What a placement constraint asks for.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html>
    PlacementConstraintType {
        /// No two tasks of the service on one instance.
        DistinctInstance = "distinctInstance",
        /// An instance for which an expression holds.
        MemberOf = "memberOf",
    }
}

/// What an instance must be like to take the tasks of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacementConstraint {
    /// What it asks for.
    pub kind: PlacementConstraintType,
    /// The expression of `memberOf`, in the cluster query language.
    pub expression: Option<String>,
}

open_enum! {
    /// How an instance is chosen among those that could take a task.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-strategies.html>
    PlacementStrategyType {
        /// The one with the least left of a resource.
        Binpack = "binpack",
        /// The one whose value of a field has the fewest tasks.
        Spread = "spread",
        /// Any.
        Random = "random",
    }
}

/// One step in choosing an instance; ties go to the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacementStrategy {
    /// How it chooses.
    pub kind: PlacementStrategyType,
    /// The resource of `binpack` or the field of `spread`.
    pub field: Option<String>,
}
