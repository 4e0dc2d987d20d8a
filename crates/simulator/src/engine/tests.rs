//! The engine, driven by its clock.

mod alarms;
mod capacity;
mod balancing_refusals;
mod definitions;
mod deployment_alarms;
mod deployment_refusals;
pub(in crate::engine) mod estate;
mod faults;
mod identity;
mod logs;
mod metrics;
mod managed;
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
