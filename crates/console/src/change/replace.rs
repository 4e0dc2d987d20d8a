//! Replacing a task: it is begun and given up by people; the calls in between are made while nobody waits.

mod drive;
mod facts;
mod under_way;

use access::{Scale, Viewer};
use fleet::Written;
use model::address::{ServiceRef, TaskRef};
use model::audit::{EntryId, Intent, Part, State, Step, Subject, Verb};
use model::change::{Ask, TaskVerb, WhyNot, can_change_task, can_replace_task};
use model::field::{FieldError, Problem};
use model::noun::Noun;
use model::replacement::Course;
use model::service::Service;
use model::task::{Protection, Task};
use model::time::Span;
use model::view::Replacement;

pub(crate) use drive::keep;
pub(crate) use under_way::Replacements;
use under_way::UnderWay;

use super::Confirmed;
use super::apply::{Found, Sent};
use crate::console::Console;
use crate::error::ConsoleError;

/// For so long after its end the page of a task tells that it was replaced.
const TOLD: Span = Span::minutes(60);

/// More rows than the replacement of a task has.
const ROWS: u32 = 100;

impl Console {
    /// Begins to replace a task, or gives it up.
    pub(super) async fn apply_replacement(
        &self,
        viewer: &Viewer,
        at: &TaskRef,
        ask: &Ask,
        confirmed: &Confirmed,
    ) -> Result<EntryId, ConsoleError> {
        let (verb, subject) = (TaskVerb::Replace, Subject::from(at.clone()));
        let (contents, _turn) = match self.begin(viewer, (&at.change(verb), &subject), ask, confirmed).await? {
            Sent::Now(contents, turn) => (contents, turn),
            Sent::Before(entry) => return self.was_begun(entry).await,
        };
        let service = self.service_of(at).ok_or(ConsoleError::NotFound(Noun::Task))?;
        let _turn_of_service = self.turn_of(&service.clone().into()).await;
        let around = self.around_task(viewer, at, (verb, Some(ask))).await?;
        let found =
            Found { why_not: around.why_not, seen: around.seen(), plan: || self.plan_of_task(at, ask, &around) };
        let subject = Subject { service: Some(service.service.clone()), ..subject };
        let intent = self.intent(viewer, (&contents, confirmed), (Noun::Task, verb.verb(), subject), found)?;
        match ask {
            Ask::Replace => {
                let count = around.service.as_ref().map(|service| service.desired);
                let count = count.ok_or(ConsoleError::NotFound(Noun::Service))?;
                let grant = self.changes_of().access.grant::<Scale>(viewer, &service)?;
                let intent = raise(intent);
                let one = UnderWay { plan: intent.plan.clone(), at: at.clone(), service };
                let raised = self.carry_out(intent, Noun::Service, self.fleet().set_desired_count(grant, count + 1));
                let entry = raised.await?;
                self.replacements().add(one);
                Ok(entry)
            }
            Ask::GiveUp => {
                let one = self.replacements().of_task(at).ok_or(ConsoleError::Impossible(WhyNot::NotReplaced))?;
                let part = Some(Part { of: one.plan, step: Step::GiveUp });
                let intent = Intent { changes: Vec::new(), command: None, part, ..intent };
                let entry = self.carry_out(intent, Noun::Task, async { Ok(Written::default()) }).await?;
                self.replacements().wake();
                Ok(entry)
            }
            _ => Err(FieldError::new("plan", Problem::NotThisPlan).into()),
        }
    }

    /// Why a task cannot be replaced, or why that cannot be given up.
    pub(super) async fn why_not_replace(
        &self,
        viewer: &Viewer,
        at: &TaskRef,
        (task, service): (&Task, Option<&Service>),
        (ask, protection): (Option<&Ask>, Option<Protection>),
    ) -> Result<Option<WhyNot>, ConsoleError> {
        self.know_replacements().await?;
        if ask == Some(&Ask::GiveUp) {
            let may = self.changes_of().access.may_change(viewer, &at.environment);
            let read_only = may.err().map(|access::Refusal::ReadOnly| WhyNot::ReadOnly);
            let under_way = match self.replacements().of_task(at) {
                None => Some(WhyNot::NotReplaced),
                Some(one) => {
                    let told = self.told(&one).await;
                    told.is_none_or(|told| !told.can_give_up).then_some(WhyNot::TooLate)
                }
            };
            return Ok(read_only.or(under_way));
        }
        let protected = protection.is_some_and(|protection| protection.enabled).then_some(WhyNot::Protected);
        Ok(self.why_not_replace_as_known(viewer, at, task, service).or(protected))
    }

    /// The same as far as it is known without asking AWS.
    pub(super) fn why_not_replace_as_known(
        &self,
        viewer: &Viewer,
        at: &TaskRef,
        task: &Task,
        service: Option<&Service>,
    ) -> Option<WhyNot> {
        let may = self.changes_of().access.may_change(viewer, &at.environment);
        let under_way = || {
            let name = task.service()?;
            match self.replacements().of_service(&service_at(at, name))? {
                one if one.at == *at => Some(WhyNot::Replacing),
                _ => Some(WhyNot::OtherReplaced),
            }
        };
        may.err()
            .map(|access::Refusal::ReadOnly| WhyNot::ReadOnly)
            .or_else(|| can_change_task(TaskVerb::Replace, task).err())
            .or_else(under_way)
            .or_else(|| service.and_then(|service| can_replace_task(service).err()))
    }

    /// How the replacement of a task stands, if it is being replaced or was a short while ago.
    pub async fn replacement_of_task(&self, viewer: &Viewer, at: &TaskRef) -> Option<Replacement> {
        let rows = self.changes_of().ledger.latest_of_task(at, &Verb::ReplaceTask, ROWS).await.ok()?;
        let newest = rows.first().filter(|row| self.now().since(row.intent.at) <= TOLD)?;
        let part = newest.intent.part.as_ref()?;
        let one = UnderWay { plan: part.of.clone(), at: at.clone(), service: newest.intent.subject.service()? };
        self.told(&one).await.map(|told| self.as_far_as_it_may(viewer, told))
    }

    /// Replacements of tasks of a service that are under way.
    pub async fn replacement_in_service(&self, viewer: &Viewer, at: &ServiceRef) -> Option<Replacement> {
        let one = self.replacements().of_service(at)?;
        self.told(&one).await.map(|told| self.as_far_as_it_may(viewer, told))
    }

    fn as_far_as_it_may(&self, viewer: &Viewer, told: Replacement) -> Replacement {
        let may = self.changes_of().access.may_change(viewer, &told.at.environment);
        match may {
            Err(access::Refusal::ReadOnly) if told.ending.is_none() => {
                let note = Some("This environment is read-only, so Podium does not go on.".to_owned());
                Replacement { note, can_give_up: false, ..told }
            }
            _ => told,
        }
    }

    async fn told(&self, one: &UnderWay) -> Option<Replacement> {
        let rows = self.rows_of(one).await?;
        let course = Course::of(&rows)?;
        if matches!(course.raise.state(), State::Refused | State::NotSent) {
            return None;
        }
        Some(course.progress(&one.at, &self.facts(one, None)?))
    }

    /// The service that a task belongs to, as far as is known.
    fn service_of(&self, at: &TaskRef) -> Option<ServiceRef> {
        let survey = self.survey(&at.environment).ok()?;
        let task = survey.cluster(&at.cluster)?.tasks.get(&at.task)?;
        Some(service_at(at, task.value.service()?))
    }
}

fn service_at(at: &TaskRef, service: model::name::ServiceName) -> ServiceRef {
    ServiceRef { environment: at.environment.clone(), cluster: at.cluster.clone(), service }
}

/// What is written down of the first call: only what it does.
fn raise(intent: Intent) -> Intent {
    let first = |command: String| command.split(" && ").next().map(str::to_owned);
    Intent {
        changes: intent.changes.into_iter().filter(|change| change.field == "desiredCount").collect(),
        command: intent.command.and_then(first),
        part: Some(Part { of: intent.plan.clone(), step: Step::Raise }),
        ..intent
    }
}
