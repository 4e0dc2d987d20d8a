//! A plan is carried out, and the page of the thing shows what becomes of it.

use app::error::AppError;
use app::forms::ApplyChange;
use model::change::{Ask, RevisionVerb};
use model::field::{FieldError, Problem};
use model::page::Page;

use super::Submit;
use crate::once::{Done, Outcome, Place};
use crate::podium::Podium;

/// The longest body, in bytes: a sealed plan, a reason, a name.
const LONGEST: usize = 72 * 1024;

impl Submit for ApplyChange {
    const BODY: Option<usize> = Some(LONGEST);

    fn is_on(page: &Page) -> bool {
        matches!(page, Page::ChangeService(..) | Page::ChangeTask(..) | Page::ChangeRevision(..))
    }

    async fn submit(self, at: Place, podium: Podium) -> Outcome {
        let Self(confirmed) = self;
        let (console, viewer) = (&podium.console, &podium.viewer);
        let pairs = app::address::pairs(at.query.as_deref().unwrap_or_default());
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(field, value)| (&**field, &**value)).collect();
        let asked = |ask: Option<Ask>| ask.ok_or_else(|| FieldError::new("plan", Problem::NotThisPlan).into());
        let see = match at.page {
            Page::ChangeService(service, verb) => {
                let ask = Ask::of_service(verb, &pairs).and_then(asked).map_err(AppError::Invalid)?;
                console.apply_to_service(viewer, (&service, verb), &ask, &confirmed).await?;
                service.page()
            }
            Page::ChangeTask(task, verb) => {
                let ask = Ask::of_task(verb, &pairs).and_then(asked).map_err(AppError::Invalid)?;
                console.apply_to_task(viewer, (&task, verb), &ask, &confirmed).await?;
                task.page()
            }
            Page::ChangeRevision(revision, verb) => {
                let ask = Ask::of_revision(verb, &pairs).and_then(asked).map_err(AppError::Invalid)?;
                let (_, registered) = console.apply_to_revision(viewer, (&revision, verb), &ask, &confirmed).await?;
                match registered {
                    Some(registered) => registered.page(),
                    None if verb == RevisionVerb::Edit => revision.family().page(),
                    None => revision.page(),
                }
            }
            _ => return Err(AppError::Invalid(FieldError::new("form", Problem::Outdated).into())),
        };
        Ok(Done { see: Place { page: see, query: None }, cookie: None })
    }
}
