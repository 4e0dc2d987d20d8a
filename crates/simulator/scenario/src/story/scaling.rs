//! Telling how services came to be scaled, and how long their logs are kept.

use super::Story;
use serde_json::{Map, Value, json};
use simulator_engine::Name;
use simulator_engine::autoscaling::register::Registration;
use simulator_engine::autoscaling::scheduled::Scheduling;
use simulator_engine::id::ServiceKey;
use simulator_engine::metrics::{AlarmSettings, Comparison, MetricKey, Statistic, Watched};

impl Story {
    /// Lets a service be scaled between two counts; `suspended` has members of `SuspendedState`.
    pub fn scalable(&mut self, (cluster, service): (&str, &str), min: i64, max: i64, suspended: Value) {
        let registration =
            Registration { min: Some(min), max: Some(max), suspended: members(suspended), ..Registration::default() };
        let answer = self.engine.register_scalable_target(&key(cluster, service), registration);
        self.refused.extend(answer.err());
    }

    /// Tracks a metric of a service with a policy.
    pub fn track(&mut self, (cluster, service): (&str, &str), policy: &str, target: f64, metric: Value) {
        let configuration = json!({
            "TargetValue": target, "PredefinedMetricSpecification": metric, "ScaleOutCooldown": 60, "ScaleInCooldown": 300,
        });
        let request = members(json!({
            "PolicyType": "TargetTrackingScaling", "TargetTrackingScalingPolicyConfiguration": configuration,
        }));
        let answer = self.engine.put_scaling_policy(&key(cluster, service), policy, &request);
        self.refused.extend(answer.err());
    }

    /// Adds tasks to a service, so many for so many percent above a CPU utilization, when an alarm of that name goes
    /// off.
    pub fn step_out(&mut self, (cluster, service): (&str, &str), policy: &str, alarm: &str, threshold: f64) {
        let steps = json!([
            { "MetricIntervalLowerBound": 0.0, "MetricIntervalUpperBound": 15.0, "ScalingAdjustment": 1 },
            { "MetricIntervalLowerBound": 15.0, "ScalingAdjustment": 3 },
        ]);
        let configuration = json!({
            "AdjustmentType": "ChangeInCapacity", "StepAdjustments": steps, "Cooldown": 180,
            "MetricAggregationType": "Average",
        });
        let request = members(json!({ "PolicyType": "StepScaling", "StepScalingPolicyConfiguration": configuration }));
        let arn = match self.engine.put_scaling_policy(&key(cluster, service), policy, &request) {
            Ok(policy) => policy.arn.clone(),
            Err(refusal) => return self.refused.push(refusal),
        };
        let dimensions = [("ClusterName", cluster), ("ServiceName", service)];
        self.engine.put_alarm(AlarmSettings {
            name: alarm.into(),
            description: Some(format!("{service} needs more tasks.")),
            actions_enabled: true,
            ok_actions: Vec::new(),
            alarm_actions: vec![arn],
            insufficient_data_actions: Vec::new(),
            watched: Watched::Metric {
                key: MetricKey::new("AWS/ECS", "CPUUtilization", dimensions),
                statistic: Statistic::Average,
                period: 60,
                unit: None,
            },
            evaluation_periods: 2,
            datapoints_to_alarm: None,
            threshold,
            comparison: Comparison::AtLeast,
            treat_missing: None,
            low_samples: None,
            tags: Vec::new(),
        });
    }

    /// Moves the counts between which a service may be scaled, again and again.
    pub fn schedule(&mut self, (cluster, service): (&str, &str), name: &str, expression: &str, min: i64, max: i64) {
        let action = Scheduling {
            name: name.to_owned(),
            expression: Some(expression.to_owned()),
            timezone: Some("Europe/Berlin".to_owned()),
            min: Some(min),
            max: Some(max),
            ..Scheduling::default()
        };
        let answer = self.engine.put_scheduled_action(&key(cluster, service), action);
        self.refused.extend(answer.err());
    }

    /// The label of a load balancer and one of its target groups, for a policy that counts requests.
    pub fn resource_label(&self, balancer: &str, group: &str) -> String {
        let world = self.engine.world();
        let last = |arn: Option<&str>, before: &str| {
            arn.and_then(|arn| arn.split_once(before)).map(|(_, rest)| rest.to_owned()).unwrap_or_default()
        };
        let balancer = world.load_balancers().find(|it| *it.name == *balancer).map(|it| &*it.arn);
        let group = world.target_groups().find(|it| *it.name == *group).map(|it| &*it.arn);
        format!("{}/targetgroup/{}", last(balancer, ":loadbalancer/"), last(group, ":targetgroup/"))
    }

    /// Keeps the events of a log group for so many days.
    pub fn retain(&mut self, group: &str, days: i64) {
        let answer = self.engine.logs_mut().retain(group, Some(days));
        self.refused.extend(answer.err());
    }
}

fn key(cluster: &str, service: &str) -> ServiceKey {
    let [cluster, service] = [cluster, service].map(Name::from);
    ServiceKey { cluster, service }
}

fn members(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}
