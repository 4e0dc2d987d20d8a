//! The one type through which everything is asked.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use access::Viewer;
use fleet::{Fleet, WatchGuard};
use model::name::EnvironmentName;
use model::noun::Noun;
use model::time::{Span, Timestamp};
use model::watch::{Change, Watch};
use tokio::sync::broadcast;

use crate::error::ConsoleError;
use crate::judged::Survey;

/// A survey of the same version is used again for this long; what only time changes is that much late.
const SURVEY_LASTS: Span = Span::seconds(1);

/// How long a page of one thing waits for the first reading of its environment before it says that there is no such thing.
const FIRST_READ_PATIENCE: Duration = Duration::from_secs(4);

/// All use cases. Cheap to clone; all clones are the same console.
#[derive(Clone)]
pub struct Console(Arc<Inner>);

struct Inner {
    fleet: Fleet,
    version: String,
    surveys: HashMap<EnvironmentName, Mutex<Option<Arc<Survey>>>>,
}

impl Console {
    /// A console over a fleet; `version` is shown in the frame of every page.
    pub fn new(fleet: Fleet, version: &str) -> Self {
        let surveys =
            fleet.environments().into_iter().map(|environment| (environment.name, Mutex::default())).collect();
        Self(Arc::new(Inner { fleet, version: version.to_owned(), surveys }))
    }

    /// Everything that changes from now on.
    pub fn changes(&self, _viewer: &Viewer) -> broadcast::Receiver<Change> {
        self.0.fleet.changes()
    }

    /// Keeps what somebody looks at fresh while the guard lives.
    pub fn watch(&self, _viewer: &Viewer, scope: Watch) -> WatchGuard {
        self.0.fleet.watch(scope)
    }

    pub(crate) fn fleet(&self) -> &Fleet {
        &self.0.fleet
    }

    pub(crate) fn version(&self) -> &str {
        &self.0.version
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.0.fleet.now()
    }

    /// The judged snapshot of an environment.
    ///
    /// # Errors
    /// [`ConsoleError::NotFound`] when there is no such environment.
    pub(crate) fn survey(&self, environment: &EnvironmentName) -> Result<Arc<Survey>, ConsoleError> {
        let unknown = || ConsoleError::NotFound(Noun::Environment);
        let kept = self.0.surveys.get(environment).ok_or_else(unknown)?;
        let snapshot = self.0.fleet.snapshot(environment).ok_or_else(unknown)?;
        let now = self.now();
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(survey) = kept.as_ref()
            && survey.snapshot.version == snapshot.version
            && now.since(survey.at) < SURVEY_LASTS
        {
            return Ok(Arc::clone(survey));
        }
        let revision_of = |arn: &str| {
            self.0.fleet.known_service_revision(environment, arn).and_then(|known| known.task_definition.clone())
        };
        let survey = Arc::new(Survey::new(snapshot, kept.as_deref(), &revision_of, now));
        *kept = Some(Arc::clone(&survey));
        Ok(survey)
    }

    /// The judged snapshots of all environments, in the order of the configuration.
    pub(crate) fn surveys(&self) -> Vec<Arc<Survey>> {
        self.0.fleet.environments().iter().filter_map(|environment| self.survey(&environment.name).ok()).collect()
    }

    /// The judged snapshot once it holds what `find` looks for, or once waiting makes no sense any more.
    ///
    /// Only a start is waited for: an address that was pasted while Podium starts must not answer "not found".
    ///
    /// # Errors
    /// [`ConsoleError::NotFound`] when there is no such environment.
    pub(crate) async fn survey_with(
        &self,
        environment: &EnvironmentName,
        find: impl Fn(&Survey) -> bool,
    ) -> Result<Arc<Survey>, ConsoleError> {
        let deadline = tokio::time::Instant::now() + FIRST_READ_PATIENCE;
        let mut changes = self.0.fleet.changes();
        loop {
            let survey = self.survey(environment)?;
            if survey.is_settled() || find(&survey) {
                return Ok(survey);
            }
            match tokio::time::timeout_at(deadline, changes.recv()).await {
                Ok(Ok(_) | Err(broadcast::error::RecvError::Lagged(_))) => {}
                Ok(Err(broadcast::error::RecvError::Closed)) | Err(_) => return Ok(survey),
            }
        }
    }
}
