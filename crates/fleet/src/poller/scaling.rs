//! What scales in an environment.

use std::sync::Arc;

use super::Poller;
use super::keep_fresh::Loop;
use crate::read;
use crate::store::Area;

/// Reads all scalable targets of ECS with their policies and scheduled actions for ever.
pub(super) async fn keep(poller: &Arc<Poller>) {
    let estate = &poller.estate;
    let reading = Loop {
        poller,
        name: "scaling".to_owned(),
        area: Some(Area::Scaling),
        interval: || poller.interval(false),
        back_off_most: || poller.back_off_most(false),
        due: poller.never_due.subscribe(),
    };
    let read = || async {
        let scaling = read::scaling::all(&estate.clients, poller.priority(&Area::Scaling, false)).await?;
        estate.store.edit(|draft| draft.set(|snapshot| &mut snapshot.scaling, scaling));
        Ok(())
    };
    reading.run(read).await;
}
