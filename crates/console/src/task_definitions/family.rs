//! One family and its revisions.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::time::Duration;

use access::Viewer;
use model::address::{FamilyRef, RevisionRef};
use model::name::{EnvironmentName, Family};
use model::noun::Noun;
use model::query::{ListQuery, Listing, REVISION_SORTS};
use model::task_definition::{TaskDefinition, TaskDefinitionRef, TaskDefinitionStatus};
use model::verdict::Level;
use model::view::{Answer, FamilyPage, RevisionRow};

use super::family_row;
use crate::answer::{Area, answer};
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::{FamilyItem, Uses};
use crate::list::{Index, Listed};

/// Definitions that one look at a family reads: a screenful.
const READ_AT_ONCE: usize = 20;

/// The page does without what has not been read by then.
const READING_PATIENCE: Duration = Duration::from_secs(1);

impl Console {
    /// One family with its revisions, the newest first: ACTIVE ones, or INACTIVE ones when the query's status says so.
    ///
    /// INACTIVE revisions are asked of AWS when somebody wants to see them.
    ///
    /// # Errors
    /// [`ConsoleError::NotFound`] when there is no such environment or family, [`ConsoleError::Invalid`] when the query
    /// names a column that the list has not; [`ConsoleError::Forbidden`] and [`ConsoleError::Unavailable`] when AWS
    /// does not let Podium know.
    pub async fn family(
        &self,
        _viewer: &Viewer,
        at: &FamilyRef,
        query: &ListQuery,
    ) -> Result<Answer<FamilyPage>, ConsoleError> {
        let FamilyRef { environment, family } = at;
        query.check(REVISION_SORTS)?;
        let survey = self.survey_with(environment, |survey| survey.snapshot.families.contains_key(family)).await?;
        let uses = survey.uses(family);
        let active = survey.snapshot.families.get(family).map_or(&[][..], |revisions| revisions);
        let wants_inactive = query.status == "inactive";
        let is_known = !active.is_empty() || !uses.is_empty();
        let inactive = match wants_inactive || !is_known {
            true => self.fleet().inactive_revisions(environment, family).await,
            false => Ok(Vec::new()),
        };
        let inactive = match inactive {
            Ok(inactive) if inactive.is_empty() && !is_known => {
                return Err(ConsoleError::missing(Noun::Family, &survey.snapshot.families.freshness));
            }
            Ok(inactive) => inactive,
            Err(error) => return Err(ConsoleError::from_fleet(Noun::Family, &error)),
        };
        let (revisions, status) = match wants_inactive {
            true => (&inactive[..], TaskDefinitionStatus::Inactive),
            false => (active, TaskDefinitionStatus::Active),
        };
        let items =
            revisions.iter().map(|revision| Item(self.revision_row(environment, family, *revision, &status, &uses)));
        let mut revisions: Listing<RevisionRow> = Index::new(items.collect()).page(query, |item| item.0.clone());
        self.read_definitions(environment, &revisions.rows).await;
        for row in &mut revisions.rows {
            *row = self.revision_row(environment, family, row.at.revision.revision, &status, &uses);
        }
        let item = FamilyItem { family: family.clone(), latest: active.first().copied(), active: active.len(), uses };
        let page = FamilyPage { row: family_row(&survey, &item), revisions };
        Ok(answer(page, &[Area::families(&survey.snapshot)], self.now()))
    }

    /// Reads the first definitions of a page that have not been read yet; a definition never changes, so once is
    /// enough.
    ///
    /// The first that cannot be read ends it: whatever stands in the way stands in the way of the others too.
    async fn read_definitions(&self, environment: &EnvironmentName, rows: &[RevisionRow]) {
        let reading = async {
            for row in rows.iter().filter(|row| row.registered_at.is_none()).take(READ_AT_ONCE) {
                if self.fleet().task_definition(environment, &row.at.revision).await.is_err() {
                    return;
                }
            }
        };
        // What takes longer is there at the next look.
        let _ = tokio::time::timeout(READING_PATIENCE, reading).await;
    }

    /// A revision as a row; what only its definition tells is there once that has been read.
    fn revision_row(
        &self,
        environment: &EnvironmentName,
        family: &Family,
        revision: u32,
        status: &TaskDefinitionStatus,
        uses: &Uses,
    ) -> RevisionRow {
        let reference = TaskDefinitionRef { family: family.clone(), revision };
        let known = self.fleet().known_task_definition(environment, &reference);
        let images = |known: &TaskDefinition| known.containers.iter().map(|one| one.image.clone()).collect();
        RevisionRow {
            at: RevisionRef { environment: environment.clone(), revision: reference },
            status: status.clone(),
            registered_at: known.as_ref().and_then(|known| known.registered_at),
            images: known.as_deref().map(images).unwrap_or_default(),
            used_by: uses.of_revision(revision),
        }
    }
}

struct Item(RevisionRow);

impl Listed for Item {
    const SORTS: &'static [&'static str] = REVISION_SORTS;

    fn order(_sort: &str) -> fn(&Self, &Self) -> Ordering {
        |a, b| b.0.at.revision.revision.cmp(&a.0.at.revision.revision)
    }

    fn words(&self) -> Cow<'_, str> {
        let users: String = self.0.used_by.iter().map(|at| format!(" {} {}", at.cluster, at.service)).collect();
        Cow::Owned(format!("{} {}{users}", self.0.at.revision, self.0.images.join(" ")).to_lowercase())
    }

    fn level(&self) -> Option<Level> {
        None
    }
}
