//! Whether an expression holds for an instance.

use super::moment::moment;
use super::{Pattern, Query, Subject, Test};
use crate::capacity::instance::Instance;
use crate::cluster::Cluster;
use crate::task::DesiredStatus;
use std::cmp::Ordering;

impl Query {
    /// Whether it holds for an instance of a cluster.
    #[must_use]
    pub fn holds(&self, cluster: &Cluster, instance: &Instance) -> bool {
        match self {
            Self::And(parts) => parts.iter().all(|part| part.holds(cluster, instance)),
            Self::Or(parts) => parts.iter().any(|part| part.holds(cluster, instance)),
            Self::Not(part) => !part.holds(cluster, instance),
            Self::Compare { subject, test } => subject.passes(test, cluster, instance),
        }
    }
}

impl Subject {
    /// A test that denies holds also for what is not there.
    fn passes(&self, test: &Test, cluster: &Cluster, instance: &Instance) -> bool {
        let values = || self.values(cluster, instance);
        let is = |value: &String, other: &String| self.compare(value, other) == Some(Ordering::Equal);
        let any = |is_meant: &dyn Fn(&String) -> bool| values().iter().any(is_meant);
        let compares = |other: &String, meant: &[Ordering]| {
            any(&|value| self.compare(value, other).is_some_and(|order| meant.contains(&order)))
        };
        match test {
            Test::Exists => self.exists(cluster, instance),
            Test::NotExists => !self.exists(cluster, instance),
            Test::Equals(other) => any(&|value| is(value, other)),
            Test::NotEquals(other) => !any(&|value| is(value, other)),
            Test::In(others) => any(&|value| others.iter().any(|other| is(value, other))),
            Test::NotIn(others) => !any(&|value| others.iter().any(|other| is(value, other))),
            Test::Matches(pattern) => any(&|value| pattern.fits(value)),
            Test::NotMatches(pattern) => !any(&|value| pattern.fits(value)),
            Test::Greater(other) => compares(other, &[Ordering::Greater]),
            Test::GreaterOrEqual(other) => compares(other, &[Ordering::Greater, Ordering::Equal]),
            Test::Less(other) => compares(other, &[Ordering::Less]),
            Test::LessOrEqual(other) => compares(other, &[Ordering::Less, Ordering::Equal]),
        }
    }

    fn exists(&self, cluster: &Cluster, instance: &Instance) -> bool {
        match self {
            Self::Attribute(name) => instance.attributes.contains_key(name),
            Self::TaskGroup => !self.values(cluster, instance).is_empty(),
            _ => true,
        }
    }

    fn values(&self, cluster: &Cluster, instance: &Instance) -> Vec<String> {
        match self {
            Self::AgentConnected => vec![instance.agent_connected.to_string()],
            Self::AgentVersion => vec![instance.versions.agent_version.to_string()],
            Self::Attribute(name) => instance.attribute(name).map(ToString::to_string).into_iter().collect(),
            Self::Ec2InstanceId => vec![instance.ec2_id.to_string()],
            Self::RegisteredAt => vec![instance.registered_at.0.to_string()],
            Self::RunningTasksCount => vec![instance.counts.running.to_string()],
            Self::TaskGroup => {
                let tasks = instance.tasks().filter_map(|id| cluster.task(id));
                let wanted = tasks.filter(|task| task.desired_status == DesiredStatus::Running);
                wanted.map(|task| task.group.to_string()).collect()
            }
        }
    }

    /// How a value of this subject compares with an argument; `None` when it cannot be compared.
    fn compare(&self, value: &str, argument: &str) -> Option<Ordering> {
        match self {
            Self::RegisteredAt => {
                let (own, argument) = (value.parse::<u64>().ok()?, moment(argument)?);
                Some((own / 1_000).cmp(&(argument.0 / 1_000)))
            }
            _ => Some(match (dotted(value), dotted(argument)) {
                (Some(value), Some(argument)) => value.cmp(&argument),
                _ => value.cmp(argument),
            }),
        }
    }
}

impl Pattern {
    fn fits(&self, value: &str) -> bool {
        self.regex.is_match(value)
    }
}

/// The parts of a number or of a version.
fn dotted(text: &str) -> Option<Vec<u64>> {
    text.split('.').map(|part| part.parse().ok()).collect()
}
