//! Making, changing and deleting rules.

use super::tags;
use crate::balancing::action::{self, Action};
use crate::balancing::input::{PriorityInput, RuleInput};
use crate::balancing::listener::Rule;
use crate::balancing::load_balancer::BalancerKind;
use crate::balancing::{condition, error};
use crate::{ApiError, Engine, Name};
use std::collections::{BTreeMap, BTreeSet};

/// The most rules of a load balancer, not counting default rules.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html>
const RULES_MAX: usize = 100;

/// The most target groups of an Application Load Balancer.
const GROUPS_MAX: usize = 100;

impl Engine {
    /// Makes a rule of a listener.
    ///
    /// # Errors
    /// `ListenerNotFound`, `PriorityInUse`, `TooManyRules`, `ValidationError`, `InvalidLoadBalancerAction`,
    /// `TargetGroupNotFound`, `TargetGroupAssociationLimit`, `TooManyUniqueTargetGroupsPerLoadBalancer`,
    /// `IncompatibleProtocols`.
    pub fn create_rule(&mut self, input: RuleInput) -> Result<Name, ApiError> {
        let listener = self.world.listener(&input.listener_arn).ok_or_else(error::listener_not_found)?;
        let (listener_arn, balancer) = (listener.arn.clone(), listener.balancer.clone());
        if self.world.load_balancer(&balancer).is_some_and(|it| it.kind == BalancerKind::Network) {
            return Err(error::not_permitted("Rules are unsupported for Network Load Balancer listeners"));
        }
        let conditions = condition::read_all(&input.conditions)?;
        let actions = action::read_all(&input.actions)?;
        if self.world.rules_of(listener).iter().any(|rule| rule.priority == Some(input.priority)) {
            return Err(priority_in_use(input.priority));
        }
        if self.world.rules_of_balancer(&balancer).filter(|rule| !rule.is_default()).count() >= RULES_MAX {
            return Err(ApiError::new(
                "TooManyRules",
                "The maximum number of rules on the load balancer has been reached",
            ));
        }
        self.check_actions(&balancer, &actions)?;
        let tags = tags::of_new(input.tags)?;
        let id = self.arn_number();
        let arn: Name = format!("{}/{id}", listener_arn.replace(":listener/", ":listener-rule/")).into();
        self.put_rule(Rule {
            arn: arn.clone(),
            listener: listener_arn,
            priority: Some(input.priority),
            conditions,
            actions,
            tags,
        });
        Ok(arn)
    }

    /// Changes what the request names of a rule.
    ///
    /// # Errors
    /// `RuleNotFound`, `OperationNotPermitted` for a default rule, and as [`Engine::create_rule`].
    pub fn modify_rule(&mut self, input: RuleInput) -> Result<Name, ApiError> {
        let mut rule = self.world.rule(&input.rule_arn).cloned().ok_or_else(error::rule_not_found)?;
        if rule.is_default() {
            return Err(error::not_permitted(format!("Default rule '{}' cannot be modified", rule.arn)));
        }
        if !input.conditions.is_empty() {
            rule.conditions = condition::read_all(&input.conditions)?;
        }
        if !input.actions.is_empty() {
            rule.actions = action::read_all(&input.actions)?;
            let listener = self.world.listener(&rule.listener).ok_or_else(error::listener_not_found)?;
            self.check_actions(&listener.balancer, &rule.actions)?;
        }
        let arn = rule.arn.clone();
        self.put_rule(rule);
        Ok(arn)
    }

    /// Deletes a rule.
    ///
    /// # Errors
    /// `RuleNotFound`, `OperationNotPermitted` for a default rule.
    pub fn delete_rule(&mut self, arn: &str) -> Result<(), ApiError> {
        let rule = self.world.rule(arn).ok_or_else(error::rule_not_found)?;
        if rule.is_default() {
            return Err(error::not_permitted(format!("Default rule '{arn}' cannot be deleted")));
        }
        let arn = rule.arn.clone();
        self.remove_rule(&arn);
        Ok(())
    }

    /// Gives rules of one listener other priorities, all at once: two rules may swap theirs.
    ///
    /// # Errors
    /// `RuleNotFound`, `PriorityInUse`, `OperationNotPermitted` for a default rule; nothing has changed then.
    pub fn set_rule_priorities(&mut self, changes: &[PriorityInput]) -> Result<(), ApiError> {
        let mut new = BTreeMap::new();
        for change in changes {
            let rule = self.world.rule(&change.rule_arn).ok_or_else(error::rule_not_found)?;
            if rule.is_default() {
                return Err(error::not_permitted(format!("Default rule '{}' cannot be given a priority", rule.arn)));
            }
            new.insert(rule.arn.clone(), change.priority);
        }
        let mut taken = BTreeSet::new();
        let listeners: BTreeSet<_> = new.keys().filter_map(|arn| self.world.rule(arn)).map(|it| &it.listener).collect();
        for rule in self.world.rules().filter(|rule| listeners.contains(&rule.listener)) {
            let Some(priority) = new.get(&rule.arn).copied().or(rule.priority) else { continue };
            if !taken.insert((&rule.listener, priority)) {
                return Err(priority_in_use(priority));
            }
        }
        for (arn, priority) in new {
            if let Some(rule) = self.world.balancing.rules.get_mut(&arn) {
                rule.priority = Some(priority);
            }
        }
        Ok(())
    }

    /// Refuses actions that lead to target groups which do not exist or cannot belong to the load balancer.
    pub(super) fn check_actions(&self, balancer: &Name, actions: &[Action]) -> Result<(), ApiError> {
        let wanted: BTreeSet<_> = actions.iter().flat_map(|it| it.kind.groups()).map(|it| &it.group).collect();
        let application = self.world.load_balancer(balancer).is_none_or(|it| it.kind == BalancerKind::Application);
        for arn in &wanted {
            let group = self.world.target_group(arn).ok_or_else(error::group_not_found)?;
            if self.world.balancers_of(group).iter().any(|other| other != balancer) {
                let message =
                    format!("The following target groups cannot be associated with more than one load balancer: {arn}");
                return Err(ApiError::new("TargetGroupAssociationLimit", message));
            }
            if group.version.is_some() != application {
                return Err(ApiError::new(
                    "IncompatibleProtocols",
                    format!("The protocol '{}' of target group '{arn}' does not fit the load balancer", group.protocol),
                ));
            }
        }
        let mut all: BTreeSet<_> = self.world.rules_of_balancer(balancer).flat_map(Rule::groups).collect();
        all.extend(wanted);
        if all.len() > GROUPS_MAX {
            return Err(ApiError::new(
                "TooManyUniqueTargetGroupsPerLoadBalancer",
                "The maximum number of unique target groups per load balancer has been reached",
            ));
        }
        Ok(())
    }
}

fn priority_in_use(priority: u32) -> ApiError {
    ApiError::new("PriorityInUse", format!("Priority '{priority}' is currently in use"))
}
