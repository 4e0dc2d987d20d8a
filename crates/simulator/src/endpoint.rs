//! Everything one simulator keeps, shared by its connections, its clock and its controls.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use tokio::sync::{Notify, watch};

use crate::SimulatorOptions;
use crate::buckets::{Bucket, Buckets, Payer};
use crate::clock::Pace;
use crate::faults::{Effect, Fault, Faults, Subject, Verdict};
use crate::journal::Journal;
use simulator_engine::{Engine, EngineOptions, Millis};
use simulator_scenario::Scenario;
use simulator_wire::identity::Identities;

/// The engine and the pace of its clock.
#[derive(Debug)]
pub struct Machine {
    /// The engine; let it catch up before looking at it.
    pub engine: Engine,
    /// The pace of its clock.
    pub pace: Pace,
}

impl Machine {
    /// Lets everything happen that is due.
    pub fn catch_up(&mut self) -> &mut Engine {
        self.engine.advance_to(self.pace.at(Instant::now()));
        &mut self.engine
    }
}

/// One simulator, without its socket.
#[derive(Debug)]
pub struct Endpoint {
    options: SimulatorOptions,
    machine: Mutex<Machine>,
    journal: Mutex<Journal>,
    faults: Mutex<Faults>,
    /// `None` while calls are not counted.
    buckets: Mutex<Option<Buckets>>,
    identities: Mutex<Identities>,
    dice: Mutex<StdRng>,
    refused_until: watch::Sender<Option<Instant>>,
    /// Told when the engine may have something earlier to do than before.
    pub stirred: Notify,
}

impl Endpoint {
    /// A simulator as the options say.
    pub fn new(options: SimulatorOptions) -> Self {
        Self {
            machine: Mutex::new(machine(&options, options.scenario, options.speed)),
            journal: Mutex::default(),
            faults: Mutex::default(),
            buckets: Mutex::new(options.limits_on.then(Buckets::default)),
            identities: Mutex::new(Identities::new(&options.account)),
            dice: Mutex::new(StdRng::seed_from_u64(options.seed)),
            refused_until: watch::Sender::new(None),
            stirred: Notify::new(),
            options,
        }
    }

    /// What it was started with.
    pub const fn options(&self) -> &SimulatorOptions {
        &self.options
    }

    /// The engine and its clock.
    pub fn machine(&self) -> MutexGuard<'_, Machine> {
        lock(&self.machine)
    }

    /// The journal.
    pub fn journal(&self) -> MutexGuard<'_, Journal> {
        lock(&self.journal)
    }

    /// Who callers are.
    pub fn identities(&self) -> MutexGuard<'_, Identities> {
        lock(&self.identities)
    }

    /// Takes a call out of its bucket; `false` when the bucket is empty.
    pub fn take(&self, payer: &Payer, bucket: Bucket) -> bool {
        lock(&self.buckets).as_mut().is_none_or(|buckets| buckets.take(payer, bucket, Instant::now()))
    }

    /// Counts calls from now on, with full buckets.
    pub fn count_calls(&self) {
        *lock(&self.buckets) = Some(Buckets::default());
    }

    /// Stops counting calls.
    pub fn stop_counting_calls(&self) {
        *lock(&self.buckets) = None;
    }

    /// Whether calls are counted.
    pub fn counts_calls(&self) -> bool {
        lock(&self.buckets).is_some()
    }

    /// Decides what happens to a call.
    pub fn judge(&self, subject: Subject<'_>) -> Verdict {
        let mut dice = lock(&self.dice);
        lock(&self.faults).judge(subject, || dice.random())
    }

    /// Looks at the faults.
    pub fn faults(&self) -> MutexGuard<'_, Faults> {
        lock(&self.faults)
    }

    /// Puts a fault in force.
    pub fn inject(&self, fault: Fault) -> u64 {
        let refused = match fault.effect {
            Effect::Refuse { seconds } => {
                Some(Instant::now() + Duration::try_from_secs_f64(seconds).unwrap_or_default())
            }
            _ => None,
        };
        let id = self.faults().inject(fault);
        if refused.is_some() {
            self.refused_until.send_replace(refused);
        }
        id
    }

    /// Lifts one fault; `false` when there is none with this number.
    pub fn lift(&self, id: u64) -> bool {
        let lifted = self.faults().lift(id);
        self.end_refusal_without_fault();
        lifted
    }

    /// Lifts all faults.
    pub fn clear_faults(&self) {
        self.faults().clear();
        self.end_refusal_without_fault();
    }

    /// Lifts the faults by which nobody listened, because somebody listens again.
    pub fn end_refusal(&self) {
        self.faults().lift_refusals();
        self.refused_until.send_if_modified(|until| until.take().is_some());
    }

    fn end_refusal_without_fault(&self) {
        if !self.faults().list().iter().any(|injected| matches!(injected.fault.effect, Effect::Refuse { .. })) {
            self.refused_until.send_if_modified(|until| until.take().is_some());
        }
    }

    /// Until when nobody listens.
    pub fn refusal(&self) -> watch::Receiver<Option<Instant>> {
        self.refused_until.subscribe()
    }

    /// Replaces the estate; its clock starts at the wall clock's time and goes on at the present speed.
    pub fn load(&self, scenario: Scenario) {
        let speed = self.machine().pace.speed();
        *self.machine() = machine(&self.options, scenario, speed);
        self.stirred.notify_one();
    }

    /// Makes everything as it was at the start: estate, speed, faults, buckets, journal.
    pub fn reset(&self) {
        *self.machine() = machine(&self.options, self.options.scenario, self.options.speed);
        self.clear_faults();
        *lock(&self.buckets) = self.options.limits_on.then(Buckets::default);
        self.journal().clear();
        self.stirred.notify_one();
    }
}

fn machine(options: &SimulatorOptions, scenario: Scenario, speed: f64) -> Machine {
    #[expect(clippy::disallowed_methods, reason = "simulated time begins today; from there on it is the engine's own")]
    let today = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let now = Millis(u64::try_from(today.as_millis()).unwrap_or_default());
    let engine = simulator_scenario::build(
        scenario,
        &EngineOptions { seed: options.seed, region: options.region.clone(), account: options.account.clone(), now },
    );
    let pace = Pace::new(Instant::now(), engine.now(), speed);
    Machine { engine, pace }
}

/// A panic in one request must not silence the others.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
