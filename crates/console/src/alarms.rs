//! Alarms beside what they watch.

use fleet::Snapshot;
use model::address::{ClusterRef, ServiceRef, TargetGroupRef};
use model::alarm::{Alarm, AlarmState, MetricName};
use model::name::{ClusterName, ServiceName, TargetGroupName};
use model::page::Page;
use model::view::AlarmLine;

/// What alarms are looked for.
pub(crate) enum Scope<'a> {
    /// Those on a service.
    Service(&'a ServiceRef),
    /// Those on a cluster as a whole.
    Cluster(&'a ClusterRef),
    /// Those on a target group, by its ARN.
    Group(&'a str),
    /// Those on a load balancer as a whole, by its ARN.
    Balancer(&'a str),
    /// The one of this name.
    Named(&'a str),
}

/// The alarms on any of these, those that went off first, then those that do not know, then by name.
pub(crate) fn alarm_lines(snapshot: &Snapshot, scopes: &[Scope<'_>]) -> Vec<AlarmLine> {
    let watches = |alarm: &&Alarm| scopes.iter().any(|scope| scope.holds(alarm));
    let mut alarms: Vec<&Alarm> = snapshot.alarms.iter().filter(watches).collect();
    alarms.sort_by_key(|alarm| alarm.urgency());
    alarms.into_iter().map(|alarm| line(snapshot, alarm)).collect()
}

/// How many alarms of an environment are in the state ALARM, those left out that are so as a matter of course.
pub(crate) fn alarms_off(snapshot: &Snapshot) -> usize {
    snapshot.alarms.iter().filter(|alarm| alarm.state == AlarmState::Alarm && !alarm.is_idle()).count()
}

impl Scope<'_> {
    fn holds(&self, alarm: &Alarm) -> bool {
        match self {
            Self::Named(name) => alarm.name == *name,
            _ => alarm.metrics.iter().any(|metric| self.holds_metric(metric)),
        }
    }

    fn holds_metric(&self, metric: &MetricName) -> bool {
        let is = |name: &str, value: &str| dimension(metric, name) == Some(value);
        match self {
            Self::Service(at) => is("ClusterName", at.cluster.as_str()) && is("ServiceName", at.service.as_str()),
            Self::Cluster(at) => is("ClusterName", at.cluster.as_str()) && dimension(metric, "ServiceName").is_none(),
            Self::Group(arn) => arn.rsplit(':').next().is_some_and(|tail| is("TargetGroup", tail)),
            Self::Balancer(arn) => {
                let tail = arn.split_once(":loadbalancer/").map(|(_, tail)| tail);
                tail.is_some_and(|tail| is("LoadBalancer", tail)) && dimension(metric, "TargetGroup").is_none()
            }
            Self::Named(_) => false,
        }
    }
}

fn dimension<'a>(metric: &'a MetricName, name: &str) -> Option<&'a str> {
    metric.dimensions.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
}

fn line(snapshot: &Snapshot, alarm: &Alarm) -> AlarmLine {
    let (watches, target) = watched(snapshot, alarm);
    AlarmLine {
        name: alarm.name.clone(),
        state: alarm.state.clone(),
        level: alarm.level(),
        sentence: alarm.sentence(),
        description: alarm.description.clone().filter(|text| !text.is_empty()),
        reason: alarm.reason.clone().filter(|text| !text.is_empty()),
        since: alarm.since,
        watches,
        target,
        actions_enabled: alarm.actions_enabled,
    }
}

/// What an alarm watches, in short, and its page.
fn watched(snapshot: &Snapshot, alarm: &Alarm) -> (String, Option<Page>) {
    let environment = || snapshot.environment.name.clone();
    let Some(metric) = alarm.metrics.first() else { return (String::new(), None) };
    let cluster = dimension(metric, "ClusterName").and_then(|name| ClusterName::parse(name).ok());
    if let Some(cluster) = cluster {
        let service = dimension(metric, "ServiceName").and_then(|name| ServiceName::parse(name).ok());
        return match service {
            Some(service) => {
                let words = format!("service {service}");
                (words, Some(ServiceRef { environment: environment(), cluster, service }.page()))
            }
            None => {
                let words = format!("cluster {cluster}");
                (words, Some(ClusterRef { environment: environment(), cluster }.page()))
            }
        };
    }
    if let Some(name) = dimension(metric, "TargetGroup").and_then(|tail| tail.split('/').nth(1)) {
        let page = TargetGroupName::parse(name).ok();
        let page = page.map(|name| TargetGroupRef { environment: environment(), name }.page());
        return (format!("target group {name}"), page);
    }
    if let Some(name) = dimension(metric, "LoadBalancer").and_then(|tail| tail.split('/').nth(1)) {
        return (format!("load balancer {name}"), Some(Page::Traffic(environment())));
    }
    (metric.namespace.clone(), None)
}

#[cfg(test)]
mod tests;
