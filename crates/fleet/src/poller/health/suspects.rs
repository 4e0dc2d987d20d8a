//! Groups that CloudWatch says have unhealthy hosts.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use model::freshness::STALE_AFTER;
use model::time::Timestamp;
use parking_lot::{Mutex, MutexGuard};

use super::super::Poller;
use super::super::keep_fresh::Loop;
use super::super::traffic::lasting;
use super::plan::REST_SHARE;
use crate::budget::Priority;
use crate::error::FleetError;
use crate::read;
use crate::snapshot::Snapshot;

/// A first round that takes longer than this is worth half a cent.
const LONG_ROUND: Duration = Duration::from_secs(60);

/// What CloudWatch said last; nothing before it was asked.
#[derive(Debug, Default)]
pub(super) struct Suspects(Mutex<Found>);

#[derive(Debug, Default)]
pub(super) struct Found {
    asked_at: Option<Timestamp>,
    groups: BTreeSet<String>,
}

impl Suspects {
    pub(super) fn known(&self) -> MutexGuard<'_, Found> {
        self.0.lock()
    }
}

impl Found {
    /// Whether a group had unhealthy hosts and was not described since.
    pub(super) fn are_worse_than(&self, arn: &str, read_at: Option<Timestamp>) -> bool {
        read_at < self.asked_at && self.groups.contains(arn)
    }
}

/// Asks CloudWatch when that is worth its price, for ever. That it does not answer is no trouble: groups in trouble are
/// found one by one.
pub(super) async fn keep(poller: &Arc<Poller>, suspects: &Suspects) {
    let options = &poller.estate.options;
    let asking = Loop {
        poller,
        name: "unhealthy hosts".to_owned(),
        area: None,
        interval: || options.health_metrics.unwrap_or(options.idle),
        back_off_most: || poller.back_off_most(false),
        due: poller.health_due.subscribe(),
    };
    asking.run(|| async { ask(poller, suspects).await }).await;
}

async fn ask(poller: &Poller, suspects: &Suspects) -> Result<(), FleetError> {
    let (estate, snapshot) = (&poller.estate, poller.estate.store.read());
    let (now, before) = (estate.clock.now(), suspects.known().asked_at);
    if !is_worth_it(poller, &snapshot, before, now) {
        return Ok(());
    }
    let groups: Vec<_> = snapshot.traffic.groups.values().cloned().collect();
    let found = read::metrics::unhealthy_groups(&estate.clients, &groups, now, Priority::First).await;
    if let Err(error) = &found {
        tracing::debug!(environment = estate.name().as_str(), error = %error.chain(), "unhealthy groups are found one by one");
    }
    *suspects.known() = Found { asked_at: Some(now), groups: found.unwrap_or_default() };
    Ok(())
}

/// At first where describing all groups takes long; again where that is wanted and one round makes news too old.
fn is_worth_it(poller: &Poller, snapshot: &Snapshot, before: Option<Timestamp>, now: Timestamp) -> bool {
    let (options, groups) = (&poller.estate.options, &snapshot.traffic.groups);
    let millis = |duration: Duration| i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
    match (before, options.health_metrics) {
        (None, _) => {
            let unread = groups.keys().filter(|arn| !snapshot.health.contains_key(*arn)).count();
            options.ask_metrics && lasting(poller, unread, 1.0) > LONG_ROUND
        }
        (Some(before), Some(every)) => {
            let round = lasting(poller, groups.len(), REST_SHARE);
            now.since(before).0 >= millis(every) && millis(round) > STALE_AFTER.0
        }
        (Some(_), None) => false,
    }
}
