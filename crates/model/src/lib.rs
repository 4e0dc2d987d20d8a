//! The nouns of Amazon ECS and the rules over them.
//!
//! Pure data and pure functions: no clock (time is an argument), no randomness, no I/O, no framework. The crate
//! compiles to WebAssembly, so what the server says and what the browser shows is the same type.

pub mod address;
pub mod alarm;
pub mod arn;
pub mod audit;
pub mod change;
pub mod cluster;
pub mod deployment;
pub mod environment;
pub mod event;
pub mod field;
pub mod freshness;
pub mod image;
pub mod instance;
pub mod job;
pub mod launch;
pub mod metric;
pub mod name;
pub mod noun;
mod open_enum;
pub mod page;
pub mod placement;
pub mod price;
pub mod query;
pub mod reach;
pub mod replacement;
pub mod scaling;
pub mod service;
pub mod task;
pub mod task_definition;
pub mod term;
#[cfg(test)]
mod testing;
pub mod time;
pub mod traffic;
pub mod verdict;
pub mod view;
pub mod watch;
pub mod why;
