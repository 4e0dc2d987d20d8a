//! How the traffic of one service flows.

use std::sync::Arc;

use access::Viewer;
use model::address::ServiceRef;
use model::noun::Noun;
use model::service::Service;
use model::time::Timestamp;
use model::verdict::Reached;
use model::view::{Answer, GroupCard, ServiceTraffic};

use super::group::group_line;
use super::route::routes;
use super::target::group_card;
use crate::alarms::{Scope, alarm_lines};
use crate::answer::{Area, answer};
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::{Judged, KnownGroup, Survey};

impl Console {
    /// How the traffic of a service flows: the rules that lead to it, its target groups, its targets with their reasons
    /// in words, and the alarms on all of that.
    ///
    /// # Errors
    /// [`ConsoleError::NotFound`] when there is no such environment, cluster or service.
    pub async fn service_traffic(
        &self,
        _viewer: &Viewer,
        at: &ServiceRef,
    ) -> Result<Answer<ServiceTraffic>, ConsoleError> {
        let survey = self.survey_with_service(at).await?;
        let judged = survey.service(&at.cluster, &at.service).ok_or(ConsoleError::NotFound(Noun::Service))?;
        let now = self.now();
        let mut areas = vec![Area::alarms(&survey.snapshot)];
        if !judged.groups.is_empty() {
            areas.extend([Area::traffic(&survey.snapshot), Area::health(&survey.snapshot)]);
        }
        Ok(answer(traffic_of(&survey, judged, now), &areas, now))
    }
}

pub(super) fn traffic_of(survey: &Survey, judged: &Arc<Judged>, now: Timestamp) -> ServiceTraffic {
    let line = |arn: &str| group_line(survey, arn, now);
    let card = |group: &KnownGroup| -> Option<GroupCard> {
        let role = role(&judged.service, group, survey);
        Some(group_card(survey, &group.arn, line(&group.arn)?, role, std::slice::from_ref(judged)))
    };
    let balancers = judged.groups.iter().flat_map(|group| survey.routes.to(&group.arn));
    let balancers: Vec<&str> = balancers.map(|route| route.listener.load_balancer.as_str()).collect();
    let mut scopes = vec![Scope::Service(&judged.at)];
    scopes.extend(judged.groups.iter().map(|group| Scope::Group(&group.arn)));
    scopes.extend(balancers.into_iter().map(Scope::Balancer));
    scopes.extend(judged.service.deployment_configuration.alarms().iter().map(|name| Scope::Named(name)));
    ServiceTraffic {
        routes: judged.groups.iter().flat_map(|group| routes(survey, &group.arn, &line)).collect(),
        groups: judged.groups.iter().filter_map(card).collect(),
        alarms: alarm_lines(&survey.snapshot, &scopes),
    }
}

/// What a group is for, where it takes turns with another: `production`, `test`, `idle`.
fn role(service: &Service, group: &KnownGroup, survey: &Survey) -> Option<String> {
    let binding = service.target_groups.iter().find(|binding| binding.groups().any(|arn| arn == group.arn))?;
    binding.alternate_group_arn.as_ref()?;
    let gets_tests = survey.routes.to(&group.arn).iter().any(|route| route.weight > 0);
    let role = match group.reached {
        Reached::Yes | Reached::Shadowed => "production",
        Reached::Idle if gets_tests => "test",
        Reached::Idle | Reached::No => "idle",
        Reached::Unknown => return None,
    };
    Some(role.to_owned())
}
