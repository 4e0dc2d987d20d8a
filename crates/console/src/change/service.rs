//! Changes of services.

use std::sync::Arc;

use access::{Deploy, Redeploy, Scale, StopDeployment, Viewer};
use model::address::ServiceRef;
use model::audit::EntryId;
use model::change::{Ask, Plan, Room, Seen, ServiceFacts, ServiceVerb, WhyNot, can_change_service};
use model::deployment::ServiceDeployment;
use model::field::{FieldError, Problem};
use model::noun::Noun;
use model::placement::{Need, capacity};
use model::service::Service;
use model::task_definition::{TaskDefinition, TaskDefinitionRef};
use model::view::{Answer, AskForm, ChangePage, Planned, RevisionChoice};

use super::apply::{check_confirmation, intent};
use super::sealed::{self, Contents, LASTS};
use super::{Confirmed, new_plan_id};
use crate::answer::{Area, answer};
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::{Judged, Survey};

/// Revisions that are offered.
const OFFERED: usize = 50;

/// A service as it is now, and what a plan takes into account.
struct Around {
    survey: Arc<Survey>,
    service: Arc<Service>,
    current: Option<Arc<TaskDefinition>>,
    wanted: Option<Arc<TaskDefinition>>,
    under_way: Option<(String, Option<TaskDefinitionRef>)>,
}

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
        let why_not = self.why_not(viewer, at, verb, &judged.service);
        let mut page = ChangePage {
            name: at.service.to_string(),
            verdict: Some(judged.row.verdict.clone()),
            blocked: why_not.map(|why| why.sentence().to_owned()),
            form: self.form_of(&survey, judged, verb),
            planned: None,
            changed: Vec::new(),
            refused: None,
        };
        if let Some(ask) = ask.filter(|_| why_not.is_none()) {
            let around = self.around(at, ask).await?;
            page.planned = self.planned(viewer, at, verb, ask, &around);
            if let Some(sent) = sent.and_then(|sent| sealed::open(&self.seal_key(), sent).ok()) {
                page.changed = sent.seen.changed(&around.seen(at, ask));
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
        self.changes_of().access.may_change(viewer, &at.environment)?;
        let page = at.change(verb);
        let contents = sealed::open_for(&self.seal_key(), &confirmed.sealed, (viewer.name(), &page, ask), self.now())
            .map_err(|unusable| ConsoleError::Invalid(unusable.into()))?;
        let _turn = self.turn_of(&at.clone().into()).await;
        if let Some(entry) = self.entry_of(&contents).await {
            return self.was_begun(entry.id).await;
        }
        let around = self.around(at, ask).await?;
        if let Some(why) = self.why_not(viewer, at, verb, &around.service) {
            return Err(ConsoleError::Impossible(why));
        }
        if !contents.seen.changed(&around.seen(at, ask)).is_empty() {
            return Err(ConsoleError::Conflict(Noun::Service));
        }
        let plan = self.plan_of(at, ask, &around);
        if plan.is_nothing() {
            return Err(ConsoleError::Impossible(WhyNot::Nothing));
        }
        check_confirmation(&plan, confirmed)?;
        let intent = intent(viewer, (&contents, &plan), (verb.verb(), at.clone().into()), confirmed, self.now())?;
        let (access, fleet) = (&self.changes_of().access, self.fleet());
        match ask {
            Ask::Scale { desired } => {
                let grant = access.grant::<Scale>(viewer, at)?;
                self.carry_out(intent, Noun::Service, fleet.set_desired_count(grant, *desired)).await
            }
            Ask::Deploy { revision } | Ask::RollBack { revision } => {
                let grant = access.grant::<Deploy>(viewer, at)?;
                self.carry_out(intent, Noun::Service, fleet.deploy(grant, revision)).await
            }
            Ask::Redeploy => {
                let grant = access.grant::<Redeploy>(viewer, at)?;
                self.carry_out(intent, Noun::Service, fleet.redeploy(grant)).await
            }
            Ask::StopDeployment { how } => {
                let grant = access.grant::<StopDeployment>(viewer, at)?;
                let under_way = around.under_way.as_ref().map(|(arn, _)| arn.as_str());
                let deployment = under_way.ok_or(ConsoleError::Impossible(WhyNot::NothingDeploys))?;
                self.carry_out(intent, Noun::Service, fleet.stop_deployment(grant, deployment, *how)).await
            }
            Ask::StopTask => Err(ConsoleError::Invalid(FieldError::new("plan", Problem::NotThisPlan).into())),
        }
    }

    /// Why this cannot be done to a service now.
    pub(super) fn why_not(
        &self,
        viewer: &Viewer,
        at: &ServiceRef,
        verb: ServiceVerb,
        service: &Service,
    ) -> Option<WhyNot> {
        let may = self.changes_of().access.may_change(viewer, &at.environment);
        may.err().map(|access::Refusal::ReadOnly| WhyNot::ReadOnly).or(can_change_service(verb, service).err())
    }

    fn planned(
        &self,
        viewer: &Viewer,
        at: &ServiceRef,
        verb: ServiceVerb,
        ask: &Ask,
        around: &Around,
    ) -> Option<Planned> {
        let now = self.now();
        let contents = Contents {
            id: new_plan_id()?,
            page: at.change(verb),
            ask: ask.clone(),
            seen: around.seen(at, ask),
            who: viewer.name().to_owned(),
            at: now,
        };
        let sealed = sealed::seal(&self.seal_key(), &contents)?;
        let expires_at = model::time::Timestamp(now.0 + LASTS.0);
        Some(Planned { plan: self.plan_of(at, ask, around), sealed, expires_at })
    }

    fn plan_of(&self, at: &ServiceRef, ask: &Ask, around: &Around) -> Plan {
        let snapshot = &around.survey.snapshot;
        let under_way = around.under_way.as_ref().map(|(arn, back)| (arn.as_str(), back.as_ref()));
        let facts = ServiceFacts {
            at,
            region: &snapshot.environment.region,
            service: &around.service,
            scaling: snapshot.scaling.get(&(at.cluster.clone(), at.service.clone())),
            room: around.room(at),
            current: around.current.as_deref(),
            wanted: around.wanted.as_deref(),
            under_way,
            is_protected: self.changes_of().protected.contains(&at.environment),
        };
        Plan::of_service(ask, facts)
    }

    /// Describes the service again, and reads what the plan needs besides.
    async fn around(&self, at: &ServiceRef, ask: &Ask) -> Result<Around, ConsoleError> {
        let fleet = self.fleet();
        let service =
            fleet.describe_service(at).await.map_err(|error| ConsoleError::from_fleet(Noun::Service, &error))?;
        let current = fleet.task_definition(&at.environment, &service.task_definition).await.ok();
        let wanted = match ask {
            Ask::Deploy { revision } | Ask::RollBack { revision } => {
                let wanted = fleet.task_definition(&at.environment, revision).await;
                Some(wanted.map_err(|error| match ConsoleError::from_fleet(Noun::Revision, &error) {
                    ConsoleError::NotFound(_) => FieldError::new("revision", Problem::NotKnown).into(),
                    error => error,
                })?)
            }
            _ => None,
        };
        let under_way = match ask {
            Ask::StopDeployment { .. } => self.under_way(at).await?,
            _ => None,
        };
        let survey = self.survey(&at.environment)?;
        Ok(Around { survey, service, current, wanted, under_way })
    }

    /// The deployment that is under way: its ARN, and the revision that a rollback brings back.
    async fn under_way(&self, at: &ServiceRef) -> Result<Option<(String, Option<TaskDefinitionRef>)>, ConsoleError> {
        let moving = self.fleet().deployment_under_way(at).await;
        let moving = moving.map_err(|error| ConsoleError::from_fleet(Noun::ServiceDeployment, &error))?;
        let before = |deployment: &ServiceDeployment| {
            let source = &deployment.sources.first()?.arn;
            self.fleet().known_service_revision(&at.environment, source)?.task_definition.clone()
        };
        Ok(moving.map(|moving| {
            let back = before(&moving);
            (moving.arn, back)
        }))
    }

    /// What the form of a verb asks for.
    fn form_of(&self, survey: &Survey, judged: &Judged, verb: ServiceVerb) -> AskForm {
        let service = &judged.service;
        match verb {
            ServiceVerb::Scale => {
                let scaling = survey.snapshot.scaling.get(&(judged.at.cluster.clone(), judged.at.service.clone()));
                let scaled_between = scaling.map(|target| (target.minimum, target.maximum));
                AskForm::Count { now: service.desired, scaled_between }
            }
            ServiceVerb::Deploy => revisions(survey, judged, |choices, now| {
                choices.iter().map(|choice| &choice.revision).find(|revision| *revision != now).cloned()
            }),
            ServiceVerb::RollBack => revisions(survey, judged, |choices, now| before(judged, choices, now)),
            ServiceVerb::StopDeployment => AskForm::Stop { revision: service.task_definition.clone() },
            ServiceVerb::Redeploy => AskForm::Nothing,
        }
    }
}

/// The revision that ran before: what another deployment of the service still runs, or the next older one.
fn before(judged: &Judged, choices: &[RevisionChoice], now: &TaskDefinitionRef) -> Option<TaskDefinitionRef> {
    let running = judged.service.deployments.iter().map(|one| &one.task_definition).find(|one| *one != now);
    let older = || choices.iter().map(|choice| &choice.revision).find(|one| one.revision < now.revision);
    running.or_else(older).cloned()
}

/// The revisions of the family that the service runs.
fn revisions(
    survey: &Survey,
    judged: &Judged,
    suggest: impl FnOnce(&[RevisionChoice], &TaskDefinitionRef) -> Option<TaskDefinitionRef>,
) -> AskForm {
    let now = &judged.service.task_definition;
    let numbers = survey.snapshot.families.get(&now.family).map_or(&[][..], |numbers| numbers);
    let choices: Vec<_> = numbers
        .iter()
        .take(OFFERED)
        .map(|number| TaskDefinitionRef { family: now.family.clone(), revision: *number })
        .map(|revision| RevisionChoice { note: (revision == *now).then(|| "runs now".to_owned()), revision })
        .collect();
    let suggested = suggest(&choices, now);
    AskForm::Revision { choices, suggested }
}

impl Around {
    fn seen(&self, at: &ServiceRef, ask: &Ask) -> Seen {
        let scaling = self.survey.snapshot.scaling.get(&(at.cluster.clone(), at.service.clone()));
        Seen::of_service(ask, &self.service, scaling)
    }

    /// The room on the instances of the cluster, for a service that runs on some.
    fn room(&self, at: &ServiceRef) -> Option<Room> {
        let cluster = self.survey.cluster(&at.cluster)?;
        let judged = self.survey.service(&at.cluster, &at.service)?;
        if !crate::instances::is_on_instances(judged, cluster) || cluster.instances.is_empty() {
            return None;
        }
        let need = Need::of(self.current.as_deref()?).of_service(&self.service);
        let fits = cluster.instances.values().map(|seen| capacity(&need, &seen.value)).sum();
        Some(Room { instances: crate::list::count(cluster.instances.len()), fits })
    }
}
