//! A Podium on simulated estates, asked without a socket.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use fleet::{EnvironmentSettings, Fleet, FleetOptions, Snapshot};
use futures::{StreamExt as _, stream};
use http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use model::name::EnvironmentName;
use server::limits::Limits;
use server::podium::Podium;
use server::router::router;
use simulator::{Running, Scenario, Simulator, SimulatorOptions};
use tempfile::TempDir;
use tokio::time::timeout;
use tower::ServiceExt as _;

use crate::aws::Aws;
use crate::log;

/// Everything that has to happen happens well within this time, or the test fails.
pub const SOON: Duration = Duration::from_secs(20);

pub struct World {
    pub simulators: Vec<Running>,
    pub podium: Podium,
    pub router: Router,
    _data: TempDir,
}

/// An answer that has arrived whole.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl World {
    /// One environment `demo` with the estate `small`, read once, in which time stands still.
    pub async fn small() -> Self {
        let world = Self::of(&[("demo", Scenario::Small)], Limits::default()).await;
        world.simulators[0].control().set_speed(0.0);
        world
    }

    /// The same without anything in it.
    pub async fn empty() -> Self {
        Self::of(&[("demo", Scenario::Empty)], Limits::default()).await
    }

    /// An environment for each name, all read once.
    pub async fn of(environments: &[(&str, Scenario)], limits: Limits) -> Self {
        Self::read_by(environments, limits, impatient()).await
    }

    /// The same with a fleet that takes its time.
    pub async fn read_by(environments: &[(&str, Scenario)], limits: Limits, options: FleetOptions) -> Self {
        log::capture();
        let mut simulators = Vec::new();
        let mut settings = Vec::new();
        for (name, scenario) in environments {
            let options = SimulatorOptions { scenario: *scenario, limits_on: false, ..SimulatorOptions::default() };
            let simulator = Simulator::start(options).await.unwrap();
            settings.push(environment(name, simulator.url()));
            simulators.push(simulator);
        }
        let data = tempfile::tempdir().unwrap();
        let changes = server::changes::open(data.path(), BTreeSet::new(), BTreeSet::new()).await.unwrap();
        let podium = Podium::new(Fleet::start(settings, options).await, changes, limits);
        let router = router(podium.clone());
        let world = Self { simulators, podium, router, _data: data };
        world.wait_for("everything to be read", |snapshot| snapshot.first_read_complete).await;
        world
    }

    /// A client of the first estate.
    pub fn aws(&self) -> Aws {
        Aws::of(&self.simulators[0])
    }

    pub fn snapshots(&self) -> Vec<Arc<Snapshot>> {
        let environments = self.podium.fleet.environments();
        environments.iter().map(|it| self.podium.fleet.snapshot(&it.name).unwrap()).collect()
    }

    /// Waits until the news of every environment is as it should be.
    pub async fn wait_for(&self, what: &str, is_so: impl Fn(&Snapshot) -> bool) {
        let mut changes = self.podium.fleet.changes();
        let wait = async {
            while !self.snapshots().iter().all(|snapshot| is_so(snapshot)) {
                let _ = timeout(Duration::from_millis(200), changes.recv()).await;
            }
        };
        assert!(timeout(SOON, wait).await.is_ok(), "waited for {what} in vain");
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask(Request::get(path)).await
    }

    /// Asks for everything, several at once. Tasks that have been forgotten since the paths were made are left out.
    pub async fn get_all(&self, paths: Vec<String>) -> Vec<(String, Answer)> {
        let ask = |path: String| {
            let router = self.router.clone();
            tokio::spawn(async move {
                let request = Request::get(&path).header(header::HOST, "localhost:3000").body(Body::empty()).unwrap();
                let answer = whole(&router, request).await;
                (path, answer)
            })
        };
        let mut answers: Vec<_> = stream::iter(paths).map(ask).buffered(8).map(Result::unwrap).collect().await;
        let known: HashSet<String> = self.page_paths().into_iter().chain(self.function_paths()).collect();
        answers.retain(|(path, answer)| answer.status != StatusCode::NOT_FOUND || known.contains(path));
        answers
    }

    pub async fn ask(&self, request: http::request::Builder) -> Answer {
        self.send(request.header(header::HOST, "localhost:3000").body(Body::empty()).unwrap()).await
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        whole(&self.router, request).await
    }
}

/// Sends a request and reads the answer to its end.
pub async fn whole(router: &Router, request: Request<Body>) -> Answer {
    let answer = async {
        let (head, body) = router.clone().oneshot(request).await.unwrap().into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer { status: head.status, headers: head.headers, body: String::from_utf8_lossy(&body).into_owned() }
    };
    timeout(SOON, answer).await.unwrap()
}

impl Answer {
    #[track_caller]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("{name} is missing: {:?}", self.headers)).to_str().unwrap()
    }
}

pub fn environment(name: &str, endpoint: String) -> EnvironmentSettings {
    EnvironmentSettings {
        name: EnvironmentName::parse(name).unwrap(),
        region: "eu-central-1".to_owned(),
        profile: None,
        role_arn: None,
        external_id: None,
        endpoint_url: Some(endpoint),
        read_only: false,
    }
}

/// Looks so often that no test has to wait long.
fn impatient() -> FleetOptions {
    let often = Duration::from_millis(200);
    FleetOptions {
        focus: often,
        sweep: often,
        deploying: often,
        background: often,
        idle: often,
        families: often,
        families_watched: often,
        back_off: often,
        back_off_most: often,
        back_off_watched: often,
        budget_share: 1_000.0,
        ..FleetOptions::default()
    }
}
