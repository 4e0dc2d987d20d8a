//! Which rules lead to which target groups.

use super::action::{ActionKind, Weighted};
use super::error;
use super::listener::Rule;
use super::target::TargetState;
use crate::{ApiError, Engine, Name};
use std::collections::BTreeSet;

impl Engine {
    /// Puts a rule in place of the one of its ARN, if any, and tells the target groups.
    pub(super) fn put_rule(&mut self, rule: Rule) {
        let arn = rule.arn.clone();
        let after: BTreeSet<Name> = rule.groups().cloned().collect();
        if let Some(listener) = self.world.balancing.listeners.get_mut(&rule.listener) {
            listener.rules.insert(arn.clone());
        }
        let before = self.world.balancing.rules.insert(arn.clone(), rule);
        let before: BTreeSet<Name> = before.iter().flat_map(Rule::groups).cloned().collect();
        self.lead_elsewhere(&arn, &before, &after);
    }

    /// Takes a rule away and tells the target groups.
    pub(super) fn remove_rule(&mut self, arn: &Name) {
        let Some(rule) = self.world.balancing.rules.remove(arn) else { return };
        if let Some(listener) = self.world.balancing.listeners.get_mut(&rule.listener) {
            listener.rules.remove(arn);
        }
        let before = rule.groups().cloned().collect();
        self.lead_elsewhere(arn, &before, &BTreeSet::new());
    }

    fn lead_elsewhere(&mut self, rule: &Name, before: &BTreeSet<Name>, after: &BTreeSet<Name>) {
        for group in before.difference(after) {
            self.change_use(group, |rules| rules.remove(rule));
        }
        for group in after.difference(before) {
            self.change_use(group, |rules| rules.insert(rule.clone()));
        }
        for group in before.union(after) {
            self.note_group(group);
        }
    }

    /// A target group is checked from its first rule on, and no longer without any.
    fn change_use(&mut self, arn: &Name, change: impl FnOnce(&mut BTreeSet<Name>) -> bool) {
        let Some(group) = self.world.balancing.groups.get_mut(arn) else { return };
        let before = group.is_used();
        change(&mut group.rules);
        if group.is_used() == before {
            return;
        }
        self.begin_all_checks(arn);
    }

    /// The health of all targets of a group begins anew, but of those that are draining.
    pub(super) fn begin_all_checks(&mut self, group: &Name) {
        let Some(of) = self.world.balancing.groups.get(group) else { return };
        let kept = of.targets.values().filter(|target| target.health.state != TargetState::Draining);
        let targets: Vec<_> = kept.map(|target| target.key.clone()).collect();
        for target in targets {
            self.begin_checks(group, &target);
        }
    }

    /// Gives the target groups of a rule (or of a listener's default rule) new weights: its action forwards to these.
    ///
    /// # Errors
    /// `RuleNotFound`, `ListenerNotFound` for an ARN of nothing; `TargetGroupNotFound`; `InvalidLoadBalancerAction`
    /// when the rule does not forward.
    pub fn set_weights(&mut self, rule_or_listener: &str, weights: &[(Name, u32)]) -> Result<(), ApiError> {
        let arn = match self.world.listener(rule_or_listener) {
            Some(listener) => listener.default_rule.clone(),
            None if rule_or_listener.contains(":listener/") => return Err(error::listener_not_found()),
            None => rule_or_listener.into(),
        };
        let mut rule = self.world.rule(&arn).cloned().ok_or_else(error::rule_not_found)?;
        if weights.iter().any(|(group, _)| self.world.target_group(group).is_none()) {
            return Err(error::group_not_found());
        }
        let weighted: Vec<_> =
            weights.iter().map(|(group, weight)| Weighted { group: group.clone(), weight: *weight }).collect();
        let forward = rule.actions.iter_mut().find_map(|action| match &mut action.kind {
            ActionKind::Forward { groups, .. } => Some(groups),
            ActionKind::Redirect(_) | ActionKind::FixedResponse { .. } => None,
        });
        *forward.ok_or_else(|| error::invalid_action("The rule does not forward to a target group"))? = weighted;
        self.put_rule(rule);
        Ok(())
    }
}
