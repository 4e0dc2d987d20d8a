//! An event as a row.

use model::address::ServiceRef;
use model::event::ServiceEvent;
use model::view::EventRow;

pub(crate) fn event_row(at: &ServiceRef, event: &ServiceEvent) -> EventRow {
    EventRow {
        service: at.clone(),
        id: event.id.clone(),
        at: event.at,
        message: event.message.clone(),
        is_trouble: event.kind().is_trouble(),
    }
}
