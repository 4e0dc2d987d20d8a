//! Service revisions that were read: a revision never changes, so once is enough.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use model::deployment::ServiceRevision;
use tokio::time::Instant;

use crate::budget::Priority;
use crate::clients::Clients;
use crate::error::FleetError;
use crate::read;
use crate::read::service_deployments::DESCRIBE_MAX;

/// The most revisions that are kept; the one that was read first goes first. At some 500 bytes each.
const KEPT: usize = 5_000;

/// How long a failure serves: pages that ask again meanwhile are told the same.
const FAILURE_SERVES: Duration = Duration::from_secs(10);

/// How long it is believed that AWS does not know a revision.
const ABSENCE_SERVES: Duration = Duration::from_secs(60);

/// The cache of one environment.
#[derive(Debug)]
pub(crate) struct Revisions {
    clients: Clients,
    known: Mutex<Known>,
    /// Whoever holds it reads; the others find what they miss when it is their turn.
    reading: tokio::sync::Mutex<Option<(Instant, FleetError)>>,
}

#[derive(Debug, Default)]
struct Known {
    revisions: HashMap<String, Arc<ServiceRevision>>,
    order: VecDeque<String>,
    absent: HashMap<String, Instant>,
}

impl Revisions {
    pub(crate) fn new(clients: Clients) -> Self {
        Self { clients, known: Mutex::default(), reading: tokio::sync::Mutex::default() }
    }

    pub(crate) fn known(&self, arn: &str) -> Option<Arc<ServiceRevision>> {
        self.lock().revisions.get(arn).cloned()
    }

    /// All of these that exist, in this order. What is missing is read in full batches.
    pub(crate) async fn get(&self, arns: &[String]) -> Result<Vec<Arc<ServiceRevision>>, FleetError> {
        if !self.missing(arns).is_empty() {
            let mut failure = self.reading.lock().await;
            if let Some((at, error)) = &*failure
                && at.elapsed() < FAILURE_SERVES
            {
                return Err(error.clone());
            }
            *failure = None;
            for batch in self.missing(arns).chunks(DESCRIBE_MAX) {
                match read::service_deployments::revisions(&self.clients, batch, Priority::Interactive).await {
                    Ok(revisions) => self.lock().add(batch, revisions),
                    Err(error) => {
                        *failure = Some((Instant::now(), error.clone()));
                        return Err(error);
                    }
                }
            }
        }
        Ok(arns.iter().filter_map(|arn| self.known(arn)).collect())
    }

    fn missing(&self, arns: &[String]) -> Vec<String> {
        let known = self.lock();
        let is_missing = |arn: &&String| {
            let is_absent = known.absent.get(*arn).is_some_and(|since| since.elapsed() < ABSENCE_SERVES);
            !known.revisions.contains_key(*arn) && !is_absent
        };
        let mut missing: Vec<_> = arns.iter().filter(is_missing).cloned().collect();
        missing.sort();
        missing.dedup();
        missing
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn add(&mut self, asked: &[String], revisions: Vec<ServiceRevision>) {
        for revision in revisions {
            while self.order.len() >= KEPT {
                if let Some(oldest) = self.order.pop_front() {
                    self.revisions.remove(&oldest);
                }
            }
            let arn = revision.arn.clone();
            self.absent.remove(&arn);
            if self.revisions.insert(arn.clone(), Arc::new(revision)).is_none() {
                self.order.push_back(arn);
            }
        }
        self.absent.retain(|_, since| since.elapsed() < ABSENCE_SERVES);
        let absent = asked.iter().filter(|arn| !self.revisions.contains_key(*arn));
        self.absent.extend(absent.map(|arn| (arn.clone(), Instant::now())).collect::<Vec<_>>());
    }
}
