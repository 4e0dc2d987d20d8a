//! Load balancers and everything behind them.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::name::TargetGroupName;
use model::traffic::{Listener, LoadBalancer, TargetGroup};

/// Where traffic goes in one environment. Each part is shared from snapshot to snapshot for as long as it stays equal.
#[derive(Clone, Debug, Default)]
pub struct Traffic {
    /// Load balancers by ARN.
    pub balancers: Arc<BTreeMap<String, LoadBalancer>>,
    /// Listeners by ARN, with their rules.
    pub listeners: Arc<BTreeMap<String, Arc<Listener>>>,
    /// Target groups by ARN.
    pub groups: Arc<BTreeMap<String, Arc<TargetGroup>>>,
}

impl Traffic {
    /// The target group of this name.
    pub fn group_named(&self, name: &TargetGroupName) -> Option<&Arc<TargetGroup>> {
        self.groups.values().find(|group| group.name == *name)
    }
}
