//! The deployment of a service that is under way, and those before it.

mod current;
mod history;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use access::Viewer;
use model::address::ServiceRef;
use model::deployment::{ServiceDeployment, ServiceRevision};
use model::freshness::Trouble;
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

/// Service revisions by their ARNs.
type Revisions = BTreeMap<String, Arc<ServiceRevision>>;

impl Console {
    /// The deployment of a service: its progress, its circuit breaker, its stages; and the deployments before it.
    ///
    /// What service deployments do not tell, because they have not been read or AWS does not let Podium read them, is
    /// told from the service itself.
    ///
    /// # Errors
    /// [`ConsoleError::NotFound`] when there is no such environment, cluster or service.
    pub async fn rollout(&self, _viewer: &Viewer, at: &ServiceRef) -> Result<Answer<RolloutPage>, ConsoleError> {
        let survey = self.survey_with_service(at).await?;
        let judged = survey.service(&at.cluster, &at.service).ok_or(ConsoleError::NotFound(Noun::Service))?;
        let cluster = survey.cluster(&at.cluster).ok_or(ConsoleError::NotFound(Noun::Cluster))?;
        let asked = self.fleet().rollouts(at);
        let known = judged.rollouts.as_ref().map(|seen| Arc::clone(&seen.value));
        let deployments = known.unwrap_or_else(|| Arc::clone(&asked.value));
        let past = if asked.len() >= deployments.len() { &asked.value } else { &deployments };
        let revisions = self.revisions_of(&at.environment, past);
        let now = self.now();
        let current = match deployments.first() {
            Some(newest) => Some(current(&survey, judged, newest, &revisions, now)),
            None => from_service(&survey, judged),
        };
        let page = RolloutPage {
            current,
            unread: asked.trouble().filter(|_| past.is_empty()).map(Trouble::sentence),
            is_loading: past.is_empty() && !asked.is_read(),
            history: history(past, &revisions, now),
        };
        let areas = [Area::services(&survey.snapshot, cluster), Area::rollouts(&survey.snapshot, cluster)];
        Ok(answer(page, &areas, now))
    }

    /// The service revisions that these deployments name, as far as they are known. The others are read, and a change
    /// is announced when they arrive.
    fn revisions_of(&self, environment: &EnvironmentName, deployments: &[ServiceDeployment]) -> Revisions {
        let mut wanted: Vec<String> = deployments.iter().take(SHOWN).flat_map(arns).map(str::to_owned).collect();
        wanted.sort();
        wanted.dedup();
        let known = self.fleet().service_revisions(environment, &wanted);
        known.into_iter().map(|one| (one.arn.clone(), one)).collect()
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
