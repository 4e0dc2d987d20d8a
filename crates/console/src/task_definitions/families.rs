//! Families as a list.

use std::borrow::Cow;
use std::cmp::Ordering;

use access::Viewer;
use model::name::EnvironmentName;
use model::query::{FAMILY_SORTS, ListQuery, Listing};
use model::verdict::Level;
use model::view::{Answer, FamilyRow};

use super::{family_row, uses};
use crate::answer::{Area, answer};
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::Survey;
use crate::list::{Listed, list};

impl Console {
    /// The task definition families of an environment that match the query, by name.
    ///
    /// Families of which only a service tells (because their list may not be read) are there, without revisions.
    ///
    /// # Errors
    /// [`ConsoleError::NotFound`] when there is no such environment, [`ConsoleError::Invalid`] when the query names a
    /// column that the list has not.
    pub async fn families(
        &self,
        _viewer: &Viewer,
        environment: &EnvironmentName,
        query: &ListQuery,
    ) -> Result<Answer<Listing<FamilyRow>>, ConsoleError> {
        query.check(FAMILY_SORTS)?;
        let survey = self.survey(environment)?;
        let items = rows(&survey).into_iter().map(Item).collect();
        let compare = order(&query.sort);
        let listing = list(items, query, |a, b| compare(&a.0, &b.0), |item| item.0.clone());
        Ok(answer(listing, &[Area::families(&survey.snapshot)], self.now()))
    }
}

fn rows(survey: &Survey) -> Vec<FamilyRow> {
    let mut used = uses(survey);
    let families = &survey.snapshot.families;
    let mut rows: Vec<FamilyRow> = families
        .iter()
        .map(|(family, revisions)| family_row(survey, family, revisions, used.remove(family).unwrap_or_default()))
        .collect();
    rows.extend(used.into_iter().map(|(family, users)| family_row(survey, family, &[], users)));
    rows
}

fn order(sort: &str) -> fn(&FamilyRow, &FamilyRow) -> Ordering {
    match sort {
        "latest" => |a, b| b.latest.cmp(&a.latest).then_with(|| a.at.cmp(&b.at)),
        "used" => |a, b| b.used_by.len().cmp(&a.used_by.len()).then_with(|| a.at.cmp(&b.at)),
        _ => |a, b| a.at.cmp(&b.at),
    }
}

struct Item(FamilyRow);

impl Listed for Item {
    fn words(&self) -> Cow<'_, str> {
        let users: String = self.0.used_by.iter().map(|(at, _)| format!(" {} {}", at.cluster, at.service)).collect();
        Cow::Owned(format!("{}{users}", self.0.at.family).to_lowercase())
    }

    fn level(&self) -> Option<Level> {
        None
    }
}
