//! Changes of services.

mod around;
mod form;
mod images;
mod registry;
mod scaling;

use access::{ChangeSettings, ContinueDeployment, Deploy, Redeploy, Scale, StopDeployment, Viewer};
use model::address::{RevisionRef, ServiceRef};
use model::audit::{EntryId, Subject};
use model::change::{Ask, ServiceVerb, Settings, WhyNot, can_change_service};
use model::deployment::ServiceDeployment;
use model::field::{FieldError, Problem};
use model::noun::Noun;
use model::service::Service;
use model::view::{Answer, AskForm, ChangePage};

use around::Around;

use super::Confirmed;
use super::apply::{Found, Sent};
use super::edit::runs_on;
use crate::answer::{Area, answer};
use crate::console::Console;
use crate::error::ConsoleError;

impl Console {
    /// The page on which a service is changed: what can be asked, and the plan once it is clear what is.
    ///
    /// `sent` is the sealed plan that came back, if one did.
    ///
    /// # Errors
    /// [`ConsoleError::NotFound`] when there is no such service; [`ConsoleError::Forbidden`] and
    /// [`ConsoleError::Unavailable`] when AWS does not say how it is now.
    pub async fn change_service(
        &self,
        viewer: &Viewer,
        (at, verb): (&ServiceRef, ServiceVerb),
        ask: Option<&Ask>,
        sent: Option<&str>,
    ) -> Result<Answer<ChangePage>, ConsoleError> {
        let survey = self.survey_with_service(at).await?;
        let cluster = survey.cluster(&at.cluster).ok_or(ConsoleError::NotFound(Noun::Cluster))?;
        let judged = survey.service(&at.cluster, &at.service).ok_or(ConsoleError::NotFound(Noun::Service))?;
        let access = &self.changes_of().access;
        let around = match ask.filter(|_| access.may_change(viewer, &at.environment).is_ok()) {
            Some(ask) => {
                let mut around = self.around(viewer, at, ask).await?;
                around.images = self.sighted(at, ask, &around).await;
                Some(around)
            }
            None => None,
        };
        let why_not = match &around {
            Some(around) => self.why_not_now(viewer, (at, verb), around),
            None => self.why_not(viewer, (at, verb), &judged.service, judged.newest()),
        };
        let current = match verb {
            ServiceVerb::DeployImage => {
                self.fleet().task_definition(&at.environment, &judged.service.task_definition).await.ok()
            }
            _ => None,
        };
        let form = match verb {
            ServiceVerb::Edit if why_not.is_none() => {
                let service = around.as_ref().map_or(&judged.service, |around| &around.service);
                let revision = service.task_definition.clone();
                let revision = RevisionRef { environment: at.environment.clone(), revision };
                let draft = ask.and_then(Ask::draft);
                AskForm::Draft(Box::new(self.draft_form(viewer, &revision, draft, runs_on(service)).await?))
            }
            _ => form::of(&survey, judged, verb, current.as_deref()),
        };
        let mut page = ChangePage {
            verdict: Some(judged.row.verdict.clone()),
            blocked: why_not.map(|why| why.sentence().to_owned()),
            form,
            planned: None,
            changed: Vec::new(),
            refused: None,
        };
        if let (Some(ask), Some(around)) = (ask, &around) {
            let seen = around.seen(ask);
            if why_not.is_none() && around.is_ready(ask) {
                page.planned = self.planned(viewer, at.change(verb), ask, seen.clone(), self.plan_of(at, ask, around));
            }
            if let Some(sent) = self.sent_back(sent) {
                page.changed = sent.seen.changed(&seen);
                page.refused = self.entry_of(&sent).await;
            }
        }
        let areas = [Area::services(&survey.snapshot, cluster).seen_at(self.now())];
        Ok(answer(page, &areas, self.now()))
    }

    /// Carries out a plan for a service.
    ///
    /// # Errors
    /// [`ConsoleError::Invalid`] when the plan is none of this person's for this, or too old, or was not confirmed as
    /// it has to be; [`ConsoleError::Conflict`] when what matters is different now; [`ConsoleError::ReadOnly`],
    /// [`ConsoleError::Forbidden`] and [`ConsoleError::Refused`] when it is not allowed or AWS says no;
    /// [`ConsoleError::Unrecorded`] when it cannot be written down. In none of these cases was anything changed.
    pub async fn apply_to_service(
        &self,
        viewer: &Viewer,
        (at, verb): (&ServiceRef, ServiceVerb),
        ask: &Ask,
        confirmed: &Confirmed,
    ) -> Result<EntryId, ConsoleError> {
        let subject = Subject::from(at.clone());
        let (contents, _turn) = match self.begin(viewer, (&at.change(verb), &subject), ask, confirmed).await? {
            Sent::Now(contents, turn) => (contents, turn),
            Sent::Before(entry) => return self.was_begun(entry).await,
        };
        let around = self.around(viewer, at, ask).await?;
        let found = Found {
            why_not: self.why_not_now(viewer, (at, verb), &around),
            seen: around.seen(ask),
            plan: || self.plan_of(at, ask, &around),
        };
        let what = (Noun::Service, verb.verb(), subject);
        let intent = self.intent(viewer, (&contents, confirmed), what, found)?;
        let (access, fleet) = (&self.changes_of().access, self.fleet());
        match ask {
            Ask::Scale { desired } => {
                let grant = access.grant::<Scale>(viewer, at)?;
                self.carry_out(intent, Noun::Service, fleet.set_desired_count(grant, *desired)).await
            }
            // Four writes in one future are more than a thread has room for.
            Ask::Autoscale { .. } => Box::pin(self.scale_with_target(viewer, at, intent, (ask, &around))).await,
            Ask::Deploy { revision } | Ask::RollBack { revision } => {
                let grant = access.grant::<Deploy>(viewer, at)?;
                self.carry_out(intent, Noun::Service, fleet.deploy(grant, revision)).await
            }
            Ask::DeployImage { .. } | Ask::DeployDraft { .. } => {
                self.register_and_deploy(viewer, at, intent, &around).await
            }
            Ask::Redeploy => {
                let grant = access.grant::<Redeploy>(viewer, at)?;
                self.carry_out(intent, Noun::Service, fleet.redeploy(grant)).await
            }
            Ask::StopDeployment { how } => {
                let grant = access.grant::<StopDeployment>(viewer, at)?;
                let deployment = &around.moving()?.arn;
                self.carry_out(intent, Noun::Service, fleet.stop_deployment(grant, deployment, *how)).await
            }
            Ask::ContinueDeployment => {
                let grant = access.grant::<ContinueDeployment>(viewer, at)?;
                let moving = around.moving()?;
                let hook = moving.waiting().next().ok_or(ConsoleError::Impossible(WhyNot::NothingWaits))?;
                let write = fleet.continue_deployment(grant, &moving.arn, &hook.id);
                self.carry_out(intent, Noun::Service, write).await
            }
            Ask::Settings(asked) => {
                let grant = access.grant::<ChangeSettings>(viewer, at)?;
                let changes = asked.different_from(&Settings::of(&around.service));
                let write = fleet.change_settings(grant, &changes, &around.service);
                self.carry_out(intent, Noun::Service, write).await
            }
            Ask::StopTask
            | Ask::Replace
            | Ask::GiveUp
            | Ask::Protect { .. }
            | Ask::Unprotect
            | Ask::Register { .. }
            | Ask::Deregister
            | Ask::Delete => Err(FieldError::new("plan", Problem::NotThisPlan).into()),
        }
    }

    /// Why this cannot be done to a service, as far as is known. `newest` is its newest service deployment.
    pub(super) fn why_not(
        &self,
        viewer: &Viewer,
        (at, verb): (&ServiceRef, ServiceVerb),
        service: &Service,
        newest: Option<&ServiceDeployment>,
    ) -> Option<WhyNot> {
        let may = self.changes_of().access.may_change(viewer, &at.environment);
        may.err().map(|access::Refusal::ReadOnly| WhyNot::ReadOnly).or(can_change_service(verb, service, newest).err())
    }

    /// The same of a service that was described just now.
    fn why_not_now(&self, viewer: &Viewer, what: (&ServiceRef, ServiceVerb), around: &Around) -> Option<WhyNot> {
        let moving = around.moving();
        let why_not = self.why_not(viewer, what, &around.service, moving.as_ref().ok().copied());
        let is_about_it = matches!(what.1, ServiceVerb::StopDeployment | ServiceVerb::ContinueDeployment);
        why_not.or((is_about_it && moving.is_err()).then_some(WhyNot::NothingDeploys))
    }
}
