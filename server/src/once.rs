//! A form that is sent twice is done once.

use std::time::Duration;

use app::error::AppError;
use app::forms::{FormName, Token};
use axum_extra::extract::cookie::Cookie;
use futures::FutureExt as _;
use futures::future::{BoxFuture, Shared};
use model::page::Page;
use moka::sync::Cache;
use tracing::Instrument as _;

/// How many outcomes are remembered; the oldest go first.
const REMEMBERED: u64 = 4_096;

/// How long an outcome is remembered: longer than somebody who waits for an answer presses the button.
const REMEMBERED_FOR: Duration = Duration::from_secs(10 * 60);

/// The page a form was sent from, and what its address asks besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) page: Page,
    pub(crate) query: Option<String>,
}

impl Place {
    /// The address: made from the checked page, so that it leads nowhere else.
    pub(crate) fn address(&self) -> String {
        let query = self.query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
        self.page.path() + &query
    }
}

/// A form that was done: where its outcome is seen, and what the browser is to remember.
#[derive(Clone, Debug)]
pub(crate) struct Done {
    pub(crate) see: Place,
    pub(crate) cookie: Option<Cookie<'static>>,
}

/// What came of a form.
pub(crate) type Outcome = Result<Done, AppError>;

/// Which form, which drawing of it, and a fingerprint of page and values.
pub(crate) type Key = (FormName, Token, u64);

/// The outcomes of the forms that were sent last; clones remember together.
#[derive(Clone, Debug)]
pub(crate) struct Once(Cache<Key, Shared<BoxFuture<'static, Outcome>>>);

impl Once {
    /// Nothing was sent yet.
    pub(crate) fn new() -> Self {
        Self(Cache::builder().max_capacity(REMEMBERED).time_to_live(REMEMBERED_FOR).build())
    }

    /// Does the work, unless it was begun under the same key: then its outcome, now or when it is there.
    ///
    /// The work goes on when whoever sent the form leaves: it must not be begun a second time.
    pub(crate) async fn outcome(&self, key: Key, work: BoxFuture<'static, Outcome>) -> Outcome {
        let (form, token, _) = key;
        let begun = self.0.get_with(key, || {
            tracing::info!(form = form.key(), %token, "a form is done");
            let work = tokio::spawn(work.in_current_span());
            work.map(|outcome| outcome.unwrap_or(Err(AppError::Internal(None)))).boxed().shared()
        });
        begun.await
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use futures::future::join_all;

    use super::*;

    /// Work that counts how often it was done.
    fn counting(count: &Arc<AtomicUsize>) -> BoxFuture<'static, Outcome> {
        let count = Arc::clone(count);
        async move {
            tokio::task::yield_now().await;
            count.fetch_add(1, Ordering::Relaxed);
            Ok(Done { see: Place { page: Page::Fleet, query: None }, cookie: None })
        }
        .boxed()
    }

    #[tokio::test]
    async fn what_is_sent_twenty_times_at_once_is_done_once() {
        let (once, count) = (Once::new(), Arc::default());
        let send = |_| once.outcome((FormName::Theme, Token(1), 7), counting(&count));
        assert!(join_all((0..20).map(send)).await.iter().all(Result::is_ok));
        assert_eq!(count.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn another_form_another_drawing_and_other_values_are_done_again() {
        let (once, count) = (Once::new(), Arc::default());
        for key in [
            (FormName::Theme, Token(1), 7),
            (FormName::Environment, Token(1), 7),
            (FormName::Theme, Token(2), 7),
            (FormName::Theme, Token(1), 8),
            (FormName::Theme, Token(1), 7),
        ] {
            once.outcome(key, counting(&count)).await.unwrap();
        }
        assert_eq!(count.load(Ordering::Relaxed), 4);
    }

    #[tokio::test]
    async fn work_goes_on_when_whoever_sent_it_leaves() {
        let (once, count) = (Once::new(), Arc::default());
        let key = (FormName::Theme, Token(1), 7);
        let left = once.outcome(key, counting(&count)).now_or_never();
        assert!(left.is_none());
        once.outcome(key, counting(&count)).await.unwrap();
        assert_eq!(count.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn work_that_panics_is_a_fault_of_ours_and_not_begun_again() {
        let once = Once::new();
        let key = (FormName::Theme, Token(1), 7);
        let work = || async { panic!("on purpose") }.boxed();
        assert_eq!(once.outcome(key, work()).await.unwrap_err(), AppError::Internal(None));
        assert_eq!(once.outcome(key, work()).await.unwrap_err(), AppError::Internal(None));
    }
}
