//! A task definition that is edited: drafts, what is wrong with them, and what is registered.

use console::{Edit, EditStep};
use draft::{Document, differences};
use model::address::{FamilyRef, RevisionRef};
use model::audit::{EntryId, State, Verb};
use model::change::{Ask, Confirmation, DraftId, RevisionVerb, ServiceVerb};
use model::task_definition::TaskDefinitionRef;
use model::view::{AskForm, ChangePage, DraftForm};
use simulator::Scenario;
use simulator::faults::Effect;

use crate::changes::web;
use crate::support::*;

const VERB: ServiceVerb = ServiceVerb::Edit;

/// A value that no page, plan, record or log may show.
const CANARY: &str = "canary-that-was-typed";

async fn running(world: &World) -> TaskDefinitionRef {
    world.fleet.describe_service(&web()).await.unwrap().task_definition.clone()
}

async fn document(world: &World, revision: &TaskDefinitionRef) -> Document {
    world.fleet.document(&web().environment, revision).await.unwrap()
}

fn form(page: ChangePage) -> DraftForm {
    match page.form {
        AskForm::Draft(form) => *form,
        other => panic!("{other:?}"),
    }
}

/// The fields as a browser sends them back, some with something else in them.
fn typed(form: &DraftForm, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let fields = form.groups.iter().flat_map(|group| &group.fields);
    let text = |name: &str, text: &str| {
        changes.iter().find(|(changed, _)| *changed == name).map_or(text, |(_, text)| text).replace('\n', "\r\n")
    };
    fields.map(|field| (field.name.clone(), text(&field.name, &field.text))).collect()
}

/// What the whole form sends.
fn edit(form: &DraftForm, changes: &[(&str, &str)]) -> Edit {
    let text = Some(form.text.replace('\n', "\r\n"));
    Edit { revision: form.revision.clone(), text, fields: typed(form, changes), step: EditStep::Keep }
}

impl World {
    async fn drafted(&self, from: Option<&DraftId>, edit: Edit) -> (DraftId, ChangePage) {
        let id = self.console.edit(&self.viewer, &environment(), from, edit).await.unwrap();
        let page = self.plan(VERB, &Ask::DeployDraft { draft: id.clone() }).await;
        (id, page)
    }
}

#[tokio::test]
async fn an_edit_is_registered_and_deployed_and_nothing_else_is_changed() {
    let world = World::small().await;
    let before = running(&world).await;
    let begun = form(world.page(VERB).await);
    assert_eq!((begun.revision.clone(), begun.draft.clone(), begun.faults.len()), (before.clone(), None, 0));
    let environment = begun.groups[1].fields.iter().find(|field| field.name.ends_with(".environment")).unwrap();
    let more = format!("{}\nNEW={CANARY}", environment.text);
    let changes = [("task.memory", "4096"), (environment.name.as_str(), more.as_str())];
    let (draft, page) = world.drafted(None, edit(&begun, &changes)).await;
    assert!(!format!("{page:?}").contains(CANARY), "the browser is not told what it has sent");
    let plan = page.planned.unwrap().plan;
    assert_eq!(plan.sentence, "storefront: deploy an edited storefront");
    assert_eq!(plan.changes[0].field, "taskDefinition");
    let ask = Ask::DeployDraft { draft };
    let confirmed = world.confirmed(VERB, &ask).await;
    assert!(world.calls("RegisterTaskDefinition").is_empty(), "a plan changes nothing");
    let sent = futures::future::join_all((0..8).map(|_| world.apply(VERB, &ask, &confirmed))).await;
    assert!(sent.iter().all(|entry| entry == &sent[0] && entry.is_ok()), "{sent:?}");
    assert_eq!((world.calls("RegisterTaskDefinition").len(), world.calls("UpdateService").len()), (1, 1));
    let after = running(&world).await;
    let changes = differences(&document(&world, &before).await, &document(&world, &after).await);
    let fields: Vec<&str> = changes.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(fields.len(), 2, "{changes:?}");
    assert!(fields.contains(&"memory") && fields.iter().any(|field| field.contains("environment")), "{fields:?}");
    for id in [1, 3] {
        let entry = world.ledger.entry(EntryId(id)).await.unwrap().unwrap();
        assert_eq!(entry.state(), State::Done);
        assert!(!format!("{entry:?}").contains(CANARY));
    }
}

#[tokio::test]
async fn a_form_that_is_sent_back_as_it_was_changes_nothing() {
    let world = World::small().await;
    let begun = form(world.page(VERB).await);
    let (_, page) = world.drafted(None, edit(&begun, &[])).await;
    let plan = page.planned.unwrap().plan;
    assert!(plan.is_nothing() && plan.sentence.contains("already runs"), "{plan:?}");
}

#[tokio::test]
async fn what_cannot_be_read_is_kept_as_it_was_typed_and_has_no_plan() {
    let world = World::small().await;
    let begun = form(world.page(VERB).await);
    let broken = Edit { text: Some("{\n  \"family\": }".to_owned()), ..edit(&begun, &[("task.cpu", "512")]) };
    let (draft, page) = world.drafted(None, broken).await;
    assert!(page.planned.is_none());
    let again = form(page);
    assert_eq!((again.text.as_str(), again.faults[0].place), ("{\n  \"family\": }", Some((2, 13))));
    let cpu = again.groups[0].fields.iter().find(|field| field.name == "task.cpu").unwrap();
    assert_eq!(cpu.text, "512");
    let mended = Edit { text: Some(begun.text.clone()), ..edit(&again, &[]) };
    let (_, page) = world.drafted(Some(&draft), mended).await;
    let changes = page.planned.unwrap().plan.changes;
    assert_eq!(changes.iter().map(|change| change.field.as_str()).collect::<Vec<_>>(), ["taskDefinition", "cpu"]);
}

#[tokio::test]
async fn what_aws_would_refuse_is_said_at_its_field_and_not_planned() {
    let world = World::small().await;
    let begun = form(world.page(VERB).await);
    let (draft, page) = world.drafted(None, edit(&begun, &[("task.cpu", "7")])).await;
    assert!(page.planned.is_none());
    let again = form(page);
    let cpu = again.groups[0].fields.iter().find(|field| field.name == "task.cpu").unwrap();
    assert!(!cpu.problems.is_empty() && again.faults.iter().all(|fault| fault.place.is_some()), "{:?}", again.faults);
    let ask = Ask::DeployDraft { draft };
    let confirmed = console::Confirmed { sealed: "a.b".to_owned(), reason: None, typed: String::new() };
    assert!(world.apply(VERB, &ask, &confirmed).await.is_err());
    assert!(world.calls("RegisterTaskDefinition").is_empty());
}

#[tokio::test]
async fn a_draft_that_is_gone_is_told_and_what_is_typed_is_not_lost_with_it() {
    let world = World::small().await;
    let begun = form(world.page(VERB).await);
    let gone = DraftId::parse("0".repeat(32)).unwrap();
    let ask = Ask::DeployDraft { draft: gone.clone() };
    let refused = world.console.change_service(&world.viewer, (&web(), VERB), Some(&ask), None).await.unwrap_err();
    assert!(refused.to_string().contains("no longer kept"), "{refused}");
    let (_, page) = world.drafted(Some(&gone), edit(&begun, &[("task.memory", "4096")])).await;
    assert_eq!(page.planned.unwrap().plan.changes.len(), 2);
}

#[tokio::test]
async fn a_draft_of_a_revision_that_no_longer_runs_says_so_and_undoes_nothing_unseen() {
    let world = World::small().await;
    let begun = form(world.page(VERB).await);
    let (draft, _) = world.drafted(None, edit(&begun, &[("task.memory", "4096")])).await;
    let (other, _) = world.drafted(None, edit(&begun, &[("task.cpu", "512")])).await;
    let (mine, yours) = (Ask::DeployDraft { draft }, Ask::DeployDraft { draft: other });
    let (first, second) = (world.confirmed(VERB, &mine).await, world.confirmed(VERB, &yours).await);
    world.apply(VERB, &mine, &first).await.unwrap();
    let late = world.apply(VERB, &yours, &second).await;
    assert!(matches!(late, Err(console::ConsoleError::Conflict(_))), "{late:?}");
    let plan = world.plan(VERB, &yours).await.planned.unwrap().plan;
    let fields: Vec<&str> = plan.changes.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(fields, ["taskDefinition", "cpu", "memory"], "what the other one changed is shown, too");
    assert!(plan.consequences.iter().any(|one| one.sentence.contains("was made from storefront:3")), "{plan:?}");
}

#[tokio::test]
async fn fields_that_are_none_are_told_of_but_not_without_end() {
    let world = World::small().await;
    let begun = form(world.page(VERB).await);
    let none = (0..5_000).map(|number| (format!("container.web.nothing{number}"), "1".to_owned())).collect();
    let (_, page) = world.drafted(None, Edit { fields: none, ..edit(&begun, &[]) }).await;
    assert!(page.planned.is_none());
    assert_eq!(form(page).faults.len(), 100);
}

#[tokio::test]
async fn a_container_is_added_and_removed() {
    let world = World::small().await;
    let begun = form(world.page(VERB).await);
    let more = Edit { step: EditStep::AddContainer("proxy".to_owned()), ..edit(&begun, &[]) };
    let (draft, page) = world.drafted(None, more).await;
    let again = form(page);
    assert_eq!(again.groups.last().unwrap().container.as_deref(), Some("proxy"));
    assert!(again.faults.iter().any(|fault| fault.field.as_deref() == Some("container.proxy.image")));
    let less = Edit { step: EditStep::RemoveContainer("proxy".to_owned()), ..edit(&again, &[]) };
    let (_, page) = world.drafted(Some(&draft), less).await;
    assert!(page.planned.unwrap().plan.is_nothing());
}

#[tokio::test]
async fn a_revision_is_registered_alone_and_another_family_is_said() {
    let world = World::small().await;
    let at = RevisionRef { environment: environment(), revision: running(&world).await };
    let begin = world.console.change_revision(&world.viewer, (&at, RevisionVerb::Edit), None, None).await.unwrap();
    let begun = form(begin.data);
    let text = begun.text.replace("\"family\": \"storefront\"", "\"family\": \"shopfront\"");
    let edit = Edit { text: Some(text), ..edit(&begun, &[]) };
    let draft = world.console.edit(&world.viewer, &environment(), None, edit).await.unwrap();
    let ask = Ask::Register { draft };
    let what = (&at, RevisionVerb::Edit);
    let page = world.console.change_revision(&world.viewer, what, Some(&ask), None).await.unwrap().data;
    let planned = page.planned.unwrap();
    assert_eq!(planned.plan.confirmation, Confirmation::Button);
    assert!(planned.plan.consequences.iter().any(|one| one.sentence.contains("in the family shopfront")));
    assert!(planned.plan.equivalent.cli.ends_with("file://shopfront.json"), "{}", planned.plan.equivalent.cli);
    let confirmed = console::Confirmed { sealed: planned.sealed, reason: None, typed: String::new() };
    let apply = || world.console.apply_to_revision(&world.viewer, what, &ask, &confirmed);
    let (entry, registered) = apply().await.unwrap();
    assert_eq!(registered.unwrap().revision.to_string(), "shopfront:1");
    assert_eq!(apply().await.unwrap(), (entry, None), "it is registered once");
    let entry = world.ledger.entry(entry).await.unwrap().unwrap();
    assert_eq!((entry.intent.verb.clone(), entry.state()), (Verb::RegisterTaskDefinition, State::Done));
    let family = FamilyRef { environment: environment(), family: "shopfront".parse().unwrap() };
    assert_eq!(entry.intent.subject, family.into());
}

#[tokio::test]
async fn a_registration_that_was_not_answered_deploys_nothing() {
    let world = World::small().await;
    let begun = form(world.page(VERB).await);
    let (draft, _) = world.drafted(None, edit(&begun, &[("task.memory", "4096")])).await;
    let ask = Ask::DeployDraft { draft };
    let confirmed = world.confirmed(VERB, &ask).await;
    world.fault("RegisterTaskDefinition", Effect::Reset);
    let id = world.apply(VERB, &ask, &confirmed).await.unwrap();
    assert_eq!(world.ledger.entry(id).await.unwrap().unwrap().state(), State::Unknown);
    assert!(world.calls("UpdateService").is_empty());
}

#[tokio::test]
#[ignore = "second ring: reads and edits every family"]
async fn every_definition_of_the_estate_comes_back_from_its_form_as_it_was() {
    let world = World::start(Scenario::Small).await;
    world.until(|world| world.fleet.snapshot(&environment()).is_some_and(|one| one.first_read_complete)).await;
    let snapshot = world.fleet.snapshot(&environment()).unwrap();
    for (family, numbers) in snapshot.families.iter() {
        let Some(number) = numbers.first() else { continue };
        let revision = TaskDefinitionRef { family: family.clone(), revision: *number };
        let at = RevisionRef { environment: environment(), revision };
        let begin = world.console.change_revision(&world.viewer, (&at, RevisionVerb::Edit), None, None).await.unwrap();
        let begun = form(begin.data);
        let draft = world.console.edit(&world.viewer, &environment(), None, edit(&begun, &[])).await.unwrap();
        let what = (&at, RevisionVerb::Edit);
        let page = world.console.change_revision(&world.viewer, what, Some(&Ask::Register { draft }), None).await;
        assert!(page.unwrap().data.planned.unwrap().plan.is_nothing(), "{at:?}");
    }
}
