//! The controls of a running simulator, for programs that started it: what the side API does, without HTTP.

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;

use crate::clock::LONGEST_JUMP;
use crate::endpoint::Endpoint;
use crate::faults::{Fault, Injected};
use crate::journal::{Call, Filter, Totals};
use simulator_engine::cluster::ClusterStatus;
use simulator_engine::service::ServiceStatus;
use simulator_engine::task::TaskStatus;
use simulator_engine::{ApiError, Engine};
use simulator_scenario::Scenario;

/// A handle on a running simulator. Clones control the same one.
#[derive(Clone, Debug)]
pub struct Control(pub(crate) Arc<Endpoint>);

/// How much simulated time a jump handles at once.
const STEP: Duration = Duration::from_secs(300);

/// Whether the agent of a container instance answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agent {
    /// It does.
    Connected,
    /// It does not: what its tasks do is not heard of.
    Lost,
}

/// A summary of the estate and its clock.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct State {
    /// The simulated time, in seconds since 1970.
    pub now: f64,
    /// Simulated seconds per second.
    pub speed: f64,
    /// Simulated seconds until the next thing happens by itself; absent when nothing will.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_event_in: Option<f64>,
    /// How many things have happened by themselves since the scenario was loaded.
    pub events_handled: u64,
    /// Whether AWS's request buckets are in force.
    pub limits: bool,
    /// The region in every ARN.
    pub region: String,
    /// The account in every ARN.
    pub account: String,
    /// How much there is.
    pub counts: Counts,
    /// How many faults are in force.
    pub faults: usize,
    /// The number of the newest call in the journal.
    pub last_call: u64,
}

/// How much there is in an estate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// ACTIVE clusters.
    pub clusters: usize,
    /// ACTIVE and DRAINING services.
    pub services: usize,
    /// Tasks that have not stopped.
    pub tasks: usize,
    /// STOPPED tasks that can still be described.
    pub stopped_tasks: usize,
    /// Families of task definitions.
    pub families: usize,
    /// Revisions of task definitions, whatever their status.
    pub revisions: usize,
    /// Target groups.
    pub target_groups: usize,
}

impl Control {
    /// The remembered calls that match, the oldest first.
    #[must_use]
    pub fn journal(&self, filter: &Filter) -> Vec<Call> {
        self.0.journal().calls(filter)
    }

    /// The sums over all calls.
    #[must_use]
    pub fn totals(&self) -> Totals {
        self.0.journal().totals().clone()
    }

    /// The number of the newest call: pass it as [`Filter::since`] to see only what comes.
    #[must_use]
    pub fn last_call(&self) -> u64 {
        self.0.journal().last()
    }

    /// Forgets calls and totals.
    pub fn clear_journal(&self) {
        self.0.journal().clear();
    }

    /// Puts a fault in force and returns its number.
    pub fn inject(&self, fault: Fault) -> u64 {
        self.0.inject(fault)
    }

    /// The faults in force, the oldest first.
    #[must_use]
    pub fn faults(&self) -> Vec<Injected> {
        self.0.faults().list().to_vec()
    }

    /// Lifts one fault; `false` when there is none with this number.
    pub fn lift(&self, id: u64) -> bool {
        self.0.lift(id)
    }

    /// Lifts all faults.
    pub fn clear_faults(&self) {
        self.0.clear_faults();
    }

    /// Puts AWS's request buckets in force, full.
    pub fn limits_on(&self) {
        self.0.count_calls();
    }

    /// Lets everybody call as often as they like.
    pub fn limits_off(&self) {
        self.0.stop_counting_calls();
    }

    /// Jumps ahead in simulated time, at most [a week](LONGEST_JUMP), and lets everything happen that is due.
    pub fn advance(&self, by: Duration) {
        let mut left = by.min(LONGEST_JUMP);
        while !left.is_zero() {
            // In steps, so that calls of a large estate are answered meanwhile.
            let step = left.min(STEP);
            let mut machine = self.0.machine();
            machine.pace.jump(step);
            machine.catch_up();
            left -= step;
        }
        self.0.stirred.notify_one();
    }

    /// Goes on with another speed, from 0 (stands still) to [the fastest](crate::clock::FASTEST).
    pub fn set_speed(&self, speed: f64) {
        {
            let mut machine = self.0.machine();
            machine.catch_up();
            machine.pace.set_speed(std::time::Instant::now(), speed);
        }
        self.0.stirred.notify_one();
    }

    /// Makes the agent of a container instance fall silent, or answer again.
    ///
    /// # Errors
    /// What AWS says when there is no such cluster or instance.
    pub fn set_agent(&self, cluster: &str, instance: &str, agent: Agent) -> Result<(), ApiError> {
        {
            let mut machine = self.0.machine();
            let engine = machine.catch_up();
            let key = engine.find_instance(Some(cluster), instance)?;
            match agent {
                Agent::Connected => engine.connect_agent(&key),
                Agent::Lost => engine.disconnect_agent(&key),
            }
        }
        self.0.stirred.notify_one();
        Ok(())
    }

    /// Replaces the estate.
    pub fn load(&self, scenario: Scenario) {
        self.0.load(scenario);
    }

    /// Makes everything as it was at the start.
    pub fn reset(&self) {
        self.0.reset();
    }

    /// A summary.
    #[must_use]
    pub fn state(&self) -> State {
        let (faults, last_call, limits) = (self.0.faults().list().len(), self.last_call(), self.0.counts_calls());
        let mut machine = self.0.machine();
        let speed = machine.pace.speed();
        let engine = machine.catch_up();
        let until = engine.next_event().map(|at| at.as_seconds() - engine.now().as_seconds());
        State {
            now: engine.now().as_seconds(),
            speed,
            next_event_in: until.map(|seconds| seconds.max(0.0)),
            events_handled: engine.handled(),
            limits,
            region: engine.world().arns().region().to_owned(),
            account: engine.world().arns().account().to_owned(),
            counts: Counts::of(engine),
            faults,
            last_call,
        }
    }
}

impl Counts {
    fn of(engine: &Engine) -> Self {
        let world = engine.world();
        let mut counts = Self {
            families: world.families().count(),
            revisions: world.families().map(|family| family.revisions().count()).sum(),
            target_groups: world.target_groups().len(),
            ..Self::default()
        };
        for cluster in world.clusters() {
            counts.clusters += usize::from(cluster.status == ClusterStatus::Active);
            counts.services += cluster.services().filter(|service| service.status != ServiceStatus::Inactive).count();
            let stopped = cluster.tasks().filter(|task| task.last_status == TaskStatus::Stopped).count();
            counts.stopped_tasks += stopped;
            counts.tasks += cluster.tasks().len() - stopped;
        }
        counts
    }
}
