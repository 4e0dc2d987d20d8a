//! Families as a list.

use access::Viewer;
use model::name::EnvironmentName;
use model::query::{FAMILY_SORTS, ListQuery, Listing};
use model::view::{Answer, FamilyRow};

use super::family_row;
use crate::answer::{Area, answer};
use crate::console::Console;
use crate::error::ConsoleError;

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
        let listing = survey.family_list().page(query, |item| family_row(&survey, item));
        Ok(answer(listing, &[Area::families(&survey.snapshot)], self.now()))
    }
}
