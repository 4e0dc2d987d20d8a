//! Where the traffic goes: from load balancers to targets.

use serde::{Deserialize, Serialize};

use super::{AlarmLine, Section};
use crate::address::{ServiceRef, TargetGroupRef, TaskRef};
use crate::task_definition::TaskDefinitionRef;
use crate::time::Timestamp;
use crate::traffic::{
    HealthCounts, LoadBalancerScheme, LoadBalancerState, LoadBalancerType, TargetReason, TargetState,
};
use crate::verdict::Level;

/// A target group on one line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupLine {
    /// Its address.
    pub at: TargetGroupRef,
    /// Targets by state; `None` when target health has not been read.
    pub counts: Option<HealthCounts>,
    /// Steady when every target is healthy, Deploying while targets come or go, Degraded when some fail, Down when none
    /// is healthy, Idle without targets, Unknown when target health has not been read or is too old.
    pub level: Level,
    /// The services whose tasks it holds, and how they are.
    pub services: Vec<(ServiceRef, Level)>,
    /// What stands out, in words: `Target.ResponseCodeMismatch [502]`, `target health not read yet`, `no such target
    /// group`.
    pub reason: Option<String>,
    /// When its target health was read.
    pub as_of: Option<Timestamp>,
}

/// A target group and its share of a rule's requests.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupShare {
    /// The group.
    pub group: GroupLine,
    /// 0–999.
    pub weight: u32,
    /// The weight among the sum of all, in percent; 0 when all weights are 0.
    pub percent: f64,
}

/// What becomes of a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RuleOutcome {
    /// It goes to one of these groups.
    Forward(Vec<GroupShare>),
    /// The client is sent elsewhere.
    Redirect {
        /// For example `HTTP_301`.
        status: String,
        /// The address, with AWS's placeholders: `https://#{host}:443/#{path}?#{query}`.
        to: String,
    },
    /// It is answered at once.
    Fixed {
        /// For example `404`.
        status: String,
    },
    /// Something this build does not know, as it came.
    Other(String),
}

/// A listener rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleView {
    /// Its full name.
    pub arn: String,
    /// Rules are tried from the lowest number on; `None` is the default rule, which is tried last.
    pub priority: Option<u32>,
    /// What a request must be like, as what is looked at and what it must be: `Host` and `shop.example.com or
    /// *.shop.example.com`.
    pub conditions: Vec<(String, String)>,
    /// What comes before the answer, for example `authenticate-oidc`.
    pub before: Vec<String>,
    /// The answer.
    pub outcome: RuleOutcome,
    /// Why it leads nowhere, if it does.
    pub nowhere: Option<String>,
}

/// A listener with its rules in the order in which they are tried.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListenerView {
    /// Its full name.
    pub arn: String,
    /// The port; gateway load balancers have none.
    pub port: Option<u16>,
    /// `HTTP`, `HTTPS`, `TCP`, …, as it came.
    pub protocol: Option<String>,
    /// Its rules, the default one last.
    pub rules: Vec<RuleView>,
}

/// A load balancer with its listeners.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BalancerView {
    /// Its name.
    pub name: String,
    /// Its full name.
    pub arn: String,
    /// What it works on.
    pub kind: LoadBalancerType,
    /// Where it can be reached from.
    pub scheme: Option<LoadBalancerScheme>,
    /// How it is.
    pub state: LoadBalancerState,
    /// Steady when active, Deploying while it is set up, Degraded when impaired, Down when failed, else Unknown.
    pub level: Level,
    /// Why it is in that state, in AWS's words.
    pub reason: Option<String>,
    /// The name under which clients find it.
    pub dns: Option<String>,
    /// Its availability zones.
    pub zones: Vec<String>,
    /// Its listeners, by port.
    pub listeners: Vec<ListenerView>,
    /// Alarms on it.
    pub alarms: Vec<AlarmLine>,
}

/// All traffic of an environment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrafficPage {
    /// Load balancers, by name.
    pub balancers: Vec<BalancerView>,
    /// Target groups to which no rule forwards or that hold the tasks of no service, each with why in its `reason`.
    pub unused: Vec<GroupLine>,
    /// Listener rules on all load balancers.
    pub rules: u32,
    /// Rules that lead nowhere.
    pub nowhere: u32,
    /// All target groups.
    pub groups: u32,
    /// Target groups with failing targets.
    pub unhealthy: u32,
}

/// One target of a target group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TargetRow {
    /// An address, an instance id, or the ARN of a function or load balancer.
    pub id: String,
    /// The port it gets traffic on.
    pub port: Option<u16>,
    /// The availability zone.
    pub zone: Option<String>,
    /// What the load balancer thinks of it.
    pub state: TargetState,
    /// How it is judged: Steady is healthy, Deploying comes or goes, Degraded fails its checks, Idle gets no traffic.
    pub level: Level,
    /// AWS's reason code.
    pub code: Option<TargetReason>,
    /// What state and code mean, in words.
    pub explanation: String,
    /// AWS's sentence, as it came.
    pub description: Option<String>,
    /// What to look at or to do next.
    pub next: Option<String>,
    /// The task behind it, where one is known.
    pub task: Option<TaskRef>,
    /// What that task runs.
    pub revision: Option<TaskDefinitionRef>,
}

/// One route from a load balancer to a target group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Route {
    /// The load balancer's name.
    pub balancer: String,
    /// The name under which clients find it.
    pub dns: Option<String>,
    /// The listener: `HTTPS:443`.
    pub listener: String,
    /// The rule.
    pub rule: RuleView,
    /// The group that is meant.
    pub group: TargetGroupRef,
    /// Share of the rule's requests that this group gets, in percent.
    pub share: f64,
}

/// A target group with its targets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupCard {
    /// The group on one line.
    pub line: GroupLine,
    /// What it is for when a service has several: `production`, `test`, `idle`.
    pub role: Option<String>,
    /// How it asks its targets: `HTTP GET /healthz on the traffic port every 10 s, expects 200-299; …`.
    pub check: String,
    /// Its targets, the worst first.
    pub targets: Vec<TargetRow>,
}

/// How the traffic of one service flows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceTraffic {
    /// The routes to its target groups, in the order in which rules are tried.
    pub routes: Vec<Route>,
    /// Its target groups.
    pub groups: Vec<GroupCard>,
    /// Alarms on the service, its target groups and the load balancers before them.
    pub alarms: Vec<AlarmLine>,
}

/// One attribute of a target group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AttributeRow {
    /// AWS's name for it: `stickiness.enabled`.
    pub key: String,
    /// Its value, as it came.
    pub value: String,
    /// What that means, in a few words, where name and value do not say it.
    pub meaning: Option<String>,
}

/// The page of one target group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TargetGroupPage {
    /// The group with its targets.
    pub card: GroupCard,
    /// One sentence: `2 of 4 targets healthy: Target.Timeout`.
    pub headline: String,
    /// The routes to it, in the order in which rules are tried.
    pub routes: Vec<Route>,
    /// Its settings, laid out for reading.
    pub details: Vec<Section>,
    /// Alarms on it.
    pub alarms: Vec<AlarmLine>,
}
