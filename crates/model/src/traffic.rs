//! Where traffic goes: load balancer → listener → rule → target group → target.
//!
//! <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/introduction.html>

mod attribute;
mod balancer_state;
mod health;
mod owner;
mod rule;
mod shadow;
mod target_state;
mod words;

pub use attribute::attribute_meaning;
pub use balancer_state::{LoadBalancerScheme, LoadBalancerState, LoadBalancerType};
pub use health::{HealthCounts, Target};
pub use rule::{Action, ActionType, Condition, Rule, Weighted};
pub use target_state::{TargetReason, TargetState};

use serde::{Deserialize, Serialize};

use crate::arn::Arn;
use crate::name::TargetGroupName;
use crate::time::Timestamp;

/// A load balancer as DescribeLoadBalancers shows it.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancer.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadBalancer {
    /// Its full name.
    pub arn: Arn,
    /// Its name, unique in the environment.
    pub name: String,
    /// The name under which clients find it.
    pub dns_name: Option<String>,
    /// What it works on.
    pub kind: LoadBalancerType,
    /// Where it can be reached from.
    pub scheme: Option<LoadBalancerScheme>,
    /// How it is.
    pub state: LoadBalancerState,
    /// Why it is in that state, in AWS's words.
    pub state_reason: Option<String>,
    /// Its availability zones.
    pub zones: Vec<String>,
    /// When it was made.
    pub created_at: Option<Timestamp>,
}

/// A port on which a load balancer takes requests.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Listener.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listener {
    /// Its full name.
    pub arn: Arn,
    /// Full name of the load balancer it belongs to.
    pub load_balancer: Arn,
    /// The port; gateway load balancers have none.
    pub port: Option<u16>,
    /// `HTTP`, `HTTPS`, `TCP`, …, as it came.
    pub protocol: Option<String>,
    /// Its rules in the order in which they are tried, the default one last.
    pub rules: Vec<Rule>,
}

/// How a target group asks its targets whether they are well.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html>
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetCheck {
    /// Whether it asks at all.
    pub enabled: bool,
    /// `HTTP`, `HTTPS`, `TCP`, …, as it came.
    pub protocol: Option<String>,
    /// A number, or `traffic-port`.
    pub port: Option<String>,
    /// The path it asks for.
    pub path: Option<String>,
    /// Seconds between two checks.
    pub interval: u32,
    /// Seconds it waits for an answer.
    pub timeout: u32,
    /// Checks in a row that make a target healthy.
    pub healthy_threshold: u32,
    /// Checks in a row that make it unhealthy.
    pub unhealthy_threshold: u32,
    /// The HTTP codes that count as well, for example `200-299`.
    pub matcher: Option<String>,
}

/// A target group as DescribeTargetGroups shows it.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroup.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetGroup {
    /// Its full name.
    pub arn: Arn,
    /// Its name, unique in the environment.
    pub name: TargetGroupName,
    /// `HTTP`, `HTTPS`, `TCP`, …, as it came; Lambda groups have none.
    pub protocol: Option<String>,
    /// The port targets get traffic on unless they were registered with another.
    pub port: Option<u16>,
    /// `ip`, `instance`, `lambda`, `alb`, as it came.
    pub target_type: Option<String>,
    /// How it asks its targets.
    pub check: TargetCheck,
    /// Full names of the load balancers that send to it.
    pub load_balancers: Vec<Arn>,
}
