//! A new revision of what a service runs, and its deployment: two calls, each with an entry of its own.

use access::{Deploy, Register, Viewer};
use model::address::{FamilyRef, ServiceRef};
use model::audit::{EntryId, FieldChange, Intent, Subject, Verb};
use model::change::WhyNot;
use model::noun::Noun;

use super::around::Around;
use crate::change::following;
use crate::console::Console;
use crate::error::ConsoleError;

impl Console {
    /// Registers the revision that was planned, and deploys it once AWS has said which one it is.
    ///
    /// Where that is not known, nothing is deployed: the entry of the registration is given back.
    pub(super) async fn register_and_deploy(
        &self,
        viewer: &Viewer,
        at: &ServiceRef,
        intent: Intent,
        around: &Around,
    ) -> Result<EntryId, ConsoleError> {
        let document = around.document.as_ref().ok_or(ConsoleError::Impossible(WhyNot::Nothing))?;
        let running = &around.service.task_definition.family;
        let family = around.ready.as_ref().map_or(running, |ready| &ready.family).clone();
        let family = FamilyRef { environment: at.environment.clone(), family };
        let (access, fleet) = (&self.changes_of().access, self.fleet());
        let (register, deploy) = (access.grant::<Register>(viewer, &family)?, access.grant::<Deploy>(viewer, at)?);
        let plan = following(&intent.plan, "and then").ok_or(ConsoleError::Unrecorded)?;
        let mut registered = None;
        let write = async {
            let (written, revision) = fleet.register(register, document).await?;
            registered = revision;
            Ok(written)
        };
        let first = self.carry_out(registration(&intent, &family), Noun::Revision, write).await?;
        let Some(revision) = registered else { return Ok(first) };
        let settled = |change: FieldChange| match change.field.as_str() {
            "taskDefinition" => FieldChange { after: Some(revision.to_string()), ..change },
            _ => change,
        };
        let command = intent.command.as_ref().and_then(|command| command.split_once("&& "));
        let update = command.and_then(|(_, update)| update.strip_suffix(family.family.as_str()));
        let deployment = Intent {
            at: self.now(),
            sentence: format!("{}: deploy {revision}", at.service),
            changes: intent.changes.into_iter().map(settled).collect(),
            plan,
            command: update.map(|update| format!("{update}{revision}")),
            ..intent
        };
        self.carry_out(deployment, Noun::Service, fleet.deploy(deploy, &revision)).await
    }
}

/// What is written down of the first call: what differs from the revision that it was made from.
fn registration(intent: &Intent, family: &FamilyRef) -> Intent {
    let own = |change: &&FieldChange| change.field != "taskDefinition";
    let command = intent.command.as_ref().and_then(|command| command.split_once(" &&"));
    Intent {
        verb: Verb::RegisterTaskDefinition,
        sentence: format!("{}: register a new revision", family.family),
        changes: intent.changes.iter().filter(own).cloned().collect(),
        command: command.map(|(register, _)| register.to_owned()),
        subject: Subject { family: Some(family.family.clone()), ..intent.subject.clone() },
        ..intent.clone()
    }
}
