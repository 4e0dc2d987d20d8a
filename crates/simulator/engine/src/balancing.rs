//! Elastic Load Balancing: load balancers, their listeners and rules, target groups and the health of their targets.
//!
//! Health checks are not made one by one: what a target will answer is known, so only the moments at which its health
//! changes are planned. A target that stays healthy costs nothing.
//!
//! <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/Welcome.html>

pub mod action;
pub mod attributes;
pub mod condition;
pub mod health_check;
pub mod input;
pub mod listener;
pub mod load_balancer;
pub mod target;
pub mod target_group;

mod error;
mod health;
mod members;
mod operate;
mod registration;
mod routes;
mod traffic;

pub use members::ServiceTarget;
pub(super) use members::{check_groups, service_targets};
pub use traffic::Traffic;

use super::id::{ServiceKey, TaskKey};
use super::{Name, World};
use listener::{Listener, Rule};
use load_balancer::LoadBalancer;
use std::collections::{BTreeMap, BTreeSet};
use target::{TargetHealth, TargetKey};
use target_group::TargetGroup;
use traffic::Notices;

/// Everything of Elastic Load Balancing in one account and region, by ARN.
#[derive(Clone, Debug, Default)]
pub(super) struct Balancing {
    pub load_balancers: BTreeMap<Name, LoadBalancer>,
    pub listeners: BTreeMap<Name, Listener>,
    pub rules: BTreeMap<Name, Rule>,
    pub groups: BTreeMap<Name, TargetGroup>,
    /// The target groups that each task is registered with.
    pub registered: BTreeMap<TaskKey, BTreeSet<(Name, TargetKey)>>,
    /// What services are still to say about their targets.
    pub notices: BTreeMap<ServiceKey, Notices>,
}

impl World {
    /// All load balancers, by ARN.
    pub fn load_balancers(&self) -> impl ExactSizeIterator<Item = &LoadBalancer> {
        self.balancing.load_balancers.values()
    }

    /// The load balancer with that ARN.
    #[must_use]
    pub fn load_balancer(&self, arn: &str) -> Option<&LoadBalancer> {
        self.balancing.load_balancers.get(arn)
    }

    /// All listeners, by ARN: those of one load balancer are together.
    pub fn listeners(&self) -> impl ExactSizeIterator<Item = &Listener> {
        self.balancing.listeners.values()
    }

    /// The listener with that ARN.
    #[must_use]
    pub fn listener(&self, arn: &str) -> Option<&Listener> {
        self.balancing.listeners.get(arn)
    }

    /// All rules, by ARN, default rules among them.
    pub fn rules(&self) -> impl ExactSizeIterator<Item = &Rule> {
        self.balancing.rules.values()
    }

    /// The rule with that ARN.
    #[must_use]
    pub fn rule(&self, arn: &str) -> Option<&Rule> {
        self.balancing.rules.get(arn)
    }

    /// The rules of a listener in the order in which they are tried; the default rule is the last.
    #[must_use]
    pub fn rules_of(&self, listener: &Listener) -> Vec<&Rule> {
        let mut rules: Vec<_> = listener.rules.iter().filter_map(|arn| self.rule(arn)).collect();
        rules.sort_by_key(|rule| rule.priority.unwrap_or(u32::MAX));
        rules
    }

    /// The rules of all listeners of a load balancer.
    pub fn rules_of_balancer<'a>(&'a self, balancer: &'a str) -> impl Iterator<Item = &'a Rule> {
        let listeners = self.listeners().filter(move |it| *it.balancer == *balancer);
        listeners.flat_map(|listener| &listener.rules).filter_map(|arn| self.rule(arn))
    }

    /// All target groups, by ARN.
    pub fn target_groups(&self) -> impl ExactSizeIterator<Item = &TargetGroup> {
        self.balancing.groups.values()
    }

    /// The target group with that ARN.
    #[must_use]
    pub fn target_group(&self, arn: &str) -> Option<&TargetGroup> {
        self.balancing.groups.get(arn)
    }

    /// The health of a target; `None` when it is not registered.
    #[must_use]
    pub fn target_state(&self, group: &str, id: &str, port: u16) -> Option<&TargetHealth> {
        let key = TargetKey { id: id.into(), port };
        self.target_group(group)?.targets.get(&key).map(|target| &target.health)
    }

    /// The ARNs of the load balancers whose rules lead to the target group; more than one only for network load
    /// balancers.
    #[must_use]
    pub fn balancers_of(&self, group: &TargetGroup) -> BTreeSet<Name> {
        let rules = group.rules.iter().filter_map(|arn| self.rule(arn));
        rules.filter_map(|rule| Some(self.listener(&rule.listener)?.balancer.clone())).collect()
    }
}
