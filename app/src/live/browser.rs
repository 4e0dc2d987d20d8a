//! The clock of an open page, and the mark that says it is alive.

use std::time::Duration;

use leptos::prelude::*;
use model::time::{Span, Timestamp};

use super::{Live, ages, stream};

/// The frame is asked for again when its news is this old: news may be fresh without anything having changed.
const OLD: Span = Span::seconds(15);

/// The server's clock, and this tab's uptime at that moment in milliseconds.
type Base = (Timestamp, f64);

pub(super) fn start(live: Live, as_of: impl Fn() -> Option<(Option<Timestamp>, Timestamp)> + 'static) {
    let base = StoredValue::new(None::<Base>);
    let news = StoredValue::new(None::<Timestamp>);
    let asked = StoredValue::new(None::<Timestamp>);
    Effect::new(move |_| {
        // What was told before says nothing about the time it is now.
        let known = base.get_value().map(|(told, _)| told);
        if let Some((as_of, now)) = as_of().filter(|(_, now)| known != Some(*now)) {
            base.set_value(Some((now, uptime())));
            news.set_value(as_of);
            asked.set_value(Some(now));
            live.clock.set(Some(now));
        }
    });
    Effect::new(|_| {
        if let Some(body) = document().body() {
            // Fails only for names that are no attribute.
            let _ = body.set_attribute("data-hydrated", "");
        }
    });
    stream::listen(live);
    set_interval(
        move || {
            if document().hidden() {
                return;
            }
            let Some(now) = base.try_get_value().flatten().map(clock) else { return };
            let _ = live.clock.try_set(Some(now));
            ages::tell(now);
            let since =
                |moment: StoredValue<Option<Timestamp>>| moment.try_get_value().flatten().map(|at| now.since(at));
            if since(news).is_none_or(|age| age > OLD) && since(asked).is_none_or(|age| age > OLD) {
                asked.set_value(Some(now));
                live.frame.try_update(|count| *count += 1);
            }
        },
        Duration::from_secs(1),
    );
}

/// The server's clock now.
fn clock((at, uptime_then): Base) -> Timestamp {
    // Uptimes are milliseconds far below 2^53.
    Timestamp(at.0.saturating_add((uptime() - uptime_then) as i64))
}

/// Milliseconds since this tab was opened, by a clock that nobody sets back.
fn uptime() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}
