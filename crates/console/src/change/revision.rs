//! Changes of revisions.

use std::sync::Arc;

use access::{DeleteRevision, Deregister, Register, Viewer};
use model::address::{FamilyRef, RevisionRef, ServiceRef};
use model::audit::{EntryId, Intent, Subject};
use model::change::{Ask, DraftFacts, Plan, RevisionFacts, RevisionVerb, Seen, WhyNot, can_change_revision};
use model::field::{FieldError, Problem};
use model::noun::Noun;
use model::task_definition::{TaskDefinition, TaskDefinitionStatus};
use model::view::{Answer, AskForm, ChangePage};

use super::Confirmed;
use super::apply::{Found, Sent};
use super::edit::Ready;
use crate::answer::{Area, answer};
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::Survey;

/// A revision as it is now, and what a plan takes into account.
struct Around {
    survey: Arc<Survey>,
    definition: Arc<TaskDefinition>,
    used_by: Vec<ServiceRef>,
    /// Services that run other revisions of its family.
    sharing: Vec<ServiceRef>,
    /// The draft that is to be registered, once there is nothing wrong with it.
    ready: Option<Ready>,
}

impl Around {
    /// Whether there is anything to carry out: a draft may still have something wrong with it.
    const fn is_ready(&self, ask: &Ask) -> bool {
        !matches!(ask, Ask::Register { .. }) || self.ready.is_some()
    }

    /// What the change is about: a revision, or the family that gets another one.
    fn subject(&self, at: &RevisionRef) -> Subject {
        match &self.ready {
            Some(ready) => FamilyRef { environment: at.environment.clone(), family: ready.family.clone() }.into(),
            None => at.clone().into(),
        }
    }
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
        let around = self.around_revision(viewer, at, ask).await?;
        let why_not = self.why_not_revision(viewer, at, verb, &around.definition.status);
        let form = match verb {
            RevisionVerb::Edit if why_not.is_none() => {
                AskForm::Draft(Box::new(self.draft_form(viewer, at, ask.and_then(Ask::draft), None).await?))
            }
            _ => AskForm::Nothing,
        };
        let seen = Seen::of_revision(&around.definition);
        let mut page = ChangePage {
            verdict: None,
            blocked: why_not.map(|why| why.sentence().to_owned()),
            form,
            planned: None,
            changed: Vec::new(),
            refused: None,
        };
        if let Some(sent) = self.sent_back(sent) {
            page.changed = sent.seen.changed(&seen);
            page.refused = self.entry_of(&sent).await;
        }
        if let Some(ask) = ask.filter(|ask| why_not.is_none() && around.is_ready(ask)) {
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
    ) -> Result<(EntryId, Option<RevisionRef>), ConsoleError> {
        let thing = Subject::from(at.clone());
        let (contents, _turn) = match self.begin(viewer, (&at.change(verb), &thing), ask, confirmed).await? {
            Sent::Now(contents, turn) => (contents, turn),
            Sent::Before(entry) => return Ok((self.was_begun(entry).await?, None)),
        };
        let around = self.around_revision(viewer, at, Some(ask)).await?;
        let found = Found {
            why_not: self.why_not_revision(viewer, at, verb, &around.definition.status),
            seen: Seen::of_revision(&around.definition),
            plan: || self.plan_of_revision(at, ask, &around),
        };
        let what = (Noun::Revision, verb.verb(), around.subject(at));
        let intent = self.intent(viewer, (&contents, confirmed), what, found)?;
        let access = &self.changes_of().access;
        let entry = match ask {
            Ask::Register { .. } => return self.register(viewer, at, intent, &around).await,
            Ask::Deregister => {
                let grant = access.grant::<Deregister>(viewer, at)?;
                self.carry_out(intent, Noun::Revision, self.fleet().deregister(grant)).await
            }
            Ask::Delete => {
                let grant = access.grant::<DeleteRevision>(viewer, at)?;
                self.carry_out(intent, Noun::Revision, self.fleet().delete_revision(grant)).await
            }
            _ => Err(FieldError::new("plan", Problem::NotThisPlan).into()),
        };
        Ok((entry?, None))
    }

    /// Registers the draft; with the revision that AWS made of it, where AWS says which.
    async fn register(
        &self,
        viewer: &Viewer,
        at: &RevisionRef,
        intent: Intent,
        around: &Around,
    ) -> Result<(EntryId, Option<RevisionRef>), ConsoleError> {
        let ready = around.ready.as_ref().ok_or(ConsoleError::Impossible(WhyNot::Nothing))?;
        let family = FamilyRef { environment: at.environment.clone(), family: ready.family.clone() };
        let grant = self.changes_of().access.grant::<Register>(viewer, &family)?;
        let mut registered = None;
        let write = async {
            let (written, revision) = self.fleet().register(grant, &ready.draft.document).await?;
            registered = revision;
            Ok(written)
        };
        let entry = self.carry_out(intent, Noun::Revision, write).await?;
        Ok((entry, registered.map(|revision| RevisionRef { environment: family.environment, revision })))
    }

    /// Describes the revision again, and looks who uses it.
    async fn around_revision(
        &self,
        viewer: &Viewer,
        at: &RevisionRef,
        ask: Option<&Ask>,
    ) -> Result<Around, ConsoleError> {
        let definition = self.fleet().describe_revision(at).await;
        let definition = definition.map_err(|error| ConsoleError::from_fleet(Noun::Revision, &error))?;
        let survey = self.survey(&at.environment)?;
        let ready = match ask.and_then(Ask::draft) {
            Some(draft) => self.ready(viewer, at, draft, None).await?,
            None => None,
        };
        let uses = survey.uses(&at.revision.family);
        let (used_by, sharing) =
            (uses.of_revision(at.revision.revision), uses.of_other_revisions(at.revision.revision));
        Ok(Around { survey, definition, used_by, sharing, ready })
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
            sharing: &around.sharing,
            active,
            draft: around.ready.as_ref().map(|ready| DraftFacts {
                made_from: &ready.draft.made_from.revision,
                family: &ready.family,
                differences: &ready.differences,
            }),
            is_protected: self.changes_of().protected.contains(&at.environment),
        };
        let mut plan = Plan::of_revision(ask, facts);
        if let Some(ready) = &around.ready {
            ready.write_as_code(&mut plan.equivalent);
        }
        plan
    }
}
