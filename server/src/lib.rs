//! The binary `podium`: command line, configuration, HTTP, wiring.
//!
//! Pages come from `app`, answers from `console`, news from `fleet`; here they meet a socket. It is a library so that
//! tests can put a Podium together without one.

#![recursion_limit = "256"]

pub mod assets;
pub mod changes;
pub mod command;
pub mod config;
pub mod connections;
mod cookies;
mod data;
pub mod deadline;
mod document;
mod export;
mod forms;
mod headers;
mod health;
mod host;
pub mod limits;
mod live;
pub mod loopback;
mod once;
mod pages;
mod panics;
pub mod peer;
pub mod podium;
mod refusal;
pub mod router;
pub mod runtime;
mod same_origin;
mod seats;
mod serving;
mod signals;
pub mod telemetry;
