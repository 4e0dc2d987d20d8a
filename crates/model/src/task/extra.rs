//! What a task has beside its containers: what is attached to it, agents of AWS inside, and what RunTask changed.

use serde::{Deserialize, Serialize};

use crate::open_enum::open_enum;

open_enum! {
    /// The type of an attachment.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Attachment.html>
    AttachmentType {
        /// The network interface of a task in `awsvpc` mode.
        ElasticNetworkInterface = "ElasticNetworkInterface",
        /// The same, as older answers call it.
        Eni = "eni",
        /// An EBS volume.
        AmazonElasticBlockStorage = "AmazonElasticBlockStorage",
        /// The proxy of Service Connect.
        ServiceConnect = "Service Connect",
    }
}

open_enum! {
    /// Where an attachment is in its life.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Attachment.html>
    AttachmentStatus {
        /// It is to be made.
        Precreated = "PRECREATED",
        /// It was made.
        Created = "CREATED",
        /// It is being attached.
        Attaching = "ATTACHING",
        /// It is attached.
        Attached = "ATTACHED",
        /// It is being taken away.
        Detaching = "DETACHING",
        /// It was taken away.
        Detached = "DETACHED",
        /// It was deleted.
        Deleted = "DELETED",
        /// It could not be attached.
        Failed = "FAILED",
    }
}

/// Something that is attached to a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// What it is.
    pub kind: AttachmentType,
    /// Where it is in its life.
    pub status: AttachmentStatus,
    /// What it is called where it comes from: a volume id, an interface id.
    pub id: Option<String>,
}

/// An agent of AWS in a container; ECS Exec needs one.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedAgent.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManagedAgent {
    /// `ExecuteCommandAgent`, as it came.
    pub name: String,
    /// `PENDING`, `RUNNING` or `STOPPED`, as it came.
    pub status: String,
    /// Why, in ECS's words.
    pub reason: Option<String>,
}

/// What RunTask or StartTask changed in a task, against its definition.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html>
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overrides {
    /// CPU units.
    pub cpu: Option<String>,
    /// Memory in MiB.
    pub memory: Option<String>,
    /// The task role's ARN.
    pub task_role: Option<String>,
    /// The task execution role's ARN.
    pub execution_role: Option<String>,
    /// Fargate's ephemeral storage in GiB.
    pub ephemeral_storage: Option<u32>,
    /// Containers of which something was changed.
    pub containers: Vec<ContainerOverride>,
}

/// What was changed in a container.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerOverride.html>
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContainerOverride {
    /// Its name in the task definition.
    pub name: String,
    /// The command instead of the one in the definition; none where that stays.
    pub command: Vec<String>,
    /// Names of variables that were set. Their values are not kept.
    pub environment: Vec<String>,
    /// CPU units.
    pub cpu: Option<u32>,
    /// The hard limit in MiB.
    pub memory: Option<u32>,
    /// The soft limit in MiB.
    pub memory_reservation: Option<u32>,
}

impl Overrides {
    /// Whether nothing was changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl ContainerOverride {
    /// Whether nothing was changed.
    pub fn is_empty(&self) -> bool {
        *self == Self { name: self.name.clone(), ..Self::default() }
    }
}
