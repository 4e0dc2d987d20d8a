//! Task definitions: families, revisions, and what one revision says.

mod comparison;
mod words;

pub use comparison::Comparison;
pub use words::{NetworkMode, TaskDefinitionStatus, TransportProtocol};

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::name::{Family, NameError};
use crate::service::placement::PlacementConstraint;
use crate::time::Timestamp;

/// One revision of a family: `checkout:42`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TaskDefinitionRef {
    /// The family.
    pub family: Family,
    /// The revision, counted from 1.
    pub revision: u32,
}

impl TaskDefinitionRef {
    /// Reads `family:revision`, or an ARN that ends in it.
    ///
    /// # Errors
    /// [`NameError`] when the text does not end in a family, a colon and a number.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        let short = text.rsplit('/').next().unwrap_or(text);
        let problem = NameError { noun: "task definition", problem: "family:revision is expected" };
        let (family, revision) = short.rsplit_once(':').ok_or_else(|| problem.clone())?;
        Ok(Self { family: Family::parse(family)?, revision: revision.parse().map_err(|_| problem)? })
    }
}

impl FromStr for TaskDefinitionRef {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        Self::parse(text)
    }
}

impl fmt::Display for TaskDefinitionRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.family, self.revision)
    }
}

/// A port that a container opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortMapping {
    /// The port in the container.
    pub container_port: u16,
    /// The port on the host, where it is fixed.
    pub host_port: Option<u16>,
    /// TCP or UDP.
    pub protocol: TransportProtocol,
    /// The name by which Service Connect knows it.
    pub name: Option<String>,
}

/// How ECS asks a container whether it is well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthCheck {
    /// The command, `CMD` or `CMD-SHELL` first.
    pub command: Vec<String>,
    /// Seconds between checks.
    pub interval: u32,
    /// Seconds until a check counts as failed.
    pub timeout: u32,
    /// Failures in a row until the container is unhealthy.
    pub retries: u32,
    /// Seconds after the start during which failures do not count.
    pub start_period: Option<u32>,
}

/// A secret that ECS puts into a container's environment: where it comes from, never its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretRef {
    /// The name of the environment variable.
    pub name: String,
    /// The ARN or parameter name that holds the value.
    pub value_from: String,
}

/// One container of a task definition.
///
/// Values of environment variables are not part of it: only their names are kept.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContainerDefinition {
    /// Its name, unique in the task definition.
    pub name: String,
    /// The image with its tag or digest.
    pub image: String,
    /// Whether the task ends when it ends.
    pub essential: bool,
    /// CPU units, 1024 to a core; 0 when nothing is reserved.
    pub cpu: u32,
    /// The hard limit in MiB.
    pub memory: Option<u32>,
    /// The soft limit in MiB.
    pub memory_reservation: Option<u32>,
    /// GPUs that are reserved for it.
    pub gpus: u32,
    /// Ports it opens.
    pub ports: Vec<PortMapping>,
    /// Names of its environment variables.
    pub environment: Vec<String>,
    /// Files in S3 that hold more of them: ARNs.
    pub environment_files: Vec<String>,
    /// Secrets it is given.
    pub secrets: Vec<SecretRef>,
    /// The entry point, if it replaces the image's.
    pub entry_point: Vec<String>,
    /// The command, if it replaces the image's.
    pub command: Vec<String>,
    /// Its health check.
    pub health_check: Option<HealthCheck>,
    /// The log driver, for example `awslogs`.
    pub log_driver: Option<String>,
    /// The log group and stream prefix or other options that are not secret.
    pub log_options: Vec<(String, String)>,
    /// What it waits for: container and condition.
    pub depends_on: Vec<(String, String)>,
    /// Mount points: volume, path, and whether it is read-only.
    pub mounts: Vec<(String, String, bool)>,
    /// The user it runs as.
    pub user: Option<String>,
    /// Whether it has root's powers on the host.
    pub privileged: bool,
    /// Whether its root file system is read-only.
    pub read_only_root: bool,
    /// Seconds between the request to stop and the kill.
    pub stop_timeout: Option<u32>,
}

/// One registered revision.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskDefinition {
    /// Its full name.
    pub arn: String,
    /// Family and revision.
    pub reference: TaskDefinitionRef,
    /// Whether it may be used.
    pub status: TaskDefinitionStatus,
    /// CPU units of the whole task, 1024 to a core.
    pub cpu: Option<String>,
    /// Memory of the whole task in MiB.
    pub memory: Option<String>,
    /// How its containers are connected; `bridge` when absent.
    pub network_mode: Option<NetworkMode>,
    /// Launch types it was checked against.
    pub requires_compatibilities: Vec<String>,
    /// The role its containers act with.
    pub task_role_arn: Option<String>,
    /// The role ECS acts with to start it.
    pub execution_role_arn: Option<String>,
    /// Operating system and processor, for example `LINUX / ARM64`.
    pub runtime_platform: Option<String>,
    /// What instances have to be like for its tasks, beside what their service asks for.
    pub placement_constraints: Vec<PlacementConstraint>,
    /// Attributes that instances have to have, some of them with a value.
    pub requires_attributes: Vec<(String, Option<String>)>,
    /// Ephemeral storage in GiB.
    pub ephemeral_storage: Option<u32>,
    /// Volumes: name and kind.
    pub volumes: Vec<(String, String)>,
    /// Its containers, in the order of the definition.
    pub containers: Vec<ContainerDefinition>,
    /// When it was registered.
    pub registered_at: Option<Timestamp>,
    /// Who registered it: an ARN.
    pub registered_by: Option<String>,
    /// When it was deregistered.
    pub deregistered_at: Option<Timestamp>,
    /// Tags as key and value.
    pub tags: Vec<(String, String)>,
    /// The whole answer as indented JSON, with every value of an environment variable replaced.
    pub raw: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_read_from_a_short_name_and_from_an_arn() {
        let short = TaskDefinitionRef::parse("checkout:42").unwrap();
        let long =
            TaskDefinitionRef::parse("arn:aws:ecs:eu-central-1:123456789012:task-definition/checkout:42").unwrap();
        assert_eq!(short, long);
        assert_eq!(short.to_string(), "checkout:42");
    }

    #[test]
    fn a_reference_without_a_number_is_refused() {
        for text in ["checkout", "checkout:", "checkout:x", ":4", ""] {
            assert!(TaskDefinitionRef::parse(text).is_err(), "{text:?}");
        }
    }
}
