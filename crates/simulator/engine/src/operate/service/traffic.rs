//! What the load balancers of a service must say so that traffic can be moved.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshooting-blue-green.html>

use crate::error::ApiError;
use crate::{JsonMap, json};
use std::collections::BTreeSet;

/// Refuses `loadBalancers` that contradict each other or the deployment strategy.
pub(super) fn check(all: &JsonMap) -> Result<(), ApiError> {
    let balancers: Vec<_> = json::objects(all, "loadBalancers").collect();
    let of = |key: &str| balancers.iter().filter(|balancer| balancer.contains_key(key)).count();
    let classic = of("loadBalancerName");
    if classic > 0 && classic < balancers.len() {
        return Err(ApiError::invalid(
            "All loadBalancers must be strictly either ELBv1 (defining loadBalancerName) or ELBv2 (defining targetGroupArn)",
        ));
    }
    let mut groups = BTreeSet::new();
    for group in balancers.iter().filter_map(|balancer| json::text(balancer, "targetGroupArn")) {
        if !groups.insert(group) {
            return Err(ApiError::invalid(format!("Duplicate targetGroupArn found: {group}")));
        }
    }
    let advanced = of("advancedConfiguration");
    if advanced > 0 && classic > 0 {
        return Err(ApiError::invalid("advancedConfiguration field is not allowed with ELBv1 loadBalancers"));
    }
    if advanced > 0 && advanced < balancers.len() {
        return Err(ApiError::invalid(
            "Either all or none of the provided loadBalancers must have advancedConfiguration defined",
        ));
    }
    let rolls = json::object(all, "deploymentConfiguration")
        .and_then(|configuration| json::text(configuration, "strategy"))
        .is_none_or(|strategy| strategy == "ROLLING");
    if !rolls && advanced < balancers.len() {
        return Err(ApiError::invalid(
            "advancedConfiguration field is required for all loadBalancers when using a non-ROLLING deployment strategy",
        ));
    }
    balancers.iter().filter_map(|balancer| json::object(balancer, "advancedConfiguration")).try_for_each(rules)
}

fn rules(advanced: &JsonMap) -> Result<(), ApiError> {
    for member in ["alternateTargetGroupArn", "productionListenerRule", "roleArn"] {
        if json::text(advanced, member).is_none() {
            return Err(ApiError::invalid(format!("{member} is required in advancedConfiguration")));
        }
    }
    let rule = |member: &str| json::text(advanced, member);
    for member in ["productionListenerRule", "testListenerRule"] {
        if let Some(arn) = rule(member).filter(|arn| !is_rule(arn)) {
            return Err(ApiError::invalid(format!(
                "{member} has an invalid ARN format. Must be RuleArn for ALB or ListenerArn for NLB. Got: {arn}"
            )));
        }
    }
    match rule("productionListenerRule").filter(|production| rule("testListenerRule") == Some(production)) {
        Some(both) => Err(ApiError::invalid(format!(
            "The following rules cannot be used as both production and test listener rules: {both}"
        ))),
        None => Ok(()),
    }
}

/// Whether the ARN is of an application load balancer's rule or of a network load balancer's listener.
fn is_rule(arn: &str) -> bool {
    arn.contains(":listener-rule/app/") || arn.contains(":listener/net/")
}
