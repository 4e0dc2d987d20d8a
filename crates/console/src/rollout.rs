//! The deployment of a service that is under way, and those before it.

mod current;
mod history;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use access::Viewer;
use model::address::ServiceRef;
use model::deployment::{ServiceDeployment, ServiceRevision};
use model::name::EnvironmentName;
use model::noun::Noun;
use model::task_definition::TaskDefinitionRef;
use model::view::{Answer, RolloutPage};

use crate::answer::{Area, answer};
use crate::console::Console;
use crate::error::ConsoleError;
use current::{current, from_service};
use history::history;

/// Deployments in the history.
const SHOWN: usize = 20;

/// The page does without what is not there by then.
const PATIENCE: Duration = Duration::from_secs(1);

/// Service revisions by their ARNs.
type Revisions = BTreeMap<String, Arc<ServiceRevision>>;

impl Console {
    /// The deployment of a service: its progress, its circuit breaker, its stages; and the deployments before it.
    ///
    /// What service deployments do not tell, because AWS does not let Podium read them, is told from the service itself.
    ///
    /// # Errors
    /// [`ConsoleError::NotFound`] when there is no such environment, cluster or service.
    pub async fn rollout(&self, _viewer: &Viewer, at: &ServiceRef) -> Result<Answer<RolloutPage>, ConsoleError> {
        let survey = self.survey_with_service(at).await?;
        let judged = survey.service(&at.cluster, &at.service).ok_or(ConsoleError::NotFound(Noun::Service))?;
        let cluster = survey.cluster(&at.cluster).ok_or(ConsoleError::NotFound(Noun::Cluster))?;
        let asked = tokio::time::timeout(PATIENCE, self.fleet().rollouts(at)).await;
        let (asked, unread) = match asked {
            Ok(Ok(asked)) => (Some(asked), None),
            Ok(Err(error)) => (None, Some(ConsoleError::from_fleet(Noun::ServiceDeployment, &error).to_string())),
            Err(_) => (None, Some("AWS did not tell of service deployments in time".to_owned())),
        };
        let known = judged.rollouts.as_ref().map(|seen| Arc::clone(&seen.value));
        let deployments = known.or_else(|| asked.clone()).unwrap_or_default();
        let past = asked.filter(|asked| asked.len() >= deployments.len()).unwrap_or_else(|| Arc::clone(&deployments));
        let revisions = self.revisions_of(&at.environment, &past).await;
        let now = self.now();
        let current = match deployments.first() {
            Some(newest) => Some(current(&survey, judged, newest, &revisions, now)),
            None => from_service(&survey, judged),
        };
        let page = RolloutPage {
            current,
            unread: unread.filter(|_| past.is_empty()),
            history: history(&past, &revisions, now),
        };
        let areas = [Area::services(&survey.snapshot, cluster), Area::rollouts(&survey.snapshot, cluster)];
        Ok(answer(page, &areas, now))
    }

    /// The service revisions that these deployments name, as far as they are known or come quickly.
    async fn revisions_of(&self, environment: &EnvironmentName, deployments: &[ServiceDeployment]) -> Revisions {
        let mut wanted: Vec<String> = deployments.iter().take(SHOWN).flat_map(arns).map(str::to_owned).collect();
        wanted.sort();
        wanted.dedup();
        let read = self.fleet().service_revisions(environment, &wanted);
        match tokio::time::timeout(PATIENCE, read).await {
            Ok(Ok(known)) => known.into_iter().map(|one| (one.arn.clone(), one)).collect(),
            Ok(Err(_)) | Err(_) => wanted
                .into_iter()
                .filter_map(|arn| Some((arn.clone(), self.fleet().known_service_revision(environment, &arn)?)))
                .collect(),
        }
    }
}

/// The service revisions that a deployment names.
fn arns(deployment: &ServiceDeployment) -> impl Iterator<Item = &str> {
    let back = deployment.rollback.as_ref().and_then(|(_, revision)| revision.as_deref());
    deployment.sources.iter().chain(&deployment.target).map(|side| &*side.arn).chain(back)
}

fn revision_of(revisions: &Revisions, arn: &str) -> Option<TaskDefinitionRef> {
    revisions.get(arn).and_then(|revision| revision.task_definition.clone())
}

/// The last part of an ARN.
fn short_id(arn: &str) -> String {
    arn.rsplit('/').next().unwrap_or(arn).to_owned()
}
