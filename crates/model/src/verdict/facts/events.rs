//! What the events of a service say that still stands.

use super::Facts;
use crate::event::{EventKind, ServiceEvent};
use crate::time::Timestamp;

/// What resolves a missing place.
const PLACED: &[EventKind] = &[EventKind::Started, EventKind::Replaced, EventKind::SteadyState];

/// What resolves a start that failed.
const SETTLED: &[EventKind] = &[EventKind::SteadyState, EventKind::DeploymentCompleted];

/// What resolves calls that were throttled, not permitted or refused: ECS starts tasks again.
const AT_WORK: &[EventKind] =
    &[EventKind::SteadyState, EventKind::DeploymentCompleted, EventKind::Started, EventKind::Replaced];

impl<'a> Facts<'a> {
    /// The newest event of a kind that no event of the kinds in `over` has followed.
    pub(in crate::verdict) fn standing(&self, kind: EventKind, over: &[EventKind]) -> Option<&'a ServiceEvent> {
        self.stands(kind, over).max_by_key(|event| event.at)
    }

    /// The events of a kind that no event of the kinds in `over` has followed.
    fn stands(&self, kind: EventKind, over: &[EventKind]) -> impl Iterator<Item = &'a ServiceEvent> {
        let resolved = self.newest(over);
        self.events()
            .filter(move |(event, it)| *it == kind && resolved.is_none_or(|later| later < event.at))
            .map(|(event, _)| event)
    }

    /// When an event of one of these kinds happened last.
    pub(in crate::verdict) fn newest(&self, kinds: &[EventKind]) -> Option<Timestamp> {
        self.events().filter(|(_, kind)| kinds.contains(kind)).map(|(event, _)| event.at).max()
    }

    /// ECS's last word on what keeps it from starting tasks, if nothing has resolved it since: no place, a start that
    /// failed, or calls that are throttled or not permitted.
    pub(in crate::verdict) fn hindrance(&self) -> Option<&'a ServiceEvent> {
        self.hindrances().max_by_key(|event| event.at)
    }

    /// Since when something of the kind of the last hindrance keeps ECS from starting tasks.
    pub(in crate::verdict) fn hindered_since(&self) -> Option<Timestamp> {
        let kind = self.hindrance()?.kind();
        self.hindrances().filter(|event| event.kind() == kind).map(|event| event.at).min()
    }

    fn hindrances(&self) -> impl Iterator<Item = &'a ServiceEvent> {
        let at_work = self.newest(AT_WORK);
        let failed = self.stands(EventKind::StartFailed, SETTLED).filter(move |event| {
            // A task that was made can still fail to start; that ECS could make none is over once it makes one.
            !event.message.contains("launch") || at_work.is_none_or(|later| later < event.at)
        });
        self.stands(EventKind::Unplaced, PLACED).chain(failed).chain(self.stands(EventKind::Hindered, AT_WORK))
    }

    /// Since when ECS says that targets fail, without a steady state after that.
    pub(in crate::verdict) fn failing_since(&self) -> Option<Timestamp> {
        self.stands(EventKind::Unhealthy, &[EventKind::SteadyState]).map(|event| event.at).min()
    }

    /// Whether ECS says that more tasks are protected from scale-in than are wanted.
    pub(in crate::verdict) fn is_protected(&self) -> bool {
        self.standing(EventKind::Protected, &[EventKind::SteadyState, EventKind::Stopped]).is_some()
    }
}
