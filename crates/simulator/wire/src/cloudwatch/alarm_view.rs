//! An alarm in an answer.

use serde_json::{Value, json};

use super::dimensions;
use super::queries;
use simulator_engine::Engine;
use simulator_engine::metrics::{Alarm, Watched};

/// A `MetricAlarm`.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html>
pub fn alarm(engine: &Engine, alarm: &Alarm) -> Value {
    let settings = &alarm.settings;
    let mut view = json!({
        "AlarmName": &*settings.name,
        "AlarmArn": engine.world().arns().alarm(&settings.name),
        "AlarmConfigurationUpdatedTimestamp": alarm.configured_at.as_seconds(),
        "ActionsEnabled": settings.actions_enabled,
        "OKActions": settings.ok_actions,
        "AlarmActions": settings.alarm_actions,
        "InsufficientDataActions": settings.insufficient_data_actions,
        "StateValue": alarm.state.word(),
        "StateReason": alarm.reason,
        "StateUpdatedTimestamp": alarm.state_updated_at.as_seconds(),
        "StateTransitionedTimestamp": alarm.state_transitioned_at.as_seconds(),
        "Dimensions": [],
        "EvaluationPeriods": settings.evaluation_periods,
        "Threshold": settings.threshold,
        "ComparisonOperator": settings.comparison.word(),
    });
    let optional = [
        ("AlarmDescription", settings.description.as_deref().map(Value::from)),
        ("StateReasonData", alarm.reason_data.as_deref().map(Value::from)),
        ("DatapointsToAlarm", settings.datapoints_to_alarm.map(Value::from)),
        ("TreatMissingData", settings.treat_missing.map(|missing| missing.word().into())),
        ("EvaluateLowSampleCountPercentile", settings.low_samples.as_deref().map(Value::from)),
    ];
    for (member, value) in optional {
        if let Some(value) = value {
            view[member] = value;
        }
    }
    match &settings.watched {
        Watched::Metric { key, statistic, period, unit } => {
            view["Namespace"] = json!(&*key.namespace);
            view["MetricName"] = json!(&*key.name);
            view["Dimensions"] = dimensions(key);
            view["Period"] = (*period).into();
            let member = if statistic.is_simple() { "Statistic" } else { "ExtendedStatistic" };
            view[member] = statistic.to_string().into();
            if let Some(unit) = unit {
                view["Unit"] = unit.word().into();
            }
        }
        Watched::Queries(asked) => view["Metrics"] = asked.iter().map(queries::view).collect(),
    }
    view
}
