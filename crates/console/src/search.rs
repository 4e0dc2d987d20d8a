//! Search across everything: names, ids, images, addresses and tags.

mod found;
mod rank;

use std::collections::HashMap;
use std::sync::Arc;

use access::Viewer;
use model::field::{FieldError, FieldErrors, Problem};
use model::query::FILTER_MAX;
use model::view::{Answer, HitKind, SearchHit, SearchResults};

use crate::answer::{Area, answer};
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::Survey;
use crate::list::count;
use rank::{Needle, Rank};

/// The most hits of one kind that are drawn: a name that a thousand tasks share must not hide the family that is called so.
const SHOWN_OF_A_KIND: usize = 12;

impl Console {
    /// Everything whose name, id, image, address or tag holds the text; exact matches first, then beginnings, then the
    /// rest; services before tasks.
    ///
    /// # Errors
    /// [`ConsoleError::Invalid`] when the text is too long.
    pub async fn search(&self, _viewer: &Viewer, text: &str) -> Result<Answer<SearchResults>, ConsoleError> {
        let text = text.trim();
        if text.chars().count() > FILTER_MAX {
            return Err(FieldErrors::from(FieldError::new("q", Problem::TooLong(FILTER_MAX as u32))).into());
        }
        let surveys = self.surveys();
        let areas: Vec<Area> = surveys.iter().flat_map(|survey| Area::everything(&survey.snapshot)).collect();
        Ok(answer(self.results(&surveys, text), &areas, self.now()))
    }

    fn results(&self, surveys: &[Arc<Survey>], text: &str) -> SearchResults {
        let mut hits: Vec<(Rank, SearchHit)> = Vec::new();
        if let Some(needle) = Needle::new(text) {
            for survey in surveys {
                found::services(survey, &needle, &mut hits);
                found::clusters(survey, &needle, &mut hits);
                found::tasks(survey, &needle, &mut hits);
                found::families(survey, &needle, &mut hits);
                found::traffic(survey, &needle, &mut hits);
                found::revisions(survey, self.fleet(), &needle, &mut hits);
            }
        }
        hits.sort_by(|(a_rank, a), (b_rank, b)| {
            let by_name = || a.title.cmp(&b.title).then_with(|| a.place.cmp(&b.place));
            a_rank.cmp(b_rank).then_with(|| a.kind.cmp(&b.kind)).then_with(|| b.level.cmp(&a.level)).then_with(by_name)
        });
        let total = count(hits.len());
        let mut shown: HashMap<HitKind, usize> = HashMap::new();
        let is_shown = |hit: &SearchHit| {
            let shown = shown.entry(hit.kind).or_default();
            *shown += 1;
            *shown <= SHOWN_OF_A_KIND
        };
        let hits = hits.into_iter().map(|(_, hit)| hit).filter(is_shown).collect();
        SearchResults { text: text.to_owned(), hits, total }
    }
}
