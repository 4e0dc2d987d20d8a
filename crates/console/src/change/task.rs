//! Changes of tasks.

use std::sync::Arc;

use access::{StopTask, Viewer};
use model::address::TaskRef;
use model::audit::{EntryId, Subject};
use model::change::{Ask, Plan, Seen, TaskFacts, TaskVerb, WhyNot, can_change_task};
use model::noun::Noun;
use model::task::Task;
use model::view::{Answer, AskForm, ChangePage};

use super::Confirmed;
use super::apply::{check_confirmation, intent};
use crate::answer::{Area, answer};
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::Survey;

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
        let task = self.task_now(at).await?;
        let survey = self.survey(&at.environment)?;
        let cluster = survey.cluster(&at.cluster).ok_or(ConsoleError::NotFound(Noun::Cluster))?;
        let why_not = self.why_not_task(viewer, at, verb, &task);
        let mut page = ChangePage {
            name: at.task.short().to_owned(),
            verdict: None,
            blocked: why_not.map(|why| why.sentence().to_owned()),
            form: AskForm::Nothing,
            planned: None,
            changed: Vec::new(),
            refused: None,
        };
        if let Some(sent) = self.sent_back(sent) {
            page.changed = sent.seen.changed(&Seen::of_task(&task));
            page.refused = self.entry_of(&sent).await;
        }
        if let Some(ask) = ask.filter(|_| why_not.is_none()) {
            let plan = self.plan_of_task(at, &task, &survey);
            page.planned = self.planned(viewer, at.change(verb), ask, Seen::of_task(&task), plan);
        }
        Ok(answer(page, &[Area::tasks(&survey.snapshot, cluster).seen_at(self.now())], self.now()))
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
        self.changes_of().access.may_change(viewer, &at.environment)?;
        let page = at.change(verb);
        let contents = self.opened(viewer, &page, ask, confirmed)?;
        let subject = Subject::from(at.clone());
        let _turn = self.turn_of(&subject).await;
        if let Some(entry) = self.entry_of(&contents).await {
            return self.was_begun(entry.id).await;
        }
        let task = self.task_now(at).await?;
        if let Some(why) = self.why_not_task(viewer, at, verb, &task) {
            return Err(ConsoleError::Impossible(why));
        }
        if !contents.seen.changed(&Seen::of_task(&task)).is_empty() {
            return Err(ConsoleError::Conflict(Noun::Task));
        }
        let plan = self.plan_of_task(at, &task, &*self.survey(&at.environment)?);
        check_confirmation(&plan, confirmed)?;
        let subject = Subject { service: task.service(), ..subject };
        let intent = intent(viewer, (&contents, &plan), (verb.verb(), subject), confirmed, self.now())?;
        let grant = self.changes_of().access.grant::<StopTask>(viewer, at)?;
        let reason = match &confirmed.reason {
            Some(reason) => format!("{reason} ({})", viewer.name()),
            None => format!("Stopped in Podium by {}", viewer.name()),
        };
        self.carry_out(intent, Noun::Task, self.fleet().stop_task(grant, &reason)).await
    }

    async fn task_now(&self, at: &TaskRef) -> Result<Arc<Task>, ConsoleError> {
        self.fleet().describe_task(at).await.map_err(|error| ConsoleError::from_fleet(Noun::Task, &error))
    }

    pub(super) fn why_not_task(&self, viewer: &Viewer, at: &TaskRef, verb: TaskVerb, task: &Task) -> Option<WhyNot> {
        let may = self.changes_of().access.may_change(viewer, &at.environment);
        may.err().map(|access::Refusal::ReadOnly| WhyNot::ReadOnly).or(can_change_task(verb, task).err())
    }

    fn plan_of_task(&self, at: &TaskRef, task: &Task, survey: &Survey) -> Plan {
        let service = task.service().and_then(|name| survey.service(&at.cluster, &name).cloned());
        Plan::of_task(TaskFacts {
            at,
            region: &survey.snapshot.environment.region,
            task,
            service: service.as_ref().map(|judged| &*judged.service),
            is_protected: self.changes_of().protected.contains(&at.environment),
        })
    }
}
