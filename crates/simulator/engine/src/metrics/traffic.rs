//! What load balancers did in a minute: how many requests went where, and what became of them.

use super::Metrics;
use super::group_past::{BAD, CPU, ERRING, GroupPast, LEVELS, SERVING, SHARE, SILENT};
use super::load::Nature;
use super::past::{BUSY, RUNNING, ServicePast};
use super::steps::Span;

/// The share of requests that an erring target answers with an error.
const ERRS: f64 = 0.25;

/// The shares of good requests that are answered with 3xx, with 4xx, and, in spite of all, with 5xx.
const REDIRECTED: f64 = 0.04;
const REFUSED: f64 = 0.012;
const BROKEN: f64 = 0.000_1;

/// At most this share of the requests of drowning targets ends without an answer.
const DROWNED: f64 = 0.6;

/// The requests to one target group.
pub(super) struct GroupTraffic<'a> {
    past: &'a GroupPast,
    /// The service that is asked, and what it is like; none for targets that somebody registered by hand.
    owner: Option<(&'a ServicePast, Nature)>,
}

/// The requests to one load balancer.
pub(super) struct BalancerTraffic<'a>(pub Vec<GroupTraffic<'a>>);

/// What happened in one minute. The numbers of requests are whole.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct TrafficMinute {
    /// Requests for which a target was chosen.
    pub requests: f64,
    /// Answers of targets by their class: 2xx, 3xx, 4xx, 5xx.
    pub answers: [f64; 4],
    /// Requests for which there was no target: the load balancer answers 503.
    pub without_target: f64,
    /// Requests that no target answered in time: the load balancer answers 504.
    pub in_vain: f64,
    /// The median of the response times, in seconds.
    pub latency: f64,
}

impl TrafficMinute {
    /// How many requests a target answered.
    pub fn answered(&self) -> f64 {
        self.answers.iter().sum()
    }
}

impl Metrics {
    /// The traffic of the target group that metrics call so, unless another load balancer leads to it.
    pub(super) fn group_traffic(&self, group: &str, balancer: Option<&str>) -> Option<GroupTraffic<'_>> {
        let past = self.groups.get(group)?;
        if balancer.is_some_and(|balancer| past.balancer.as_deref() != Some(balancer)) {
            return None;
        }
        let owner = past.owner.as_ref().and_then(|key| Some((self.services.get(key)?, self.nature(key))));
        Some(GroupTraffic { past, owner })
    }

    /// The traffic of the load balancer that metrics call so.
    pub(super) fn balancer_traffic(&self, balancer: &str) -> Option<BalancerTraffic<'_>> {
        let groups = self.groups.iter().filter(|(_, past)| past.balancer.as_deref() == Some(balancer));
        let groups: Vec<_> = groups.filter_map(|(name, _)| self.group_traffic(name, None)).collect();
        (!groups.is_empty()).then_some(BalancerTraffic(groups))
    }
}

impl GroupTraffic<'_> {
    /// Who could answer in that minute since 1970.
    pub fn levels(&self, minute: u64) -> Option<Span<LEVELS>> {
        self.past.levels.of(minute)
    }

    /// What happened in that minute since 1970; nothing when nobody asks.
    pub fn of(&self, minute: u64) -> TrafficMinute {
        let (Some(levels), Some((service, nature))) = (self.levels(minute), &self.owner) else {
            return TrafficMinute::default();
        };
        let mean = levels.mean;
        let asked = nature.requests(service.made_for, minute) * mean[SHARE] / 1_000.0;
        // Less than one target on the average is none for a part of the minute.
        let nobody = 1.0 - mean[SERVING].min(1.0);
        let without_target = nature.count(1, minute, asked * nobody);
        let requests = nature.count(2, minute, asked * (1.0 - nobody));
        if mean[SERVING] <= 0.0 {
            return TrafficMinute { without_target, ..TrafficMinute::default() };
        }
        let part = |level: usize| mean[level] / mean[SERVING];
        let used = nature.use_of(requests, mean[CPU] / (1.0 - nobody), busy(service, minute));
        let drowned = if used > 1.0 { (1.0 - 1.0 / used).min(DROWNED) } else { 0.0 };
        let in_vain = nature.count(3, minute, requests * (part(SILENT) + (1.0 - part(SILENT)) * drowned)).min(requests);
        let answered = requests - in_vain;
        let wrong = (part(BAD) + part(ERRING) * ERRS) / (1.0 - part(SILENT)).max(f64::EPSILON) + BROKEN;
        let five = nature.count(4, minute, answered * wrong).min(answered);
        let four = nature.count(5, minute, (answered - five) * REFUSED).min(answered - five);
        let three = nature.count(6, minute, (answered - five - four) * REDIRECTED).min(answered - five - four);
        TrafficMinute {
            requests,
            answers: [answered - five - four - three, three, four, five],
            without_target,
            in_vain,
            latency: nature.latency(used, minute),
        }
    }
}

/// The share of a service's running tasks that are busy whatever they are asked.
fn busy(service: &ServicePast, minute: u64) -> f64 {
    let mean = service.levels.of(minute).map(|levels| levels.mean);
    mean.filter(|mean| mean[RUNNING] > 0.0).map_or(0.0, |mean| mean[BUSY] / mean[RUNNING])
}
