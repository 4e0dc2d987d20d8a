//! Changes of revisions.

use std::sync::Arc;

use access::{DeleteRevision, Deregister, Viewer};
use model::address::{RevisionRef, ServiceRef};
use model::audit::EntryId;
use model::change::{Ask, Plan, RevisionFacts, RevisionVerb, Seen, WhyNot, can_change_revision};
use model::field::{FieldError, Problem};
use model::noun::Noun;
use model::task_definition::{TaskDefinition, TaskDefinitionStatus};
use model::view::{Answer, AskForm, ChangePage};

use super::Confirmed;
use super::apply::{check_confirmation, intent};
use crate::answer::{Area, answer};
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::Survey;

/// A revision as it is now, and what a plan takes into account.
struct Around {
    survey: Arc<Survey>,
    definition: Arc<TaskDefinition>,
    used_by: Vec<ServiceRef>,
}

impl Console {
    /// The page on which a revision is changed: its plan.
    ///
    /// # Errors
    /// As [`Console::change_service`].
    pub async fn change_revision(
        &self,
        viewer: &Viewer,
        (at, verb): (&RevisionRef, RevisionVerb),
        ask: Option<&Ask>,
        sent: Option<&str>,
    ) -> Result<Answer<ChangePage>, ConsoleError> {
        let around = self.around_revision(at).await?;
        let why_not = self.why_not_revision(viewer, at, verb, &around.definition.status);
        let seen = Seen::of_revision(&around.definition);
        let mut page = ChangePage {
            verdict: None,
            blocked: why_not.map(|why| why.sentence().to_owned()),
            form: AskForm::Nothing,
            planned: None,
            changed: Vec::new(),
            refused: None,
        };
        if let Some(sent) = self.sent_back(sent) {
            page.changed = sent.seen.changed(&seen);
            page.refused = self.entry_of(&sent).await;
        }
        if let Some(ask) = ask.filter(|_| why_not.is_none()) {
            page.planned = self.planned(viewer, at.change(verb), ask, seen, self.plan_of_revision(at, ask, &around));
        }
        Ok(answer(page, &[Area::families(&around.survey.snapshot).seen_at(self.now())], self.now()))
    }

    /// Carries out a plan for a revision.
    ///
    /// # Errors
    /// As [`Console::apply_to_service`].
    pub async fn apply_to_revision(
        &self,
        viewer: &Viewer,
        (at, verb): (&RevisionRef, RevisionVerb),
        ask: &Ask,
        confirmed: &Confirmed,
    ) -> Result<EntryId, ConsoleError> {
        self.changes_of().access.may_change(viewer, &at.environment)?;
        let contents = self.opened(viewer, &at.change(verb), ask, confirmed)?;
        let _turn = self.turn_of(&at.clone().into()).await;
        if let Some(entry) = self.entry_of(&contents).await {
            return self.was_begun(entry.id).await;
        }
        let around = self.around_revision(at).await?;
        if let Some(why) = self.why_not_revision(viewer, at, verb, &around.definition.status) {
            return Err(ConsoleError::Impossible(why));
        }
        if !contents.seen.changed(&Seen::of_revision(&around.definition)).is_empty() {
            return Err(ConsoleError::Conflict(Noun::Revision));
        }
        let plan = self.plan_of_revision(at, ask, &around);
        check_confirmation(&plan, confirmed)?;
        let intent = intent(viewer, (&contents, &plan), (verb.verb(), at.clone().into()), confirmed, self.now())?;
        let access = &self.changes_of().access;
        match ask {
            Ask::Deregister => {
                let grant = access.grant::<Deregister>(viewer, at)?;
                self.carry_out(intent, Noun::Revision, self.fleet().deregister(grant)).await
            }
            Ask::Delete => {
                let grant = access.grant::<DeleteRevision>(viewer, at)?;
                self.carry_out(intent, Noun::Revision, self.fleet().delete_revision(grant)).await
            }
            _ => Err(FieldError::new("plan", Problem::NotThisPlan).into()),
        }
    }

    /// Describes the revision again, and looks who uses it.
    async fn around_revision(&self, at: &RevisionRef) -> Result<Around, ConsoleError> {
        let definition = self.fleet().describe_revision(at).await;
        let definition = definition.map_err(|error| ConsoleError::from_fleet(Noun::Revision, &error))?;
        let survey = self.survey(&at.environment)?;
        let used_by = survey.uses(&at.revision.family).of_revision(at.revision.revision);
        Ok(Around { survey, definition, used_by })
    }

    pub(super) fn why_not_revision(
        &self,
        viewer: &Viewer,
        at: &RevisionRef,
        verb: RevisionVerb,
        status: &TaskDefinitionStatus,
    ) -> Option<WhyNot> {
        let may = self.changes_of().access.may_change(viewer, &at.environment);
        may.err().map(|access::Refusal::ReadOnly| WhyNot::ReadOnly).or(can_change_revision(verb, status).err())
    }

    fn plan_of_revision(&self, at: &RevisionRef, ask: &Ask, around: &Around) -> Plan {
        let snapshot = &around.survey.snapshot;
        let active = snapshot.families.get(&at.revision.family).map_or(&[][..], |numbers| numbers);
        let facts = RevisionFacts {
            at,
            region: &snapshot.environment.region,
            definition: &around.definition,
            used_by: &around.used_by,
            others: active.iter().filter(|number| **number != at.revision.revision).count(),
            is_protected: self.changes_of().protected.contains(&at.environment),
        };
        Plan::of_revision(ask, facts)
    }
}
