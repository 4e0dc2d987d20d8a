//! Service revisions: what a service was asked to run, frozen.

use crate::id::RevisionId;
use crate::placement::Template;
use crate::task_definition::TaskDefinition;
use crate::{JsonMap, Millis, Name, json};
use std::sync::Arc;

/// Which of the two target groups of a load balancer's `advancedConfiguration` a revision's tasks are in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// `targetGroupArn`. Also the only one of a service whose strategy moves no traffic.
    #[default]
    Primary,
    /// `alternateTargetGroupArn`.
    Alternate,
}

impl Side {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Primary => Self::Alternate,
            Self::Alternate => Self::Primary,
        }
    }
}

/// A target group that a revision's tasks are in, and the rule that sends them production traffic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolvedGroup {
    /// The target group's ARN.
    pub target_group: Name,
    /// The ARN of the production listener rule (or listener), when the strategy moves traffic.
    pub production_rule: Option<Name>,
}

/// A service revision. It never changes.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRevision.html>
#[derive(Clone, Debug)]
pub struct ServiceRevision {
    /// Its id.
    pub id: RevisionId,
    /// When it was made.
    pub created_at: Millis,
    /// What its tasks are made from.
    pub definition: Arc<TaskDefinition>,
    /// Members as they are given back: `launchType` or `capacityProviderStrategy`, `platformVersion`, `platformFamily`,
    /// `networkConfiguration`, `loadBalancers`, `serviceRegistries`, `serviceConnectConfiguration`,
    /// `volumeConfigurations`, `vpcLatticeConfigurations`.
    pub settings: JsonMap,
    /// Which target groups its tasks are in.
    pub side: Side,
    pub(crate) template: Arc<Template>,
    pub(crate) deployment_settings: Arc<JsonMap>,
}

impl ServiceRevision {
    /// The target groups that its tasks are in.
    pub fn groups(&self) -> impl Iterator<Item = ResolvedGroup> {
        json::objects(&self.settings, "loadBalancers").filter_map(|balancer| {
            let advanced = json::object(balancer, "advancedConfiguration");
            let production_rule = advanced.and_then(|it| json::text(it, "productionListenerRule")).map(Name::from);
            Some(ResolvedGroup { target_group: group_of(balancer, self.side)?.into(), production_rule })
        })
    }
}

/// The ARN of the target group on that side of one item of `loadBalancers`.
pub(crate) fn group_of(balancer: &JsonMap, side: Side) -> Option<&str> {
    let alternate =
        || json::object(balancer, "advancedConfiguration").and_then(|it| json::text(it, "alternateTargetGroupArn"));
    match side {
        Side::Primary => json::text(balancer, "targetGroupArn"),
        Side::Alternate => alternate().or_else(|| json::text(balancer, "targetGroupArn")),
    }
}
