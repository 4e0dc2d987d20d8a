//! Alarms of a story.

use super::Story;
use simulator_engine::metrics::{AlarmSettings, Asks, Comparison, MetricKey, Missing, Query, Statistic, Watched};

/// When an alarm rings: how its values compare with which threshold, in how many of how many minutes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit(pub Comparison, pub f64, pub u32, pub u32);

/// A metric of a service; its namespace is `AWS/ECS` or that of Container Insights.
pub(crate) fn of_service(namespace: &str, name: &str, cluster: &str, service: &str) -> MetricKey {
    MetricKey::new(namespace, name, [("ClusterName", cluster), ("ServiceName", service)])
}

/// A statistic of one metric, minute by minute.
pub(crate) fn watch(key: MetricKey, statistic: Statistic) -> Watched {
    Watched::Metric { key, statistic, period: 60, unit: None }
}

/// How many of a hundred units of one metric another one counts, minute by minute.
pub(crate) fn percent_of(part: MetricKey, whole: MetricKey, label: &str) -> Option<Watched> {
    let metric = |id: &str, key| Query {
        id: id.to_owned(),
        asks: Asks::Metric { key, period: 60, statistic: Statistic::Sum, unit: None },
        label: None,
        returns: false,
    };
    let text = "100 * FILL(part, 0) / whole";
    let share = Query {
        id: "share".to_owned(),
        asks: Asks::Expression { text: text.to_owned(), expression: text.parse().ok()?, period: None },
        label: Some(label.to_owned()),
        returns: true,
    };
    Some(Watched::Queries(vec![share, metric("part", part), metric("whole", whole)]))
}

impl Story {
    /// A metric of a target group and the load balancer in front of it.
    pub fn of_group(&self, name: &str, group: &str) -> MetricKey {
        let world = self.engine.world();
        let group = world.target_groups().find(|it| *it.name == *group);
        let balancer = group.and_then(|group| world.load_balancer(world.balancers_of(group).first()?));
        let dimensions = [
            ("LoadBalancer", balancer.map_or("", |it| it.arn_suffix())),
            ("TargetGroup", group.map_or("", |it| it.arn_suffix())),
        ];
        MetricKey::new("AWS/ApplicationELB", name, dimensions)
    }

    /// A metric of a load balancer.
    pub fn of_balancer(&self, name: &str, balancer: &str) -> MetricKey {
        let balancer = self.engine.world().load_balancers().find(|it| *it.name == *balancer);
        MetricKey::new("AWS/ApplicationELB", name, [("LoadBalancer", balancer.map_or("", |it| it.arn_suffix()))])
    }

    /// Makes an alarm that calls whoever is on call; minutes without data are treated as `missing` says.
    pub fn alarm(&mut self, name: &str, description: &str, watched: Watched, limit: Limit, missing: Missing) {
        let arns = self.engine.world().arns();
        let topic = format!("arn:aws:sns:{}:{}:on-call", arns.region(), arns.account());
        let Limit(comparison, threshold, needed, of) = limit;
        self.engine.put_alarm(AlarmSettings {
            name: name.into(),
            description: Some(description.to_owned()),
            actions_enabled: true,
            ok_actions: vec![topic.clone()],
            alarm_actions: vec![topic],
            insufficient_data_actions: Vec::new(),
            watched,
            evaluation_periods: of,
            datapoints_to_alarm: Some(needed),
            threshold,
            comparison,
            treat_missing: Some(missing),
            low_samples: None,
            tags: Vec::new(),
        });
    }
}
