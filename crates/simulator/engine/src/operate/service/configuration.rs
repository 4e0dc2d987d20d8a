//! How a service wants to be deployed: `deploymentConfiguration`, completed and checked.

use crate::error::ApiError;
use crate::rollout::strategy::tenths;
use crate::service::SchedulingStrategy;
use crate::{JsonMap, json};
use serde_json::{Value, json};

/// The longest bake time, in minutes: a day.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html>
const LONGEST_BAKE: u32 = 1_440;

/// Stages at which nobody can pause.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentLifecycleHook.html>
const NO_PAUSE: [&str; 2] = ["TEST_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT"];

/// Settings that belong to one strategy each.
const OWN: [&str; 2] = ["linearConfiguration", "canaryConfiguration"];

/// Changes a configuration as an update asks; with another strategy the settings of the former one go.
pub(super) fn change(known: &mut JsonMap, changed: &JsonMap) {
    if changed.get("strategy").is_some_and(|strategy| known.get("strategy") != Some(strategy)) {
        known.retain(|key, _| !OWN.contains(&key.as_str()));
    }
    known.extend(changed.clone());
}

/// Gives the configuration AWS's defaults; returns `minimumHealthyPercent` and `maximumPercent`.
pub(super) fn complete(all: &mut JsonMap, scheduling: SchedulingStrategy) -> Result<[u32; 2], ApiError> {
    json::default(all, "deploymentConfiguration", json!({}));
    let Some(configuration) = all.get_mut("deploymentConfiguration").and_then(Value::as_object_mut) else {
        return Err(ApiError::invalid("deploymentConfiguration should be an object."));
    };
    let (minimum, maximum) = match scheduling {
        SchedulingStrategy::Replica => (100, 200),
        SchedulingStrategy::Daemon => (0, 100),
    };
    json::default(configuration, "deploymentCircuitBreaker", json!({ "enable": false, "rollback": false }));
    json::default(configuration, "minimumHealthyPercent", minimum);
    json::default(configuration, "maximumPercent", maximum);
    json::default(configuration, "strategy", "ROLLING");
    json::default(configuration, "bakeTimeInMinutes", 0);
    strategy(configuration, scheduling)?;
    json::objects(configuration, "lifecycleHooks").try_for_each(hook)?;
    monitors(configuration)?;
    percents(configuration, scheduling)
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html>
fn percents(configuration: &JsonMap, scheduling: SchedulingStrategy) -> Result<[u32; 2], ApiError> {
    let percent = |key: &str| {
        json::count(configuration, key).ok_or_else(|| ApiError::invalid(format!("{key} must be at least 0")))
    };
    let (minimum, maximum) = (percent("minimumHealthyPercent")?, percent("maximumPercent")?);
    if minimum > 100 {
        return Err(ApiError::invalid("minimumHealthyPercent must be at most 100"));
    }
    if maximum < 100 {
        return Err(ApiError::invalid("maximumPercent must be at least 100"));
    }
    if maximum > 100 && scheduling == SchedulingStrategy::Daemon {
        return Err(ApiError::invalid(
            "The daemon scheduling strategy does not support values above 100 for maximumPercent.",
        ));
    }
    if minimum == 100 && maximum == 100 {
        return Err(ApiError::invalid(
            "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.",
        ));
    }
    Ok([minimum, maximum])
}

/// A strategy, its own settings with their defaults, and no other strategy's.
fn strategy(configuration: &mut JsonMap, scheduling: SchedulingStrategy) -> Result<(), ApiError> {
    let word = json::text(configuration, "strategy").unwrap_or_default().to_owned();
    if word != "ROLLING" && scheduling == SchedulingStrategy::Daemon {
        return Err(ApiError::invalid(format!("The {word} deployment strategy is not supported for daemon services.")));
    }
    minutes(configuration, "bakeTimeInMinutes")?;
    let own = [
        ("LINEAR", "linearConfiguration", "stepPercent", 10.0, 30, "stepBakeTimeInMinutes", 6),
        ("CANARY", "canaryConfiguration", "canaryPercent", 5.0, 1, "canaryBakeTimeInMinutes", 10),
    ];
    for (strategy, member, percent, usual, least, bake, usual_bake) in own {
        if strategy != word {
            if configuration.contains_key(member) {
                return Err(ApiError::invalid(format!(
                    "{member} is only valid with the {strategy} deployment strategy."
                )));
            }
            continue;
        }
        json::default(configuration, member, json!({}));
        let Some(settings) = configuration.get_mut(member).and_then(Value::as_object_mut) else { continue };
        json::default(settings, percent, usual);
        json::default(settings, bake, usual_bake);
        if tenths(settings, percent).is_none_or(|tenths| tenths < least) {
            let least = f64::from(least) / 10.0;
            return Err(ApiError::invalid(format!(
                "{percent} must be a multiple of 0.1 between {least:.1} and 100.0."
            )));
        }
        minutes(settings, bake)?;
    }
    Ok(())
}

fn minutes(settings: &JsonMap, key: &str) -> Result<(), ApiError> {
    match json::count(settings, key).filter(|minutes| *minutes <= LONGEST_BAKE) {
        Some(_) => Ok(()),
        None => Err(ApiError::invalid(format!("{key} must be between 0 and {LONGEST_BAKE}."))),
    }
}

fn hook(hook: &JsonMap) -> Result<(), ApiError> {
    let stages = json::names(hook, "lifecycleStages");
    if stages.is_empty() {
        return Err(ApiError::invalid("lifecycleStages cannot be empty for a lifecycle hook."));
    }
    let pauses = json::text(hook, "targetType") == Some("PAUSE");
    if pauses {
        return match stages.iter().find(|stage| NO_PAUSE.contains(&&***stage)) {
            Some(stage) => {
                Err(ApiError::invalid(format!("PAUSE lifecycle hooks are not supported at the {stage} stage.")))
            }
            None => Ok(()),
        };
    }
    for member in ["hookTargetArn", "roleArn"] {
        if json::text(hook, member).is_none() {
            return Err(ApiError::invalid(format!("{member} is required for AWS_LAMBDA lifecycle hooks.")));
        }
    }
    Ok(())
}

/// The circuit breaker and the alarms.
fn monitors(configuration: &JsonMap) -> Result<(), ApiError> {
    let part = |key: &str| json::object(configuration, key);
    let threshold =
        part("deploymentCircuitBreaker").and_then(|breaker| json::object(breaker, "thresholdConfiguration"));
    if threshold.is_some_and(|threshold| json::number(threshold, "value").is_none_or(|value| value < 1)) {
        return Err(ApiError::invalid("The value of the thresholdConfiguration must be at least 1."));
    }
    let watches = |alarms: &&JsonMap| json::is_true(alarms, "enable");
    if part("alarms").filter(watches).is_some_and(|alarms| json::list(alarms, "alarmNames").is_empty()) {
        return Err(ApiError::invalid("alarmNames cannot be empty when deployment alarms are enabled."));
    }
    Ok(())
}
