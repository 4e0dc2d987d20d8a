//! What the simulator's services answer: one module for each API, from a request's members to an answer's.
//!
//! CloudWatch Logs is not here but in `simulator-logs`, together with what its events are made of.

pub mod autoscaling;
pub mod cloudwatch;
pub mod codedeploy;
pub mod ec2;
pub mod ecr;
pub mod ecs;
pub mod elbv2;
pub mod identity;
pub mod sts;
