//! Moving traffic between the two sides of a service.

use super::revision::{Side, group_of};
use super::strategy::ALL;
use crate::id::ServiceKey;
use crate::service::Service;
use crate::{ApiError, Engine, Name, json};

/// Which listener rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Route {
    Production,
    Test,
}

impl Route {
    fn member(self) -> &'static str {
        match self {
            Self::Production => "productionListenerRule",
            Self::Test => "testListenerRule",
        }
    }
}

/// A rule, and the weights of its two target groups.
#[derive(Debug, PartialEq, Eq)]
struct Weights {
    rule: Name,
    groups: [(Name, u32); 2],
}

impl Engine {
    /// Sends that much of the production traffic, in tenths of a percent, to the revision that is being deployed. The
    /// load balancer may refuse.
    pub(super) fn shift_production_traffic(&mut self, key: &ServiceKey, weight: u32) -> Result<(), ApiError> {
        if let Some(rollout) = self.service_mut(key).and_then(|service| service.open_rollout_mut()) {
            rollout.production_weight = Some(weight);
        }
        self.route(key, Route::Production, weight)
    }

    /// Sends that much of the test traffic, in tenths of a percent, to the revision that is being deployed. The load
    /// balancer may refuse.
    pub(super) fn shift_test_traffic(&mut self, key: &ServiceKey, weight: u32) -> Result<(), ApiError> {
        if let Some(rollout) = self.service_mut(key).and_then(|service| service.open_rollout_mut()) {
            rollout.test_weight = Some(weight);
        }
        self.route(key, Route::Test, weight)
    }

    /// Sends all traffic to where it came from; before a revision has served for the first time it stays where it is.
    /// Where a rule has gone meanwhile, nothing can be sent back.
    pub(super) fn shift_back(&mut self, key: &ServiceKey) {
        if !self.has_served(key) {
            return;
        }
        let sent_back = [self.shift_production_traffic(key, 0), self.shift_test_traffic(key, 0)];
        drop(sent_back);
    }

    /// Whether a revision of the service has been completed: there is something on the other side.
    pub(super) fn has_served(&self, key: &ServiceKey) -> bool {
        self.world.service(key).is_some_and(|service| service.last_completed.is_some())
    }

    fn route(&mut self, key: &ServiceKey, route: Route, weight: u32) -> Result<(), ApiError> {
        let all = self.world.service(key).map(|service| weights(service, route, weight)).unwrap_or_default();
        all.iter().try_for_each(|weights| self.set_weights(&weights.rule, &weights.groups))
    }
}

fn weights(service: &Service, route: Route, weight: u32) -> Vec<Weights> {
    let target = service.open_rollout().and_then(|rollout| service.revisions.get(&rollout.target));
    let Some(revision) = target else { return Vec::new() };
    let [new, old] = shares(weight);
    let of = |balancer| {
        let advanced = json::object(balancer, "advancedConfiguration")?;
        let rule = json::text(advanced, route.member())?.into();
        let group = |side: Side| group_of(balancer, side).map(Name::from);
        let share = |side| if side == revision.side { new } else { old };
        let groups = [Side::Primary, Side::Alternate].map(|side| Some((group(side)?, share(side))));
        let [Some(primary), Some(alternate)] = groups else { return None };
        Some(Weights { rule, groups: [primary, alternate] })
    };
    json::objects(&revision.settings, "loadBalancers").filter_map(of).collect()
}

/// Weights of a listener rule, which are whole numbers up to 999: percent, or tenths of a percent when that is needed.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupTuple.html>
fn shares(weight: u32) -> [u32; 2] {
    if weight.is_multiple_of(10) { [weight / 10, (ALL - weight) / 10] } else { [weight, ALL - weight] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_whole_numbers_below_a_thousand() {
        for (weight, expect) in [(0, [0, 100]), (50, [5, 95]), (334, [334, 666]), (999, [999, 1]), (ALL, [100, 0])] {
            assert_eq!(shares(weight), expect);
        }
    }
}
