//! All traffic of an environment: load balancers, listeners, rules, and where they lead.

mod attributes;
mod group;
mod page;
mod route;
mod rule;
mod service;
mod target;
#[cfg(test)]
mod tests;

use access::Viewer;
use model::name::EnvironmentName;
use model::noun::Noun;
use model::verdict::Level;
use model::view::{Answer, BalancerView, ListenerView, TrafficPage};

use crate::alarms::{Scope, alarm_lines};
use crate::answer::{Area, answer};
use crate::console::Console;
use crate::error::ConsoleError;
use crate::judged::Survey;
use crate::list::count;
use group::{group_line, unused_groups};
use rule::rule_view;

impl Console {
    /// All traffic of an environment: every rule in the order in which it is tried, what receives it and how healthy
    /// that is; rules that lead nowhere, and target groups nobody uses.
    ///
    /// # Errors
    /// [`ConsoleError::NotFound`] when there is no such environment; [`ConsoleError::Forbidden`] and
    /// [`ConsoleError::Unavailable`] when AWS never told of its load balancers.
    pub async fn traffic(
        &self,
        _viewer: &Viewer,
        environment: &EnvironmentName,
    ) -> Result<Answer<TrafficPage>, ConsoleError> {
        let survey = self.survey_with(environment, |survey| survey.routes.were_read()).await?;
        let freshness = &survey.snapshot.traffic.freshness;
        if freshness.as_of.is_none() && freshness.trouble.is_some() {
            return Err(ConsoleError::missing(Noun::LoadBalancer, freshness));
        }
        let now = self.now();
        let areas = [Area::traffic(&survey.snapshot), Area::health(&survey.snapshot), Area::alarms(&survey.snapshot)];
        Ok(answer(page(&survey, now), &areas, now))
    }
}

fn page(survey: &Survey, now: model::time::Timestamp) -> TrafficPage {
    let snapshot = &survey.snapshot;
    let lines = |arn: &str| group_line(survey, arn, now);
    let mut balancers: Vec<BalancerView> = snapshot
        .traffic
        .balancers
        .values()
        .map(|balancer| {
            let own = snapshot.traffic.listeners.values().filter(|one| one.load_balancer == balancer.arn);
            let mut listeners: Vec<ListenerView> = own
                .map(|listener| ListenerView {
                    arn: listener.arn.to_string(),
                    port: listener.port,
                    protocol: listener.protocol.clone(),
                    rules: (0..listener.rules.len())
                        .filter_map(|place| rule_view(survey, listener, place, &lines))
                        .collect(),
                })
                .collect();
            listeners.sort_by_key(|listener| listener.port);
            BalancerView {
                name: balancer.name.clone(),
                arn: balancer.arn.to_string(),
                kind: balancer.kind.clone(),
                scheme: balancer.scheme.clone(),
                state: balancer.state.clone(),
                level: balancer.state.level(),
                reason: balancer.state_reason.clone(),
                dns: balancer.dns_name.clone(),
                zones: balancer.zones.clone(),
                listeners,
                alarms: alarm_lines(snapshot, &[Scope::Balancer(balancer.arn.as_str())]),
            }
        })
        .collect();
    balancers.sort_by(|a, b| a.name.cmp(&b.name));
    let rules = || balancers.iter().flat_map(|one| &one.listeners).flat_map(|one| &one.rules);
    let levels = snapshot.traffic.groups.keys().filter_map(|arn| Some(lines(arn)?.level));
    TrafficPage {
        unused: unused_groups(survey, now),
        rules: count(rules().count()),
        nowhere: count(rules().filter(|rule| rule.nowhere.is_some()).count()),
        groups: count(snapshot.traffic.groups.len()),
        unhealthy: count(levels.filter(|level| matches!(level, Level::Degraded | Level::Down)).count()),
        balancers,
    }
}
