//! The one type through which everything is asked.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use access::Viewer;
use fleet::{Fleet, WatchGuard};
use model::audit::Subject;
use model::name::EnvironmentName;
use model::noun::Noun;
use model::time::{Span, Timestamp};
use model::watch::{Change, Watch};
use tokio::sync::{OwnedMutexGuard, broadcast};

use crate::change::{Changes, Drafts, Replacements, SealKey, Turns, keep_replacing, keep_resolving};
use crate::error::ConsoleError;
use crate::judged::Survey;

/// An environment is judged ahead of visitors for this long after somebody asked.
const LOOKED_AT: Span = Span::seconds(10);

/// How long a page of one thing waits for the first reading of its environment before it says that there is no such
/// thing.
const FIRST_READ_PATIENCE: Duration = Duration::from_secs(4);

/// All use cases. Cheap to clone; all clones are the same console.
#[derive(Clone)]
pub struct Console(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    fleet: Fleet,
    changes: Changes,
    seal_key: SealKey,
    turns: Turns,
    drafts: Drafts,
    replacements: Arc<Replacements>,
    version: String,
    surveys: HashMap<EnvironmentName, Kept>,
}

/// The last survey of an environment.
struct Kept {
    survey: Mutex<Option<Arc<Survey>>>,
    /// When somebody last asked for it, in milliseconds since 1970.
    asked: AtomicI64,
}

impl Console {
    /// A console over a fleet, with what changing things needs; `version` is shown in the frame of every page.
    pub fn new(fleet: Fleet, changes: Changes, version: &str) -> Self {
        let kept = || Kept { survey: Mutex::default(), asked: AtomicI64::new(fleet.now().0) };
        let surveys = fleet.environments().into_iter().map(|environment| (environment.name, kept())).collect();
        let news = fleet.changes();
        let (replacements, version) = (Arc::default(), version.to_owned());
        let (seal_key, turns, drafts) = (SealKey::random(), Turns::default(), Drafts::default());
        let inner = Inner { fleet, changes, seal_key, turns, drafts, replacements, version, surveys };
        let console = Self(Arc::new(inner));
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(judge_ahead(Arc::downgrade(&console.0), news));
            runtime.spawn(keep_resolving(Arc::downgrade(&console.0)));
            runtime.spawn(keep_replacing(Arc::downgrade(&console.0), console.0.fleet.changes()));
        }
        console
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

    pub(crate) fn changes_of(&self) -> &Changes {
        &self.0.changes
    }

    pub(crate) fn seal_key(&self) -> SealKey {
        self.0.seal_key.clone()
    }

    /// Waits until nobody else here is about to change this.
    pub(crate) async fn turn_of(&self, subject: &Subject) -> OwnedMutexGuard<()> {
        self.0.turns.of(subject).await
    }

    pub(crate) fn drafts(&self) -> &Drafts {
        &self.0.drafts
    }

    pub(crate) fn replacements(&self) -> &Replacements {
        &self.0.replacements
    }

    /// The same for whoever must not keep the console.
    pub(crate) fn shared_replacements(&self) -> Arc<Replacements> {
        Arc::clone(&self.0.replacements)
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
        if let Some(kept) = self.0.surveys.get(environment) {
            kept.asked.store(self.now().0, Ordering::Relaxed);
        }
        self.judge(environment)
    }

    fn judge(&self, environment: &EnvironmentName) -> Result<Arc<Survey>, ConsoleError> {
        let unknown = || ConsoleError::NotFound(Noun::Environment);
        let kept = self.0.surveys.get(environment).ok_or_else(unknown)?;
        let mut kept = kept.survey.lock().unwrap_or_else(PoisonError::into_inner);
        // Read under the lock: whoever had to wait for it must not go back to an older snapshot.
        let snapshot = self.0.fleet.snapshot(environment).ok_or_else(unknown)?;
        let now = self.now();
        if let Some(survey) = kept.as_ref()
            && survey.holds(&snapshot, now)
        {
            return Ok(Arc::clone(survey));
        }
        let revision_of = |arn: &str| {
            self.0.fleet.known_service_revision(environment, arn).and_then(|known| known.task_definition.clone())
        };
        // When AWS put the clock back, what was judged by the wrong one is judged again.
        let before = kept.as_deref().filter(|survey| survey.at <= now);
        let survey = Arc::new(Survey::new(snapshot, before, &revision_of, now));
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

/// Judges what changes where somebody looks, so that visitors find it done.
async fn judge_ahead(console: Weak<Inner>, mut changes: broadcast::Receiver<Change>) {
    loop {
        if let Err(broadcast::error::RecvError::Closed) = changes.recv().await {
            return;
        }
        // Changes that came meanwhile are judged together.
        while !matches!(
            changes.try_recv(),
            Err(broadcast::error::TryRecvError::Empty | broadcast::error::TryRecvError::Closed)
        ) {}
        let Some(console) = console.upgrade().map(Console) else { return };
        let judging = tokio::task::spawn_blocking(move || {
            let is_asked = |kept: &Kept| console.now().0 - kept.asked.load(Ordering::Relaxed) < LOOKED_AT.0;
            for (environment, _) in console.0.surveys.iter().filter(|(_, kept)| is_asked(kept)) {
                if let Ok(survey) = console.judge(environment) {
                    survey.prepare();
                }
            }
        });
        // A panic in there is reported where it happens; the next change is judged all the same.
        let _ = judging.await;
    }
}
