//! Load balancing: what is listed first gives the others something to be tried on.

use super::{CheckLine, line, not_tried, tried};
use crate::budget::Priority;
use crate::clients::Clients;
use crate::operation::Operation;
use crate::read::{probe, target_group_attributes};

/// Tries each read of load balancing once.
pub(super) async fn check(clients: &Clients, lines: &mut Vec<CheckLine>) {
    let answers = |()| "answers".to_owned();
    let balancers = tried(lines, Operation::DescribeLoadBalancers, probe::load_balancers(clients).await);
    let listener = match balancers.as_deref().and_then(|arns| arns.first()) {
        Some(balancer) => tried(lines, Operation::DescribeListeners, probe::listeners(clients, balancer).await),
        None => {
            lines.push(not_tried(Operation::DescribeListeners, "no load balancer is known to try it on"));
            None
        }
    };
    match listener.as_deref().and_then(|arns| arns.first()) {
        Some(listener) => {
            lines.push(line(Operation::DescribeRules, probe::rules(clients, listener).await.map(answers)))
        }
        None => lines.push(not_tried(Operation::DescribeRules, "no listener is known to try it on")),
    }
    let groups = tried(lines, Operation::DescribeTargetGroups, probe::target_groups(clients).await);
    match groups.as_deref().and_then(|arns| arns.first()) {
        Some(group) => {
            let described = probe::target_health(clients, group).await;
            lines.push(line(Operation::DescribeTargetHealth, described.map(answers)));
            let described = target_group_attributes::describe(clients, group, Priority::Interactive).await;
            lines.push(line(Operation::DescribeTargetGroupAttributes, described.map(|_| ()).map(answers)));
        }
        None => lines.extend(
            [Operation::DescribeTargetHealth, Operation::DescribeTargetGroupAttributes]
                .map(|operation| not_tried(operation, "no target group is known to try it on")),
        ),
    }
}
