//! Drafts of task definitions, in memory: what somebody typed and has not registered yet.
//!
//! They hold values of environment variables, so none is written down; a restart ends them all.

use std::sync::Arc;
use std::time::Duration;

use draft::{Document, Fault};
use model::address::RevisionRef;
use model::change::DraftId;
use moka::sync::Cache;

/// How long a draft is kept.
const KEPT_FOR: Duration = Duration::from_secs(2 * 60 * 60);

/// How much all drafts may hold, in bytes; those that were looked at longest ago go first.
const MOST: u64 = 64 * 1024 * 1024;

/// A task definition that is being written. It never changes: an edit makes another one.
pub(super) struct Draft {
    /// Whose it is.
    pub who: String,
    /// The revision that it was made from.
    pub made_from: RevisionRef,
    /// That revision, as AWS described it.
    pub base: Arc<Document>,
    /// What it says; where something was typed that cannot be read, what it said before.
    pub document: Document,
    /// What was typed and cannot be read.
    pub unread: Option<Unread>,
}

/// Something that was typed and is no definition.
pub(super) struct Unread {
    pub text: Option<String>,
    pub fields: Vec<(String, String)>,
    /// Why not; at least one.
    pub faults: Vec<Fault>,
}

impl Draft {
    fn weight(&self) -> usize {
        let unread = self.unread.as_ref();
        let typed = unread.and_then(|unread| unread.text.as_ref()).map_or(0, String::len);
        let fields = unread.map_or(0, |unread| unread.fields.iter().map(|(name, text)| name.len() + text.len()).sum());
        // Read JSON takes some times the room of its text.
        typed + fields + 4 * (self.base.body().len() + self.document.body().len())
    }
}

/// All drafts there are.
pub(crate) struct Drafts(Cache<DraftId, Arc<Draft>>);

impl Default for Drafts {
    fn default() -> Self {
        let weight = |_: &DraftId, draft: &Arc<Draft>| u32::try_from(draft.weight()).unwrap_or(u32::MAX);
        Self(Cache::builder().weigher(weight).max_capacity(MOST).time_to_live(KEPT_FOR).build())
    }
}

impl Drafts {
    /// Keeps a draft under a new name, which nobody can guess.
    pub(super) fn keep(&self, draft: Draft) -> Option<DraftId> {
        let id = DraftId::parse(format!("{:032x}", rand::random::<u128>())).ok()?;
        self.0.insert(id.clone(), Arc::new(draft));
        Some(id)
    }

    /// The draft of this name, if it is kept and this person's.
    pub(super) fn of(&self, who: &str, id: &DraftId) -> Option<Arc<Draft>> {
        self.0.get(id).filter(|draft| draft.who == who)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(who: &str, text: Option<String>) -> Draft {
        let made_from = RevisionRef {
            environment: model::name::EnvironmentName::parse("prod").unwrap(),
            revision: model::task_definition::TaskDefinitionRef::parse("web:3").unwrap(),
        };
        let unread = text.map(|text| Unread { text: Some(text), fields: vec![], faults: vec![] });
        Draft { who: who.to_owned(), made_from, base: Arc::default(), document: Document::default(), unread }
    }

    #[test]
    fn a_draft_is_seen_by_whoever_wrote_it_and_by_nobody_else() {
        let drafts = Drafts::default();
        let id = drafts.keep(draft("ada", None)).unwrap();
        assert!(drafts.of("ada", &id).is_some());
        assert!(drafts.of("bob", &id).is_none());
    }

    #[test]
    fn drafts_do_not_grow_without_end() {
        let drafts = Drafts::default();
        let ids: Vec<_> = (0..200).filter_map(|_| drafts.keep(draft("ada", Some("x".repeat(1024 * 1024))))).collect();
        drafts.0.run_pending_tasks();
        let kept = ids.iter().filter(|id| drafts.of("ada", id).is_some()).count();
        assert!((1..=64).contains(&kept), "{kept}");
    }
}
