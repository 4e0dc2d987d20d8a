//! The metrics of load balancers and target groups: `AWS/ApplicationELB`.
//!
//! <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html>

use super::datum::{Datum, Spread};
use super::group_past::{HEALTHY, SERVING, UNHEALTHY};
use super::key::MetricKey;
use super::traffic::{BalancerTraffic, GroupTraffic, TrafficMinute};
use super::unit::Unit;

/// The namespace.
pub(super) const NAMESPACE: &str = "AWS/ApplicationELB";

/// The standard deviation of the logarithms of response times: the 99th percentile is about four times the median.
const SIGMA: f64 = 0.6;

/// How many nodes of a load balancer report the number of hosts each minute: one in each zone.
const NODES: f64 = 3.0;

/// How many requests a client sends over one connection.
const PER_CONNECTION: f64 = 12.0;

/// A metric of a target group, under the dimensions `LoadBalancer` and `TargetGroup`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GroupMetric {
    Requests,
    RequestsPerTarget,
    ResponseTime,
    /// Answers of a class: 0 for 2xx to 3 for 5xx.
    Answers(usize),
    Healthy,
    Unhealthy,
}

/// A metric of a load balancer, under the dimension `LoadBalancer`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BalancerMetric {
    Requests,
    ResponseTime,
    /// Answers of a class: 0 for 2xx to 3 for 5xx.
    Answers(usize),
    /// Answers that the load balancer itself gave: all, 503, 504.
    OwnErrors,
    WithoutTarget,
    InVain,
    ActiveConnections,
    NewConnections,
}

const ANSWERS: [&str; 4] = [
    "HTTPCode_Target_2XX_Count",
    "HTTPCode_Target_3XX_Count",
    "HTTPCode_Target_4XX_Count",
    "HTTPCode_Target_5XX_Count",
];

impl GroupMetric {
    pub const ALL: [Self; 9] = [
        Self::Requests,
        Self::RequestsPerTarget,
        Self::ResponseTime,
        Self::Answers(0),
        Self::Answers(1),
        Self::Answers(2),
        Self::Answers(3),
        Self::Healthy,
        Self::Unhealthy,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Requests => "RequestCount",
            Self::RequestsPerTarget => "RequestCountPerTarget",
            Self::ResponseTime => "TargetResponseTime",
            Self::Answers(class) => ANSWERS[class],
            Self::Healthy => "HealthyHostCount",
            Self::Unhealthy => "UnHealthyHostCount",
        }
    }

    pub fn of(key: &MetricKey) -> Option<Self> {
        Self::ALL.into_iter().find(|metric| *key.namespace == *NAMESPACE && *metric.name() == *key.name)
    }

    pub fn unit(self) -> Unit {
        if self == Self::ResponseTime { Unit::Seconds } else { Unit::Count }
    }

    /// What was sampled in that minute since 1970.
    pub fn datum(self, traffic: &GroupTraffic<'_>, minute: u64) -> Option<Datum> {
        let hosts = |level: usize| {
            let levels = traffic.levels(minute)?;
            let some = [HEALTHY, UNHEALTHY].iter().any(|level| levels.mean[*level] > 0.0);
            let (from, to) = (f64::from(levels.from[level]), f64::from(levels.to[level]));
            Datum::between(NODES, levels.mean[level], from.min(to), from.max(to)).filter(|_| some)
        };
        match self {
            Self::Healthy => hosts(HEALTHY),
            Self::Unhealthy => hosts(UNHEALTHY),
            Self::Requests => Datum::events(traffic.of(minute).requests),
            Self::Answers(class) => Datum::events(traffic.of(minute).answers[class]),
            Self::ResponseTime => response_time(&traffic.of(minute)),
            Self::RequestsPerTarget => {
                let requests = traffic.of(minute).requests;
                let targets = traffic.levels(minute)?.mean[SERVING].max(1.0);
                let each = requests / targets;
                (requests > 0.0).then_some(Datum {
                    count: requests,
                    sum: each,
                    least: 1.0,
                    most: 1.0,
                    spread: Spread::Even,
                })
            }
        }
    }
}

impl BalancerMetric {
    pub const ALL: [Self; 11] = [
        Self::Requests,
        Self::ResponseTime,
        Self::Answers(0),
        Self::Answers(1),
        Self::Answers(2),
        Self::Answers(3),
        Self::OwnErrors,
        Self::WithoutTarget,
        Self::InVain,
        Self::ActiveConnections,
        Self::NewConnections,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Requests => "RequestCount",
            Self::ResponseTime => "TargetResponseTime",
            Self::Answers(class) => ANSWERS[class],
            Self::OwnErrors => "HTTPCode_ELB_5XX_Count",
            Self::WithoutTarget => "HTTPCode_ELB_503_Count",
            Self::InVain => "HTTPCode_ELB_504_Count",
            Self::ActiveConnections => "ActiveConnectionCount",
            Self::NewConnections => "NewConnectionCount",
        }
    }

    pub fn of(key: &MetricKey) -> Option<Self> {
        Self::ALL.into_iter().find(|metric| *key.namespace == *NAMESPACE && *metric.name() == *key.name)
    }

    pub fn unit(self) -> Unit {
        if self == Self::ResponseTime { Unit::Seconds } else { Unit::Count }
    }

    /// What was sampled in that minute since 1970.
    pub fn datum(self, traffic: &BalancerTraffic<'_>, minute: u64) -> Option<Datum> {
        let groups = traffic.0.iter().map(|group| group.of(minute));
        if self == Self::ResponseTime {
            return groups.filter_map(|group| response_time(&group)).reduce(together);
        }
        let sum: f64 = groups
            .map(|group| match self {
                Self::Requests | Self::ResponseTime => group.requests,
                Self::Answers(class) => group.answers[class],
                Self::OwnErrors => group.without_target + group.in_vain,
                Self::WithoutTarget => group.without_target,
                Self::InVain => group.in_vain,
                Self::ActiveConnections | Self::NewConnections => (group.requests / PER_CONNECTION).ceil(),
            })
            .sum();
        match self {
            Self::ActiveConnections => {
                let each = sum / NODES;
                Datum::between(NODES, each, each * 0.9, each * 1.1)
            }
            _ => Datum::events(sum),
        }
    }
}

fn response_time(minute: &TrafficMinute) -> Option<Datum> {
    Datum::log_normal(minute.answered(), minute.latency, SIGMA)
}

/// Response times of two target groups as one: their medians weighted with their numbers.
fn together(one: Datum, other: Datum) -> Datum {
    let count = one.count + other.count;
    let median = |datum: &Datum| match datum.spread {
        Spread::LogNormal { median, .. } => median,
        Spread::Even | Spread::Exact(_) => datum.sum / datum.count,
    };
    Datum {
        count,
        sum: one.sum + other.sum,
        least: one.least.min(other.least),
        most: one.most.max(other.most),
        spread: Spread::LogNormal {
            median: (median(&one) * one.count + median(&other) * other.count) / count,
            sigma: SIGMA,
        },
    }
}
