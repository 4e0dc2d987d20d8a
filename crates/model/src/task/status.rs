//! The states of a task and of its containers.

use crate::open_enum::open_enum;

open_enum! {
    /// Where a task is in its life, in the order of that life; also what it should come to.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html>
    TaskStatus {
        /// Its network interface is being made.
        Provisioning = "PROVISIONING",
        /// It waits for its place and its images.
        Pending = "PENDING",
        /// Its containers run; it is being registered with target groups.
        Activating = "ACTIVATING",
        /// It runs.
        Running = "RUNNING",
        /// It is being taken out of its target groups.
        Deactivating = "DEACTIVATING",
        /// Its containers are being stopped.
        Stopping = "STOPPING",
        /// Its network interface is being given back.
        Deprovisioning = "DEPROVISIONING",
        /// It has stopped.
        Stopped = "STOPPED",
        /// It has stopped and is about to disappear.
        Deleted = "DELETED",
    }
}

impl TaskStatus {
    /// Whether a task in this state has come to its end.
    pub const fn is_stopped(&self) -> bool {
        match self {
            Self::Stopped | Self::Deleted => true,
            Self::Provisioning
            | Self::Pending
            | Self::Activating
            | Self::Running
            | Self::Deactivating
            | Self::Stopping
            | Self::Deprovisioning
            | Self::Other(_) => false,
        }
    }
}

open_enum! {
    /// Where a container is in its life, in the order of that life.
    ///
    /// Tasks on EC2 also show the states of the agent, which lie between PENDING and RUNNING.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Container.html#ECS-Type-Container-lastStatus>
    ContainerStatus {
        /// It was not started yet.
        Pending = "PENDING",
        /// The digest of its image is known.
        ManifestPulled = "MANIFEST_PULLED",
        /// Its image is there.
        Pulled = "PULLED",
        /// It was made and not started.
        Created = "CREATED",
        /// It runs.
        Running = "RUNNING",
        /// It has ended, or never started.
        Stopped = "STOPPED",
    }
}

open_enum! {
    /// What the container health checks of a container, or of all essential containers of a task, say.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html#ECS-Type-Task-healthStatus>
    HealthStatus {
        /// Every essential container that has a check passes it.
        Healthy = "HEALTHY",
        /// One does not.
        Unhealthy = "UNHEALTHY",
        /// There is no check, or no result yet.
        Unknown = "UNKNOWN",
    }
}

open_enum! {
    /// The kind of a task's end.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html#ECS-Type-Task-stopCode>
    StopCode {
        /// It could not be started.
        TaskFailedToStart = "TaskFailedToStart",
        /// One of its essential containers ended.
        EssentialContainerExited = "EssentialContainerExited",
        /// Somebody called StopTask.
        UserInitiated = "UserInitiated",
        /// Its service stopped it: it was unhealthy or no longer wanted.
        ServiceSchedulerInitiated = "ServiceSchedulerInitiated",
        /// AWS took the spot capacity back.
        SpotInterruption = "SpotInterruption",
        /// Its instance is being terminated.
        TerminationNotice = "TerminationNotice",
        /// What it ran on was not well.
        InfrastructureHealth = "InfrastructureHealth",
    }
}
