//! The routes from load balancers to one target group.

use model::view::{GroupLine, Route};

use super::group::group_ref;
use super::rule::rule_view;
use crate::judged::Survey;

/// The routes to a target group: by load balancer and port, then in the order in which rules are tried.
pub(super) fn routes(survey: &Survey, arn: &str, line: &dyn Fn(&str) -> Option<GroupLine>) -> Vec<Route> {
    let Some(group) = group_ref(survey, arn) else { return Vec::new() };
    let balancers = &survey.snapshot.traffic.balancers;
    let mut routes: Vec<_> = survey
        .routes
        .to(arn)
        .iter()
        .filter_map(|route| {
            let balancer = balancers.get(route.listener.load_balancer.as_str());
            let arn = route.listener.load_balancer.as_str();
            let name = balancer.map_or_else(|| arn.split('/').nth(2).unwrap_or(arn), |balancer| &balancer.name);
            let rule = rule_view(survey, &route.listener, route.rule, line)?;
            Some((name, balancer, route, rule))
        })
        .collect();
    routes.sort_by(|a, b| (a.0, a.2.listener.port, a.2.rule).cmp(&(b.0, b.2.listener.port, b.2.rule)));
    routes
        .into_iter()
        .map(|(name, balancer, route, rule)| Route {
            balancer: name.to_owned(),
            dns: balancer.and_then(|balancer| balancer.dns_name.clone()),
            listener: route.listener.label(),
            rule,
            group: group.clone(),
            share: route.percent(),
        })
        .collect()
}
