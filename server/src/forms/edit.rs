//! An edit of a task definition becomes a draft, and the page shows it: what is wrong with it, or the plan.

use app::error::AppError;
use app::forms::EditDefinition;
use model::change::{DRAFT, DraftId, RevisionVerb, ServiceVerb};
use model::field::{FieldError, Problem};
use model::page::Page;

use super::{LONGEST, Submit};
use crate::once::{Done, Outcome, Place};
use crate::podium::Podium;

impl Submit for EditDefinition {
    const BODY: Option<usize> = Some(LONGEST);

    fn is_on(page: &Page) -> bool {
        matches!(page, Page::ChangeService(_, ServiceVerb::Edit) | Page::ChangeRevision(_, RevisionVerb::Edit))
    }

    async fn submit(self, at: Place, podium: Podium) -> Outcome {
        let Self(mut edit) = self;
        if let Page::ChangeRevision(revision, _) = &at.page {
            edit.revision = revision.revision.clone();
        }
        let outdated = || AppError::Invalid(FieldError::new("form", Problem::Outdated).into());
        let environment = at.page.environment().ok_or_else(outdated)?.clone();
        let pairs = app::address::pairs(at.query.as_deref().unwrap_or_default());
        let from = pairs.iter().find(|(name, _)| name == DRAFT).and_then(|(_, id)| DraftId::parse(id.as_str()).ok());
        let draft = podium.console.edit(&podium.viewer, &environment, from.as_ref(), edit).await?;
        Ok(Done { see: Place { page: at.page, query: Some(format!("{DRAFT}={draft}")) }, cookie: None })
    }
}
