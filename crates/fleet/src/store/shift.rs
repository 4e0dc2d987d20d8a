//! When the clock turns out to have been wrong, what was read is as old as before.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::freshness::Freshness;
use model::time::{Span, Timestamp};

use super::draft::Draft;
use crate::snapshot::{ClusterSnapshot, Known, Seen, Snapshot};

impl Draft {
    /// Moves every moment at which something was read. Moments that AWS named stay.
    pub(super) fn shift(&mut self, by: Span) {
        let snapshot = self.all_touched();
        let Snapshot { clusters, families, traffic, health, alarms, scaling, capacity_providers, .. } = snapshot;
        let areas = [
            &mut families.freshness,
            &mut traffic.freshness,
            &mut alarms.freshness,
            &mut scaling.freshness,
            &mut capacity_providers.freshness,
            &mut clusters.freshness,
        ];
        areas.into_iter().for_each(|area| freshness(area, by));
        seen(health, by);
        for cluster in clusters.make_mut().values_mut() {
            let ClusterSnapshot { seen_at, services, raised, tasks, instances, disconnected, rollouts, .. } =
                Arc::make_mut(cluster);
            moment(seen_at, by);
            seen(services, by);
            Arc::make_mut(raised).values_mut().for_each(|at| moment(at, by));
            seen(tasks, by);
            seen(instances, by);
            seen(rollouts, by);
            Arc::make_mut(disconnected).values_mut().for_each(|since| moment(&mut since.since, by));
        }
    }
}

fn seen<K: Ord + Clone, T>(known: &mut Known<BTreeMap<K, Seen<T>>>, by: Span) {
    freshness(&mut known.freshness, by);
    known.make_mut().values_mut().for_each(|seen| moment(&mut seen.at, by));
}

fn freshness(freshness: &mut Freshness, by: Span) {
    freshness.as_of.iter_mut().for_each(|at| moment(at, by));
}

fn moment(at: &mut Timestamp, by: Span) {
    at.0 = at.0.saturating_add(by.0);
}
