//! How a service scales, why it was scaled, and why it was not.

use access::Viewer;
use fleet::Known;
use model::address::ServiceRef;
use model::deployment::DeploymentRolloutState;
use model::freshness::{Freshness, Trouble};
use model::noun::Noun;
use model::scaling::{ActivityStatus, ScalableTarget, ScalingActivity, ScalingFacts, Trigger};
use model::service::Service;
use model::time::Timestamp;
use model::view::{ActivityRow, Answer, ScaledView, ScalingLine, ServiceScaling};

use crate::answer::{Area, answer};
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::{Judged, Survey};

/// Activities on the page.
const SHOWN: usize = 10;

/// What is known of how one service scales.
pub(crate) struct Scaling<'a> {
    /// The scalable target that it is, if it is one and that was read.
    pub target: Option<&'a ScalableTarget>,
    freshness: &'a Freshness,
    now: Timestamp,
}

impl<'a> Scaling<'a> {
    /// What a survey knows of a service.
    pub fn of(survey: &'a Survey, at: &ServiceRef, now: Timestamp) -> Self {
        let known = &survey.snapshot.scaling;
        let target = known.read().and_then(|read| read.get(&(at.cluster.clone(), at.service.clone())));
        Self { target, freshness: &known.freshness, now }
    }

    /// Why it is not known whether the service scales, if it is not.
    pub fn unknown(&self) -> Option<String> {
        let why = self.freshness.trouble.as_ref().map(Trouble::sentence);
        self.freshness.as_of.is_none().then(|| why.unwrap_or_else(|| "What scales was not read yet".to_owned()))
    }

    /// When it was read, if that is longer ago than news is trusted: a round over very many policies takes its time.
    pub fn old(&self) -> Option<Timestamp> {
        self.freshness.as_of.filter(|_| self.freshness.is_stale(self.now))
    }

    /// Between which counts, beside the desired count.
    pub fn line(&self, desired: u32) -> ScalingLine {
        match self.target {
            _ if self.unknown().is_some() => ScalingLine::Unknown,
            None => ScalingLine::Unscaled,
            Some(target) => ScalingLine::Between {
                minimum: target.minimum,
                maximum: target.maximum,
                place: target.place(desired).map(str::to_owned),
            },
        }
    }
}

impl Console {
    /// How a service scales: what explains its desired count, and what Application Auto Scaling did and did not do.
    ///
    /// It never waits for AWS: activities that were not read yet are read, and a change is announced when they arrive.
    ///
    /// # Errors
    /// [`ConsoleError::NotFound`] when there is no such environment, cluster or service.
    pub async fn scaling(&self, _viewer: &Viewer, at: &ServiceRef) -> Result<Answer<ServiceScaling>, ConsoleError> {
        let survey = self.survey_with_service(at).await?;
        let cluster = survey.cluster(&at.cluster).ok_or(ConsoleError::NotFound(Noun::Cluster))?;
        let (Some(judged), Some(seen)) = (survey.service(&at.cluster, &at.service), cluster.services.get(&at.service))
        else {
            return Err(ConsoleError::NotFound(Noun::Service));
        };
        let now = self.now();
        let scaling = Scaling::of(&survey, at, now);
        let activities = scaling.target.map(|_| self.fleet().scaling_activities(at)).unwrap_or_default();
        let scaled = match (scaling.unknown(), scaling.target) {
            (Some(why), _) => ServiceScaling::Unknown(why),
            (None, None) => ServiceScaling::Unscaled,
            (None, Some(target)) => {
                ServiceScaling::Scaled(Box::new(view(&survey, judged, target, &activities, scaling.old())))
            }
        };
        let areas = [
            Area::services(&survey.snapshot, cluster).seen_at(seen.at),
            Area::scaling(&survey.snapshot),
            Area::on_demand(&survey.snapshot, "scaling activities", &activities.freshness),
        ];
        Ok(answer(scaled, &areas, now))
    }
}

fn view(
    survey: &Survey,
    judged: &Judged,
    target: &ScalableTarget,
    activities: &Known<Vec<ScalingActivity>>,
    read_at: Option<Timestamp>,
) -> ScaledView {
    let at = (judged.at.cluster.clone(), judged.at.service.clone());
    let facts = ScalingFacts {
        target,
        desired: judged.service.desired,
        calls: survey.calls.of(&at),
        activities,
        is_deploying: is_deploying(&judged.service),
    };
    let explained = facts.explain();
    let alarms = &survey.snapshot.alarms.freshness;
    let alarms = alarms.trouble.as_ref().filter(|_| alarms.is_stale(survey.at) && !target.policies.is_empty());
    ScaledView {
        minimum: target.minimum,
        maximum: target.maximum,
        sentence: explained.sentence,
        at: explained.at,
        needs_look: explained.needs_look,
        alarm: explained.call.map(|call| (call.text(), call.since)),
        suspended: target.suspended.iter().map(|part| part.words().to_owned()).collect(),
        read_at,
        alarms_unread: alarms.map(Trouble::sentence),
        activities: activities.iter().take(SHOWN).map(activity_row).collect(),
        is_loading: !activities.is_read() && activities.trouble().is_none(),
    }
}

/// Whether ECS deploys the service right now: Application Auto Scaling does not scale in meanwhile.
fn is_deploying(service: &Service) -> bool {
    let is_under_way = |state: &DeploymentRolloutState| *state == DeploymentRolloutState::InProgress;
    service.deployments.iter().any(|one| one.rollout_state.as_ref().is_some_and(is_under_way))
}

fn activity_row(activity: &ScalingActivity) -> ActivityRow {
    let trigger = activity.trigger();
    let (cause, alarm) = match trigger {
        Some(Trigger::Policy { policy, alarm }) => (format!("Policy {policy}"), Some(alarm.to_owned())),
        Some(Trigger::Scheduled(action)) => (format!("Scheduled action {action}"), None),
        Some(Trigger::Minimum(_) | Trigger::Maximum(_)) | None => (activity.cause.clone(), None),
    };
    // Of these AWS says no more than that the count was set, whatever became of it.
    let is_plain = match activity.status {
        ActivityStatus::Pending
        | ActivityStatus::InProgress
        | ActivityStatus::Successful
        | ActivityStatus::Overridden => true,
        ActivityStatus::Unfulfilled | ActivityStatus::Failed | ActivityStatus::Other(_) => false,
    };
    ActivityRow {
        id: activity.id.clone(),
        at: activity.started_at,
        status: if activity.is_not_scaled() { "Not scaled".to_owned() } else { activity.status.to_string() },
        level: activity.level(),
        what: activity.words(),
        cause,
        alarm,
        message: activity.message.clone().filter(|_| !is_plain),
    }
}

#[cfg(test)]
mod tests;
