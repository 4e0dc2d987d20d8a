//! What ECS tells of the services behind target groups, which is read anyway.

use std::collections::HashMap;

use model::service::Service;
use model::time::{Span, Timestamp};

use super::super::is_unsettled;
use crate::snapshot::Snapshot;

/// Load balancers may take a moment to say what ECS has said already.
const LAG: Span = Span::seconds(5);

/// The services that use one group, taken together.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct User {
    /// Whether one of them deploys or does not run what it wants.
    pub(super) is_unsettled: bool,
    /// When ECS last told anything of one of them.
    pub(super) told_at: Option<Timestamp>,
}

impl User {
    /// Whether ECS has told anything since the group was read. One that was never read is no news.
    pub(super) fn has_news_since(&self, read_at: Option<Timestamp>) -> bool {
        let read = read_at.zip(self.told_at);
        read.is_some_and(|(read_at, told_at)| read_at.since(told_at) < LAG)
    }
}

/// The groups that services use.
pub(super) fn users(snapshot: &Snapshot) -> HashMap<&str, User> {
    let mut users: HashMap<&str, User> = HashMap::new();
    for service in snapshot.clusters.values().flat_map(|cluster| cluster.services.values()) {
        let (is_unsettled, told_at) = (is_unsettled(&service.value), told_at(&service.value));
        for arn in service.value.target_groups.iter().flat_map(|binding| binding.groups()) {
            let user = users.entry(arn).or_default();
            *user = User { is_unsettled: user.is_unsettled || is_unsettled, told_at: user.told_at.max(told_at) };
        }
    }
    users
}

/// The newest event, or change of a deployment: ECS reports every task that it starts, stops, registers or finds
/// unhealthy.
fn told_at(service: &Service) -> Option<Timestamp> {
    let events = service.events.iter().map(|event| event.at);
    events.chain(service.deployments.iter().filter_map(|deployment| deployment.updated_at)).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_has_news_until_it_was_read_a_moment_after_ecs_told_something() {
        let user = User { is_unsettled: false, told_at: Some(Timestamp(100_000)) };
        let has_news = |read_at: i64| user.has_news_since(Some(Timestamp(read_at)));
        assert_eq!([50_000, 100_000, 104_999, 105_000].map(has_news), [true, true, true, false]);
        assert!(!user.has_news_since(None), "what was never read goes by other rules");
        assert!(!User::default().has_news_since(Some(Timestamp(1))));
    }
}
