//! Load balancers, their listeners and rules, and target groups.

use aws_sdk_elasticloadbalancingv2::types;
use model::arn::Arn;
use model::traffic::{Listener, LoadBalancer, Rule, TargetGroup};

use super::{lost, paging};
use crate::budget::Priority;
use crate::clients::Clients;
use crate::convert::{self, LeftOut};
use crate::error::FleetError;
use crate::operation::Operation;

/// What Elastic Load Balancing gives in one page when it is asked for the most.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetGroups.html>
const PAGE_MAX: i32 = 400;

/// All load balancers of the environment, and how many calls that took.
pub(crate) async fn balancers(clients: &Clients, priority: Priority) -> Result<(Vec<LoadBalancer>, usize), FleetError> {
    let fetch = |marker: Option<String>| async move {
        let send = || {
            let call = clients.balancing.describe_load_balancers();
            call.page_size(PAGE_MAX).set_marker(marker.clone()).send()
        };
        let page = clients.call(Operation::DescribeLoadBalancers, priority, send).await?;
        Ok((page.load_balancers.unwrap_or_default(), page.next_marker))
    };
    let told_by = (Operation::DescribeLoadBalancers, "LoadBalancerArn");
    let listed = paging::things(told_by, |it: &types::LoadBalancer| it.load_balancer_arn.clone(), fetch).await?;
    let convert = |it| convert::balancing::balancer(it).ok_or(LeftOut::Lacks("LoadBalancerName"));
    let noted = listed.items.into_iter().filter_map(|it| lost::noted(Operation::DescribeLoadBalancers, convert(it)));
    Ok((noted.collect(), listed.pages))
}

/// All target groups of the environment, and how many calls that took.
pub(crate) async fn groups(clients: &Clients, priority: Priority) -> Result<(Vec<TargetGroup>, usize), FleetError> {
    let fetch = |marker: Option<String>| async move {
        let send = || {
            let call = clients.balancing.describe_target_groups();
            call.page_size(PAGE_MAX).set_marker(marker.clone()).send()
        };
        let page = clients.call(Operation::DescribeTargetGroups, priority, send).await?;
        Ok((page.target_groups.unwrap_or_default(), page.next_marker))
    };
    let told_by = (Operation::DescribeTargetGroups, "TargetGroupArn");
    let listed = paging::things(told_by, |it: &types::TargetGroup| it.target_group_arn.clone(), fetch).await?;
    let convert = |it| convert::balancing::group(it).ok_or(LeftOut::Lacks("TargetGroupName"));
    let noted = listed.items.into_iter().filter_map(|it| lost::noted(Operation::DescribeTargetGroups, convert(it)));
    Ok((noted.collect(), listed.pages))
}

/// All listeners of a load balancer with their default rules alone, and how many calls that took.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeListeners.html>
pub(crate) async fn listeners(
    clients: &Clients,
    balancer: &Arn,
    priority: Priority,
) -> Result<(Vec<Listener>, usize), FleetError> {
    let fetch = |marker: Option<String>| async move {
        let send = || {
            let call = clients.balancing.describe_listeners().load_balancer_arn(balancer.as_str());
            call.page_size(PAGE_MAX).set_marker(marker.clone()).send()
        };
        let page = clients.call(Operation::DescribeListeners, priority, send).await?;
        Ok((page.listeners.unwrap_or_default(), page.next_marker))
    };
    let told_by = (Operation::DescribeListeners, "ListenerArn");
    let listed = paging::things(told_by, |it: &types::Listener| it.listener_arn.clone(), fetch).await?;
    let converted = listed.items.into_iter().filter_map(|it| convert::balancing::listener(it, balancer));
    Ok((converted.collect(), listed.pages))
}

/// All rules of a listener in the order in which they are tried, and how many calls that took.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeRules.html>
pub(crate) async fn rules(
    clients: &Clients,
    listener: &Arn,
    priority: Priority,
) -> Result<(Vec<Rule>, usize), FleetError> {
    let fetch = |marker: Option<String>| async move {
        let send = || {
            let call = clients.balancing.describe_rules().listener_arn(listener.as_str());
            call.page_size(PAGE_MAX).set_marker(marker.clone()).send()
        };
        let page = clients.call(Operation::DescribeRules, priority, send).await?;
        Ok((page.rules.unwrap_or_default(), page.next_marker))
    };
    let told_by = (Operation::DescribeRules, "RuleArn");
    let listed = paging::things(told_by, |it: &types::Rule| it.rule_arn.clone(), fetch).await?;
    let mut rules: Vec<_> = listed.items.into_iter().filter_map(convert::rule::rule).collect();
    rules.sort_by_key(|rule| rule.priority.unwrap_or(u32::MAX));
    Ok((rules, listed.pages))
}
