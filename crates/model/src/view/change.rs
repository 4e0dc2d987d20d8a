//! Changes: what can be asked, what a plan says, and what was made of it.

use serde::{Deserialize, Serialize};

use super::{DraftForm, VerdictLine};
use crate::audit::{Entry, FieldChange};
use crate::change::{Plan, Setting, Settings};
use crate::page::Page;
use crate::task_definition::TaskDefinitionRef;
use crate::time::Timestamp;

/// A revision that may be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionChoice {
    /// The revision.
    pub revision: TaskDefinitionRef,
    /// What is known of it, for example `runs now`.
    pub note: Option<String>,
}

/// The bounds between which a service is scaled by something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScaledBetween {
    /// Never fewer tasks than this.
    pub minimum: u32,
    /// Never more.
    pub maximum: u32,
    /// Whether its policies are suspended.
    pub is_suspended: bool,
}

/// What the form of a change asks for, and what it begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AskForm {
    /// Nothing: the change is planned at once.
    Nothing,
    /// A count of tasks.
    Count {
        /// The count now.
        now: u32,
        /// How Application Auto Scaling scales it, if it does.
        scaled: Option<ScaledBetween>,
    },
    /// A revision.
    Revision {
        /// Those that there are, the newest first.
        choices: Vec<RevisionChoice>,
        /// The one that is meant most often.
        suggested: Option<TaskDefinitionRef>,
    },
    /// An image for each container.
    Images {
        /// What runs now.
        revision: TaskDefinitionRef,
        /// Its containers, in their order: name and image.
        containers: Vec<(String, String)>,
    },
    /// A task definition.
    Draft(Box<DraftForm>),
    /// For how many minutes a task is protected.
    Minutes {
        /// Until when it is protected now, if it is.
        protected_until: Option<Timestamp>,
    },
    /// Settings of deployments.
    Settings {
        /// How they are now.
        now: Box<Settings>,
        /// Those that can be changed.
        offered: Vec<Setting>,
    },
    /// How a deployment is ended.
    Stop {
        /// What is being deployed.
        revision: TaskDefinitionRef,
    },
}

/// A plan that can be carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// What it will do.
    pub plan: Plan,
    /// The plan, sealed: what was seen, what is asked, and who asks.
    pub sealed: String,
    /// Until when it can be carried out.
    pub expires_at: Timestamp,
}

/// The page of a change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChangePage {
    /// How it is now, if it is judged.
    pub verdict: Option<VerdictLine>,
    /// Why nothing can be done now, as a whole sentence.
    pub blocked: Option<String>,
    /// What the form asks for.
    pub form: AskForm,
    /// The plan, once it is clear what is asked.
    pub planned: Option<Planned>,
    /// What has changed since the plan that was sent and not taken.
    pub changed: Vec<FieldChange>,
    /// What became of the plan that was sent, if AWS has refused it.
    pub refused: Option<Entry>,
}

/// A change that was made to a thing lately.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeLine {
    /// The entry in the record of changes.
    pub entry: Entry,
    /// Where it can be undone: the page, and what its query asks.
    pub undo: Option<(Page, Option<String>)>,
}

/// Something that can be done to a thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// What the button says.
    pub label: String,
    /// What it does, in a sentence.
    pub what: String,
    /// Where it is done.
    pub page: Page,
    /// Why it cannot be done now, as a whole sentence.
    pub why_not: Option<String>,
}
