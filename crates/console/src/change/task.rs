//! Changes of tasks.

use std::sync::Arc;

use access::{ProtectTask, StopTask, Viewer};
use model::address::{ServiceRef, TaskRef};
use model::audit::{EntryId, Subject};
use model::change::{Ask, Plan, Seen, TaskFacts, TaskVerb, WhyNot, can_change_task};
use model::field::{FieldError, Problem};
use model::noun::Noun;
use model::service::Service;
use model::task::{Protection, Task};
use model::view::{Answer, AskForm, ChangePage};

use super::Confirmed;
use super::apply::{Found, Sent};
use super::room::room;
use crate::answer::{Area, answer};
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::Survey;

/// A task as it is now, and what a plan takes into account.
pub(super) struct Around {
    survey: Arc<Survey>,
    pub(super) task: Arc<Task>,
    /// Its service, where the plan depends on it.
    pub(super) service: Option<Arc<Service>>,
    /// Whether it is protected, where that was read.
    protection: Option<Protection>,
    /// Why it cannot be changed.
    pub(super) why_not: Option<WhyNot>,
}

impl Console {
    /// The page on which a task is changed: its plan.
    ///
    /// # Errors
    /// As [`Console::change_service`].
    pub async fn change_task(
        &self,
        viewer: &Viewer,
        (at, verb): (&TaskRef, TaskVerb),
        ask: Option<&Ask>,
        sent: Option<&str>,
    ) -> Result<Answer<ChangePage>, ConsoleError> {
        let around = self.around_task(viewer, at, (verb, ask)).await?;
        let cluster = around.survey.cluster(&at.cluster).ok_or(ConsoleError::NotFound(Noun::Cluster))?;
        let mut page = ChangePage {
            verdict: None,
            blocked: around.why_not.map(|why| why.sentence().to_owned()),
            form: around.form(verb),
            planned: None,
            changed: Vec::new(),
            refused: None,
        };
        if let Some(sent) = self.sent_back(sent) {
            page.changed = sent.seen.changed(&around.seen());
            page.refused = self.entry_of(&sent).await;
        }
        if let Some(ask) = ask.filter(|_| around.why_not.is_none()) {
            let plan = self.plan_of_task(at, ask, &around);
            page.planned = self.planned(viewer, at.change(verb), ask, around.seen(), plan);
        }
        Ok(answer(page, &[Area::tasks(&around.survey.snapshot, cluster).seen_at(self.now())], self.now()))
    }

    /// Carries out a plan for a task.
    ///
    /// # Errors
    /// As [`Console::apply_to_service`].
    pub async fn apply_to_task(
        &self,
        viewer: &Viewer,
        (at, verb): (&TaskRef, TaskVerb),
        ask: &Ask,
        confirmed: &Confirmed,
    ) -> Result<EntryId, ConsoleError> {
        if verb == TaskVerb::Replace {
            return self.apply_replacement(viewer, at, ask, confirmed).await;
        }
        let subject = Subject::from(at.clone());
        let (contents, _turn) = match self.begin(viewer, (&at.change(verb), &subject), ask, confirmed).await? {
            Sent::Now(contents, turn) => (contents, turn),
            Sent::Before(entry) => return self.was_begun(entry).await,
        };
        let around = self.around_task(viewer, at, (verb, Some(ask))).await?;
        let found =
            Found { why_not: around.why_not, seen: around.seen(), plan: || self.plan_of_task(at, ask, &around) };
        let subject = Subject { service: around.task.service(), ..subject };
        let what = (Noun::Task, verb.verb(), subject);
        let intent = self.intent(viewer, (&contents, confirmed), what, found)?;
        let access = &self.changes_of().access;
        match ask {
            Ask::StopTask => {
                let grant = access.grant::<StopTask>(viewer, at)?;
                let reason = match &confirmed.reason {
                    Some(reason) => format!("{reason} ({})", viewer.name()),
                    None => format!("Stopped in Podium by {}", viewer.name()),
                };
                self.carry_out(intent, Noun::Task, self.fleet().stop_task(grant, &reason)).await
            }
            Ask::Protect { minutes } => {
                let grant = access.grant::<ProtectTask>(viewer, at)?;
                self.carry_out(intent, Noun::Task, self.fleet().protect_task(grant, Some(*minutes))).await
            }
            Ask::Unprotect => {
                let grant = access.grant::<ProtectTask>(viewer, at)?;
                self.carry_out(intent, Noun::Task, self.fleet().protect_task(grant, None)).await
            }
            _ => Err(FieldError::new("plan", Problem::NotThisPlan).into()),
        }
    }

    /// Describes the task again, and reads what the plan needs besides.
    pub(super) async fn around_task(
        &self,
        viewer: &Viewer,
        at: &TaskRef,
        (verb, ask): (TaskVerb, Option<&Ask>),
    ) -> Result<Around, ConsoleError> {
        let fleet = self.fleet();
        let from_fleet = |error| ConsoleError::from_fleet(Noun::Task, &error);
        let task = fleet.describe_task(at).await.map_err(from_fleet)?;
        let mut why_not = self.why_not_task(viewer, at, verb, &task);
        let service = match task.service().filter(|_| verb == TaskVerb::Replace) {
            Some(service) => {
                let at = ServiceRef { environment: at.environment.clone(), cluster: at.cluster.clone(), service };
                let service = fleet.describe_service(&at).await;
                Some(service.map_err(|error| ConsoleError::from_fleet(Noun::Service, &error))?)
            }
            None => None,
        };
        let protection = match verb {
            _ if why_not.is_some() || task.service().is_none() => None,
            // It is good to know, and nothing to wait for.
            TaskVerb::Stop => fleet.task_protection(at).await.ok(),
            TaskVerb::Replace if ask == Some(&Ask::GiveUp) => None,
            TaskVerb::Replace | TaskVerb::Protect | TaskVerb::Unprotect => {
                Some(fleet.task_protection(at).await.map_err(from_fleet)?)
            }
        };
        if verb == TaskVerb::Replace {
            why_not = self.why_not_replace(viewer, at, (&task, service.as_deref()), (ask, protection)).await?;
        }
        Ok(Around { survey: self.survey(&at.environment)?, task, service, protection, why_not })
    }

    pub(super) fn why_not_task(&self, viewer: &Viewer, at: &TaskRef, verb: TaskVerb, task: &Task) -> Option<WhyNot> {
        let may = self.changes_of().access.may_change(viewer, &at.environment);
        may.err().map(|access::Refusal::ReadOnly| WhyNot::ReadOnly).or(can_change_task(verb, task).err())
    }

    pub(super) fn plan_of_task(&self, at: &TaskRef, ask: &Ask, around: &Around) -> Plan {
        let survey = &around.survey;
        let known = around.task.service().and_then(|name| survey.service(&at.cluster, &name).cloned());
        let service = around.service.as_deref().or(known.as_ref().map(|judged| &*judged.service));
        let scaling =
            service.and_then(|service| survey.snapshot.scaling.get(&(at.cluster.clone(), service.name.clone())));
        let facts = TaskFacts {
            at,
            region: &survey.snapshot.environment.region,
            task: &around.task,
            service,
            scaling,
            room: service.and_then(|service| {
                let definition = self.fleet().known_task_definition(&at.environment, &service.task_definition);
                room(survey, service, definition.as_deref())
            }),
            protection: around.protection,
            now: self.now(),
            is_protected: self.changes_of().protected.contains(&at.environment),
        };
        Plan::of_task(ask, facts)
    }
}

impl Around {
    pub(super) fn seen(&self) -> Seen {
        match &self.service {
            Some(service) => Seen::of_replacement(&self.task, self.protection, service),
            None => Seen::of_task(&self.task, self.protection),
        }
    }

    fn form(&self, verb: TaskVerb) -> AskForm {
        match verb {
            TaskVerb::Stop | TaskVerb::Replace | TaskVerb::Unprotect => AskForm::Nothing,
            TaskVerb::Protect => {
                let protection = self.protection.filter(|protection| protection.enabled);
                AskForm::Minutes { protected_until: protection.and_then(|protection| protection.expires_at) }
            }
        }
    }
}
