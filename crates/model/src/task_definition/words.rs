//! The enums of task definitions.

use crate::open_enum::open_enum;

open_enum! {
    /// Whether a revision may be used.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html#ECS-Type-TaskDefinition-status>
    TaskDefinitionStatus {
        /// Tasks and services may use it.
        Active = "ACTIVE",
        /// It was deregistered; what uses it goes on.
        Inactive = "INACTIVE",
        /// It is being deleted for good.
        DeleteInProgress = "DELETE_IN_PROGRESS",
    }
}

open_enum! {
    /// How the containers of a task are connected to the network.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html#ECS-Type-TaskDefinition-networkMode>
    NetworkMode {
        /// The task has a network interface.
        Awsvpc = "awsvpc",
        /// Docker's network on the instance, with ports mapped to ports of the host. The default on EC2 with Linux.
        Bridge = "bridge",
        /// The network of the host.
        Host = "host",
        /// No network.
        None = "none",
    }
}

open_enum! {
    /// The protocol of a port mapping.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html#ECS-Type-PortMapping-protocol>
    TransportProtocol {
        /// The default.
        Tcp = "tcp",
        /// The other one.
        Udp = "udp",
    }
}
