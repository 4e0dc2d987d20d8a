//! Credentials that are looked for anew when they turn out not to be valid.
//!
//! The providers of the SDK read files of profiles once. Whoever renews temporary keys with a tool, or writes the file
//! after Podium has started, would have to start it again.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{self, ProvideCredentials, SharedCredentialsProvider, future};
use futures::future::BoxFuture;
use model::time::{Span, Timestamp};
use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::clock::Clock;

/// How soon providers are made anew after the last time.
const MADE_ANEW_AFTER: Duration = Duration::from_secs(30);

/// How long before their end credentials are not used any more.
const BEFORE_THEIR_END: Span = Span::seconds(10);

/// How long providers may take. The SDK's own cache waits as long.
const LOAD_TIMEOUT: Duration = Duration::from_secs(5);

/// Makes the providers of an environment, which read all files again.
pub(in crate::clients) type Make = dyn Fn() -> BoxFuture<'static, Option<SharedCredentialsProvider>> + Send + Sync;

/// Keeps credentials until they end or are doubted. It stands in for the SDK's own cache, which would go on giving out
/// what AWS has refused.
#[derive(Clone)]
pub(in crate::clients) struct Renewing(Arc<Inner>);

struct Inner {
    make: Box<Make>,
    clock: Clock,
    is_doubted: AtomicBool,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    provider: Option<SharedCredentialsProvider>,
    made_at: Option<Instant>,
    credentials: Option<Credentials>,
}

impl Renewing {
    pub(in crate::clients) fn new(clock: &Clock, make: Box<Make>) -> Self {
        let (is_doubted, state) = (AtomicBool::new(false), Mutex::default());
        Self(Arc::new(Inner { make, clock: clock.clone(), is_doubted, state }))
    }

    /// AWS takes these credentials for invalid, or there are none: the next call looks for others.
    pub(in crate::clients) fn doubt(&self) {
        self.0.is_doubted.store(true, Ordering::Relaxed);
    }

    async fn credentials(&self) -> provider::Result {
        let mut state = self.0.state.lock().await;
        let now = self.0.clock.instant();
        let may_be_made = state.made_at.is_none_or(|made_at| now - made_at >= MADE_ANEW_AFTER);
        if may_be_made && self.0.is_doubted.swap(false, Ordering::Relaxed) {
            *state = State::default();
        }
        if let Some(known) = state.credentials.as_ref().filter(|known| self.is_valid(known)) {
            return Ok(known.clone());
        }
        let provider = match state.provider.clone() {
            Some(provider) => provider,
            None => {
                let made = (self.0.make)().await.ok_or_else(|| CredentialsError::not_loaded("there is no provider"))?;
                state.made_at = Some(now);
                state.provider.insert(made).clone()
            }
        };
        let timed_out = |_| Err(CredentialsError::provider_timed_out(LOAD_TIMEOUT));
        let credentials =
            tokio::time::timeout(LOAD_TIMEOUT, provider.provide_credentials()).await.unwrap_or_else(timed_out)?;
        state.credentials = Some(credentials.clone());
        Ok(credentials)
    }

    fn is_valid(&self, credentials: &Credentials) -> bool {
        credentials.expiry().is_none_or(|end| {
            let end = end.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
            let end = Timestamp(i64::try_from(end).unwrap_or(i64::MAX));
            end.since(self.0.clock.now()) > BEFORE_THEIR_END
        })
    }
}

impl ProvideCredentials for Renewing {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.credentials())
    }
}

impl fmt::Debug for Renewing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Renewing")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands in the file of profiles: a key and when it ends, or nothing.
    type File = Arc<parking_lot::Mutex<Option<(&'static str, Option<i64>)>>>;

    /// Reads the file once, when it is made, like the providers of the SDK.
    fn reading(file: &File, clock: &Clock) -> (Renewing, Arc<parking_lot::Mutex<u32>>) {
        let (file, made) = (Arc::clone(file), Arc::<parking_lot::Mutex<u32>>::default());
        let counted = Arc::clone(&made);
        let make: Box<Make> = Box::new(move || {
            *counted.lock() += 1;
            let read = *file.lock();
            let provider = read.map(|(key, end)| {
                let end = end.map(|end| UNIX_EPOCH + Duration::from_secs(end.unsigned_abs()));
                SharedCredentialsProvider::new(Credentials::new(key, "secret", None, end, "file"))
            });
            Box::pin(async move { provider })
        });
        (Renewing::new(clock, make), made)
    }

    async fn key(renewing: &Renewing) -> Option<String> {
        Some(renewing.provide_credentials().await.ok()?.access_key_id().to_owned())
    }

    #[tokio::test]
    async fn keys_that_aws_refuses_are_looked_for_anew_and_no_oftener_than_every_half_minute() {
        let (clock, hand) = Clock::manual(Timestamp(0));
        let file: File = Arc::new(parking_lot::Mutex::new(Some(("old", None))));
        let (renewing, made) = reading(&file, &clock);
        assert_eq!(key(&renewing).await.as_deref(), Some("old"));
        *file.lock() = Some(("new", None));
        assert_eq!(key(&renewing).await.as_deref(), Some("old"), "nobody doubts it");
        hand.advance(MADE_ANEW_AFTER - Duration::from_secs(1));
        renewing.doubt();
        assert_eq!(key(&renewing).await.as_deref(), Some("old"), "not so soon");
        hand.advance(Duration::from_secs(1));
        assert_eq!(key(&renewing).await.as_deref(), Some("new"));
        hand.advance(Duration::from_secs(3_600));
        assert_eq!((key(&renewing).await.as_deref(), *made.lock()), (Some("new"), 2));
    }

    #[tokio::test]
    async fn a_file_that_comes_after_the_start_is_found() {
        let (clock, _hand) = Clock::manual(Timestamp(0));
        let (file, (renewing, _)) = {
            let file = File::default();
            (Arc::clone(&file), reading(&file, &clock))
        };
        assert_eq!(key(&renewing).await, None);
        *file.lock() = Some(("first", None));
        renewing.doubt();
        assert_eq!(key(&renewing).await.as_deref(), Some("first"));
    }

    #[tokio::test]
    async fn credentials_that_end_are_asked_for_again_before_that() {
        let (clock, hand) = Clock::manual(Timestamp(0));
        let file: File = Arc::new(parking_lot::Mutex::new(Some(("short", Some(100)))));
        let (renewing, made) = reading(&file, &clock);
        assert_eq!(key(&renewing).await.as_deref(), Some("short"));
        hand.advance(Duration::from_secs(89));
        assert_eq!(key(&renewing).await.as_deref(), Some("short"));
        assert_eq!(*made.lock(), 1);
        hand.advance(Duration::from_secs(10));
        assert_eq!(key(&renewing).await.as_deref(), Some("short"), "the provider is asked; AWS says what it is worth");
    }
}
