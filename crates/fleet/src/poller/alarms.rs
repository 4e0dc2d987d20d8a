//! The alarms of an environment.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::Poller;
use super::keep_fresh::Loop;
use crate::read;
use crate::store::Area;

/// A list of no more pages than this is cheap enough to be read often while somebody looks.
const FEW_PAGES: usize = 3;

/// Reads all metric alarms for ever.
pub(super) async fn keep(poller: &Arc<Poller>) {
    let (estate, options) = (&poller.estate, &poller.estate.options);
    let pages = AtomicUsize::new(usize::MAX);
    let reading = Loop {
        poller,
        name: "alarms".to_owned(),
        area: Some(Area::Alarms),
        interval: || match pages.load(Ordering::Relaxed) {
            few if few <= FEW_PAGES && poller.is_looked_at() => options.focus * 4,
            _ => poller.interval(false),
        },
        back_off_most: || poller.back_off_most(false),
        due: poller.never_due.subscribe(),
    };
    let read = || async {
        let priority = poller.priority(&Area::Alarms, poller.is_looked_at());
        let (alarms, made) = read::alarms::all(&estate.clients, priority).await?;
        pages.store(made, Ordering::Relaxed);
        estate.store.edit(|draft| draft.set(|snapshot| &mut snapshot.alarms, alarms));
        Ok(())
    };
    reading.run(read).await;
}
