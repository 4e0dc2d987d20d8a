//! The pretended Amazon ECS: a clock, a queue of things to come, and the world they change.
//!
//! Architecture invariant: nothing in here reads a clock, opens a socket or draws an unseeded random number. The same
//! seed and the same calls in the same order give the same world, down to the task ids.
//!
//! Nothing is scanned on a tick: every change that time brings is one entry in the queue, so an estate of ten thousand
//! steady tasks costs nothing until something happens to one of them.

pub mod account;
pub mod arn;
pub mod autoscaling;
pub mod balancing;
pub mod calendar;
pub mod capacity;
pub mod cluster;
pub mod codedeploy;
pub mod container;
pub mod deployment;
pub mod error;
pub mod fault;
pub mod id;
pub mod input;
pub mod logs;
pub mod metrics;
pub mod network;
pub mod operate;
pub mod placement;
pub mod registry;
pub mod rollout;
pub mod service;
pub mod tag;
pub mod task;
pub mod task_definition;
pub mod task_set;
pub mod time;
pub mod vpc;
pub mod world;

mod image;
mod json;
mod lifecycle;
mod queue;
mod random;
mod scheduler;
mod validate;

pub use error::ApiError;
pub use random::SplitMix;
pub use time::Millis;
pub use world::World;

use logs::LogGroups;
use metrics::Metrics;
use queue::{Happening, Queue};
use random::Random;
use std::collections::BTreeMap;

/// A JSON object, kept as it came.
pub type JsonMap = serde_json::Map<String, serde_json::Value>;

/// A name that many things share: of a cluster, a service, a family, a container, an image.
pub type Name = std::sync::Arc<str>;

/// What an estate is before anything is in it.
#[derive(Clone, Debug)]
pub struct EngineOptions {
    /// Decides every id, duration and address.
    pub seed: u64,
    /// The region in every ARN, for example `eu-central-1`.
    pub region: String,
    /// The account in every ARN: twelve digits.
    pub account: String,
    /// What the clock shows at the beginning.
    pub now: Millis,
}

impl Default for EngineOptions {
    /// Seed 1, account 123456789012 in eu-central-1, at the beginning of 2026.
    fn default() -> Self {
        Self {
            seed: 1,
            region: "eu-central-1".to_owned(),
            account: "123456789012".to_owned(),
            now: Millis(1_767_225_600_000),
        }
    }
}

/// One account in one region, and its clock.
///
/// The world is what ECS and its neighbours know; metrics and logs are what CloudWatch remembers of it.
#[derive(Debug)]
pub struct Engine {
    world: World,
    metrics: Metrics,
    logs: LogGroups,
    queue: Queue,
    random: Random,
    run_tokens: BTreeMap<(Name, String), operate::RememberedRun>,
    zones: [Name; 3],
    launched: u64,
    handled: u64,
}

impl Engine {
    /// An empty account whose clock stands at `options.now`.
    #[must_use]
    pub fn new(options: &EngineOptions) -> Self {
        let arns = arn::Arns::new(&options.region, &options.account);
        Self {
            world: World::new(arns.clone(), options.now),
            metrics: Metrics::new(options.seed),
            logs: LogGroups::new(arns),
            queue: Queue::default(),
            random: Random::new(options.seed),
            run_tokens: BTreeMap::new(),
            zones: ["a", "b", "c"].map(|letter| format!("{}{letter}", options.region).into()),
            launched: 0,
            handled: 0,
        }
    }

    /// What exists now.
    #[must_use]
    pub fn world(&self) -> &World {
        &self.world
    }

    /// What CloudWatch remembers: metrics and alarms.
    #[must_use]
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// The log groups, and what clients put in them.
    #[must_use]
    pub fn logs(&self) -> &LogGroups {
        &self.logs
    }

    /// The log groups, to be changed by clients.
    pub fn logs_mut(&mut self) -> &mut LogGroups {
        &mut self.logs
    }

    /// From now on, what is made is made by the principal of that ARN.
    pub fn act_as(&mut self, caller: &str) {
        if *self.world.caller != *caller {
            self.world.caller = caller.into();
        }
    }

    /// What the clock shows.
    #[must_use]
    pub fn now(&self) -> Millis {
        self.world.now
    }

    /// When the next thing will happen by itself; `None` when nothing will.
    #[must_use]
    pub fn next_event(&self) -> Option<Millis> {
        self.queue.next_at()
    }

    /// How many things have happened by themselves since the beginning: the engine's own measure of work.
    #[must_use]
    pub fn handled(&self) -> u64 {
        self.handled
    }

    /// Lets everything happen that is due until `to`, in order, and sets the clock to it.
    ///
    /// A time in the past changes nothing: the clock never goes back.
    pub fn advance_to(&mut self, to: Millis) {
        while let Some((at, happening)) = self.queue.pop_due(to) {
            self.world.now = self.world.now.max(at);
            self.handled += 1;
            self.handle(happening);
        }
        self.world.now = self.world.now.max(to);
    }

    fn handle(&mut self, happening: Happening) {
        match happening {
            Happening::TaskStep { task, step, generation } => self.step_task(&task, step, generation),
            Happening::Reconcile { service, wake } => self.reconcile(&service, wake),
            Happening::StillSteady { service, deployment } => self.repeat_steady_state(&service, deployment),
            Happening::TargetStep { group, target, generation } => self.step_target(&group, &target, generation),
            Happening::TellRegistered { service } => self.tell_registered(&service),
            Happening::TellLeft { service } => self.tell_left(&service),
            Happening::ForgetTask { task } => self.forget_task(&task),
            Happening::ForgetService { service, created_at } => self.forget_service(&service, created_at),
            Happening::Scaling { service, look } => self.look_at_scaling(&service, look),
            Happening::EvaluateAlarm { alarm, generation } => self.evaluate_alarm(&alarm, generation),
            Happening::ForgetRevision { family, revision } => self.forget_revision(&family, revision),
            Happening::CodeDeploy { deployment } => self.advance_deployment(&deployment),
            Happening::Capacity { cluster, change } => self.change_capacity(&cluster, change),
        }
    }
}

#[cfg(test)]
mod tests;
