//! A count and the scalable target that would undo it: two calls, each with an entry of its own.

use access::{ChangeScaling, Scale, Viewer};
use fleet::{WriteError, Written};
use model::address::ServiceRef;
use model::audit::{EntryId, FieldChange, Intent, Verb};
use model::change::{Ask, WhyNot};
use model::field::{FieldError, Problem};
use model::noun::Noun;
use model::scaling::ScalableTarget;

use super::around::Around;
use crate::change::following;
use crate::console::Console;
use crate::error::ConsoleError;

impl Console {
    /// What scales a service, as AWS says now.
    ///
    /// # Errors
    /// [`ConsoleError::Invalid`] when nothing does.
    pub(super) async fn scalable_target(&self, at: &ServiceRef) -> Result<ScalableTarget, ConsoleError> {
        let target = self.fleet().scalable_target(at).await;
        let target = target.map_err(|error| ConsoleError::from_fleet(Noun::Service, &error))?;
        target.ok_or_else(|| FieldError::new("scaling", Problem::DoesNotApply).into())
    }

    /// Sets the count and changes the target, in the order that keeps the one from undoing the other. Where it is not
    /// known that the first was done, the second is not made: the entry of the first is given back.
    pub(super) async fn scale_with_target(
        &self,
        viewer: &Viewer,
        at: &ServiceRef,
        intent: Intent,
        (ask, around): (&Ask, &Around),
    ) -> Result<EntryId, ConsoleError> {
        let (Ask::Autoscale { desired, target: asked }, Some(now)) = (ask, &around.scaling) else {
            return Err(ConsoleError::Impossible(WhyNot::Nothing));
        };
        let desired = desired.filter(|desired| *desired != around.service.desired);
        let change = asked.change(now, desired.unwrap_or(around.service.desired));
        let (access, fleet) = (&self.changes_of().access, self.fleet());
        let (scale, rescale) = (access.grant::<Scale>(viewer, at)?, access.grant::<ChangeScaling>(viewer, at)?);
        let of_target = Intent { verb: Verb::Autoscaling, ..intent.clone() };
        let Some(count) = desired else {
            let write = Box::pin(fleet.change_scaling(rescale, &change, now));
            return self.carry_out(of_target, Noun::Service, write).await;
        };
        if change.is_nothing() {
            return self.carry_out(intent, Noun::Service, Box::pin(fleet.set_desired_count(scale, count))).await;
        }
        let words = change.words();
        if asked.comes_first(now, count) {
            let sentence = format!("{}: {words}", at.service);
            let write = Box::pin(fleet.change_scaling(rescale, &change, now));
            if let Some(open) = self.begun(first_of_two(&of_target, sentence), write).await? {
                return Ok(open);
            }
            let write = Box::pin(fleet.set_desired_count(scale, count));
            self.carry_out(self.second_of_two(intent)?, Noun::Service, write).await
        } else {
            let own = intent.sentence.strip_suffix(&format!(", {words}")).unwrap_or(&intent.sentence);
            let sentence = own.to_owned();
            let write = Box::pin(fleet.set_desired_count(scale, count));
            if let Some(open) = self.begun(first_of_two(&intent, sentence), write).await? {
                return Ok(open);
            }
            let write = Box::pin(fleet.change_scaling(rescale, &change, now));
            self.carry_out(self.second_of_two(of_target)?, Noun::Service, write).await
        }
    }

    /// Makes the first of two calls. Gives its entry where it is not known that it was done.
    async fn begun<F>(&self, intent: Intent, write: F) -> Result<Option<EntryId>, ConsoleError>
    where
        F: Future<Output = Result<Written, WriteError>>,
    {
        let mut is_done = false;
        let write = async {
            let written = write.await?;
            is_done = true;
            Ok(written)
        };
        let entry = self.carry_out(intent, Noun::Service, write).await?;
        Ok((!is_done).then_some(entry))
    }

    /// What is written down of the second call: all that the plan has changed by then, so that it is undone as one.
    fn second_of_two(&self, intent: Intent) -> Result<Intent, ConsoleError> {
        let command = intent.command.as_ref().and_then(|both| both.split_once(" && ")).map(|(_, command)| command);
        Ok(Intent {
            at: self.now(),
            plan: following(&intent.plan, "and then").ok_or(ConsoleError::Unrecorded)?,
            command: command.map(str::to_owned),
            ..intent
        })
    }
}

/// What is written down of the first call: what it alone changes.
fn first_of_two(intent: &Intent, sentence: String) -> Intent {
    let is_own = |change: &&FieldChange| (change.field == "desiredCount") == (intent.verb == Verb::Scale);
    let command = intent.command.as_ref().and_then(|both| both.split_once(" && ")).map(|(command, _)| command);
    Intent {
        sentence,
        changes: intent.changes.iter().filter(is_own).cloned().collect(),
        command: command.map(str::to_owned),
        ..intent.clone()
    }
}
