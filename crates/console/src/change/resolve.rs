//! What became of a change whose outcome is not known: that is looked up, not guessed.

use std::sync::Weak;
use std::time::Duration;

use model::audit::{Entry, Outcome, Verb};
use model::time::Span;

use crate::console::{Console, Inner};

/// Between two looks at what is not settled.
const PAUSE: Duration = Duration::from_secs(5);

/// What AWS does not show by then was not done.
const SETTLES_WITHIN: Span = Span::minutes(2);

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
            // A change that is being carried out settles itself.
            let _turn = self.turn_of(&entry.intent.subject).await;
            if let Some(outcome) = self.look_up(&entry).await
                && let Err(error) = self.changes_of().ledger.settle(entry.id, self.now(), &outcome).await
            {
                tracing::debug!(%error, entry = %entry.id, "an outcome that was found out is not written down");
            }
        }
    }

    /// What AWS shows of a change; `None` while that says nothing yet.
    async fn look_up(&self, entry: &Entry) -> Option<Outcome> {
        if let (Verb::StopTask, Some(at)) = (&entry.intent.verb, entry.intent.subject.task()) {
            let task = self.fleet().describe_task(&at).await.ok()?;
            return task.is_ending().then_some(Outcome::Done { request_id: None });
        }
        let at = entry.intent.subject.service()?;
        let shown = self.fleet().describe_service(&at).await.ok()?;
        let field = match entry.intent.verb {
            Verb::Scale => ("desiredCount", shown.desired.to_string()),
            Verb::Deploy | Verb::RollBack => ("taskDefinition", shown.task_definition.to_string()),
            // A second deployment of the same revision, or one that was stopped, has no field to compare.
            _ => return None,
        };
        let wanted = entry.intent.changes.iter().find(|change| change.field == field.0)?.after.clone()?;
        if field.1 == wanted {
            return Some(Outcome::Done { request_id: None });
        }
        let message = format!("No answer came, and AWS does not show it: {} is {}.", field.0, field.1);
        let is_late = self.now().since(entry.intent.at) > SETTLES_WITHIN;
        is_late.then_some(Outcome::Refused { message, code: None, request_id: None })
    }
}
