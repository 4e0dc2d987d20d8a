//! Service deployments of the services of one cluster: of those that somebody looks at, and those that deploy or did
//! not end well. All others have nothing new to tell.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::time::Duration;

use futures::{StreamExt, stream};
use model::deployment::{DeploymentRolloutState, ServiceDeployment};
use model::event::EventKind;
use model::name::ServiceName;
use model::service::Service;
use model::time::{Span, Timestamp};
use parking_lot::{Mutex, MutexGuard};

use super::cluster_poller::ClusterPoller;
use super::is_deploying;
use super::keep_fresh::Loop;
use super::services::concerns_all;
use crate::budget::Priority;
use crate::error::FleetError;
use crate::rollouts;
use crate::snapshot::{ClusterSnapshot, Seen};
use crate::store::Area;

/// The most services that nobody looks at which are read in one round.
const UNWATCHED_MAX: usize = 30;

/// Calls that are under way at once.
const IN_FLIGHT: usize = 4;

/// ECS says that it rolls back, and makes the deployment that does so, within this time.
const ROLLBACK_BEGINS: Span = Span::minutes(1);

/// Reads for ever what is worth reading, from the moment the services are known.
pub(super) async fn keep(at: Arc<ClusterPoller>) {
    let options = &at.poller.estate.options;
    // The sender lives as long as `at`.
    let _ = at.services_read.subscribe().wait_for(|count| *count > 0).await;
    let state = State::default();
    let reading = Loop {
        poller: &at.poller,
        name: format!("service deployments of {}", at.cluster),
        area: None,
        interval: || if at.focused_services().is_empty() { options.deploying } else { options.focus },
        back_off_most: || at.poller.back_off_most(at.poller.is_looked_at()),
        due: at.services_read.subscribe(),
    };
    reading.run(|| async { at.noting_absence(state.read_due(&at).await) }).await;
}

/// What the loop remembers of each service.
#[derive(Debug, Default)]
struct State(Mutex<HashMap<ServiceName, Memory>>);

#[derive(Clone, Copy, Debug)]
struct Memory {
    /// What its deployments looked like; see [`signature`].
    signature: u64,
    /// When its service deployments were asked for; `None` when that was not worth a call.
    asked: Option<Timestamp>,
}

/// A service whose service deployments are due.
struct Due {
    service: ServiceName,
    signature: u64,
    known: Option<Arc<Vec<ServiceDeployment>>>,
    priority: Priority,
}

impl State {
    async fn read_due(&self, at: &ClusterPoller) -> Result<(), FleetError> {
        let (estate, began) = (&at.poller.estate, at.poller.estate.clock.now());
        forget_gone(at);
        let due = self.due(at, began);
        if due.is_empty() && is_noted(at) {
            return Ok(());
        }
        let each = due.into_iter().map(|due| async move {
            let known = due.known.as_deref().map(Vec::as_slice).unwrap_or_default();
            let result = rollouts::read(&estate.clients, (&at.cluster, &due.service), known, due.priority).await;
            (due, result)
        });
        let mut results = stream::iter(each.collect::<Vec<_>>()).buffer_unordered(IN_FLIGHT);
        let mut outcome = Ok(());
        while let Some((due, result)) = results.next().await {
            let memory = Memory { signature: due.signature, asked: Some(began) };
            self.lock().insert(due.service.clone(), memory);
            match result {
                Ok(read) => {
                    let read = vec![(due.service, read.at, read.value)];
                    estate.store.edit(|draft| draft.put_rollouts(&at.cluster, read));
                }
                // It is gone, or somebody else makes its deployments.
                Err(FleetError::NotFound { .. }) => {}
                Err(error) if concerns_all(&error) => {
                    outcome = Err(error);
                    break;
                }
                Err(error) => outcome = outcome.and(Err(error)),
            }
        }
        drop(results);
        let area = Area::Rollouts(at.cluster.clone());
        estate.store.edit(|draft| match &outcome {
            Err(error) => draft.failed(&area, error.to_trouble(), error.request_id()),
            Ok(()) => draft.succeeded(&area, began),
        });
        outcome
    }

    /// Services that are due, those that somebody looks at first.
    fn due(&self, at: &ClusterPoller, now: Timestamp) -> Vec<Due> {
        let snapshot = at.poller.estate.store.read();
        let Some(cluster) = snapshot.clusters.get(&at.cluster) else { return Vec::new() };
        let watched = at.focused_services();
        let mut memories = self.lock();
        memories.retain(|service, _| cluster.services.contains_key(service));
        let (mut due, mut unwatched) = (Vec::new(), Vec::new());
        for (name, seen) in cluster.services.iter() {
            let is_watched = watched.contains(name);
            let signature = signature(&seen.value);
            let memory = memories.get(name).copied();
            let Some(pause) =
                pause(at, cluster, &seen.value, memory.filter(|it| it.signature == signature), is_watched)
            else {
                memories.entry(name.clone()).or_insert(Memory { signature, asked: None }).signature = signature;
                continue;
            };
            let asked = memory.and_then(|memory| memory.asked);
            let Span(passed) = asked.map_or(Span(i64::MAX), |asked| now.since(asked));
            if u64::try_from(passed).unwrap_or(0) < u64::try_from(pause.as_millis()).unwrap_or(u64::MAX) {
                continue;
            }
            let known = cluster.rollouts.get(name).map(|seen: &Seen<_>| Arc::clone(&seen.value));
            let priority = if is_watched { Priority::Focus } else { Priority::Sweep };
            let list = if is_watched { &mut due } else { &mut unwatched };
            list.push((asked, Due { service: name.clone(), signature, known, priority }));
        }
        unwatched.sort_by_key(|(asked, _)| *asked);
        due.into_iter().chain(unwatched.into_iter().take(UNWATCHED_MAX)).map(|(_, due)| due).collect()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<ServiceName, Memory>> {
        self.0.lock()
    }
}

/// Forgets service deployments of services that are gone. Nothing is edited where nothing is to be forgotten.
fn forget_gone(at: &ClusterPoller) {
    let store = &at.poller.estate.store;
    let snapshot = store.read();
    let Some(known) = snapshot.clusters.get(&at.cluster) else { return };
    if known.rollouts.keys().any(|service| !known.services.contains_key(service)) {
        store.edit(|draft| draft.keep_rollouts_of_known_services(&at.cluster));
    }
}

/// Whether it is known already that all is well.
fn is_noted(at: &ClusterPoller) -> bool {
    let snapshot = at.poller.estate.store.read();
    let area = Area::Rollouts(at.cluster.clone());
    area.freshness(&snapshot).is_none_or(|area| area.as_of.is_some() && area.trouble.is_none())
}

/// How long to wait between two reads of a service; `None` when it has nothing to tell. `unchanged` is what is
/// remembered of it, if its deployments look as they did then.
fn pause(
    at: &ClusterPoller,
    cluster: &ClusterSnapshot,
    service: &Service,
    unchanged: Option<Memory>,
    is_watched: bool,
) -> Option<Duration> {
    let options = &at.poller.estate.options;
    let newest = cluster.rollouts.get(&service.name).and_then(|seen| seen.value.first());
    let is_moving = is_deploying(service) || newest.is_some_and(|newest| newest.status.is_moving());
    match unchanged {
        _ if is_moving && is_watched => Some(options.focus),
        _ if is_moving && at.poller.is_looked_at() => Some(options.deploying),
        _ if is_moving => Some(options.deploying * 2),
        Some(_) if is_watched => Some(options.background),
        Some(_) => None,
        None if is_watched => Some(Duration::ZERO),
        None => (newest.is_some() || has_ended_badly(service)).then_some(Duration::ZERO),
    }
}

/// What tells one state of a service's deployments from another: which there are and where each stands.
fn signature(service: &Service) -> u64 {
    let mut hasher = DefaultHasher::new();
    for deployment in &service.deployments {
        (&deployment.id, &deployment.status, &deployment.rollout_state).hash(&mut hasher);
    }
    hasher.finish()
}

/// Whether ECS says that a deployment failed or was rolled back, and nothing was deployed since.
fn has_ended_badly(service: &Service) -> bool {
    let failed = |state: &Option<DeploymentRolloutState>| *state == Some(DeploymentRolloutState::Failed);
    let last_word = service.events.iter().map(|event| event.kind()).find(|kind| {
        matches!(kind, EventKind::DeploymentCompleted | EventKind::DeploymentFailed | EventKind::RollingBack)
    });
    service.deployments.iter().any(|deployment| failed(&deployment.rollout_state))
        || last_word.is_some_and(|kind| kind != EventKind::DeploymentCompleted)
        || is_rolled_back(service)
}

/// A rollback completes like any other deployment: one of the events before says what it was.
fn is_rolled_back(service: &Service) -> bool {
    let Some(primary) = service.deployments.first().and_then(|primary| primary.created_at) else { return false };
    let since = primary.before(ROLLBACK_BEGINS);
    service.events.iter().any(|event| event.kind() == EventKind::RollingBack && event.at >= since)
}
