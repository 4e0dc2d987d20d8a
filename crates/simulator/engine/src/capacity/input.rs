//! What requests about capacity say. Each type reads itself from the JSON body of its request; absent lists are empty.

use crate::JsonMap;
use crate::tag::Tag;
use serde::Deserialize;

/// RegisterContainerInstance, which on AWS only the agent calls.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterContainerInstance.html>
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RegisterContainerInstance {
    /// Name or ARN; `default` when absent.
    pub cluster: Option<String>,
    /// JSON with `instanceId`, `instanceType`, `availabilityZone`, `imageId` and `architecture`. Its signature is not
    /// checked.
    pub instance_identity_document: Option<String>,
    /// `CPU`, `MEMORY`, `PORTS`, `PORTS_UDP`; the instance type's when absent.
    pub total_resources: Vec<JsonMap>,
    /// `agentVersion`, `agentHash`, `dockerVersion`.
    pub version_info: Option<JsonMap>,
    /// An instance that was registered before.
    pub container_instance_arn: Option<String>,
    /// What is told about it.
    pub attributes: Vec<AttributeItem>,
    /// GPUs, by `id`.
    pub platform_devices: Vec<JsonMap>,
    /// At most 50.
    pub tags: Vec<Tag>,
}

/// An attribute in a request.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Attribute.html>
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AttributeItem {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Option<String>,
    /// The id or ARN of the container instance.
    pub target_id: Option<String>,
}

/// DeregisterContainerInstance.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeregisterContainerInstance.html>
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DeregisterContainerInstance {
    /// Name or ARN; `default` when absent.
    pub cluster: Option<String>,
    /// Id or ARN.
    pub container_instance: String,
    /// Even when tasks run on it.
    pub force: bool,
}

/// UpdateContainerInstancesState.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateContainerInstancesState.html>
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct UpdateContainerInstancesState {
    /// Name or ARN; `default` when absent.
    pub cluster: Option<String>,
    /// Ids or ARNs, at most 10.
    pub container_instances: Vec<String>,
    /// `ACTIVE` or `DRAINING`.
    pub status: String,
}

/// PutAttributes and DeleteAttributes.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutAttributes.html>
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Attributes {
    /// Name or ARN; `default` when absent.
    pub cluster: Option<String>,
    /// At most 10.
    pub attributes: Vec<AttributeItem>,
}

/// CreateCapacityProvider and UpdateCapacityProvider.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCapacityProvider.html>
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CapacityProviderItem {
    /// Its name.
    pub name: String,
    /// The Auto Scaling group and how it is scaled.
    pub auto_scaling_group_provider: Option<JsonMap>,
    /// At most 50.
    pub tags: Vec<Tag>,
}

/// PutClusterCapacityProviders.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html>
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PutClusterCapacityProviders {
    /// Name or ARN.
    pub cluster: Option<String>,
    /// All that the cluster has from now on.
    pub capacity_providers: Vec<String>,
    /// What is used by whoever names neither a launch type nor a strategy.
    pub default_capacity_provider_strategy: Vec<JsonMap>,
}
