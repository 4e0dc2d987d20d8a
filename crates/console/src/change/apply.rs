//! Carrying a plan out: the intent is written down, one call is made, what came of it is written down.

use access::Viewer;
use fleet::{WriteError, Written};
use ledger::LedgerError;
use model::audit::{Entry, EntryId, Intent, Outcome, Person, Subject, Verb};
use model::change::{Ask, Confirmation, Plan, Seen, WhyNot, field};
use model::field::{FieldError, Problem};
use model::noun::Noun;
use model::page::Page;
use tokio::sync::OwnedMutexGuard;

use super::sealed::Contents;
use super::{Confirmed, following};
use crate::console::Console;
use crate::error::ConsoleError;

/// How far a plan has come that somebody sent.
pub(super) enum Sent {
    /// It is carried out now, and nobody else here changes the same thing meanwhile.
    Now(Box<Contents>, OwnedMutexGuard<()>),
    /// It was carried out before, as this entry.
    Before(EntryId),
}

/// What was found when the thing was described again.
pub(super) struct Found<P> {
    /// Why it cannot be done.
    pub why_not: Option<WhyNot>,
    /// What matters of it.
    pub seen: Seen,
    /// What comes of it.
    pub plan: P,
}

impl Console {
    /// Opens the plan that somebody confirms and waits for the turn at what it changes.
    ///
    /// # Errors
    /// [`ConsoleError::ReadOnly`], and [`ConsoleError::Invalid`] when it is none of this person's for this, or too old.
    pub(super) async fn begin(
        &self,
        viewer: &Viewer,
        (page, subject): (&Page, &Subject),
        ask: &Ask,
        confirmed: &Confirmed,
    ) -> Result<Sent, ConsoleError> {
        self.changes_of().access.may_change(viewer, &subject.environment)?;
        let contents = self.opened(viewer, page, ask, confirmed)?;
        let turn = self.turn_of(subject).await;
        match self.entry_of(&contents).await {
            Some(entry) => Ok(Sent::Before(entry.id)),
            None => Ok(Sent::Now(Box::new(contents), turn)),
        }
    }

    /// What is to be written down, unless the thing is not as it was when the plan was made.
    ///
    /// # Errors
    /// [`ConsoleError::Impossible`], [`ConsoleError::Conflict`] when what matters is different now, and
    /// [`ConsoleError::Invalid`] when it was not confirmed as it has to be.
    pub(super) fn intent(
        &self,
        viewer: &Viewer,
        (contents, confirmed): (&Contents, &Confirmed),
        (noun, verb, subject): (Noun, Verb, Subject),
        found: Found<impl FnOnce() -> Plan>,
    ) -> Result<Intent, ConsoleError> {
        if let Some(why) = found.why_not {
            return Err(ConsoleError::Impossible(why));
        }
        if !contents.seen.changed(&found.seen).is_empty() {
            return Err(ConsoleError::Conflict(noun));
        }
        let plan = (found.plan)();
        if plan.is_nothing() {
            return Err(ConsoleError::Impossible(WhyNot::Nothing));
        }
        check_confirmation(&plan, confirmed)?;
        let who = Person::parse(viewer.name()).map_err(|error| {
            tracing::error!(%error, "a viewer has a name that cannot be written down");
            ConsoleError::Unrecorded
        })?;
        Ok(Intent {
            at: self.now(),
            who,
            verb,
            subject,
            sentence: plan.sentence,
            changes: plan.changes,
            reason: confirmed.reason.clone(),
            plan: contents.id.clone(),
            command: Some(plan.equivalent.cli).filter(|command| !command.is_empty()),
            part: None,
        })
    }

    /// Writes the intent down, has it done, and writes down what came of it.
    ///
    /// What was begun before is not begun again: its entry is given back, whatever came of it.
    ///
    /// # Errors
    /// [`ConsoleError::Unrecorded`] when the intent cannot be written down: then nothing was sent.
    /// [`ConsoleError::Refused`] when AWS said no, [`ConsoleError::Forbidden`] when IAM did.
    pub(super) async fn carry_out<F>(&self, intent: Intent, noun: Noun, write: F) -> Result<EntryId, ConsoleError>
    where
        F: Future<Output = Result<Written, WriteError>>,
    {
        let ledger = &self.changes_of().ledger;
        let entry = match ledger.intend(&intent).await {
            Ok(entry) => entry,
            Err(LedgerError::AlreadyIntended(entry)) => return self.was_begun(entry).await,
            Err(error) => {
                tracing::error!(%error, plan = %intent.plan, "a change could not be written down and was not sent");
                return Err(ConsoleError::Unrecorded);
            }
        };
        let written = write.await;
        let outcome = outcome(&written);
        if let Err(error) = ledger.settle(entry, self.now(), &outcome).await {
            // The intent is there, so the change is found again as one whose outcome is not known, and looked up.
            tracing::error!(%error, %entry, "what came of a change could not be written down");
        }
        log(entry, &intent, &written);
        match written {
            Ok(_) | Err(WriteError::Unknown(_)) => Ok(entry),
            Err(error) => Err(self.refusal(entry, noun, &error)),
        }
    }

    /// What is told of a change that was begun before.
    pub(super) async fn was_begun(&self, entry: EntryId) -> Result<EntryId, ConsoleError> {
        let known = self.changes_of().ledger.entry(entry).await.ok().flatten();
        match known.as_ref().and_then(|entry| entry.settled.as_ref()).map(|settled| &settled.outcome) {
            Some(Outcome::Refused { .. } | Outcome::NotSent { .. }) => Err(ConsoleError::Refused(entry)),
            _ => Ok(entry),
        }
    }

    fn refusal(&self, entry: EntryId, noun: Noun, error: &WriteError) -> ConsoleError {
        match error.fleet() {
            Some(error) if matches!(error.trouble(), Some(model::freshness::Trouble::Denied { .. })) => {
                ConsoleError::from_fleet(noun, error)
            }
            _ => ConsoleError::Refused(entry),
        }
    }

    /// An entry of the record by the plan that it carried out: the last one, if the plan makes two calls.
    pub(super) async fn entry_of(&self, contents: &Contents) -> Option<Entry> {
        let ledger = &self.changes_of().ledger;
        if matches!(contents.ask, Ask::DeployImage { .. } | Ask::DeployDraft { .. } | Ask::Autoscale { .. })
            && let Some(second) = following(&contents.id, "and then")
            && let Some(entry) = ledger.entry_of_plan(&second).await.ok().flatten()
        {
            return Some(entry);
        }
        ledger.entry_of_plan(&contents.id).await.ok().flatten()
    }
}

/// Makes sure that what has to be typed was typed.
fn check_confirmation(plan: &Plan, confirmed: &Confirmed) -> Result<(), ConsoleError> {
    match &plan.confirmation {
        Confirmation::Button => Ok(()),
        Confirmation::Typed(name) if confirmed.typed.trim() == name => Ok(()),
        Confirmation::Typed(_) => Err(FieldError::new(field::CONFIRM, Problem::NotTheName).into()),
    }
}

fn outcome(written: &Result<Written, WriteError>) -> Outcome {
    let request_id = |error: &WriteError| error.request_id().map(ToString::to_string);
    match written {
        Ok(done) => Outcome::Done { request_id: done.request_id.as_ref().map(ToString::to_string) },
        Err(error @ WriteError::Refused { code, message, .. }) => Outcome::Refused {
            message: message.clone(),
            code: code.as_ref().map(ToString::to_string),
            request_id: request_id(error),
        },
        Err(error @ WriteError::Unknown(cause)) => {
            Outcome::Unknown { message: cause.to_string(), request_id: request_id(error) }
        }
        Err(WriteError::NotSent(cause)) => Outcome::NotSent { message: cause.to_string() },
        Err(WriteError::ReadOnly) => Outcome::NotSent { message: WriteError::ReadOnly.to_string() },
    }
}

fn log(entry: EntryId, intent: &Intent, written: &Result<Written, WriteError>) {
    let (who, verb) = (intent.who.as_str(), intent.verb.as_str());
    match written {
        Ok(_) => tracing::info!(%entry, who, verb, sentence = intent.sentence, "changed"),
        Err(error) => tracing::warn!(%entry, who, verb, error = %error.chain(), "a change did not end well"),
    }
}
