//! The record of changes, as pages show it.

use access::Viewer;
use model::address::ServiceRef;
use model::audit::{AuditQuery, Entry, EntryId, Outcome, Verb};
use model::change::{Ask, ServiceVerb, Setting, Settings, TargetChange, TaskVerb};
use model::noun::Noun;
use model::page::Page;
use model::query::Listing;
use model::task_definition::TaskDefinitionRef;
use model::view::{Answer, ChangeLine};

use crate::console::Console;
use crate::error::ConsoleError;

/// Changes of a service that its page tells of.
const SHOWN: u32 = 5;

/// Rows of an export that are read at once.
const EXPORTED_AT_ONCE: u32 = 500;

impl Console {
    /// Entries of the record that match, the newest first.
    ///
    /// # Errors
    /// [`ConsoleError::Unrecorded`] when the record cannot be read.
    pub async fn audit(&self, _viewer: &Viewer, query: &AuditQuery) -> Result<Answer<Listing<Entry>>, ConsoleError> {
        let entries = self.changes_of().ledger.entries(query).await.map_err(unreadable)?;
        Ok(self.just_read(entries))
    }

    /// One entry of the record, with where it can be undone.
    ///
    /// # Errors
    /// [`ConsoleError::NotFound`] when there is none; [`ConsoleError::Unrecorded`] when the record cannot be read.
    pub async fn audit_entry(&self, _viewer: &Viewer, id: EntryId) -> Result<Answer<ChangeLine>, ConsoleError> {
        let entry = self.changes_of().ledger.entry(id).await.map_err(unreadable)?;
        Ok(self.just_read(line(entry.ok_or(ConsoleError::NotFound(Noun::Change))?)))
    }

    /// An answer that does not come from AWS and is as old as this moment.
    fn just_read<T>(&self, data: T) -> Answer<T> {
        let now = self.now();
        Answer { data, as_of: Some(now), now, stale: false, notices: Vec::new() }
    }

    /// Entries before another one, for an export: as many as are read at once.
    ///
    /// # Errors
    /// [`ConsoleError::Unrecorded`] when the record cannot be read.
    pub async fn audit_before(
        &self,
        _viewer: &Viewer,
        query: &AuditQuery,
        before: Option<EntryId>,
    ) -> Result<Vec<Entry>, ConsoleError> {
        self.changes_of().ledger.entries_before(query, before, EXPORTED_AT_ONCE).await.map_err(unreadable)
    }

    /// The newest changes of a service.
    ///
    /// # Errors
    /// [`ConsoleError::Unrecorded`] when the record cannot be read.
    pub async fn changes_of_service(
        &self,
        _viewer: &Viewer,
        at: &ServiceRef,
    ) -> Result<Answer<Vec<ChangeLine>>, ConsoleError> {
        let entries = self.changes_of().ledger.latest_of_service(at, SHOWN).await.map_err(unreadable)?;
        Ok(self.just_read(entries.into_iter().map(line).collect()))
    }
}

fn unreadable(error: ledger::LedgerError) -> ConsoleError {
    tracing::error!(%error, "the record of changes cannot be read");
    ConsoleError::Unrecorded
}

fn line(entry: Entry) -> ChangeLine {
    ChangeLine { undo: undo(&entry), entry }
}

/// The opposite of a change that was made, if it has one.
fn undo(entry: &Entry) -> Option<(Page, Option<String>)> {
    let outcome = &entry.settled.as_ref()?.outcome;
    if !matches!(outcome, Outcome::Done { .. } | Outcome::Unknown { .. }) {
        return None;
    }
    let before = |field: &str| entry.intent.changes.iter().find(|change| change.field == field)?.before.clone();
    if entry.intent.verb == Verb::TaskProtection {
        let at = entry.intent.subject.task()?;
        // For how long it is to be protected again is asked.
        return match before("protectionEnabled")?.as_str() {
            "false" => Some((at.change(TaskVerb::Unprotect), None)),
            _ => Some((at.change(TaskVerb::Protect), None)),
        };
    }
    let at = entry.intent.subject.service()?;
    let (verb, ask) = match entry.intent.verb {
        Verb::Scale | Verb::Autoscaling => {
            let desired = before("desiredCount").and_then(|desired| desired.parse().ok());
            let ask = match TargetChange::undone(&entry.intent.changes) {
                Some(target) => Ask::Autoscale { desired, target },
                None => Ask::Scale { desired: desired? },
            };
            (ServiceVerb::Scale, ask)
        }
        Verb::Deploy | Verb::RollBack => {
            let revision = TaskDefinitionRef::parse(&before("taskDefinition")?).ok()?;
            (ServiceVerb::RollBack, Ask::RollBack { revision })
        }
        Verb::DeploymentSettings => {
            let mut before = Settings::default();
            for change in &entry.intent.changes {
                let text = change.before.as_deref().unwrap_or_default();
                before.put(Setting::of_member(&change.field)?, text).ok()?;
            }
            (ServiceVerb::Settings, Ask::Settings(before))
        }
        _ => return None,
    };
    Some((at.change(verb), ask.query()))
}
