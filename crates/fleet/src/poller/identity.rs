//! The account of the environment, once.

use std::sync::Arc;

use super::Poller;
use super::keep_fresh::Loop;
use crate::error::FleetError;
use crate::read;

/// Asks once, unless the account is known.
pub(super) async fn ask(poller: &Poller) -> Result<(), FleetError> {
    let estate = &poller.estate;
    if estate.store.read().environment.account.is_none()
        && let Some(account) = read::identity::account(&estate.clients).await?
    {
        estate.store.edit(|draft| draft.set_account(account));
    }
    Ok(())
}

/// Asks until the account is known: by STS, or because an ARN named it meanwhile.
pub(super) async fn keep(poller: &Arc<Poller>) {
    let estate = &poller.estate;
    let asking = Loop {
        poller,
        name: "identity".to_owned(),
        area: None,
        interval: || estate.options.back_off_most,
        back_off_most: || estate.options.back_off_most,
        due: poller.never_due.subscribe(),
    };
    let known = tokio::sync::Notify::new();
    let read = || async {
        ask(poller).await?;
        if estate.store.read().environment.account.is_some() {
            known.notify_one();
        }
        Ok(())
    };
    tokio::select! {
        () = asking.run(read) => {}
        () = known.notified() => {}
    }
}
