//! Starting and stopping a simulator.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::{JoinError, JoinHandle};
use tokio_util::sync::CancellationToken;

use crate::clock;
use crate::control::Control;
use crate::endpoint::Endpoint;
use crate::serve;
use simulator_scenario::Scenario;

/// What a simulator is started with.
#[derive(Clone, Debug, PartialEq)]
pub struct SimulatorOptions {
    /// Where it listens: a loopback address; port 0 for any free port.
    pub listen: SocketAddr,
    /// The estate at the start.
    pub scenario: Scenario,
    /// Simulated seconds per second: 0 to [`clock::FASTEST`].
    pub speed: f64,
    /// Decides everything that looks random: task ids, addresses, durations.
    pub seed: u64,
    /// The region in every ARN.
    pub region: String,
    /// The account in every ARN: twelve digits.
    pub account: String,
    /// Whether AWS's request buckets are in force.
    pub limits_on: bool,
}

impl Default for SimulatorOptions {
    /// `small` at real speed on a free port, with AWS's request buckets.
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            scenario: Scenario::Small,
            speed: 1.0,
            seed: 1,
            region: "eu-central-1".to_owned(),
            account: "123456789012".to_owned(),
            limits_on: true,
        }
    }
}

/// Why a simulator did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// It answers anybody who can reach it, so it must not be reachable from elsewhere.
    #[error("the simulator listens on loopback addresses only, and {0} is none")]
    NotLoopback(SocketAddr),
    /// Too fast, or not a number.
    #[error("the speed must be from 0 to {most}, and {0} is not", most = clock::FASTEST)]
    Speed(f64),
    /// Not twelve digits.
    #[error("an account is twelve digits, and {0:?} is not")]
    Account(String),
    /// The estate could not be built.
    #[error("the scenario cannot be built")]
    Scenario(#[source] JoinError),
    /// The port is taken, for example.
    #[error("cannot listen on {address}")]
    Listen {
        /// Where it should have listened.
        address: SocketAddr,
        /// Why it cannot.
        source: io::Error,
    },
}

/// Starts simulators.
#[derive(Debug)]
pub struct Simulator;

impl Simulator {
    /// Starts one. It answers when this returns, and stops when the [`Running`] is dropped.
    ///
    /// # Errors
    /// [`StartError`] for options that cannot be, and when the address cannot be listened on.
    pub async fn start(options: SimulatorOptions) -> Result<Running, StartError> {
        if !options.listen.ip().is_loopback() {
            return Err(StartError::NotLoopback(options.listen));
        }
        if !(0.0..=clock::FASTEST).contains(&options.speed) {
            return Err(StartError::Speed(options.speed));
        }
        if options.account.len() != 12 || !options.account.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(StartError::Account(options.account));
        }
        let listen_error = |source| StartError::Listen { address: options.listen, source };
        let listener = TcpListener::bind(options.listen).await.map_err(listen_error)?;
        let address = listener.local_addr().map_err(listen_error)?;
        let stop = CancellationToken::new();
        let built = tokio::task::spawn_blocking(move || Endpoint::new(options)).await;
        let endpoint = Arc::new(built.map_err(StartError::Scenario)?);
        let tasks = vec![
            tokio::spawn(drive(Arc::clone(&endpoint), stop.clone())),
            tokio::spawn(serve::listen(Arc::clone(&endpoint), listener, address, stop.clone())),
        ];
        Ok(Running { address, endpoint, stop, tasks })
    }
}

/// A simulator that runs until it is dropped or shut down.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    endpoint: Arc<Endpoint>,
    stop: CancellationToken,
    tasks: Vec<JoinHandle<()>>,
}

impl Running {
    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// What to give an AWS client as its endpoint URL.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Its controls.
    #[must_use]
    pub fn control(&self) -> Control {
        Control(Arc::clone(&self.endpoint))
    }

    /// Answers what has been asked, closes all connections and stops the clock.
    pub async fn shutdown(mut self) {
        self.stop.cancel();
        for task in self.tasks.drain(..) {
            if let Err(error) = task.await {
                tracing::error!(%error, "a task of the simulator ended badly");
            }
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// Things that happen within this time happen together: a busy estate wakes the process at most fifty times a second.
const COALESCE: Duration = Duration::from_millis(20);

/// Whoever has nothing to do looks at the clock once an hour.
const IDLE: Duration = Duration::from_secs(3_600);

/// Lets things happen when they are due, also while nobody asks.
async fn drive(endpoint: Arc<Endpoint>, stop: CancellationToken) {
    loop {
        let pause = {
            let mut machine = endpoint.machine();
            let next = machine.catch_up().next_event();
            next.and_then(|at| machine.pace.until(at, std::time::Instant::now())).map_or(IDLE, |wait| wait.min(IDLE))
        };
        tokio::select! {
            () = stop.cancelled() => return,
            () = endpoint.stirred.notified() => {}
            () = tokio::time::sleep(pause.max(COALESCE)) => {}
        }
    }
}
