//! The fleet against a simulator in this process, and against servers that only resemble AWS.
#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

#[path = "fleet/check.rs"]
mod check;
#[path = "fleet/counts.rs"]
mod counts;
#[path = "fleet/definitions.rs"]
mod definitions;
#[path = "fleet/live.rs"]
mod live;
#[path = "fleet/lookalike.rs"]
mod lookalike;
#[path = "fleet/outage.rs"]
mod outage;
#[path = "fleet/support.rs"]
mod support;
#[path = "fleet/trouble.rs"]
mod trouble;
