//! The engine, driven by its clock.

mod agents;
mod alarms;
mod bad_gateway;
mod balancing_refusals;
mod capacity;
mod definitions;
mod deployment_alarms;
mod deployment_refusals;
pub(crate) mod estate;
mod faults;
mod front;
mod hosts;
mod identity;
mod managed;
mod metrics;
mod placement;
mod refusals;
mod rolling;
mod rollouts;
mod scaling;
mod services;
mod strategies;
mod tags;
mod targets;
mod tasks;
mod traffic;
mod traffic_shift;
