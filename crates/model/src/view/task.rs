//! Tasks as rows and as a page.

use serde::{Deserialize, Serialize};

use super::Section;
use crate::address::TaskRef;
use crate::name::ServiceName;
use crate::task::{ContainerStatus, HealthStatus, StopCode, TaskStatus};
use crate::task_definition::TaskDefinitionRef;
use crate::time::{Span, Timestamp};
use crate::verdict::Level;

/// A task in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskRow {
    /// Its address.
    pub at: TaskRef,
    /// The service it belongs to.
    pub service: Option<ServiceName>,
    /// Its group, as it came, for tasks without a service.
    pub group: Option<String>,
    /// Who or what started it.
    pub started_by: Option<String>,
    /// What it runs.
    pub revision: TaskDefinitionRef,
    /// Where it is in its life.
    pub last_status: TaskStatus,
    /// What it should come to.
    pub desired_status: TaskStatus,
    /// What its checks say.
    pub health: HealthStatus,
    /// How it is judged: Steady runs, Deploying is on its way, Degraded is unhealthy, Down failed, Idle ended as asked.
    pub level: Level,
    /// One line on why it is as it is; `None` when there is nothing to say.
    pub why: Option<String>,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// When it ran.
    pub started_at: Option<Timestamp>,
    /// When it stopped.
    pub stopped_at: Option<Timestamp>,
    /// The availability zone.
    pub zone: Option<String>,
    /// `Fargate`, `Fargate Spot`, `EC2`.
    pub launch: String,
    /// Its private address.
    pub private_ip: Option<String>,
}

/// Where a step of the lifecycle stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StepState {
    /// It was passed.
    Done,
    /// It is now.
    Current,
    /// It is to come.
    Ahead,
    /// It was skipped because the task ended before.
    Skipped,
    /// The task failed here.
    Failed,
}

/// One step of a task's life.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimelineStep {
    /// What happens in it, for example `Pulling images`.
    pub label: String,
    /// Where it stands.
    pub state: StepState,
    /// When it was reached.
    pub at: Option<Timestamp>,
    /// How long it took, or takes so far.
    pub took: Option<Span>,
}

/// One container of a task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContainerRow {
    /// Its name.
    pub name: String,
    /// Whether the task ends when it ends; `None` while the definition is not read.
    pub essential: Option<bool>,
    /// Its image.
    pub image: Option<String>,
    /// The digest that was pulled.
    pub image_digest: Option<String>,
    /// Where it is in its life.
    pub last_status: ContainerStatus,
    /// What it left with.
    pub exit_code: Option<i32>,
    /// That exit code in words: `out of memory or killed`.
    pub exit_text: Option<String>,
    /// Why, in ECS's words.
    pub reason: Option<String>,
    /// What its check says.
    pub health: HealthStatus,
    /// Agents of AWS in it, and how each is: `ECS Exec agent` and `STOPPED: …`.
    pub agents: Vec<(String, String)>,
    /// How it is judged.
    pub level: Level,
}

/// Why something ended, in words for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// One sentence: what happened.
    pub summary: String,
    /// What that usually means.
    pub meaning: String,
    /// What to look at or to do next.
    pub next: String,
    /// ECS's own words.
    pub quote: Option<String>,
    /// The kind of end.
    pub code: Option<StopCode>,
    /// The AWS page about it.
    pub link: Option<String>,
}

/// The page of one task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskPage {
    /// The task as in a list.
    pub row: TaskRow,
    /// One sentence: how it is.
    pub headline: String,
    /// Why it stopped or cannot start.
    pub explanation: Option<Explanation>,
    /// Its life.
    pub timeline: Vec<TimelineStep>,
    /// Its containers.
    pub containers: Vec<ContainerRow>,
    /// Everything else, laid out for reading.
    pub details: Vec<Section>,
    /// Whether AWS has forgotten it and this is the last that was seen.
    pub is_remembered: bool,
}
