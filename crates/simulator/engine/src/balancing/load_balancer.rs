//! Load balancers.

use super::attributes::Attributes;
use crate::tag::Tag;
use crate::time::seconds;
use crate::{Millis, Name};

/// How long a new load balancer is being set up. AWS promises no time; it takes some minutes.
pub(super) const PROVISIONING: u64 = seconds(90);

/// What a load balancer understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BalancerKind {
    /// HTTP: an Application Load Balancer.
    Application,
    /// Connections: a Network Load Balancer.
    Network,
}

impl BalancerKind {
    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Network => "network",
        }
    }

    /// The part of the ARN that tells the kind.
    #[must_use]
    pub fn arn_part(self) -> &'static str {
        match self {
            Self::Application => "app",
            Self::Network => "net",
        }
    }
}

/// Who can reach a load balancer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Everybody.
    InternetFacing,
    /// Only who is in the network.
    Internal,
}

impl Scheme {
    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::InternetFacing => "internet-facing",
            Self::Internal => "internal",
        }
    }
}

/// Whether a load balancer can route requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BalancerState {
    /// It is being set up.
    Provisioning,
    /// It can.
    Active,
}

impl BalancerState {
    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Provisioning => "provisioning",
            Self::Active => "active",
        }
    }
}

/// A subnet that a load balancer has an address in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BalancerZone {
    /// The Availability Zone, for example `eu-central-1a`.
    pub zone: Name,
    /// The subnet's id.
    pub subnet: Name,
}

/// A load balancer.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancer.html>
#[derive(Clone, Debug)]
pub struct LoadBalancer {
    /// Its ARN.
    pub arn: Name,
    /// Its name, unique in the account and region.
    pub name: Name,
    /// What it understands.
    pub kind: BalancerKind,
    /// Who can reach it.
    pub scheme: Scheme,
    /// `ipv4` or `dualstack`.
    pub ip_address_type: Name,
    /// Its public or internal host name.
    pub dns_name: Name,
    /// The network it is in.
    pub vpc: Name,
    /// Its subnets.
    pub zones: Vec<BalancerZone>,
    /// Its security groups.
    pub security_groups: Vec<Name>,
    /// When it was created.
    pub created_at: Millis,
    /// Its attributes.
    pub attributes: Attributes,
    /// Its tags, in the order they were put on.
    pub tags: Vec<Tag>,
}

impl LoadBalancer {
    /// Whether it can route requests at that moment.
    #[must_use]
    pub fn state(&self, now: Millis) -> BalancerState {
        if now - self.created_at < PROVISIONING { BalancerState::Provisioning } else { BalancerState::Active }
    }

    /// What the ARNs of its listeners and metrics call it: `app/NAME/ID`.
    #[must_use]
    pub fn arn_suffix(&self) -> &str {
        self.arn.split_once(":loadbalancer/").map_or("", |(_, suffix)| suffix)
    }
}

/// The zone in which Route 53 keeps the names of a region's load balancers.
///
/// <https://docs.aws.amazon.com/general/latest/gr/elb.html>
#[must_use]
pub fn hosted_zone(region: &str, kind: BalancerKind) -> &'static str {
    match (region, kind) {
        ("eu-central-1", BalancerKind::Application) => "Z215JYRZR1TBD5",
        ("eu-central-1", BalancerKind::Network) => "Z3F0SRJ5LGBH90",
        ("eu-west-1", BalancerKind::Application) => "Z32O12XQLNTSW2",
        ("eu-west-1", BalancerKind::Network) => "Z2IFOLAFXWLO4F",
        ("us-west-2", BalancerKind::Application) => "Z1H1FL5HABSF5",
        ("us-west-2", BalancerKind::Network) => "Z18D5FSROUN65G",
        (_, BalancerKind::Application) => "Z35SXDOTRQ7X7K",
        (_, BalancerKind::Network) => "Z26RNL4JYFTOTI",
    }
}
