//! News that grows old is a change, although nothing was read.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use model::time::{Span, Timestamp};

use super::Poller;
use crate::snapshot::Snapshot;
use crate::store::Area;

/// How often the ages are looked at: a page is told within this time.
const LOOK: Duration = Duration::from_secs(1);

/// Tells of every area that becomes stale or fresh again, for ever.
pub(super) async fn keep(poller: &Arc<Poller>) {
    let store = &poller.estate.store;
    let stale_after = Span(i64::try_from(poller.estate.options.stale_after.as_millis()).unwrap_or(i64::MAX));
    let mut before = BTreeSet::new();
    let clock = &poller.estate.clock;
    loop {
        clock.sleep_until(clock.instant() + LOOK).await;
        let stale = stale_areas(&store.read(), clock.now(), stale_after);
        if stale != before {
            let touched: BTreeSet<_> =
                stale.symmetric_difference(&before).map(|area| area.cluster().cloned()).collect();
            store.edit(|draft| touched.into_iter().for_each(|cluster| draft.touch(cluster)));
        }
        before = stale;
    }
}

/// Areas that were read once and are too old now. Families are read seldom on purpose, and service deployments when
/// there is something to read: both do not count.
fn stale_areas(snapshot: &Snapshot, now: Timestamp, stale_after: Span) -> BTreeSet<Area> {
    let of_clusters = snapshot
        .clusters
        .keys()
        .flat_map(|name| [Area::Services(name.clone()), Area::Tasks(name.clone()), Area::Instances(name.clone())]);
    let is_stale = |area: &Area| {
        let age = area.freshness(snapshot).and_then(|freshness| freshness.age(now));
        age.is_some_and(|age| age > stale_after)
    };
    let of_environment = Area::OF_ENVIRONMENT.iter().filter(|area| **area != Area::Families).cloned();
    of_clusters.chain(of_environment).filter(is_stale).collect()
}
