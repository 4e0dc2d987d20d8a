//! Making, changing and deleting capacity providers, and giving them to clusters.

use super::input::{CapacityProviderItem, PutClusterCapacityProviders};
use super::provider::{CapacityProvider, ProviderUpdate};
use crate::arn::last_part;
use crate::cluster::Cluster;
use crate::error::ApiError;
use crate::placement::{FARGATE_PROVIDERS, check_strategy};
use crate::service::ServiceStatus;
use crate::task::TaskStatus;
use crate::{Engine, JsonMap, Name, json, validate};
use serde_json::{Value, json};

/// What the names of the account's own providers may not begin with.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCapacityProvider.html>
const RESERVED: [&str; 3] = ["aws", "ecs", "fargate"];

/// The most capacity providers of a cluster.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html>
const CLUSTER_MAX: usize = 20;

impl Engine {
    /// Makes a capacity provider of an Auto Scaling group.
    ///
    /// # Errors
    /// `ClientException` when the name is taken; `InvalidParameterException` for a bad name, settings or tags;
    /// `UnsupportedFeatureException` for a provider of another kind.
    pub fn create_capacity_provider(&mut self, input: CapacityProviderItem) -> Result<Name, ApiError> {
        validate::name("The capacity provider name", &input.name)?;
        let lower = input.name.to_ascii_lowercase();
        if RESERVED.iter().any(|prefix| lower.starts_with(prefix)) {
            return Err(ApiError::client(
                "The specified capacity provider name is invalid. Up to 255 characters are allowed, including letters (upper and lowercase), numbers, underscores, and hyphens. The name cannot be prefixed with \"aws\", \"ecs\", or \"fargate\". Specify a valid name and try again.",
            ));
        }
        if self.world.providers.contains_key(&*input.name) {
            return Err(ApiError::client(
                "The specified capacity provider already exists. To change the configuration of an existing capacity provider, update the capacity provider.",
            ));
        }
        let settings = input.auto_scaling_group_provider.ok_or_else(only_groups)?;
        let tags = validate::with_tags(&[], input.tags)?;
        let name: Name = input.name.as_str().into();
        let provider = CapacityProvider::read(name.clone(), settings, tags)?;
        self.world.providers.insert(name.clone(), provider);
        Ok(name)
    }

    /// Changes how a capacity provider's group is scaled; what the request does not name stays.
    ///
    /// # Errors
    /// `ClientException` when there is none of that name; `InvalidParameterException` for settings that cannot be;
    /// `UnsupportedFeatureException` for a provider of another kind.
    pub fn update_capacity_provider(&mut self, input: CapacityProviderItem) -> Result<Name, ApiError> {
        let known = self.world.providers.get(last_part(&input.name)).ok_or_else(|| not_found(&input.name))?;
        let changes = input.auto_scaling_group_provider.ok_or_else(only_groups)?;
        let mut settings = known.settings.clone();
        for (key, value) in changes {
            match (settings.get_mut(&key).and_then(Value::as_object_mut), value) {
                (Some(known), Value::Object(value)) => known.extend(value),
                (_, value) => drop(settings.insert(key, value)),
            }
        }
        let changed = CapacityProvider::read(known.name.clone(), settings, known.tags.clone())?;
        let name = changed.name.clone();
        self.world.providers.insert(name.clone(), CapacityProvider { update: ProviderUpdate::Updated, ..changed });
        Ok(name)
    }

    /// Deletes a capacity provider that no cluster has, and gives it as it was.
    ///
    /// # Errors
    /// `ClientException` when there is none of that name, or a cluster has it; `InvalidParameterException` for one of
    /// Fargate's.
    pub fn delete_capacity_provider(&mut self, reference: &str) -> Result<CapacityProvider, ApiError> {
        let name = last_part(reference);
        if FARGATE_PROVIDERS.contains(&name) {
            return Err(ApiError::invalid("The specified capacity provider is reserved and cannot be deleted."));
        }
        if let Some(cluster) = self.world.clusters().find(|cluster| has(cluster, name)) {
            return Err(ApiError::client(format!(
                "The capacity provider cannot be deleted because it is associated with cluster: {}. Remove the capacity provider from the cluster and try again.",
                cluster.name
            )));
        }
        let provider = self.world.providers.remove(name).ok_or_else(|| not_found(name))?;
        Ok(CapacityProvider { update: ProviderUpdate::Deleting, ..provider })
    }

    /// Sets the capacity providers of a cluster and its default strategy.
    ///
    /// # Errors
    /// `ClusterNotFoundException`; `InvalidParameterException` for unknown providers and bad strategies;
    /// `ResourceInUseException` when one that would go is in use.
    pub fn put_cluster_capacity_providers(&mut self, input: PutClusterCapacityProviders) -> Result<Name, ApiError> {
        let cluster = self.world.find_cluster(input.cluster.as_deref())?;
        let name = cluster.name.clone();
        let mut settings = JsonMap::new();
        settings.insert("capacityProviders".to_owned(), input.capacity_providers.into());
        settings.insert("defaultCapacityProviderStrategy".to_owned(), input.default_capacity_provider_strategy.into());
        self.check_providers(&mut settings)?;
        let kept = json::names(&settings, "capacityProviders");
        let gone = json::names(&cluster.settings, "capacityProviders")
            .into_iter()
            .find(|it| !kept.contains(it) && uses(cluster, it));
        if gone.is_some() {
            return Err(ApiError::new(
                "ResourceInUseException",
                "The specified capacity provider is in use and cannot be removed.",
            ));
        }
        if let Some(cluster) = self.world.clusters.get_mut(&name) {
            cluster.settings.extend(settings);
        }
        self.capacity_changed(&name);
        Ok(name)
    }

    /// Checks the `capacityProviders` and the `defaultCapacityProviderStrategy` of a cluster, and writes names where
    /// ARNs are.
    pub(crate) fn check_providers(&self, settings: &mut JsonMap) -> Result<(), ApiError> {
        let names: Vec<String> = json::names(settings, "capacityProviders")
            .iter()
            .map(|reference| last_part(reference).to_owned())
            .collect();
        if names.len() > CLUSTER_MAX {
            return Err(ApiError::invalid(format!("capacityProviders cannot have more than {CLUSTER_MAX} elements.")));
        }
        let known =
            |name: &&String| !FARGATE_PROVIDERS.contains(&&***name) && !self.world.providers.contains_key(&***name);
        if let Some(unknown) = names.iter().find(known) {
            return Err(ApiError::invalid(format!(
                "The specified capacity provider '{unknown}' was not found. Specify a valid capacity provider and try again."
            )));
        }
        let strategy = json::list(settings, "defaultCapacityProviderStrategy").to_vec();
        if !strategy.is_empty() {
            let shown = check_strategy(&names, &strategy)?;
            settings.insert("defaultCapacityProviderStrategy".to_owned(), shown.1);
        }
        settings.insert("capacityProviders".to_owned(), json!(names));
        Ok(())
    }
}

fn has(cluster: &Cluster, provider: &str) -> bool {
    json::names(&cluster.settings, "capacityProviders").iter().any(|name| &**name == provider)
}

/// Whether services or tasks of the cluster use the provider.
fn uses(cluster: &Cluster, provider: &str) -> bool {
    let is_it = |name: &Name| &**name == provider;
    cluster.services().filter(|service| service.status == ServiceStatus::Active).any(|service| {
        service.deployments.iter().any(|it| it.template.placement.strategy.iter().any(|item| is_it(&item.provider)))
    }) || cluster
        .tasks()
        .any(|task| task.last_status != TaskStatus::Stopped && task.capacity_provider.as_ref().is_some_and(is_it))
}

fn not_found(name: &str) -> ApiError {
    ApiError::client(format!(
        "The specified capacity provider '{name}' was not found. Specify a valid capacity provider and try again."
    ))
}

fn only_groups() -> ApiError {
    ApiError::new("UnsupportedFeatureException", "Only Auto Scaling group capacity providers are supported here.")
}
