//! The fleet against a simulator in this process, and against servers that only resemble AWS.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "fleet/capacity.rs"]
mod capacity;
#[path = "fleet/check.rs"]
mod check;
#[path = "fleet/clock.rs"]
mod clock;
#[path = "fleet/counts.rs"]
mod counts;
#[path = "fleet/definitions.rs"]
mod definitions;
#[path = "fleet/incomplete.rs"]
mod incomplete;
#[path = "fleet/live.rs"]
mod live;
#[path = "fleet/lookalike.rs"]
mod lookalike;
#[path = "fleet/metrics.rs"]
mod metrics;
#[path = "fleet/outage.rs"]
mod outage;
#[path = "fleet/rollouts.rs"]
mod rollouts;
#[path = "fleet/support.rs"]
mod support;
#[path = "fleet/traffic.rs"]
mod traffic;
#[path = "fleet/trouble.rs"]
mod trouble;
