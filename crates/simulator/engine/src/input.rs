//! What requests say, as far as the engine interprets it; the rest is carried along in `rest`.
//!
//! Each type reads itself from the JSON body of its request. Absent lists are empty.

use super::JsonMap;
use super::tag::Tag;
use serde::Deserialize;

/// CreateCluster. <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html>
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CreateCluster {
    /// `default` when absent.
    pub cluster_name: Option<String>,
    /// At most 50.
    pub tags: Vec<Tag>,
    /// `settings`, `configuration`, `capacityProviders`, …
    #[serde(flatten)]
    pub rest: JsonMap,
}

/// RegisterTaskDefinition. <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html>
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RegisterTaskDefinition {
    /// The family's name.
    pub family: Option<String>,
    /// 1–50, when there is a list.
    pub tags: Option<Vec<Tag>>,
    /// All other members, whether the engine knows them or not.
    #[serde(flatten)]
    pub rest: JsonMap,
}

/// CreateService. <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html>
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CreateService {
    /// Name or ARN; `default` when absent.
    pub cluster: Option<String>,
    /// 1–255 letters, digits, hyphens and underscores.
    pub service_name: String,
    /// Family, `family:revision` or ARN.
    pub task_definition: Option<String>,
    /// 1 when absent.
    pub desired_count: Option<i64>,
    /// Makes a repeated request harmless.
    pub client_token: Option<String>,
    /// At most 50.
    pub tags: Vec<Tag>,
    /// All other members.
    #[serde(flatten)]
    pub rest: JsonMap,
}

/// UpdateService. <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html>
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct UpdateService {
    /// Name or ARN; `default` when absent.
    pub cluster: Option<String>,
    /// Name or ARN.
    pub service: String,
    /// Unchanged when absent.
    pub task_definition: Option<String>,
    /// Unchanged when absent.
    pub desired_count: Option<i64>,
    /// A new deployment even when nothing else changes.
    pub force_new_deployment: bool,
    /// All other members; each replaces what the service has.
    #[serde(flatten)]
    pub rest: JsonMap,
}

/// CreateTaskSet. <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateTaskSet.html>
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CreateTaskSet {
    /// Name or ARN; `default` when absent.
    pub cluster: Option<String>,
    /// Name or ARN.
    pub service: String,
    /// Family, `family:revision` or ARN.
    pub task_definition: String,
    /// What its maker calls it.
    pub external_id: Option<String>,
    /// Its share of the desired count; all of it when absent.
    pub scale: Option<JsonMap>,
    /// Makes a repeated request harmless.
    pub client_token: Option<String>,
    /// At most 50.
    pub tags: Vec<Tag>,
    /// All other members: `launchType`, `networkConfiguration`, `loadBalancers`, …
    #[serde(flatten)]
    pub rest: JsonMap,
}

/// DeleteService. <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteService.html>
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DeleteService {
    /// Name or ARN; `default` when absent.
    pub cluster: Option<String>,
    /// Name or ARN.
    pub service: String,
    /// Even when it is not scaled to zero.
    pub force: bool,
}

/// RunTask. <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html>
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RunTask {
    /// Name or ARN; `default` when absent.
    pub cluster: Option<String>,
    /// Family, `family:revision` or ARN.
    pub task_definition: String,
    /// 1–10; 1 when absent.
    pub count: Option<i64>,
    /// At most 128 letters, digits, spaces and `-_/=+.:@`.
    pub started_by: Option<String>,
    /// `family:FAMILY` when absent.
    pub group: Option<String>,
    /// Makes a repeated request harmless.
    pub client_token: Option<String>,
    /// What differs from the task definition.
    pub overrides: Option<JsonMap>,
    /// At most 50.
    pub tags: Vec<Tag>,
    /// All other members: `launchType`, `capacityProviderStrategy`, `networkConfiguration`, …
    #[serde(flatten)]
    pub rest: JsonMap,
}

/// StopTask. <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html>
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct StopTask {
    /// Name or ARN; `default` when absent.
    pub cluster: Option<String>,
    /// Id or ARN.
    pub task: String,
    /// The stopped reason; `Task stopped by user` when absent.
    pub reason: Option<String>,
}

/// UpdateTaskProtection. <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateTaskProtection.html>
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct UpdateTaskProtection {
    /// Name or ARN.
    pub cluster: String,
    /// 1–10 ids or ARNs.
    pub tasks: Vec<String>,
    /// Whether they are to be protected.
    pub protection_enabled: bool,
    /// 1–2880; two hours when absent.
    pub expires_in_minutes: Option<i64>,
}

/// GetTaskProtection. <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_GetTaskProtection.html>
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct GetTaskProtection {
    /// Name or ARN.
    pub cluster: String,
    /// 1–100 ids or ARNs.
    pub tasks: Vec<String>,
}

/// StartTask. <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StartTask.html>
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct StartTask {
    /// 1–10 ids or ARNs.
    pub container_instances: Vec<String>,
    /// What else it says, as RunTask says it.
    #[serde(flatten)]
    pub run: RunTask,
}
