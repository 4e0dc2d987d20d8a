//! How a service comes from one revision of itself to the next: its service deployments.
//!
//! A [`Deployment`](super::deployment::Deployment) is a set of tasks; a [`ServiceDeployment`](state::ServiceDeployment)
//! is the story of replacing one set by another: it begins with CreateService or an UpdateService that changes the
//! tasks, goes through lifecycle stages when its strategy has them, and ends well, is stopped, or is rolled back.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-deployment.html>

pub mod alarms;
pub mod breaker;
pub mod hook;
pub mod revision;
pub mod stage;
pub mod state;
pub mod strategy;

mod advance;
mod begin;
mod end;
mod fail;
mod history;
mod judge;
mod rollback;
mod shift;
mod stages;
