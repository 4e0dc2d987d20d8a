//! The frame around every page.

use access::Viewer;
use model::freshness::Freshness;
use model::view::{EnvironmentEntry, Shell};

use crate::answer::Area;
use crate::answer::answer;
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::Survey;
use crate::list::count;

impl Console {
    /// What every page shows around its content: environments, how many services and jobs need attention, and the age
    /// of the news.
    ///
    /// # Errors
    /// None yet; a page's frame fails where its content does.
    pub async fn shell(&self, viewer: &Viewer) -> Result<Shell, ConsoleError> {
        let now = self.now();
        let surveys = self.surveys();
        let environments: Vec<EnvironmentEntry> = surveys.iter().map(|survey| entry(survey)).collect();
        let areas: Vec<Area> = surveys.iter().flat_map(|survey| Area::everything(&survey.snapshot)).collect();
        let frame = answer((), &areas, now);
        Ok(Shell {
            attention: environments.iter().map(|entry| entry.attention).sum(),
            environments,
            viewer: viewer.name().to_owned(),
            version: self.version().to_owned(),
            budget_percent: self.fleet().budget_percent(),
            now,
            as_of: frame.as_of,
            stale: frame.stale,
        })
    }
}

fn entry(survey: &Survey) -> EnvironmentEntry {
    let (snapshot, head) = (&survey.snapshot, survey.head());
    EnvironmentEntry {
        name: snapshot.environment.name.clone(),
        region: snapshot.environment.region.clone(),
        account: snapshot.environment.account.clone(),
        worst: head.worst,
        attention: count(head.attention + head.jobs),
        clusters: count(snapshot.clusters.len()),
        services: count(head.services),
        families: count(snapshot.families.len()),
        freshness: freshness(survey),
    }
}

/// The oldest news of the environment, and the first trouble that keeps news away.
fn freshness(survey: &Survey) -> Freshness {
    let snapshot = &survey.snapshot;
    let of_clusters =
        snapshot.clusters.values().flat_map(|cluster| [&cluster.services.freshness, &cluster.tasks.freshness]);
    let all = || std::iter::once(&snapshot.clusters.freshness).chain(of_clusters.clone());
    let troubled = all()
        .find(|area| area.trouble.as_ref().is_some_and(|trouble| !trouble.is_partial()))
        .cloned()
        .unwrap_or_default();
    Freshness { as_of: all().filter_map(|area| area.as_of).min(), ..troubled }
}
