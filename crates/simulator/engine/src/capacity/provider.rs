//! Capacity providers: Auto Scaling groups that ECS scales.

use super::machine::Machine;
use crate::error::ApiError;
use crate::tag::Tag;
use crate::time::seconds;
use crate::{JsonMap, Name, json};
use serde_json::{Value, json};

/// Whether a capacity provider can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProviderUpdate {
    /// It was made and not changed since.
    Created,
    /// It was changed.
    Updated,
    /// It is being deleted.
    Deleting,
}

impl ProviderUpdate {
    /// The word on the wire; none for a provider that was never changed.
    #[must_use]
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Created => None,
            Self::Updated => Some("UPDATE_COMPLETE"),
            Self::Deleting => Some("DELETE_IN_PROGRESS"),
        }
    }
}

/// How ECS scales a provider's Auto Scaling group.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedScaling.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ManagedScaling {
    /// Whether it does.
    pub enabled: bool,
    /// In percent: how many of the instances should be in use.
    pub target: u32,
    /// At least so many are started at once.
    pub least_step: u32,
    /// At most so many are started or ended at once.
    pub most_step: u32,
    /// How long a new instance does not count, in milliseconds.
    pub warmup: u64,
}

/// A capacity provider of the account that is an Auto Scaling group.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProvider.html>
#[derive(Clone, Debug)]
pub struct CapacityProvider {
    /// Its name, unique in the account and region.
    pub name: Name,
    /// What happened to it last.
    pub update: ProviderUpdate,
    /// `autoScalingGroupProvider` as it is given back, with AWS's defaults.
    pub settings: JsonMap,
    /// How its group is scaled.
    pub scaling: ManagedScaling,
    /// Whether an instance is DRAINING for a while before it ends.
    pub drains: bool,
    /// What its group starts.
    pub machine: &'static Machine,
    /// Its tags, in the order they were put on.
    pub tags: Vec<Tag>,
}

/// The limits of the numbers of managed scaling, and their defaults.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedScaling.html>
const NUMBERS: [(&str, u32, u32, u32); 4] = [
    ("targetCapacity", 1, 100, 100),
    ("minimumScalingStepSize", 1, 10_000, 1),
    ("maximumScalingStepSize", 1, 10_000, 10_000),
    ("instanceWarmupPeriod", 0, 10_000, 300),
];

impl CapacityProvider {
    /// Reads `autoScalingGroupProvider`, completed with AWS's defaults.
    pub(super) fn read(name: Name, mut settings: JsonMap, tags: Vec<Tag>) -> Result<Self, ApiError> {
        json::default(&mut settings, "managedScaling", json!({}));
        json::default(&mut settings, "managedTerminationProtection", "DISABLED");
        json::default(&mut settings, "managedDraining", "ENABLED");
        let scaling = managed_scaling(&mut settings)?;
        let is_on = |key: &str| json::text(&settings, key) == Some("ENABLED");
        if is_on("managedTerminationProtection") && !scaling.enabled {
            return Err(ApiError::invalid(
                "The managed termination protection setting for the capacity provider is invalid. To enable managed termination protection for a capacity provider, enable managed scaling and retry.",
            ));
        }
        let arn = json::text(&settings, "autoScalingGroupArn").unwrap_or_default();
        let group = arn.rsplit('/').next().unwrap_or_default();
        if group.is_empty() {
            return Err(ApiError::invalid("The specified Auto Scaling group ARN is not valid."));
        }
        Ok(Self {
            update: ProviderUpdate::Created,
            scaling,
            drains: is_on("managedDraining"),
            machine: Machine::of_group(group),
            name,
            settings,
            tags,
        })
    }
}

fn managed_scaling(settings: &mut JsonMap) -> Result<ManagedScaling, ApiError> {
    let Some(scaling) = settings.get_mut("managedScaling").and_then(Value::as_object_mut) else {
        return Err(ApiError::invalid("managedScaling should be an object."));
    };
    json::default(scaling, "status", "DISABLED");
    let mut numbers = [0; 4];
    for (number, (key, least, most, usual)) in numbers.iter_mut().zip(NUMBERS) {
        json::default(scaling, key, usual);
        *number = json::count(scaling, key)
            .filter(|number| (least..=most).contains(number))
            .ok_or_else(|| ApiError::invalid(format!("{key} must be between {least} and {most}.")))?;
    }
    let [target, least_step, most_step, warmup] = numbers;
    if least_step > most_step {
        return Err(ApiError::invalid("minimumScalingStepSize must be less than or equal to maximumScalingStepSize."));
    }
    let enabled = json::text(scaling, "status") == Some("ENABLED");
    Ok(ManagedScaling { enabled, target, least_step, most_step, warmup: seconds(warmup.into()) })
}
