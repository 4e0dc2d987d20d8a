//! CloudWatch: what the estate's metrics were, and the alarms over them.
//!
//! Nothing is measured while time goes by. A service remembers the minutes in which something about it changed
//! ([`past`]); a data point is computed when somebody asks for it, from that past and from a load that the seed decides
//! ([`load`]). A steady estate costs nothing, and the same question always has the same answer.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html>

mod alarm;
mod balancer;
mod catalog;
mod chance;
mod cluster;
mod datum;
mod ecs;
mod group_past;
mod key;
mod load;
mod math;
mod past;
mod query;
mod series;
mod statistic;
mod steps;
mod stored;
mod traffic;
mod unit;

pub use alarm::{Alarm, AlarmEvent, AlarmSettings, AlarmState, Comparison, EventKind, Missing, Watched};
pub use catalog::MetricFilter;
pub use key::MetricKey;
pub use math::{BadExpression, Expression};
pub use query::{Answered, Asks, Query};
pub use series::Period;
pub use statistic::{Statistic, UnknownStatistic};
pub use stored::{Put, Samples};
pub use unit::{UNITS, Unit};

use super::id::ServiceKey;
use super::{Engine, Name};
use cluster::ClusterPast;
use group_past::GroupPast;
use past::ServicePast;
use std::collections::{BTreeMap, VecDeque};
use stored::Stored;

/// What is remembered for metrics, and the alarms.
#[derive(Clone, Debug)]
pub struct Metrics {
    seed: u64,
    services: BTreeMap<ServiceKey, ServicePast>,
    clusters: BTreeMap<Name, ClusterPast>,
    /// By what metrics call them: `targetgroup/NAME/ID`.
    groups: BTreeMap<Name, GroupPast>,
    stored: BTreeMap<MetricKey, Stored>,
    alarms: BTreeMap<Name, Alarm>,
    /// The oldest first.
    alarm_events: VecDeque<AlarmEvent>,
    /// Counts settings of alarms, so that evaluations planned for former ones are known.
    settings: u32,
}

impl Metrics {
    /// Nothing yet; the seed decides the load.
    pub(super) fn new(seed: u64) -> Self {
        Self {
            seed,
            services: BTreeMap::new(),
            clusters: BTreeMap::new(),
            groups: BTreeMap::new(),
            stored: BTreeMap::new(),
            alarms: BTreeMap::new(),
            alarm_events: VecDeque::new(),
            settings: 0,
        }
    }
}

impl Engine {
    /// Tells deployments and scaling policies that the alarm of that name has another state, or is gone.
    pub(super) fn alarm_changed(&mut self, name: &str) {
        if self.alarm_state(name) == Some(AlarmState::Alarm) {
            self.fail_rollouts_watching(name);
        }
        self.scaling_alarm_changed(name);
    }
}
