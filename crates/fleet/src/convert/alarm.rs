//! Metric alarms.

use aws_sdk_cloudwatch::types;
use model::alarm::{Alarm, MetricName};

use super::{count, text, time, word};

/// `None` when it has no name.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html>
pub(crate) fn alarm(alarm: types::MetricAlarm) -> Option<Alarm> {
    let own = metric(alarm.namespace, alarm.metric_name, alarm.dimensions);
    let of_expression = alarm.metrics.into_iter().flatten().filter_map(|query| query.metric_stat?.metric);
    let of_expression = of_expression.filter_map(|it| metric(it.namespace, it.metric_name, it.dimensions));
    let state = alarm.state_value.as_ref().map(|state| state.as_str());
    Some(Alarm {
        arn: alarm.alarm_arn.unwrap_or_default(),
        name: text(alarm.alarm_name)?,
        description: text(alarm.alarm_description),
        state: word(state),
        reason: text(alarm.state_reason),
        // The state may be told anew without having changed.
        since: time(alarm.state_transitioned_timestamp.or(alarm.state_updated_timestamp)),
        metrics: own.into_iter().chain(of_expression).collect(),
        statistic: alarm
            .statistic
            .map(|statistic| statistic.as_str().to_owned())
            .or_else(|| text(alarm.extended_statistic)),
        comparison: alarm.comparison_operator.map(|operator| operator.as_str().into()),
        threshold: alarm.threshold,
        period: alarm.period.map(count),
        evaluation_periods: count(alarm.evaluation_periods.unwrap_or_default()),
        datapoints_to_alarm: alarm.datapoints_to_alarm.map(count),
        actions_enabled: alarm.actions_enabled.unwrap_or(true),
    })
}

fn metric(
    namespace: Option<String>,
    name: Option<String>,
    dimensions: Option<Vec<types::Dimension>>,
) -> Option<MetricName> {
    let pairs = dimensions.into_iter().flatten();
    let mut dimensions: Vec<_> = pairs.filter_map(|pair| Some((pair.name?, pair.value.unwrap_or_default()))).collect();
    dimensions.sort();
    Some(MetricName { namespace: namespace?, name: name?, dimensions })
}

#[cfg(test)]
mod tests {
    use model::alarm::AlarmState;

    use super::*;

    fn dimension(name: &str, value: &str) -> types::Dimension {
        types::Dimension::builder().name(name).value(value).build()
    }

    #[test]
    fn an_alarm_on_one_metric_watches_it_with_its_dimensions_in_order() {
        let given = types::MetricAlarm::builder()
            .alarm_name("slow")
            .namespace("AWS/ECS")
            .metric_name("CPUUtilization")
            .dimensions(dimension("ServiceName", "web"))
            .dimensions(dimension("ClusterName", "shop"));
        let found = alarm(given.build()).unwrap();
        let names: Vec<_> = found.metrics[0].dimensions.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["ClusterName", "ServiceName"]);
    }

    #[test]
    fn an_alarm_on_an_expression_watches_the_metrics_in_it() {
        let metric = |name: &str| {
            let metric = types::Metric::builder().namespace("AWS/ApplicationELB").metric_name(name).build();
            let stat = types::MetricStat::builder().metric(metric).period(60).stat("Sum").build();
            types::MetricDataQuery::builder().id("m").metric_stat(stat).build()
        };
        let expression = types::MetricDataQuery::builder().id("e").expression("m1/m2").build();
        let given = types::MetricAlarm::builder()
            .alarm_name("errors")
            .metrics(metric("HTTPCode_Target_5XX_Count"))
            .metrics(metric("RequestCount"))
            .metrics(expression);
        let found = alarm(given.build()).unwrap();
        let names: Vec<_> = found.metrics.iter().map(|metric| metric.name.as_str()).collect();
        assert_eq!(names, ["HTTPCode_Target_5XX_Count", "RequestCount"]);
    }

    #[test]
    fn a_state_that_this_build_does_not_know_is_kept_and_an_alarm_without_a_name_is_not() {
        let odd = types::MetricAlarm::builder().alarm_name("odd").state_value("DREAMING".into()).build();
        assert_eq!(alarm(odd).unwrap().state, AlarmState::Other("DREAMING".to_owned()));
        assert!(alarm(types::MetricAlarm::builder().build()).is_none());
    }
}
