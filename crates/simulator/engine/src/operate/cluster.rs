//! Making and deleting clusters.

use crate::arn::last_part;
use crate::capacity::Capacity;
use crate::cluster::{Cluster, ClusterStatus, TaskCounts};
use crate::error::ApiError;
use crate::input::CreateCluster;
use crate::service::ServiceStatus;
use crate::task::TaskStatus;
use crate::{Engine, JsonMap, Name, json, validate};
use serde_json::json;
use std::collections::BTreeMap;

/// Members of the request that DescribeClusters gives back.
const MEMBERS: &[&str] =
    &["settings", "configuration", "capacityProviders", "defaultCapacityProviderStrategy", "serviceConnectDefaults"];

/// Those that UpdateCluster changes.
const CHANGEABLE: &[&str] = &["settings", "configuration", "serviceConnectDefaults"];

impl Engine {
    /// Makes a cluster, or gives the ACTIVE one of that name unchanged.
    ///
    /// # Errors
    /// `InvalidParameterException` for a bad name, bad tags, unknown capacity providers or a bad default strategy.
    pub fn create_cluster(&mut self, input: CreateCluster) -> Result<Name, ApiError> {
        let name: Name = input.cluster_name.as_deref().unwrap_or("default").into();
        validate::name("Cluster name", &name)?;
        let tags = validate::with_tags(&[], input.tags)?;
        if self.world.cluster(&name).is_some_and(|cluster| cluster.status == ClusterStatus::Active) {
            return Ok(name);
        }
        let mut settings = with_defaults(json::pick(&input.rest, MEMBERS), &self.world.usual_insights());
        check_settings(&settings)?;
        self.check_providers(&mut settings)?;
        let cluster = Cluster {
            name: name.clone(),
            status: ClusterStatus::Active,
            created_at: self.now(),
            tags,
            settings,
            counts: TaskCounts::default(),
            services: BTreeMap::new(),
            tasks: BTreeMap::new(),
            capacity: Capacity::default(),
        };
        self.world.clusters.insert(name.clone(), cluster);
        Ok(name)
    }

    /// Changes the settings of an ACTIVE cluster that a request names by name or ARN: each member of the request
    /// replaces what the cluster has.
    ///
    /// # Errors
    /// `ClusterNotFoundException`; `InvalidParameterException` for a setting that there is not.
    pub fn update_cluster(&mut self, cluster: &str, changes: &JsonMap) -> Result<Name, ApiError> {
        check_settings(changes)?;
        let name = self.world.find_cluster(Some(cluster))?.name.clone();
        if let Some(cluster) = self.world.clusters.get_mut(&name) {
            cluster.settings.extend(json::pick(changes, CHANGEABLE));
        }
        Ok(name)
    }

    /// Deletes an empty cluster that a request names by name or ARN: it becomes INACTIVE.
    ///
    /// # Errors
    /// `ClusterNotFoundException`, `ClusterContainsServicesException`, `ClusterContainsTasksException`,
    /// `ClusterContainsContainerInstancesException`.
    pub fn delete_cluster(&mut self, cluster: &str) -> Result<Name, ApiError> {
        let name = last_part(cluster);
        let cluster = self
            .world
            .clusters
            .get_mut(name)
            .filter(|cluster| cluster.status == ClusterStatus::Active)
            .ok_or_else(ApiError::cluster_not_found)?;
        if cluster.services.values().any(|service| service.status != ServiceStatus::Inactive) {
            let message = "The Cluster cannot be deleted while Services are active.";
            return Err(ApiError::new("ClusterContainsServicesException", message));
        }
        if cluster.tasks.values().any(|task| task.last_status != TaskStatus::Stopped) {
            let message = "The Cluster cannot be deleted while Tasks are active.";
            return Err(ApiError::new("ClusterContainsTasksException", message));
        }
        if cluster.instances().len() > 0 {
            let message = "The Cluster cannot be deleted while Container Instances are active or draining.";
            return Err(ApiError::new("ClusterContainsContainerInstancesException", message));
        }
        cluster.status = ClusterStatus::Inactive;
        cluster.services.clear();
        cluster.tasks.clear();
        Ok(cluster.name.clone())
    }
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ClusterSetting.html>
fn check_settings(settings: &JsonMap) -> Result<(), ApiError> {
    let good = |setting: &JsonMap| {
        json::text(setting, "name") == Some("containerInsights")
            && matches!(json::text(setting, "value"), Some("enabled" | "disabled" | "enhanced"))
    };
    if json::objects(settings, "settings").all(good) {
        return Ok(());
    }
    Err(ApiError::invalid("Invalid cluster setting: containerInsights can be enabled, disabled or enhanced."))
}

fn with_defaults(mut settings: JsonMap, insights: &str) -> JsonMap {
    json::default(&mut settings, "settings", json!([{ "name": "containerInsights", "value": insights }]));
    json::default(&mut settings, "capacityProviders", json!([]));
    json::default(&mut settings, "defaultCapacityProviderStrategy", json!([]));
    settings
}
