//! What somebody looks at within one cluster, and what deploys there: only those names, every few seconds.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use futures::{StreamExt, stream};
use model::name::{ServiceName, TaskId};
use model::time::{Span, Timestamp};

use super::cluster_poller::ClusterPoller;
use super::keep_fresh::Loop;
use super::{is_deploying, services, tasks};
use crate::budget::Priority;
use crate::error::FleetError;
use crate::read;
use crate::watch::Focus;

/// The most services that are followed through a deployment while nobody looks: three calls.
const DEPLOYING_MAX: usize = 30;

/// Calls that are under way at once.
const IN_FLIGHT: usize = 4;

/// Follows what is looked at for ever. It makes no call while there is nothing to follow.
pub(super) async fn keep(at: Arc<ClusterPoller>) {
    let options = &at.poller.estate.options;
    let following = Loop {
        poller: &at.poller,
        name: format!("what is looked at in {}", at.cluster),
        area: None,
        interval: || if focus(&at) == Focus::default() { options.deploying } else { options.focus },
        back_off_most: || options.back_off_watched,
        due: at.poller.never_due.subscribe(),
    };
    let fails = AtomicBool::new(false);
    following
        .run(|| async {
            let result = at.noting_absence(follow(&at).await);
            if fails.swap(result.is_err(), Ordering::Relaxed) != result.is_err() {
                at.lists_due.send_modify(|count| *count += 1);
            }
            result
        })
        .await;
}

/// Reads the services and tasks that are looked at, then those that deploy.
async fn follow(at: &ClusterPoller) -> Result<(), FleetError> {
    let focus = with_services_of_tasks(at, focus(at));
    let looked_at: Vec<_> = focus.services.iter().cloned().collect();
    for batch in looked_at.chunks(read::services::DESCRIBE_MAX) {
        services::describe(at, batch, Priority::Focus).await?;
    }
    let sweeps = looked_at.iter().map(|service| tasks::sweep(at, Some(service), Priority::Focus));
    let mut results = stream::iter(sweeps.collect::<Vec<_>>()).buffer_unordered(IN_FLIGHT);
    while let Some(result) = results.next().await {
        result?;
    }
    let alone: Vec<_> = focus.tasks.into_iter().collect();
    for batch in alone.chunks(read::tasks::DESCRIBE_MAX) {
        tasks::describe(at, batch, Priority::Focus).await?;
    }
    for batch in deploying(at).chunks(read::services::DESCRIBE_MAX) {
        services::describe(at, batch, Priority::Sweep).await?;
    }
    Ok(())
}

fn focus(at: &ClusterPoller) -> Focus {
    at.poller.estate.watches.focus(at.poller.estate.name(), &at.cluster)
}

/// The page of a task shows its service too; reading the service's tasks reads the task.
fn with_services_of_tasks(at: &ClusterPoller, mut focus: Focus) -> Focus {
    let snapshot = at.poller.estate.store.read();
    let Some(known) = snapshot.clusters.get(&at.cluster) else { return focus };
    let service_of =
        |id: &TaskId| known.tasks.get(id).filter(|seen| !seen.value.is_stopped()).and_then(|seen| seen.value.service());
    let services: Vec<_> = focus.tasks.iter().filter_map(service_of).collect();
    focus.tasks.retain(|id| service_of(id).is_none());
    focus.services.extend(services);
    focus
}

/// Services in a deployment that were not read for a while, the oldest news first.
fn deploying(at: &ClusterPoller) -> Vec<ServiceName> {
    let estate = &at.poller.estate;
    let pause = Span(i64::try_from(estate.options.deploying.as_millis()).unwrap_or(i64::MAX));
    let before: Timestamp = estate.clock.now().before(pause);
    let snapshot = estate.store.read();
    let known = snapshot.clusters.get(&at.cluster).map(|known| known.services.iter());
    let deploying = known.into_iter().flatten().filter(|(_, seen)| seen.at <= before && is_deploying(&seen.value));
    let mut order: Vec<_> = deploying.map(|(name, seen)| (seen.at, name.clone())).collect();
    order.sort();
    order.into_iter().take(DEPLOYING_MAX).map(|(_, name)| name).collect()
}
