//! What differs between two revisions, whole: values of environment variables are compared, and none is kept.

use std::sync::Arc;
use std::time::Duration;

use draft::{Document, differences};
use model::address::RevisionRef;
use model::audit::FieldChange;
use moka::policy::EvictionPolicy;
use moka::sync::Cache;
use tokio::sync::OnceCell;

use crate::error::FleetError;

/// The most comparisons that are kept; the one that was used longest ago goes first.
const KEPT: u64 = 200;

/// How long a comparison serves. A revision never changes; an account can be emptied and filled again.
const SERVES_FOR: Duration = Duration::from_secs(10 * 60);

/// The comparisons of a fleet. Those who ask for the same at the same time share the calls.
#[derive(Debug)]
pub(crate) struct Comparisons(Cache<(RevisionRef, RevisionRef), Cell>);

type Cell = Arc<OnceCell<Arc<Vec<FieldChange>>>>;

impl Default for Comparisons {
    fn default() -> Self {
        let kept = Cache::builder().max_capacity(KEPT).eviction_policy(EvictionPolicy::lru());
        Self(kept.time_to_live(SERVES_FOR).build())
    }
}

impl Comparisons {
    /// The comparison that is known, or the one of what is read now.
    pub(crate) async fn get<F>(
        &self,
        before: &RevisionRef,
        after: &RevisionRef,
        read: impl FnOnce() -> F,
    ) -> Result<Arc<Vec<FieldChange>>, FleetError>
    where
        F: Future<Output = Result<(Document, Document), FleetError>>,
    {
        let cell = self.0.get_with((before.clone(), after.clone()), Cell::default);
        let compare = || async {
            let (before, after) = read().await?;
            Ok(Arc::new(differences(&before, &after)))
        };
        cell.get_or_try_init(compare).await.cloned()
    }
}
