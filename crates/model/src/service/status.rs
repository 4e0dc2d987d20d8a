//! The states of a service.

use crate::open_enum::open_enum;

open_enum! {
    /// Whether a service is there.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html#ECS-Type-Service-status>
    ServiceStatus {
        /// It runs its tasks.
        Active = "ACTIVE",
        /// It was deleted and its last tasks are stopping.
        Draining = "DRAINING",
        /// It was deleted.
        Inactive = "INACTIVE",
    }
}

impl ServiceStatus {
    /// Whether the service was deleted, even if some of its tasks still run.
    pub const fn is_deleted(&self) -> bool {
        match self {
            Self::Draining | Self::Inactive => true,
            Self::Active | Self::Other(_) => false,
        }
    }
}

open_enum! {
    /// Whose tags the tasks of a service get.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html>
    PropagateTags {
        /// Those of the task definition.
        TaskDefinition = "TASK_DEFINITION",
        /// Those of the service.
        Service = "SERVICE",
        /// Nobody's.
        None = "NONE",
    }
}

open_enum! {
    /// What the number of a service's tasks follows.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html#ECS-Type-Service-schedulingStrategy>
    SchedulingStrategy {
        /// Its desired count.
        Replica = "REPLICA",
        /// The number of container instances: one task on each.
        Daemon = "DAEMON",
    }
}
