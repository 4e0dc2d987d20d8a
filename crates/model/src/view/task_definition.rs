//! Families and revisions as rows and as pages.

use serde::{Deserialize, Serialize};

use super::Section;
use crate::address::{FamilyRef, RevisionRef, ServiceRef};
use crate::audit::FieldChange;
use crate::name::EnvironmentName;
use crate::task_definition::TaskDefinitionStatus;
use crate::time::Timestamp;

/// A family in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FamilyRow {
    /// Its address.
    pub at: FamilyRef,
    /// Its newest active revision.
    pub latest: Option<u32>,
    /// How many active revisions it has.
    pub active: u32,
    /// Services that use one of its revisions, and which.
    pub used_by: Vec<(ServiceRef, u32)>,
}

/// A revision in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RevisionRow {
    /// Its address.
    pub at: RevisionRef,
    /// Whether it may be used.
    pub status: TaskDefinitionStatus,
    /// When it was registered, if it has been read.
    pub registered_at: Option<Timestamp>,
    /// Its images, if it has been read.
    pub images: Vec<String>,
    /// Services that use it.
    pub used_by: Vec<ServiceRef>,
}

/// The head of a family's page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FamilyPage {
    /// The family as in a list.
    pub row: FamilyRow,
    /// Its revisions of this page, the newest first.
    pub revisions: crate::query::Listing<RevisionRow>,
}

/// The page of one revision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RevisionPage {
    /// The revision as in a list.
    pub row: RevisionRow,
    /// The revision before, if there is one that is active.
    pub previous: Option<u32>,
    /// The revision after, if there is one that is active.
    pub following: Option<u32>,
    /// Task-level fields, laid out for reading.
    pub sections: Vec<Section>,
    /// One per container: name, image, and its fields.
    pub containers: Vec<(String, String, Vec<Section>)>,
    /// The whole answer as indented JSON, values of environment variables replaced.
    pub raw: String,
}

/// A revision beside another one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComparePage {
    /// The revision that the page is about.
    pub page: RevisionPage,
    /// What it is compared with; `None` when there is nothing to compare it with.
    pub with: Option<RevisionRef>,
    /// What is different in the revision that the page is about; none where both say the same.
    pub differences: Vec<FieldChange>,
    /// Environments in which there may be others.
    pub environments: Vec<EnvironmentName>,
}
