//! One revision.

use access::Viewer;
use model::address::RevisionRef;
use model::noun::Noun;
use model::task_definition::TaskDefinition;
use model::view::{Answer, RevisionPage, RevisionRow, Section};

use crate::answer::{Area, answer};
use crate::configuration::{container_sections, revision_sections};
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::Survey;

impl Console {
    /// One revision, laid out for reading and as JSON; values of environment variables are in neither.
    ///
    /// # Errors
    /// [`ConsoleError::NotFound`] when there is no such environment or revision; [`ConsoleError::Forbidden`] and
    /// [`ConsoleError::Unavailable`] when AWS does not let Podium know.
    pub async fn revision(&self, _viewer: &Viewer, at: &RevisionRef) -> Result<Answer<RevisionPage>, ConsoleError> {
        let survey = self.survey(&at.environment)?;
        let definition = self
            .fleet()
            .task_definition(&at.environment, &at.revision)
            .await
            .map_err(|error| ConsoleError::from_fleet(Noun::Revision, &error))?;
        Ok(answer(page(&survey, at, &definition), &[Area::families(&survey.snapshot)], self.now()))
    }
}

fn page(survey: &Survey, at: &RevisionRef, definition: &TaskDefinition) -> RevisionPage {
    let active = survey.snapshot.families.get(&at.revision.family).map_or(&[][..], |revisions| revisions);
    let this = at.revision.revision;
    let containers: Vec<(String, String, Vec<Section>)> = definition
        .containers
        .iter()
        .map(|one| (one.name.clone(), one.image.clone(), container_sections(one)))
        .collect();
    RevisionPage {
        row: RevisionRow {
            at: at.clone(),
            status: definition.status.clone(),
            registered_at: definition.registered_at,
            images: definition.containers.iter().map(|one| one.image.clone()).collect(),
            used_by: survey.uses(&at.revision.family).of_revision(this),
        },
        previous: active.iter().copied().filter(|revision| *revision < this).max(),
        following: active.iter().copied().filter(|revision| *revision > this).min(),
        sections: revision_sections(definition),
        containers,
        raw: definition.raw.clone(),
    }
}
