//! Events in lists.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use model::event::ServiceEvent;
use model::query::EVENT_SORTS;
use model::verdict::Level;

use crate::judged::Judged;
use crate::list::{Carried, Listed};

/// An event of a service, by its number in the service's own list: ECS gives the newest first.
#[derive(Clone)]
pub(crate) struct EventItem {
    /// The service.
    pub judged: Arc<Judged>,
    number: usize,
}

impl EventItem {
    /// All events of a service.
    pub fn of(judged: &Arc<Judged>) -> impl Iterator<Item = Self> {
        (0..judged.service.events.len()).map(|number| Self { judged: Arc::clone(judged), number })
    }

    /// The event.
    pub fn event(&self) -> &ServiceEvent {
        &self.judged.service.events[self.number]
    }
}

impl Listed for EventItem {
    const SORTS: &'static [&'static str] = EVENT_SORTS;

    fn order(_sort: &str) -> fn(&Self, &Self) -> Ordering {
        |a, b| b.event().at.cmp(&a.event().at).then_with(|| a.place(b))
    }

    fn words(&self) -> Cow<'_, str> {
        Cow::Owned(format!("{} {}", self.judged.at.service, self.event().message).to_lowercase())
    }

    fn level(&self) -> Option<Level> {
        Some(self.event().kind().level())
    }
}

impl Carried for EventItem {
    fn place(&self, other: &Self) -> Ordering {
        let place = |item: &Self| item.number;
        let services = || self.judged.at.service.cmp(&other.judged.at.service);
        if Arc::ptr_eq(&self.judged, &other.judged) {
            place(self).cmp(&place(other))
        } else {
            services().then_with(|| place(self).cmp(&place(other)))
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.judged, &other.judged) && self.number == other.number
    }
}
