//! The states of container instances and capacity providers.

use crate::open_enum::open_enum;

open_enum! {
    /// Where a container instance is in its life.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerInstance.html#ECS-Type-ContainerInstance-status>
    InstanceStatus {
        /// ECS attaches the network interface for `awsvpc` trunking.
        Registering = "REGISTERING",
        /// That interface could not be attached.
        RegistrationFailed = "REGISTRATION_FAILED",
        /// It takes tasks.
        Active = "ACTIVE",
        /// It takes no new tasks; services replace those it has.
        Draining = "DRAINING",
        /// ECS detaches the network interface.
        Deregistering = "DEREGISTERING",
        /// It has left the cluster.
        Inactive = "INACTIVE",
    }
}

open_enum! {
    /// Whether a capacity provider is there.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProvider.html#ECS-Type-CapacityProvider-status>
    CapacityProviderStatus {
        /// It is being created.
        Provisioning = "PROVISIONING",
        /// Clusters may use it.
        Active = "ACTIVE",
        /// It is being deleted.
        Deprovisioning = "DEPROVISIONING",
        /// It was deleted.
        Inactive = "INACTIVE",
    }
}

open_enum! {
    /// How the last change of a capacity provider went.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProvider.html#ECS-Type-CapacityProvider-updateStatus>
    CapacityProviderUpdateStatus {
        /// It is being created.
        CreateInProgress = "CREATE_IN_PROGRESS",
        /// It was created.
        CreateComplete = "CREATE_COMPLETE",
        /// It could not be created.
        CreateFailed = "CREATE_FAILED",
        /// It is being changed.
        UpdateInProgress = "UPDATE_IN_PROGRESS",
        /// It was changed.
        UpdateComplete = "UPDATE_COMPLETE",
        /// It could not be changed.
        UpdateFailed = "UPDATE_FAILED",
        /// It is being deleted.
        DeleteInProgress = "DELETE_IN_PROGRESS",
        /// It was deleted.
        DeleteComplete = "DELETE_COMPLETE",
        /// It could not be deleted: it may still be in use.
        DeleteFailed = "DELETE_FAILED",
    }
}
