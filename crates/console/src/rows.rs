//! From nouns to what a row shows.

mod deployment;
mod event;
mod job;
mod launch;
mod recent;
mod service;
mod task;

pub(crate) use deployment::deployment_row;
pub(crate) use event::event_row;
pub(crate) use job::{job_rows, last_failed_first};
pub(crate) use launch::{launch_of_service, launch_of_task, runs_on};
pub(crate) use recent::recent_changes;
pub(crate) use service::{service_row, verdict_card, worst_first};
pub(crate) use task::{container_row, task_row};
