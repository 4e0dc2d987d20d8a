//! Editing a task definition: every edit makes a draft, and what a draft says is planned like any other change.

use std::sync::Arc;

use access::Viewer;
use draft::{Document, Fault, Field, Kind, completions, differences};
use model::address::RevisionRef;
use model::audit::FieldChange;
use model::change::{DRAFT, DraftId, Equivalent};
use model::field::{FieldError, Problem};
use model::launch::LaunchType;
use model::name::{EnvironmentName, Family};
use model::noun::Noun;
use model::service::{Launch, Service};
use model::task_definition::TaskDefinitionRef;
use model::view::{DraftFault, DraftField, DraftFieldKind, DraftForm, DraftGroup};

use super::drafts::{Draft, Unread};
use crate::console::Console;
use crate::error::ConsoleError;

/// The most faults that are told of one edit: a form can have any number of fields that are none.
const FAULTS_TOLD: usize = 100;

/// What somebody typed into the form of a task definition.
#[derive(Clone, PartialEq, Eq)]
pub struct Edit {
    /// The revision that the form began with.
    pub revision: TaskDefinitionRef,
    /// The whole as JSON, if it was sent.
    pub text: Option<String>,
    /// The fields that were sent: name and text.
    pub fields: Vec<(String, String)>,
    /// What is to be done besides.
    pub step: EditStep,
}

/// What is done with a definition besides what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditStep {
    /// Nothing.
    Keep,
    /// One more container of this name.
    AddContainer(String),
    /// This container no longer.
    RemoveContainer(String),
}

/// What was typed may be secret.
impl std::fmt::Debug for Edit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Edit").field("revision", &self.revision).field("step", &self.step).finish_non_exhaustive()
    }
}

/// A draft that can be registered, and what it takes the place of.
pub(super) struct Ready {
    pub draft: Arc<Draft>,
    /// The family that it names.
    pub family: Family,
    pub differences: Vec<FieldChange>,
}

impl Ready {
    /// Adds the definition as code to the other means of a plan.
    pub(super) fn write_as_code(&self, equivalent: &mut Equivalent) {
        equivalent.terraform = Some(self.draft.document.terraform());
        equivalent.cloudformation = Some(self.draft.document.cloudformation());
    }
}

impl Console {
    /// Makes a draft of what somebody typed into the form of a definition. Nothing is changed at AWS.
    ///
    /// `from` is the draft that the form showed. One that is gone is no reason to lose what was typed: it is read as an
    /// edit of the revision.
    ///
    /// # Errors
    /// [`ConsoleError::ReadOnly`]; and when the revision cannot be read, why not.
    pub async fn edit(
        &self,
        viewer: &Viewer,
        environment: &EnvironmentName,
        from: Option<&DraftId>,
        edit: Edit,
    ) -> Result<DraftId, ConsoleError> {
        self.changes_of().access.may_change(viewer, environment)?;
        let made_from = RevisionRef { environment: environment.clone(), revision: edit.revision.clone() };
        let before =
            from.and_then(|id| self.drafts().of(viewer.name(), id)).filter(|draft| draft.made_from == made_from);
        let (base, document) = match before {
            Some(draft) => (Arc::clone(&draft.base), draft.document.clone()),
            None => {
                let base = self.described(&made_from).await?;
                let document = base.clone();
                (Arc::new(base), document)
            }
        };
        let fields: Vec<(&str, &str)> = edit.fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let edited = document.edited_both(edit.text.as_deref(), &fields).and_then(|edited| stepped(edited, &edit.step));
        let (document, unread) = match edited {
            Ok(edited) => (edited, None),
            Err(mut faults) => {
                faults.truncate(FAULTS_TOLD);
                (document, Some(Unread { text: edit.text, fields: edit.fields, faults }))
            }
        };
        let who = viewer.name().to_owned();
        self.drafts().keep(Draft { who, made_from, base, document, unread }).ok_or(ConsoleError::Unrecorded)
    }

    /// The form of a task definition: the draft, or what a draft of the revision begins with.
    pub(super) async fn draft_form(
        &self,
        viewer: &Viewer,
        at: &RevisionRef,
        id: Option<&DraftId>,
        runs_on: Option<&LaunchType>,
    ) -> Result<DraftForm, ConsoleError> {
        Ok(match id {
            Some(id) => {
                let draft = self.draft_of(viewer, &at.environment, id)?;
                let faults = match &draft.unread {
                    Some(unread) => unread.faults.clone(),
                    None => new_faults(&draft.base, &draft.document, runs_on),
                };
                let (revision, unread) = (draft.made_from.revision.clone(), draft.unread.as_ref());
                form((revision, Some(id.clone())), &draft.document, unread, faults)
            }
            None => form((at.revision.clone(), None), &self.described(at).await?, None, Vec::new()),
        })
    }

    /// A draft that AWS is likely to take, and what is different in it from the revision that `current` names; nothing
    /// while there is something wrong with it.
    pub(super) async fn ready(
        &self,
        viewer: &Viewer,
        current: &RevisionRef,
        id: &DraftId,
        runs_on: Option<&LaunchType>,
    ) -> Result<Option<Ready>, ConsoleError> {
        let draft = self.draft_of(viewer, &current.environment, id)?;
        if draft.unread.is_some() || !new_faults(&draft.base, &draft.document, runs_on).is_empty() {
            return Ok(None);
        }
        let Some(family) = draft.document.family().and_then(|family| Family::parse(family).ok()) else {
            return Ok(None);
        };
        let differences = if draft.made_from == *current {
            differences(&draft.base, &draft.document)
        } else {
            differences(&self.described(current).await?, &draft.document)
        };
        Ok(Some(Ready { draft, family, differences }))
    }

    fn draft_of(
        &self,
        viewer: &Viewer,
        environment: &EnvironmentName,
        id: &DraftId,
    ) -> Result<Arc<Draft>, ConsoleError> {
        let draft = self.drafts().of(viewer.name(), id).filter(|draft| draft.made_from.environment == *environment);
        draft.ok_or_else(|| FieldError::new(DRAFT, Problem::Gone).into())
    }

    async fn described(&self, at: &RevisionRef) -> Result<Document, ConsoleError> {
        let document = self.fleet().document(&at.environment, &at.revision).await;
        document.map_err(|error| ConsoleError::from_fleet(Noun::Revision, &error))
    }
}

/// The launch type that faults of a draft for this service are looked for with.
pub(super) fn runs_on(service: &Service) -> Option<&LaunchType> {
    match &service.launch {
        Launch::Type(launch) => Some(launch),
        Launch::Strategy(items) if items.iter().any(|(provider, ..)| provider.starts_with("FARGATE")) => {
            Some(&LaunchType::Fargate)
        }
        Launch::Strategy(_) | Launch::Default => None,
    }
}

fn stepped(document: Document, step: &EditStep) -> Result<Document, Vec<Fault>> {
    match step {
        EditStep::Keep => Ok(document),
        EditStep::AddContainer(name) => document.with_container(name).map_err(|fault| vec![fault]),
        EditStep::RemoveContainer(name) => document.without_container(name).map_err(|fault| vec![fault]),
    }
}

/// What AWS would refuse in a draft. What the revision that it was made from has in it as well, AWS has taken already.
fn new_faults(base: &Document, document: &Document, runs_on: Option<&LaunchType>) -> Vec<Fault> {
    let mut faults = document.faults(runs_on);
    if faults.is_empty() {
        return faults;
    }
    let taken = base.faults(runs_on);
    faults.retain(|fault| {
        !taken.iter().any(|taken| taken.container == fault.container && taken.message == fault.message)
    });
    faults
}

fn form(
    (revision, draft): (TaskDefinitionRef, Option<DraftId>),
    document: &Document,
    unread: Option<&Unread>,
    faults: Vec<Fault>,
) -> DraftForm {
    let text = unread.and_then(|unread| unread.text.clone()).unwrap_or_else(|| document.text());
    let faults = if unread.is_some() { faults } else { Fault::located(faults, &text) };
    let faults: Vec<DraftFault> = faults.into_iter().map(|fault| told(fault, document)).collect();
    let mut groups: Vec<DraftGroup> = vec![DraftGroup { container: None, fields: Vec::new() }];
    // A container that the form has no field for still has its place there.
    groups
        .extend(document.containers().map(|name| DraftGroup { container: Some(name.to_owned()), fields: Vec::new() }));
    for field in document.fields() {
        let group = groups.iter_mut().find(|group| group.container == field.container);
        if let Some(group) = group {
            group.fields.push(shown(field, unread, &faults));
        }
    }
    DraftForm { revision, draft, groups, text, faults, members: completions() }
}

fn told(fault: Fault, document: &Document) -> DraftFault {
    DraftFault {
        field: Some(&fault.path).filter(|path| !path.steps().is_empty()).and_then(|path| document.field_at(path)),
        path: fault.path.to_string(),
        place: fault.place.map(|place| (place.line, place.column)),
        container: fault.container,
        message: fault.message,
    }
}

fn shown(field: Field, unread: Option<&Unread>, faults: &[DraftFault]) -> DraftField {
    let Field { name, label, hint, kind, text, .. } = field;
    let typed = unread.and_then(|unread| unread.fields.iter().find(|(typed, _)| *typed == name));
    let problems = faults.iter().filter(|fault| fault.field.as_ref() == Some(&name));
    DraftField {
        problems: problems.map(|fault| fault.message.clone()).collect(),
        text: typed.map_or(text, |(_, typed)| typed.clone()),
        name,
        label: label.to_owned(),
        hint: hint.to_owned(),
        kind: match kind {
            Kind::Text => DraftFieldKind::Text,
            Kind::Number => DraftFieldKind::Number,
            Kind::Lines => DraftFieldKind::Lines,
            Kind::Flag => DraftFieldKind::Flag,
        },
    }
}
