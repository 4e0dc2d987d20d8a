//! Many changes become few events.

use std::collections::BTreeMap;
use std::time::Duration;

use model::name::EnvironmentName;
use model::watch::Change;
use tokio::time::Instant;

/// Changes that have not been told yet, at most one per environment, and when each environment may be told of again.
#[derive(Debug)]
pub(super) struct Burst {
    gap: Duration,
    waiting: BTreeMap<EnvironmentName, Change>,
    quiet_until: BTreeMap<EnvironmentName, Instant>,
}

impl Burst {
    pub(super) fn new(gap: Duration) -> Self {
        Self { gap, waiting: BTreeMap::new(), quiet_until: BTreeMap::new() }
    }

    /// Adds a change. Two that wait for the same environment become one, without a cluster when they differ in it.
    pub(super) fn add(&mut self, change: Change) {
        match self.waiting.get_mut(&change.environment) {
            None => {
                self.waiting.insert(change.environment.clone(), change);
            }
            Some(waiting) => {
                if waiting.cluster != change.cluster {
                    waiting.cluster = None;
                }
                waiting.version = waiting.version.max(change.version);
            }
        }
    }

    /// When the next change may be told; `None` while none waits.
    pub(super) fn due(&self) -> Option<Instant> {
        // An environment that was never told of is due at once: at a time that is always in the past.
        let at = |environment| self.quiet_until.get(environment).copied();
        if self.waiting.keys().any(|environment| at(environment).is_none()) {
            return Some(Instant::now());
        }
        self.waiting.keys().filter_map(at).min()
    }

    /// The changes that may be told at `now`; their environments then stay quiet for the gap.
    pub(super) fn take_due(&mut self, now: Instant) -> Vec<Change> {
        let is_due =
            |environment: &EnvironmentName| self.quiet_until.get(environment).is_none_or(|until| *until <= now);
        let due: Vec<Change> = self.waiting.values().filter(|change| is_due(&change.environment)).cloned().collect();
        for change in &due {
            self.waiting.remove(&change.environment);
            self.quiet_until.insert(change.environment.clone(), now + self.gap);
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use model::name::ClusterName;

    use super::*;

    const GAP: Duration = Duration::from_millis(500);

    fn change(environment: &str, cluster: Option<&str>, version: u64) -> Change {
        Change {
            environment: EnvironmentName::parse(environment).unwrap(),
            cluster: cluster.map(|name| ClusterName::parse(name).unwrap()),
            version,
        }
    }

    #[test]
    fn the_first_change_is_told_at_once_and_the_next_after_the_gap() {
        let start = Instant::now();
        let mut burst = Burst::new(GAP);
        assert_eq!(burst.due(), None);
        burst.add(change("prod", Some("shop"), 1));
        assert_eq!(burst.take_due(start), [change("prod", Some("shop"), 1)]);
        burst.add(change("prod", Some("shop"), 2));
        assert_eq!(burst.due(), Some(start + GAP));
        assert_eq!(burst.take_due(start + GAP / 2), []);
        assert_eq!(burst.take_due(start + GAP), [change("prod", Some("shop"), 2)]);
        assert_eq!(burst.due(), None);
    }

    #[test]
    fn changes_of_one_cluster_become_one_with_the_newest_version() {
        let mut burst = Burst::new(GAP);
        for version in [3, 4, 2] {
            burst.add(change("prod", Some("shop"), version));
        }
        assert_eq!(burst.take_due(Instant::now()), [change("prod", Some("shop"), 4)]);
    }

    #[test]
    fn changes_of_several_clusters_become_one_of_the_whole_environment() {
        let mut burst = Burst::new(GAP);
        burst.add(change("prod", Some("shop"), 1));
        burst.add(change("prod", Some("data"), 2));
        burst.add(change("prod", Some("shop"), 3));
        assert_eq!(burst.take_due(Instant::now()), [change("prod", None, 3)]);
    }

    #[test]
    fn a_busy_environment_does_not_hold_up_another() {
        let start = Instant::now();
        let mut burst = Burst::new(GAP);
        burst.add(change("prod", None, 1));
        assert_eq!(burst.take_due(start).len(), 1);
        burst.add(change("prod", None, 2));
        burst.add(change("test", None, 1));
        assert_eq!(burst.take_due(start), [change("test", None, 1)]);
        assert_eq!(burst.due(), Some(start + GAP));
    }

    #[test]
    fn ten_thousand_changes_in_a_second_are_three_events() {
        let start = Instant::now();
        let mut burst = Burst::new(GAP);
        let mut told = 0;
        for tenth_of_milli in 0..10_000 {
            burst.add(change("prod", Some("shop"), tenth_of_milli));
            told += burst.take_due(start + Duration::from_micros(tenth_of_milli * 100)).len();
        }
        told += burst.take_due(start + Duration::from_secs(1)).len();
        assert_eq!(told, 3);
    }
}
