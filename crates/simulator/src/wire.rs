//! The wire protocols: one module per AWS service, and what they share.

pub mod autoscaling;
pub mod cbor;
pub mod cloudwatch;
pub mod ecs;
pub mod elbv2;
pub mod error;
pub mod event_stream;
pub mod logs;
pub mod page;
pub mod query;
pub mod shape;
pub mod sts;
