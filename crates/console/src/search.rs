//! Search across everything: names, ids, images, addresses and tags.

mod found;

use std::collections::HashMap;
use std::sync::Arc;

use access::Viewer;
use model::field::{FieldError, FieldErrors, Problem};
use model::name::ClusterName;
use model::query::FILTER_MAX;
use model::view::{Answer, HitKind, SearchHit, SearchResults};

use crate::answer::{Area, answer};
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::{Hits, Sought, Survey};
use crate::list::count;
use crate::needle::{Needle, Rank};

/// The most hits of one kind that are drawn: a name that a thousand tasks share must not hide the family that is called
/// so.
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
        let Some(needle) = Needle::new(text) else {
            return SearchResults { text: text.to_owned(), ..SearchResults::default() };
        };
        let found: Vec<Arc<Hits>> = surveys.iter().flat_map(|survey| self.found_in(survey, text, &needle)).collect();
        let best = best_of_each_kind(found.iter().flat_map(|hits| &hits.best).collect());
        let total: usize = found.iter().map(|hits| hits.total).sum();
        let mut hits: Vec<SearchHit> = Vec::with_capacity(best.len());
        for (_, hit) in &best {
            // A revision that is not the newest may run in several clusters.
            if !(hit.kind == HitKind::Revision && hits.iter().any(|shown| shown.target == hit.target)) {
                hits.push(hit.clone());
            }
        }
        let again = best.len() - hits.len();
        SearchResults { text: text.to_owned(), hits, total: count(total.saturating_sub(again)) }
    }

    /// What matches in an environment: cluster by cluster, because a cluster in which nothing changes is not looked
    /// through again.
    fn found_in(&self, survey: &Survey, text: &str, needle: &Needle) -> Vec<Arc<Hits>> {
        let sought = Sought {
            text: text.to_owned(),
            families: Arc::clone(&survey.snapshot.families.value),
            definitions: self.fleet().known_definitions(survey.environment()),
        };
        let families = survey.families_matched.answer(&sought, || {
            let mut hits = Vec::new();
            found::families(survey, needle, &mut hits);
            found::newest(survey, self.fleet(), needle, &mut hits);
            Arc::new(hits_of(hits))
        });
        let traffic = survey.traffic_matched.answer(&sought, || {
            let mut hits = Vec::new();
            found::traffic(survey, needle, &mut hits);
            Arc::new(hits_of(hits))
        });
        let in_cluster = |name: &ClusterName| {
            let cluster = survey.judged_cluster(name)?;
            Some(cluster.matches(&sought, || {
                let mut hits = Vec::new();
                found::services(cluster, needle, &mut hits);
                found::clusters(survey, cluster, needle, &mut hits);
                found::tasks(survey, cluster, needle, &mut hits);
                found::deployed(survey, cluster, self.fleet(), needle, &mut hits);
                hits_of(hits)
            }))
        };
        [families, traffic].into_iter().chain(survey.snapshot.clusters.keys().filter_map(in_cluster)).collect()
    }
}

fn hits_of(hits: Vec<(Rank, SearchHit)>) -> Hits {
    let total = hits.len();
    let best = best_of_each_kind(hits.iter().collect()).into_iter().cloned().collect();
    Hits { total, best }
}

/// The best hits, not too many of one kind.
fn best_of_each_kind(mut hits: Vec<&(Rank, SearchHit)>) -> Vec<&(Rank, SearchHit)> {
    hits.sort_by(|(a_rank, a), (b_rank, b)| {
        let by_name = || a.title.cmp(&b.title).then_with(|| a.place.cmp(&b.place));
        a_rank.cmp(b_rank).then_with(|| a.kind.cmp(&b.kind)).then_with(|| b.level.cmp(&a.level)).then_with(by_name)
    });
    let mut shown: HashMap<HitKind, usize> = HashMap::new();
    hits.retain(|(_, hit)| {
        let shown = shown.entry(hit.kind).or_default();
        *shown += 1;
        *shown <= SHOWN_OF_A_KIND
    });
    hits
}
