//! An alarm's settings as its history keeps them.

use super::{Alarm, Watched};
use crate::World;
use crate::metrics::{Asks, MetricKey, Query};
use serde_json::{Value, json};

/// The settings as JSON, in the words of the history.
pub(super) fn configuration(world: &World, alarm: &Alarm) -> Value {
    let settings = &alarm.settings;
    let mut configuration = json!({
        "alarmName": &*settings.name,
        "alarmArn": world.arns().alarm(&settings.name),
        "stateValue": alarm.state.word(),
        "stateUpdatedTimestamp": super::reason::moment(alarm.state_updated_at),
        "alarmConfigurationUpdatedTimestamp": super::reason::moment(alarm.configured_at),
        "actionsEnabled": settings.actions_enabled,
        "okActions": settings.ok_actions,
        "alarmActions": settings.alarm_actions,
        "insufficientDataActions": settings.insufficient_data_actions,
        "evaluationPeriods": settings.evaluation_periods,
        "threshold": settings.threshold,
        "comparisonOperator": settings.comparison.word(),
    });
    if let Some(description) = &settings.description {
        configuration["alarmDescription"] = description.as_str().into();
    }
    if let Some(needed) = settings.datapoints_to_alarm {
        configuration["datapointsToAlarm"] = needed.into();
    }
    if let Some(missing) = settings.treat_missing {
        configuration["treatMissingData"] = missing.word().into();
    }
    match &settings.watched {
        Watched::Metric { key, statistic, period, .. } => {
            configuration["metricName"] = json!(&*key.name);
            configuration["namespace"] = json!(&*key.namespace);
            configuration["dimensions"] = dimensions(key);
            configuration["period"] = (*period).into();
            let member = if statistic.is_simple() { "statistic" } else { "extendedStatistic" };
            configuration[member] = statistic.to_string().into();
        }
        Watched::Queries(queries) => {
            configuration["metrics"] = queries.iter().map(query).collect();
        }
    }
    configuration
}

fn query(query: &Query) -> Value {
    let mut item = json!({ "id": query.id, "returnData": query.returns });
    match &query.asks {
        Asks::Metric { key, period, statistic, .. } => {
            let metric =
                json!({ "namespace": &*key.namespace, "metricName": &*key.name, "dimensions": dimensions(key) });
            item["metricStat"] = json!({ "metric": metric, "period": period, "stat": statistic.to_string() });
        }
        Asks::Expression { text, .. } => item["expression"] = text.as_str().into(),
    }
    item
}

fn dimensions(key: &MetricKey) -> Value {
    key.dimensions().iter().map(|(name, value)| json!({ "name": &**name, "value": &**value })).collect()
}
