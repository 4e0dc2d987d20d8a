//! The page of one target group.

use std::sync::Arc;

use access::Viewer;
use model::address::TargetGroupRef;
use model::noun::Noun;
use model::time::Timestamp;
use model::traffic::TargetGroup;
use model::view::{Answer, GroupLine, TargetGroupPage};

use super::group::group_line;
use super::route::routes;
use super::target::group_card;
use crate::alarms::{Scope, alarm_lines};
use crate::answer::{Area, answer};
use crate::configuration::group_sections;
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::Survey;

impl Console {
    /// One target group: its targets with their reasons in words, the rules that lead to it, its settings.
    ///
    /// # Errors
    /// [`ConsoleError::NotFound`] when there is no such environment or target group; [`ConsoleError::Forbidden`] and
    /// [`ConsoleError::Unavailable`] when AWS does not let Podium know.
    pub async fn target_group(
        &self,
        _viewer: &Viewer,
        at: &TargetGroupRef,
    ) -> Result<Answer<TargetGroupPage>, ConsoleError> {
        let (survey, group) = self.survey_with_group(at).await?;
        let now = self.now();
        let snapshot = &survey.snapshot;
        let health = Area::health(snapshot);
        let seen = snapshot.health.get(group.arn.as_str());
        let health = match seen {
            Some(seen) => health.seen_at(seen.at),
            None => health,
        };
        let areas = [Area::traffic(snapshot), health, Area::alarms(snapshot)];
        let page = page(&survey, &group, now).ok_or(ConsoleError::NotFound(Noun::TargetGroup))?;
        Ok(answer(page, &areas, now))
    }

    /// A target group, and the judged snapshot that knows it.
    pub(super) async fn survey_with_group(
        &self,
        at: &TargetGroupRef,
    ) -> Result<(Arc<Survey>, Arc<TargetGroup>), ConsoleError> {
        let name = &at.name;
        let survey = self.survey_with(&at.environment, |survey| survey.group_named(name).is_some()).await?;
        match survey.group_named(name).cloned() {
            Some(group) => Ok((survey, group)),
            None => Err(ConsoleError::missing(Noun::TargetGroup, &survey.snapshot.traffic.freshness)),
        }
    }
}

fn page(survey: &Survey, group: &TargetGroup, now: Timestamp) -> Option<TargetGroupPage> {
    let arn = group.arn.as_str();
    let line = |arn: &str| group_line(survey, arn, now);
    let own = line(arn)?;
    Some(TargetGroupPage {
        headline: headline(&own),
        card: group_card(survey, arn, own, None, survey.users_of_group(arn)),
        routes: routes(survey, arn, &line),
        details: group_sections(group),
        alarms: alarm_lines(&survey.snapshot, &[Scope::Group(arn)]),
    })
}

/// `2 of 4 targets healthy: Target.Timeout`.
fn headline(line: &GroupLine) -> String {
    match (&line.counts, &line.reason) {
        (Some(counts), Some(reason)) if counts.staying() > 0 => format!("{}: {reason}", counts.text()),
        (Some(counts), None) => counts.text(),
        (Some(counts), Some(_)) if counts.draining > 0 => format!("No targets, {} draining", counts.draining),
        (Some(_), Some(_)) => "No targets".to_owned(),
        (None, reason) => {
            let words = reason.as_deref().unwrap_or("target health not read yet");
            words.replacen("target health", "Target health", 1)
        }
    }
}
