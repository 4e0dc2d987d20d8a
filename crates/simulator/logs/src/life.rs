//! What a container's life was like: everything that its log follows from.

use super::dice::Dice;
use super::voice::{Voice, definition};
use simulator_engine::Millis;
use simulator_engine::container::{Container, ContainerStatus};
use simulator_engine::fault::{Fault, of_image, tag_of};
use simulator_engine::task::{StopCode, Task};
use simulator_engine::time::minutes;
use std::cell::OnceCell;

/// How long a program takes to start, in milliseconds.
pub(super) const START_TAKES: u64 = 1_400;

/// A container that has started.
#[derive(Debug)]
pub(super) struct Life<'a> {
    /// Its task.
    pub task: &'a Task,
    /// Its place in the task definition.
    pub container: usize,
    /// How it speaks.
    pub voice: Voice,
    /// What is wrong with its image.
    pub fault: Option<Fault>,
    /// When its process began.
    pub began: Millis,
    /// When it was asked to end.
    pub signalled: Option<Millis>,
    /// When it ended.
    pub ended: Option<Millis>,
    /// Until when it is told.
    pub now: Millis,
    /// What was remarkable, told when somebody reads it first.
    pub story: OnceCell<Vec<(Millis, String)>>,
}

/// What one thing is told apart from another by, in the chances of one container.
#[derive(Clone, Copy)]
#[repr(u64)]
pub(super) enum Salt {
    Story = 1,
    Minute = 1 << 32,
    Lag = 1 << 33,
}

impl<'a> Life<'a> {
    /// The life of a container; `None` when it has not started.
    pub fn of(task: &'a Task, container: usize, now: Millis) -> Option<Self> {
        let own = &task.containers[container];
        let began = own.started_at?;
        let fault = of_image(&own.image);
        let (ended, signalled) = match ended_by_itself(task, own, fault) {
            true => (own.stopped_at.or(task.times.stopping_at).or(task.times.started_at), None),
            false => (task.times.execution_stopped_at, task.times.signalled_at),
        };
        Some(Self {
            task,
            container,
            voice: Voice::of(&task.definition, container),
            fault,
            began,
            signalled,
            ended,
            now,
            story: OnceCell::new(),
        })
    }

    /// The name of its container.
    pub fn name(&self) -> &str {
        &self.task.containers[self.container].name
    }

    /// The version in its image's tag.
    pub fn version(&self) -> &str {
        tag_of(&self.task.containers[self.container].image).unwrap_or("latest")
    }

    /// The port that it listens on.
    pub fn port(&self) -> Option<u64> {
        self.definition().get("portMappings")?.get(0)?.get("containerPort")?.as_u64()
    }

    /// How often its health is asked for, in milliseconds.
    pub fn health_interval(&self) -> Option<u64> {
        self.task.definition.containers[self.container].check().map(|check| check.interval)
    }

    fn definition(&self) -> &serde_json::Value {
        definition(&self.task.definition, self.container)
    }

    pub fn dice(&self, salt: Salt, number: u64) -> Dice {
        Dice::of(self.task.id.0, self.container, salt as u64 ^ number)
    }

    /// When it serves: from when it listens until it is asked to end, or ends.
    pub fn serves(&self) -> std::ops::Range<Millis> {
        let from = self.began + START_TAKES;
        let to = self.signalled.or(self.ended).unwrap_or(Millis(u64::MAX));
        from..to
    }

    /// About how many bytes it said.
    pub fn bytes(&self, now: Millis) -> u64 {
        let lasted = (self.ended.unwrap_or(now) - self.began) / minutes(1);
        2_000 + lasted * 2_600
    }
}

/// Whether a container's process has ended before anybody asked it to.
fn ended_by_itself(task: &Task, container: &Container, fault: Option<Fault>) -> bool {
    let ends = matches!(fault, Some(Fault::Exit { .. } | Fault::OutOfMemory | Fault::Job));
    let first = task.stop.as_ref().is_none_or(|stop| stop.code == StopCode::EssentialContainerExited);
    ends && first && container.status == ContainerStatus::Stopped
}
