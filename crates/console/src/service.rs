//! The page of one service.

use std::cmp::Reverse;
use std::sync::Arc;

use access::Viewer;
use model::address::ServiceRef;
use model::noun::Noun;
use model::time::Timestamp;
use model::verdict::Level;
use model::view::{Answer, ServicePage, TaskRow};

use crate::answer::{Area, answer};
use crate::configuration::{owner, service_sections};
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::{Judged, Survey};
use crate::list::count;
use crate::rows::{deployment_row, event_row, task_row, verdict_card};
use crate::scaling::Scaling;

/// Tasks and events on the page itself; its tabs have the rest.
const SHOWN: usize = 10;

impl Console {
    /// One service: its verdict with evidence, deployments, the tasks and events that tell most, its configuration.
    ///
    /// # Errors
    /// [`ConsoleError::NotFound`] when there is no such environment, cluster or service; [`ConsoleError::Forbidden`]
    /// and [`ConsoleError::Unavailable`] when AWS does not let Podium know.
    pub async fn service(&self, _viewer: &Viewer, at: &ServiceRef) -> Result<Answer<ServicePage>, ConsoleError> {
        let survey = self.survey_with_service(at).await?;
        let cluster = survey.cluster(&at.cluster).ok_or(ConsoleError::NotFound(Noun::Cluster))?;
        let (Some(judged), Some(seen)) = (survey.service(&at.cluster, &at.service), cluster.services.get(&at.service))
        else {
            return Err(ConsoleError::NotFound(Noun::Service));
        };
        let areas = [
            Area::services(&survey.snapshot, cluster).seen_at(seen.at),
            Area::tasks(&survey.snapshot, cluster),
            Area::scaling(&survey.snapshot),
        ];
        let now = self.now();
        Ok(answer(page(&survey, judged, now), &areas, now))
    }

    /// The survey of an environment in which the service is.
    pub(crate) async fn survey_with_service(&self, at: &ServiceRef) -> Result<Arc<Survey>, ConsoleError> {
        let found = |survey: &Survey| survey.service(&at.cluster, &at.service).is_some();
        let survey = self.survey_with(&at.environment, found).await?;
        match survey.cluster(&at.cluster) {
            None => Err(ConsoleError::missing(Noun::Cluster, &survey.snapshot.clusters.freshness)),
            Some(cluster) if !found(&survey) => Err(ConsoleError::missing(Noun::Service, &cluster.services.freshness)),
            Some(_) => Ok(survey),
        }
    }
}

fn page(survey: &Survey, judged: &Judged, now: Timestamp) -> ServicePage {
    let scaling = Scaling::of(survey, &judged.at, now);
    let service = &*judged.service;
    ServicePage {
        row: judged.row.clone(),
        verdict: verdict_card(&judged.at, &judged.finding),
        status: service.status.clone(),
        owner: owner(&service.tags),
        deployment_configuration: service.deployment_configuration.clone(),
        scaling: scaling.line(service.desired),
        deployments: service.deployments.iter().map(|one| deployment_row(one, &judged.finding)).collect(),
        tasks: telling_tasks(judged),
        tasks_total: count(judged.tasks.len()),
        events: service.events.iter().take(SHOWN).map(|event| event_row(&judged.at, event)).collect(),
        events_total: count(service.events.len()),
        configuration: service_sections(&judged.at.environment, service, &scaling),
    }
}

/// The tasks that explain most: the last that failed, then those that are not well, then the newest.
fn telling_tasks(judged: &Judged) -> Vec<TaskRow> {
    let mut rows: Vec<TaskRow> = judged.tasks.iter().map(|task| task_row(&judged.at.environment, task)).collect();
    rows.sort_by(|a, b| b.created_at.cmp(&a.created_at).then_with(|| a.at.cmp(&b.at)));
    let (mut telling, mut others): (Vec<TaskRow>, Vec<TaskRow>) =
        rows.into_iter().partition(|row| row.level == Level::Down);
    telling.truncate(SHOWN / 2);
    others.sort_by_key(|row| Reverse(row.level));
    telling.extend(others);
    telling.truncate(SHOWN);
    telling
}
