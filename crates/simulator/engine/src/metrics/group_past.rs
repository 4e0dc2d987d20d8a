//! What the metrics of target groups and load balancers are computed from: who could answer, and when.

use super::past;
use super::steps::{KEPT, MINUTE, Steps};
use crate::balancing::action::ActionKind;
use crate::balancing::target::{Target, TargetState};
use crate::balancing::target_group::TargetGroup;
use crate::fault::{Fault, of_image};
use crate::id::ServiceKey;
use crate::task::Task;
use crate::{Engine, Name, World, json};

/// How many levels a target group has.
pub(super) const LEVELS: usize = 8;

/// Healthy targets.
pub(super) const HEALTHY: usize = 0;
/// Targets whose checks fail or have not passed yet.
pub(super) const UNHEALTHY: usize = 1;
/// Targets that get requests.
pub(super) const SERVING: usize = 2;
/// Of those, the ones that answer 502.
pub(super) const BAD: usize = 3;
/// Of those, the ones that never answer.
pub(super) const SILENT: usize = 4;
/// Of those, the ones that answer some requests with an error.
pub(super) const ERRING: usize = 5;
/// CPU units of those.
pub(super) const CPU: usize = 6;
/// Its share of what its service is asked, in thousandths.
pub(super) const SHARE: usize = 7;

/// Who could answer for a target group.
#[derive(Clone, Debug)]
pub(super) struct GroupPast {
    /// Its levels, by the constants of this module.
    pub levels: Steps<LEVELS>,
    /// The service whose tasks are, or were last, its targets.
    pub owner: Option<ServiceKey>,
    /// What metrics call the load balancer that leads, or led last, to it: `app/NAME/ID`.
    pub balancer: Option<Name>,
}

impl Engine {
    /// Remembers who can answer for a target group now; to be called after every change of its targets and rules.
    pub(crate) fn note_group(&mut self, arn: &str) {
        let name = suffix(arn);
        let found = self.world.target_group(arn).map(|group| self.world.standing(group));
        let now = self.world.now;
        if !self.metrics.groups.contains_key(name) {
            if found.is_none() {
                return;
            }
            self.forget_ended_groups();
            let past = GroupPast { levels: Steps::new(now), owner: None, balancer: None };
            self.metrics.groups.insert(name.into(), past);
        }
        let Some(past) = self.metrics.groups.get_mut(name) else { return };
        let (levels, owner, balancer) = found.unwrap_or_default();
        past.levels.record(now, levels);
        past.owner = owner.or(past.owner.take());
        past.balancer = balancer.or(past.balancer.take());
    }

    /// A target group that was deleted, and has had no target for as long as anything is remembered, has no metrics any
    /// more.
    fn forget_ended_groups(&mut self) {
        let limit = self.world.now.before(KEPT * MINUTE);
        let existing: std::collections::BTreeSet<Name> =
            self.world.target_groups().map(|group| group.arn_suffix().into()).collect();
        self.metrics.groups.retain(|name, past| {
            existing.contains(name) || past.levels.ever(limit, |levels| levels.iter().any(|level| *level > 0))
        });
    }
}

impl GroupPast {
    /// Whether it had a target at any time since then.
    pub fn had_targets_since(&self, since: crate::Millis) -> bool {
        self.levels.ever(since, |levels| levels[HEALTHY] + levels[UNHEALTHY] > 0)
    }
}

impl World {
    /// Levels, owner and load balancer of a target group, as they are now.
    fn standing(&self, group: &TargetGroup) -> ([u32; LEVELS], Option<ServiceKey>, Option<Name>) {
        let counts = group.counts();
        let mut levels = [0; LEVELS];
        (levels[HEALTHY], levels[UNHEALTHY]) = (counts.healthy, counts.unhealthy);
        for target in group.targets().filter(|target| serves(target, counts.healthy)) {
            levels[SERVING] += 1;
            let task = target.task.as_ref().and_then(|key| self.task(key));
            levels[CPU] += task.map_or(0, |task| past::cpu(&task.definition));
            match task.map(fault_of) {
                None | Some(Some(Fault::Timeout)) => levels[SILENT] += 1,
                Some(Some(Fault::BadGateway)) => levels[BAD] += 1,
                Some(Some(Fault::Flapping | Fault::Errors)) => levels[ERRING] += 1,
                Some(_) => {}
            }
        }
        let owner = group.targets().filter_map(|target| target.task.as_ref()).find_map(|key| {
            let service = self.task(key)?.service.clone()?;
            Some(ServiceKey { cluster: key.cluster.clone(), service })
        });
        levels[SHARE] = self.share(group, owner.as_ref());
        let balancer = self.balancers_of(group).into_iter().find_map(|arn| self.load_balancer(&arn));
        (levels, owner, balancer.map(|balancer| balancer.arn_suffix().into()))
    }

    /// Which share of its service's requests the rules send to a target group, in thousandths. Weights divide them
    /// among the groups of one service; several groups beside each other have their parts.
    fn share(&self, group: &TargetGroup, owner: Option<&ServiceKey>) -> u32 {
        let settings = owner.and_then(|key| self.service(key)).map(|service| service.settings.clone());
        let settings = settings.unwrap_or_default();
        let balanced: Vec<_> = json::objects(&settings, "loadBalancers").collect();
        let advanced = |key: &'static str| {
            balanced.iter().filter_map(move |item| json::text(json::object(item, "advancedConfiguration")?, key))
        };
        let own = |arn: &Name| {
            let main = balanced.iter().filter_map(|item| json::text(item, "targetGroupArn"));
            main.chain(advanced("alternateTargetGroupArn")).any(|known| *known == **arn) || *arn == group.arn
        };
        let production = group.rules().filter(|rule| !advanced("testListenerRule").any(|test| *test == ***rule));
        let parts = production.filter_map(|rule| self.rule(rule)).flat_map(|rule| &rule.actions).filter_map(|action| {
            let ActionKind::Forward { groups, .. } = &action.kind else { return None };
            let weight = groups.iter().find(|weighted| weighted.group == group.arn)?.weight;
            let all: u32 = groups.iter().filter(|weighted| own(&weighted.group)).map(|weighted| weighted.weight).sum();
            (weight * 1_000).checked_div(all)
        });
        let beside = u32::try_from(balanced.len()).unwrap_or(1).max(1);
        parts.max().unwrap_or(0) / beside
    }
}

/// Whether a target gets requests: when it is healthy, or when none is.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html>
fn serves(target: &Target, healthy: u32) -> bool {
    match target.health.state {
        TargetState::Healthy | TargetState::Unavailable => true,
        TargetState::Unhealthy(_) | TargetState::Checking => healthy == 0,
        TargetState::Registering | TargetState::Unused | TargetState::Draining => false,
    }
}

/// What is peculiar about how a task answers.
fn fault_of(task: &Task) -> Option<Fault> {
    let faults = task.containers.iter().filter_map(|container| of_image(&container.image));
    faults
        .into_iter()
        .find(|fault| matches!(fault, Fault::BadGateway | Fault::Timeout | Fault::Flapping | Fault::Errors))
}

/// What metrics call a target group: `targetgroup/NAME/ID`.
fn suffix(arn: &str) -> &str {
    arn.rsplit(':').next().unwrap_or_default()
}
