//! The engine, driven by its clock.

mod definitions;
mod estate;
mod faults;
mod identity;
mod refusals;
mod rolling;
mod rollouts;
mod scaling;
mod services;
mod tags;
mod tasks;
