//! Whether the clock of this machine is right. Nothing here goes by it, but other programs do, and people.

use std::sync::Arc;
use std::time::Duration;

use model::freshness::wrong_clock;

use crate::clock::Clock;
use crate::estate::Estate;

/// How often it is compared.
const LOOK: Duration = Duration::from_secs(1);

/// Tells the log and whoever looks when it turns out to be wrong, and when it is right again, for ever.
pub(crate) async fn keep(clock: Clock, estates: Vec<Arc<Estate>>) {
    let mut was_wrong = false;
    loop {
        clock.sleep_until(clock.instant() + LOOK).await;
        let wrong = clock.machine_ahead().and_then(wrong_clock);
        match &wrong {
            Some(sentence) if !was_wrong => tracing::warn!("{sentence}: AWS's time counts"),
            None if was_wrong => tracing::info!("the clock of this machine is right again"),
            Some(_) | None => {}
        }
        if wrong.is_some() != was_wrong {
            estates.iter().for_each(|estate| estate.store.announce(None));
        }
        was_wrong = wrong.is_some();
    }
}
