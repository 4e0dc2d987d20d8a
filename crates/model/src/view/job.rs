//! Jobs as rows.

use serde::{Deserialize, Serialize};

use crate::address::{ClusterRef, TaskRef};
use crate::name::Family;
use crate::time::Timestamp;
use crate::verdict::Level;

/// A job, by the run that it is judged by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobRow {
    /// The cluster it runs in.
    pub at: ClusterRef,
    /// What it runs.
    pub family: Family,
    /// The group of its tasks, unless ECS gave it.
    pub group: Option<String>,
    /// Who or what starts it; numbers that are others in each run are left out.
    pub started_by: Option<String>,
    /// How it is judged.
    pub level: Level,
    /// How it is: `Failed 3 of the last 3 runs that are known`.
    pub headline: String,
    /// Why that run ended as it did.
    pub why: Option<String>,
    /// That run.
    pub run: TaskRef,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Runs of the job that have not ended.
    pub underway: u32,
}

/// A sentence about services of which so many need attention, and what it lacks about jobs that do.
pub fn with_jobs(services: String, attention: u32, jobs: u32) -> String {
    match (attention, jobs) {
        (_, 0) => services,
        (0, 1) => format!("{services}, but 1 job needs attention"),
        (0, some) => format!("{services}, but {some} jobs need attention"),
        (_, 1) => format!("{services}, and so does 1 job"),
        (_, some) => format!("{services}, and so do {some} jobs"),
    }
}
