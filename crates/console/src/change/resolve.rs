//! What became of a change whose outcome is not known: that is looked up, not guessed.

use std::sync::Weak;
use std::time::Duration;

use model::address::RevisionRef;
use model::audit::{Entry, FieldChange, Outcome, State, Step, Verb};
use model::change::{Setting, Settings, TargetChange};
use model::deployment::ServiceDeploymentStatus;
use model::name::TaskId;
use model::task_definition::TaskDefinitionRef;
use model::time::Span;

use super::turn::thing;
use crate::console::{Console, Inner};

/// Between two looks at what is not settled.
const PAUSE: Duration = Duration::from_secs(5);

/// How long a change is looked for. AWS shows one that was made within seconds; later, what it shows may be the work
/// of others, so what is unknown by then stays unknown.
const SHOWS_WITHIN: Span = Span::minutes(2);

/// Settles what is open: after a crash, and after a call that was not answered.
pub(crate) async fn keep(console: Weak<Inner>) {
    loop {
        {
            let Some(console) = console.upgrade().map(Console) else { return };
            console.settle_open().await;
        }
        tokio::time::sleep(PAUSE).await;
    }
}

impl Console {
    async fn settle_open(&self) {
        let open = match self.changes_of().ledger.unsettled().await {
            Ok(open) => open,
            Err(error) => {
                tracing::debug!(%error, "the record of changes cannot be read");
                return;
            }
        };
        for entry in open {
            let is_late = self.now().since(entry.intent.at) > SHOWS_WITHIN;
            if is_late && !is_open(&entry) {
                continue;
            }
            // A change that is being carried out settles itself.
            let _turn = self.turn_of(&thing(&entry.intent.subject)).await;
            let outcome = self.look_up(&entry).await.or_else(|| (is_late && is_open(&entry)).then(unanswered));
            if let Some(outcome) = outcome
                && let Err(error) = self.changes_of().ledger.settle(entry.id, self.now(), &outcome).await
            {
                tracing::debug!(%error, entry = %entry.id, "an outcome that was found out is not written down");
            }
        }
    }

    /// That AWS shows what was asked; `None` when it does not, or when no field would tell.
    async fn look_up(&self, entry: &Entry) -> Option<Outcome> {
        let (subject, changes) = (&entry.intent.subject, &entry.intent.changes);
        let wanted = |field: &str| changes.iter().find(|change| change.field == field)?.after.clone();
        let is_shown = match entry.intent.verb {
            Verb::StopTask => self.fleet().describe_task(&subject.task()?).await.ok()?.is_ending(),
            Verb::TaskProtection => {
                let now = self.fleet().task_protection(&subject.task()?).await.ok()?;
                match wanted("expiresInMinutes").and_then(|minutes| minutes.parse().ok()) {
                    // The time began when it was asked, by a clock that is not ours.
                    Some(minutes) => {
                        let least = Span(Span::minutes(minutes).0 - SHOWS_WITHIN.0);
                        now.enabled && now.expires_at.is_some_and(|at| at.since(entry.intent.at) >= least)
                    }
                    None => !now.enabled,
                }
            }
            Verb::DeregisterTaskDefinition | Verb::DeleteTaskDefinition => {
                let family = subject.family.clone()?;
                let revision = TaskDefinitionRef { family, revision: subject.revision? };
                let at = RevisionRef { environment: subject.environment.clone(), revision };
                self.fleet().describe_revision(&at).await.ok()?.status.to_string() == wanted("status")?
            }
            Verb::Scale => {
                let wanted = wanted("desiredCount")?;
                self.fleet().describe_service(&subject.service()?).await.ok()?.desired.to_string() == wanted
            }
            Verb::Autoscaling => {
                let target = self.fleet().scalable_target(&subject.service()?).await.ok()??;
                TargetChange::is_shown(changes, &target)
            }
            Verb::Deploy | Verb::RollBack => {
                let wanted = wanted("taskDefinition")?;
                self.fleet().describe_service(&subject.service()?).await.ok()?.task_definition.to_string() == wanted
            }
            Verb::DeploymentSettings => {
                let now = Settings::of(&*self.fleet().describe_service(&subject.service()?).await.ok()?);
                let is_so = |change: &FieldChange| {
                    let text = Setting::of_member(&change.field).and_then(|setting| now.text(setting));
                    text.unwrap_or_default() == change.after.clone().unwrap_or_default()
                };
                changes.iter().all(is_so)
            }
            Verb::ContinueDeployment => {
                let moving = self.fleet().deployment_under_way(&subject.service()?).await.ok()??;
                let is_that_one = moving.created_at.is_some_and(|at| at < entry.intent.at);
                let (went_on, hook) = (moving.status == ServiceDeploymentStatus::InProgress, wanted("hookId")?);
                is_that_one && went_on && moving.waiting().all(|waits| waits.id != hook)
            }
            Verb::ReplaceTask => match entry.intent.part.as_ref()?.step {
                Step::Raise | Step::Lower(_) => {
                    let wanted = wanted("desiredCount")?;
                    self.fleet().describe_service(&subject.service()?).await.ok()?.desired.to_string() == wanted
                }
                step @ (Step::Protect | Step::Unprotect) => {
                    let wanted = wanted("tasks")?;
                    let ids: Vec<_> = wanted.split(", ").filter_map(|id| TaskId::parse(id).ok()).collect();
                    let protected = self.fleet().protected_tasks(&subject.service()?, &ids).await.ok()?;
                    ids.iter().all(|id| protected.contains(id) == (step == Step::Protect))
                }
                // Nothing is called for these.
                Step::GiveUp | Step::End(_) => true,
            },
            // A second deployment of the same revision, or one that was stopped, has no field to compare.
            _ => return None,
        };
        is_shown.then_some(Outcome::Done { request_id: None })
    }
}

fn is_open(entry: &Entry) -> bool {
    entry.state() == State::Open
}

/// What is written down of a change that Podium did not live to see the end of.
fn unanswered() -> Outcome {
    Outcome::Unknown { message: "Podium ended before an answer came.".to_owned(), request_id: None }
}
