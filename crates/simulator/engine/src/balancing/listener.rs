//! Listeners, and the rules by which they route.

use super::action::Action;
use super::attributes::Attributes;
use super::condition::Condition;
use crate::Name;
use crate::tag::Tag;
use std::collections::BTreeSet;

/// A port on which a load balancer listens.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Listener.html>
#[derive(Clone, Debug)]
pub struct Listener {
    /// Its ARN.
    pub arn: Name,
    /// The ARN of its load balancer.
    pub balancer: Name,
    /// The port.
    pub port: u16,
    /// For example `HTTPS`.
    pub protocol: Name,
    /// For example `ELBSecurityPolicy-TLS13-1-2-2021-06`; only of encrypted protocols.
    pub ssl_policy: Option<Name>,
    /// The ARNs of its certificates, the default one first.
    pub certificates: Vec<Name>,
    /// The ARN of the rule for what no other rule takes.
    pub default_rule: Name,
    /// Its attributes.
    pub attributes: Attributes,
    /// Its tags, in the order they were put on.
    pub tags: Vec<Tag>,
    pub(crate) rules: BTreeSet<Name>,
}

/// A rule of a listener: which requests it takes, and what happens to them.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Rule.html>
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its ARN.
    pub arn: Name,
    /// The ARN of its listener.
    pub listener: Name,
    /// The lowest is tried first; `None` for the default rule, which is tried last.
    pub priority: Option<u32>,
    /// All of them must hold.
    pub conditions: Vec<Condition>,
    /// What happens; the last one answers the request.
    pub actions: Vec<Action>,
    /// Its tags, in the order they were put on.
    pub tags: Vec<Tag>,
}

impl Rule {
    /// Whether it is its listener's default rule.
    #[must_use]
    pub fn is_default(&self) -> bool {
        self.priority.is_none()
    }

    /// The ARNs of the target groups that it leads to, also with weight 0.
    pub fn groups(&self) -> impl Iterator<Item = &Name> {
        self.actions.iter().flat_map(|action| action.kind.groups()).map(|weighted| &weighted.group)
    }
}
