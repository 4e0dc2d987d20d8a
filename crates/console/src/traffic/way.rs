//! The ways from load balancers to one target group.

use model::view::{GroupLine, Way};

use super::group::group_ref;
use super::rule::rule_view;
use crate::judged::Survey;

/// The ways to a target group: by load balancer and port, then in the order in which rules are tried.
pub(super) fn ways(survey: &Survey, arn: &str, line: &dyn Fn(&str) -> Option<GroupLine>) -> Vec<Way> {
    let Some(group) = group_ref(survey, arn) else { return Vec::new() };
    let balancers = &survey.snapshot.traffic.balancers;
    let mut roads: Vec<_> = survey
        .roads
        .to(arn)
        .iter()
        .filter_map(|road| {
            let balancer = balancers.get(road.listener.load_balancer.as_str());
            let arn = road.listener.load_balancer.as_str();
            let name = balancer.map_or_else(|| arn.split('/').nth(2).unwrap_or(arn), |balancer| &balancer.name);
            Some((name, balancer, road, road.listener.rules.get(road.rule)?))
        })
        .collect();
    roads.sort_by(|a, b| (a.0, a.2.listener.port, a.2.rule).cmp(&(b.0, b.2.listener.port, b.2.rule)));
    roads
        .into_iter()
        .map(|(name, balancer, road, rule)| Way {
            balancer: name.to_owned(),
            dns: balancer.and_then(|balancer| balancer.dns_name.clone()),
            listener: road.listener.label(),
            rule: rule_view(survey, rule, line),
            group: group.clone(),
            share: road.percent(),
        })
        .collect()
}
