//! A task definition that is being written, as its form shows it.

use serde::{Deserialize, Serialize};

use crate::change::DraftId;
use crate::task_definition::TaskDefinitionRef;

/// A draft, or the revision that one begins with: two views of one document, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftForm {
    /// The revision that it is made from.
    pub revision: TaskDefinitionRef,
    /// The draft; absent as long as nothing was edited.
    pub draft: Option<DraftId>,
    /// Its members as fields: those of the task, then those of each container.
    pub groups: Vec<DraftGroup>,
    /// The whole as JSON, with a mask for what is not shown.
    pub text: String,
    /// What AWS would refuse, and what cannot be read.
    pub faults: Vec<DraftFault>,
    /// The members that an object of each kind may have, for completion while typing.
    pub members: String,
}

/// The fields of the task or of a container.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftGroup {
    /// The container; absent for the task.
    pub container: Option<String>,
    /// Its fields.
    pub fields: Vec<DraftField>,
}

/// A field of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftField {
    /// What it is sent as: `container.web.image`.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// How an entry is written; empty where the label says it.
    pub hint: String,
    /// How it is typed.
    pub kind: DraftFieldKind,
    /// What it says.
    pub text: String,
    /// What is wrong with it, as whole sentences.
    pub problems: Vec<String>,
}

/// How a field is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DraftFieldKind {
    /// One line of text.
    Text,
    /// A whole number.
    Number,
    /// One entry a line.
    Lines,
    /// `true` or `false`.
    Flag,
}

/// Something that is wrong with a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftFault {
    /// What is wrong, in one sentence.
    pub message: String,
    /// The member that it is about, as `containerDefinitions[0].image`; empty for the whole.
    pub path: String,
    /// The container that it belongs to.
    pub container: Option<String>,
    /// The field in which it is mended, by its name, if it has one.
    pub field: Option<String>,
    /// Line and column in the text, counted from 1, if it stands there.
    pub place: Option<(usize, usize)>,
}
