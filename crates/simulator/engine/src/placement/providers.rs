//! Capacity provider strategies.

use super::{FARGATE_PROVIDERS, StrategyItem};
use crate::arn::last_part;
use crate::cluster::Cluster;
use crate::error::ApiError;
use crate::{JsonMap, json};
use serde_json::{Value, json};

/// The most items of a strategy.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html>
const ITEMS_MAX: usize = 20;

/// Reads a request's `capacityProviderStrategy`, or the cluster's default one when the request names no launch type
/// either, and completes it in place.
pub(super) fn read(cluster: &Cluster, members: &mut JsonMap) -> Result<Vec<StrategyItem>, ApiError> {
    let has_launch_type = members.contains_key("launchType");
    if json::list(members, "capacityProviderStrategy").is_empty() {
        members.remove("capacityProviderStrategy");
        let default = json::list(&cluster.settings, "defaultCapacityProviderStrategy");
        if has_launch_type || default.is_empty() {
            return Ok(Vec::new());
        }
        members.insert("capacityProviderStrategy".to_owned(), default.to_vec().into());
    } else if has_launch_type {
        return Err(ApiError::invalid(
            "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.",
        ));
    }
    let associated: Vec<String> =
        json::names(&cluster.settings, "capacityProviders").iter().map(|name| name.to_string()).collect();
    let (items, shown) = check_strategy(&associated, json::list(members, "capacityProviderStrategy"))?;
    members.insert("capacityProviderStrategy".to_owned(), shown);
    Ok(items)
}

/// Reads a strategy for a cluster that has those capacity providers; also as it is given back.
pub(crate) fn check_strategy(associated: &[String], asked: &[Value]) -> Result<(Vec<StrategyItem>, Value), ApiError> {
    if asked.len() > ITEMS_MAX {
        return Err(ApiError::invalid(format!(
            "The specified capacity provider strategy cannot have more than {ITEMS_MAX} capacity providers."
        )));
    }
    let mut items = Vec::new();
    for item in asked.iter().filter_map(Value::as_object) {
        let provider = last_part(json::text(item, "capacityProvider").unwrap_or_default());
        if !associated.iter().any(|name| name == provider) {
            return Err(ApiError::invalid(
                "The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster and try again.",
            ));
        }
        let member = |key: &str| json::count(item, key).unwrap_or(0);
        items.push(StrategyItem { provider: provider.into(), base: member("base"), weight: member("weight") });
    }
    if let [only] = &mut items[..] {
        only.weight = only.weight.max(1);
    }
    if items.iter().all(|item| item.weight == 0) {
        return Err(ApiError::invalid(
            "There are no capacity providers in the capacity provider strategy with a weight value greater than zero.",
        ));
    }
    if items.iter().filter(|item| item.base > 0).count() > 1 {
        return Err(ApiError::invalid(
            "There are multiple capacity providers in the specified capacity provider strategy with a base value defined.",
        ));
    }
    let on_fargate = items.iter().filter(|item| item.is_fargate()).count();
    if on_fargate != 0 && on_fargate != items.len() {
        return Err(ApiError::invalid(
            "The specified capacity provider strategy cannot contain both Fargate and Auto Scaling group capacity providers.",
        ));
    }
    let shown = items
        .iter()
        .map(|item| json!({ "capacityProvider": &*item.provider, "weight": item.weight, "base": item.base }))
        .collect();
    Ok((items, shown))
}

impl StrategyItem {
    /// Whether it is one of the providers that every account has.
    pub fn is_fargate(&self) -> bool {
        FARGATE_PROVIDERS.contains(&&*self.provider)
    }
}
