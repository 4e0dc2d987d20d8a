//! What the fleet is told: where its environments are, and how often to look.

use std::time::Duration;

use model::freshness::STALE_AFTER;
use model::name::EnvironmentName;

use crate::operation::Access;

/// One account and region, and how to reach it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvironmentSettings {
    /// Its name in addresses and on pages.
    pub name: EnvironmentName,
    /// The AWS region, for example `eu-central-1`.
    pub region: String,
    /// A profile of the AWS configuration files; the default credential chain without one.
    pub profile: Option<String>,
    /// A role to take on with STS AssumeRole, on top of the credentials found.
    pub role_arn: Option<String>,
    /// The external id that the role's trust policy asks for.
    pub external_id: Option<String>,
    /// Another endpoint than AWS's own, for every AWS service.
    ///
    /// When it is on this machine (loopback) and neither the environment variables nor the profile give credentials, a
    /// fixed dummy key is used, so that a simulator works without an AWS account; instance and container credentials
    /// are not asked for.
    pub endpoint_url: Option<String>,
    /// Whether nothing may be changed there. There is no client that could, then.
    pub read_only: bool,
}

/// How often to look, how long to wait, and how much of AWS's request rates to take.
///
/// The defaults follow the refresh tiers of the design: seconds for what somebody looks at, about a minute for the
/// rest.
#[derive(Clone, Debug, PartialEq)]
pub struct FleetOptions {
    /// Between two reads of a service or task that is looked at. 2.5 s.
    pub focus: Duration,
    /// Between two sweeps of a cluster that is looked at, measured from start to start. 3 s.
    pub sweep: Duration,
    /// Between two reads of services that deploy while nobody looks. 5 s.
    pub deploying: Duration,
    /// Between two sweeps of everything else, lists of names included. 50 s.
    pub background: Duration,
    /// The same when nobody looks at the environment and nothing in it deploys; must stay below `stale_after`. 110 s.
    pub idle: Duration,
    /// Between two reads of all task definition families; must stay below `stale_after`. 150 s.
    pub families: Duration,
    /// The same while the environment is looked at. 30 s, and `focus` doubled where the list fits in three pages.
    pub families_watched: Duration,
    /// Between two reads of the metrics of a service that is looked at: CloudWatch measures once a minute, and each
    /// read costs. 60 s.
    pub metrics: Duration,
    /// How long a look counts after the guard of [`crate::Fleet::watch`] is gone. 20 s.
    pub linger: Duration,
    /// News older than this is stale: crossing the line is a change that pages are told of. As old as
    /// [`model::freshness::STALE_AFTER`], by which the rules judge.
    pub stale_after: Duration,
    /// The first pause after a failed read; doubled with every further failure, and jittered. 1 s.
    pub back_off: Duration,
    /// The longest pause after failures. 60 s.
    pub back_off_most: Duration,
    /// The longest pause after failures for what somebody looks at. 10 s.
    pub back_off_watched: Duration,
    /// How long to wait for a connection. 3 s.
    pub connect_timeout: Duration,
    /// How long to wait for one answer. 5 s.
    pub attempt_timeout: Duration,
    /// How long a call may take with credentials and everything. 12 s.
    pub operation_timeout: Duration,
    /// How long to wait for the answer to a write. It is not made again, so it is waited for longer. 15 s.
    pub write_timeout: Duration,
    /// How long a plan waits for what registries say of its images. 1.5 s.
    pub registry_patience: Duration,
    /// The share of AWS's burst and refill of reads that this process takes, 0 to 1. 0.5.
    pub budget_share: f64,
    /// The same of writes: a bucket of their own, so that a person who waits is served at once. 0.5.
    pub budget_share_of_writes: f64,
    /// Whether CloudWatch may be asked which target groups have unhealthy hosts, once after the start, where describing
    /// all of them takes more than a minute: some 300 groups. It costs a cent per thousand groups. On.
    pub ask_metrics: bool,
    /// How often CloudWatch is asked that again, where a round takes more than three minutes: some 600 groups. At a
    /// cent per thousand groups that is real money, so nothing is asked again unless somebody wants it. Never.
    pub health_metrics: Option<Duration>,
}

impl FleetOptions {
    pub(crate) fn share_of(&self, access: Access) -> f64 {
        match access {
            Access::Read => self.budget_share,
            Access::Write => self.budget_share_of_writes,
        }
    }
}

impl Default for FleetOptions {
    fn default() -> Self {
        Self {
            focus: Duration::from_millis(2_500),
            sweep: Duration::from_secs(3),
            deploying: Duration::from_secs(5),
            background: Duration::from_secs(50),
            idle: Duration::from_secs(110),
            families: Duration::from_secs(150),
            families_watched: Duration::from_secs(30),
            metrics: Duration::from_secs(60),
            linger: Duration::from_secs(20),
            stale_after: Duration::from_millis(STALE_AFTER.0.unsigned_abs()),
            back_off: Duration::from_secs(1),
            back_off_most: Duration::from_secs(60),
            back_off_watched: Duration::from_secs(10),
            connect_timeout: Duration::from_secs(3),
            attempt_timeout: Duration::from_secs(5),
            operation_timeout: Duration::from_secs(12),
            write_timeout: Duration::from_secs(15),
            registry_patience: Duration::from_millis(1_500),
            budget_share: 0.5,
            budget_share_of_writes: 0.5,
            ask_metrics: true,
            health_metrics: None,
        }
    }
}
