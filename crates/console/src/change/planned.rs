//! A plan on its way to the browser and back, whatever it is about.

use access::Viewer;
use model::change::{Ask, Plan, Seen};
use model::page::Page;
use model::time::Timestamp;
use model::view::Planned;

use super::sealed::{self, Contents, LASTS};
use super::{Confirmed, new_plan_id};
use crate::console::Console;
use crate::error::ConsoleError;

impl Console {
    /// Seals a plan for the one who asks, on the page where it is asked.
    pub(super) fn planned(&self, viewer: &Viewer, page: Page, ask: &Ask, seen: Seen, plan: Plan) -> Option<Planned> {
        let at = self.now();
        let who = viewer.name().to_owned();
        let contents = Contents { id: new_plan_id()?, page, ask: ask.clone(), seen, who, at };
        let sealed = sealed::seal(&self.seal_key(), &contents)?;
        Some(Planned { plan, sealed, expires_at: Timestamp(at.0 + LASTS.0) })
    }

    /// Opens a plan that this person confirms on this page.
    ///
    /// # Errors
    /// [`ConsoleError::Invalid`] when it is none of this person's for just this, or too old.
    pub(super) fn opened(
        &self,
        viewer: &Viewer,
        page: &Page,
        ask: &Ask,
        confirmed: &Confirmed,
    ) -> Result<Contents, ConsoleError> {
        sealed::open_for(&self.seal_key(), &confirmed.sealed, (viewer.name(), page, ask), self.now())
            .map_err(|unusable| ConsoleError::Invalid(unusable.into()))
    }

    /// What a plan that came back and was not carried out was made of, if it is one of ours.
    pub(super) fn sent_back(&self, sent: Option<&str>) -> Option<Contents> {
        sent.and_then(|sent| sealed::open(&self.seal_key(), sent).ok())
    }
}
