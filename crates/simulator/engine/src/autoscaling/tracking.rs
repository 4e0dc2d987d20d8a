//! Target tracking: as many tasks as bring a metric to its target.
//!
//! <https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking.html>

use super::{invalid, names};
use crate::error::ApiError;
use crate::id::{ServiceKey, Uuid};
use crate::metrics::Statistic;
use crate::time::seconds;
use crate::{JsonMap, Name, json};

/// The pause after scaling an ECS service, unless told.
///
/// <https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html#target-tracking-cooldown>
pub(super) const COOLDOWN: i64 = 300;

/// The low alarm goes off below this share of the target.
const LOW: f64 = 0.9;

/// A target tracking policy's configuration, understood.
#[derive(Clone, Debug)]
pub struct TargetTracking {
    /// The value the metric should have.
    pub target: f64,
    /// What is measured.
    pub metric: TrackedMetric,
    /// The pause after scaling out, in milliseconds.
    pub out_cooldown: u64,
    /// The pause after scaling in, in milliseconds.
    pub in_cooldown: u64,
    /// The name of the alarm that scales out.
    pub high: Name,
    /// The name of the alarm that scales in; none when scaling in is disabled.
    pub low: Option<Name>,
}

/// A metric of CloudWatch and the statistic of it.
#[derive(Clone, Debug, PartialEq)]
pub struct TrackedMetric {
    /// For example `AWS/ECS`.
    pub namespace: String,
    /// For example `CPUUtilization`.
    pub name: String,
    /// Names and values.
    pub dimensions: Vec<(String, String)>,
    /// For example the average.
    pub statistic: Statistic,
}

impl TargetTracking {
    /// Reads a `TargetTrackingScalingPolicyConfiguration`; `id` names the alarms.
    pub(super) fn read(service: &ServiceKey, configuration: &JsonMap, ids: [Uuid; 2]) -> Result<Self, ApiError> {
        let target = configuration.get("TargetValue").and_then(serde_json::Value::as_f64).unwrap_or_default();
        if !(target > 0.0 && target.is_finite()) {
            return Err(invalid("The target value must be greater than 0"));
        }
        let metric = match (
            json::object(configuration, "PredefinedMetricSpecification"),
            json::object(configuration, "CustomizedMetricSpecification"),
        ) {
            (Some(predefined), None) => predefined_metric(service, predefined)?,
            (None, Some(customized)) => customized_metric(customized)?,
            _ => {
                let message =
                    "Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification must be specified";
                return Err(invalid(message));
            }
        };
        let scales_in = !json::is_true(configuration, "DisableScaleIn");
        let [high, low] = ids;
        Ok(Self {
            target,
            metric,
            out_cooldown: cooldown(configuration, "ScaleOutCooldown")?,
            in_cooldown: cooldown(configuration, "ScaleInCooldown")?,
            high: names::alarm(service, "High", high).into(),
            low: scales_in.then(|| names::alarm(service, "Low", low).into()),
        })
    }

    /// Below this the low alarm goes off.
    #[must_use]
    pub fn low_threshold(&self) -> f64 {
        self.target * LOW
    }

    /// How many tasks bring the metric to the target, when so many bring it to `value`: never too few.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what a service can want")]
    pub fn wanted(&self, tasks: u32, value: f64) -> u32 {
        (f64::from(tasks) * value / self.target - 1e-9).ceil().clamp(0.0, 100_000.0) as u32
    }
}

pub(super) fn cooldown(configuration: &JsonMap, key: &str) -> Result<u64, ApiError> {
    let count = json::number(configuration, key).unwrap_or(COOLDOWN);
    u64::try_from(count).map(seconds).map_err(|_| invalid("The cooldown must be greater than or equal to 0"))
}

fn predefined_metric(service: &ServiceKey, specification: &JsonMap) -> Result<TrackedMetric, ApiError> {
    let kind = json::text(specification, "PredefinedMetricType").unwrap_or_default();
    let of_service = |name: &str| TrackedMetric {
        namespace: "AWS/ECS".to_owned(),
        name: name.to_owned(),
        dimensions: vec![
            ("ClusterName".to_owned(), service.cluster.to_string()),
            ("ServiceName".to_owned(), service.service.to_string()),
        ],
        statistic: Statistic::Average,
    };
    match kind {
        "ECSServiceAverageCPUUtilization" => Ok(of_service("CPUUtilization")),
        "ECSServiceAverageMemoryUtilization" => Ok(of_service("MemoryUtilization")),
        "ALBRequestCountPerTarget" => {
            let label = json::text(specification, "ResourceLabel").unwrap_or_default();
            let (balancer, group) = label_parts(label).ok_or_else(|| {
                invalid(format!("Resource label is missing or invalid for metric type {kind}: {label}"))
            })?;
            Ok(TrackedMetric {
                namespace: "AWS/ApplicationELB".to_owned(),
                name: "RequestCountPerTarget".to_owned(),
                dimensions: vec![
                    ("TargetGroup".to_owned(), group.to_owned()),
                    ("LoadBalancer".to_owned(), balancer.to_owned()),
                ],
                statistic: Statistic::Sum,
            })
        }
        _ => Err(invalid(format!(
            "Predefined metric type {kind} is not supported for the ecs:service:DesiredCount dimension"
        ))),
    }
}

/// `app/NAME/ID/targetgroup/NAME/ID`: the load balancer's and the target group's part.
fn label_parts(label: &str) -> Option<(&str, &str)> {
    let at = label.find("/targetgroup/")?;
    let (balancer, group) = (&label[..at], &label[at + 1..]);
    let whole = |text: &str| text.split('/').count() == 3 && text.split('/').all(|part| !part.is_empty());
    (balancer.starts_with("app/") && whole(balancer) && whole(group)).then_some((balancer, group))
}

fn customized_metric(specification: &JsonMap) -> Result<TrackedMetric, ApiError> {
    if specification.contains_key("Metrics") {
        return Err(invalid(
            "Metric math is not supported by this endpoint: name a metric, its namespace and a statistic",
        ));
    }
    let member = |key: &str| {
        let missing = || invalid(format!("CustomizedMetricSpecification.{key} must be specified"));
        json::text(specification, key).map(str::to_owned).ok_or_else(missing)
    };
    let dimensions = json::objects(specification, "Dimensions").map(|dimension| {
        let part = |key| json::text(dimension, key).unwrap_or_default().to_owned();
        (part("Name"), part("Value"))
    });
    Ok(TrackedMetric {
        namespace: member("Namespace")?,
        name: member("MetricName")?,
        dimensions: dimensions.collect(),
        statistic: member("Statistic")?.parse().map_err(|_| invalid("Unknown statistic"))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn read(configuration: Value) -> Result<TargetTracking, ApiError> {
        let service = ServiceKey { cluster: "shop".into(), service: "web".into() };
        TargetTracking::read(&service, configuration.as_object().unwrap(), [Uuid::random(1), Uuid::random(2)])
    }

    fn cpu(target: f64) -> TargetTracking {
        let metric = json!({ "PredefinedMetricType": "ECSServiceAverageCPUUtilization" });
        read(json!({ "TargetValue": target, "PredefinedMetricSpecification": metric })).unwrap()
    }

    #[test]
    fn as_many_tasks_are_wanted_as_bring_the_metric_to_its_target() {
        for (tasks, value, wanted) in
            [(4, 90.0, 6), (4, 60.0, 4), (4, 61.0, 5), (6, 20.0, 2), (3, 0.0, 0), (0, 90.0, 0)]
        {
            assert_eq!(cpu(60.0).wanted(tasks, value), wanted, "{tasks} tasks at {value}");
        }
    }

    #[test]
    fn the_alarms_have_awss_names() {
        let policy = cpu(75.0);
        assert!(policy.high.starts_with("TargetTracking-service/shop/web-AlarmHigh-"), "{}", policy.high);
        assert!(policy.low.as_ref().unwrap().starts_with("TargetTracking-service/shop/web-AlarmLow-"));
        assert!((policy.low_threshold() - 67.5).abs() < 1e-9);
    }

    #[test]
    fn requests_per_target_are_those_of_the_resource_label() {
        let label = "app/shop/50dc6c495c0c9188/targetgroup/web/943f017f100becff";
        let metric = json!({ "PredefinedMetricType": "ALBRequestCountPerTarget", "ResourceLabel": label });
        let policy = read(json!({ "TargetValue": 100, "PredefinedMetricSpecification": metric })).unwrap();
        let values: Vec<_> = policy.metric.dimensions.iter().map(|(_, value)| &**value).collect();
        assert_eq!(values, ["targetgroup/web/943f017f100becff", "app/shop/50dc6c495c0c9188"]);
    }

    #[test]
    fn what_cannot_be_tracked_is_refused() {
        let predefined = |metric: Value| json!({ "TargetValue": 50, "PredefinedMetricSpecification": metric });
        for configuration in [
            json!({ "TargetValue": 50 }),
            json!({ "TargetValue": 0, "PredefinedMetricSpecification": { "PredefinedMetricType": "ECSServiceAverageCPUUtilization" } }),
            predefined(json!({ "PredefinedMetricType": "LambdaProvisionedConcurrencyUtilization" })),
            predefined(json!({ "PredefinedMetricType": "ALBRequestCountPerTarget" })),
            predefined(
                json!({ "PredefinedMetricType": "ALBRequestCountPerTarget", "ResourceLabel": "app/a/targetgroup/b/c" }),
            ),
            json!({ "TargetValue": 50, "CustomizedMetricSpecification": { "MetricName": "Lag" } }),
        ] {
            assert_eq!(read(configuration.clone()).unwrap_err().code, "ValidationException", "{configuration}");
        }
    }
}
