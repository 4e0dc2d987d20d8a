//! One revision.

use access::Viewer;
use draft::Document;
use model::address::RevisionRef;
use model::change::Equivalent;
use model::field::{FieldError, Problem};
use model::noun::Noun;
use model::task_definition::{Comparison, TaskDefinition, TaskDefinitionRef};
use model::view::{Answer, ComparePage, RevisionPage, RevisionRow, Section};

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

    /// A revision as code: a command that registers it once more, and the resources of Terraform and CloudFormation.
    ///
    /// # Errors
    /// As [`Console::revision`].
    pub async fn revision_as_code(&self, _viewer: &Viewer, at: &RevisionRef) -> Result<Equivalent, ConsoleError> {
        let survey = self.survey(&at.environment)?;
        let definition = self.fleet().task_definition(&at.environment, &at.revision).await;
        let definition = definition.map_err(|error| ConsoleError::from_fleet(Noun::Revision, &error))?;
        // What is kept of the answer is what people see of it.
        let Ok(document) = Document::of_described(definition.raw.as_bytes()) else {
            return Err(ConsoleError::NotFound(Noun::Revision));
        };
        let region = &survey.snapshot.environment.region;
        let json = document.text().replace('\'', "'\\''");
        Ok(Equivalent {
            cli: format!("aws ecs register-task-definition --region {region} --cli-input-json '{json}'"),
            terraform: Some(document.terraform()),
            cloudformation: Some(document.cloudformation()),
        })
    }

    /// A revision beside another one: the one before it, unless the query names one.
    ///
    /// # Errors
    /// As [`Console::revision`]; [`ConsoleError::Invalid`] when there is no such revision to compare it with.
    pub async fn compare(
        &self,
        viewer: &Viewer,
        at: &RevisionRef,
        query: &Comparison,
    ) -> Result<Answer<ComparePage>, ConsoleError> {
        let Answer { data: page, as_of, now, stale, notices } = self.revision(viewer, at).await?;
        let with = self.compared_with(at, query, page.previous).await?;
        let differences = match &with {
            Some(with) => {
                let compared = self.fleet().compare(with, at).await;
                compared.map_err(|error| ConsoleError::from_fleet(Noun::Revision, &error))?.to_vec()
            }
            None => Vec::new(),
        };
        let environments = self.fleet().environments().into_iter().map(|environment| environment.name).collect();
        let data = ComparePage { page, with, differences, environments };
        Ok(Answer { data, as_of, now, stale, notices })
    }

    async fn compared_with(
        &self,
        at: &RevisionRef,
        query: &Comparison,
        previous: Option<u32>,
    ) -> Result<Option<RevisionRef>, ConsoleError> {
        let environment = query.environment.clone().unwrap_or_else(|| at.environment.clone());
        let before = || Some(TaskDefinitionRef { family: at.revision.family.clone(), revision: previous? });
        let elsewhere = || (environment != at.environment).then(|| at.revision.clone());
        let Some(revision) = query.with.clone().or_else(elsewhere).or_else(before) else { return Ok(None) };
        if !self.fleet().environments().iter().any(|known| known.name == environment) {
            return Err(FieldError::new(Comparison::IN, Problem::NotKnown).into());
        }
        match self.fleet().task_definition(&environment, &revision).await {
            Ok(_) => Ok(Some(RevisionRef { environment, revision })),
            Err(error) => Err(match ConsoleError::from_fleet(Noun::Revision, &error) {
                ConsoleError::NotFound(_) => FieldError::new(Comparison::WITH, Problem::NotKnown).into(),
                error => error,
            }),
        }
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
