//! The task definition families of an environment.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use aws_sdk_ecs::types::TaskDefinitionStatus;

use super::Poller;
use super::keep_fresh::Loop;
use crate::read;
use crate::store::Area;

/// A list of no more pages than this is cheap enough to be read often while somebody looks.
const FEW_PAGES: usize = 3;

/// Reads the ACTIVE revisions of all families for ever.
pub(super) async fn keep(poller: &Arc<Poller>) {
    let (estate, options) = (&poller.estate, &poller.estate.options);
    let is_watched = || estate.watches.covers_environment(estate.name());
    let pages = AtomicUsize::new(usize::MAX);
    let reading = Loop {
        poller,
        name: "task definition families".to_owned(),
        area: Some(Area::Families),
        interval: || match pages.load(Ordering::Relaxed) {
            _ if !is_watched() => options.families,
            few if few <= FEW_PAGES => options.families_watched.min(options.focus * 2),
            _ => options.families_watched,
        },
        back_off_most: || poller.back_off_most(is_watched()),
        due: poller.never_due.subscribe(),
    };
    let read = || async {
        let (status, priority) = (TaskDefinitionStatus::Active, poller.priority(&Area::Families, is_watched()));
        let listed = read::task_definitions::list(&estate.clients, None, status, priority).await?;
        pages.store(listed.pages, Ordering::Relaxed);
        estate.definitions.reconcile(&estate.store.read().families, &listed.revisions);
        estate.store.edit(|draft| draft.set(|snapshot| &mut snapshot.families, listed.revisions));
        Ok(())
    };
    reading.run(read).await;
}
