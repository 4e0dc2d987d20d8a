//! What is read because somebody looks at it. Nobody waits for it: a reader gets what is known, and is told when there
//! is more.

use std::collections::HashMap;
use std::fmt::Debug;
use std::hash::Hash;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures::stream::FuturesUnordered;
use futures::{FutureExt, StreamExt};
use model::freshness::{Freshness, Trouble};
use model::term::AwsRequestId;
use parking_lot::{Mutex, MutexGuard};
use tokio::sync::Notify;
use tokio::time::Instant;

use crate::back_off;
use crate::clients::Sent;
use crate::clock::Clock;
use crate::error::FleetError;
use crate::snapshot::Known;

#[cfg(test)]
mod tests;

/// Values by key, each read when it is asked for and kept fresh while somebody looks.
///
/// However many ask, one read is under way per key, and none begins before the last answer has served its time. A
/// failure keeps the last answer and is retried with back-off.
#[derive(Debug)]
pub(crate) struct OnDemand<K, V> {
    /// What is read, for the log.
    name: &'static str,
    /// How long a value serves that may change.
    serves: Duration,
    /// Whether a value never changes.
    is_final: fn(&V) -> bool,
    /// The most values kept; the one that was asked for longest ago goes first.
    most: usize,
    /// The first pause after a failure, and the longest.
    back_off: (Duration, Duration),
    clock: Clock,
    entries: Mutex<HashMap<K, Entry<V>>>,
    due: Notify,
}

/// One value and when to read it again.
#[derive(Debug)]
struct Entry<V> {
    known: Known<V>,
    asked_at: Instant,
    /// When the wish for it was last settled: by an answer, or because nobody looked any more.
    settled_at: Option<Instant>,
    /// When the next read may begin; `None` when the value serves for ever.
    due_at: Option<Instant>,
    failures: u32,
    is_being_read: bool,
}

/// How [`OnDemand`] reads: what differs between kinds of values.
pub(crate) struct Reading<W, R, A> {
    /// The most keys that one read takes.
    pub(crate) batch: usize,
    /// Whether somebody looks at this key right now.
    pub(crate) is_watched: W,
    /// Reads a batch. A key that the answer leaves out does not exist and is told with its default value.
    pub(crate) read: R,
    /// Tells the readers of a key that there is news.
    pub(crate) announce: A,
}

/// What a read gives: when AWS was asked, and the values by key.
pub(crate) type Answer<K, V> = Result<Sent<Vec<(K, V)>>, FleetError>;

impl<K, V> OnDemand<K, V>
where
    K: Clone + Debug + Eq + Hash,
    V: Default,
{
    pub(crate) fn new(
        name: &'static str,
        serves: Duration,
        is_final: fn(&V) -> bool,
        most: usize,
        back_off: (Duration, Duration),
        clock: &Clock,
    ) -> Self {
        let clock = clock.clone();
        Self { name, serves, is_final, most, back_off, clock, entries: Mutex::default(), due: Notify::new() }
    }

    /// What is known of this key now. Begins a read where one is due, and never waits for it.
    pub(crate) fn get(&self, key: &K) -> Known<V> {
        self.get_all(std::slice::from_ref(key)).pop().unwrap_or_default()
    }

    /// What is known of each of these keys now. What has to be read is read in full batches.
    pub(crate) fn get_all(&self, keys: &[K]) -> Vec<Known<V>> {
        let now = self.clock.instant();
        let mut entries = self.lock();
        let (mut known, mut is_news) = (Vec::new(), false);
        for key in keys {
            if !entries.contains_key(key) {
                make_room(&mut entries, self.most);
            }
            let entry = entries.entry(key.clone()).or_insert_with(|| Entry::new(now));
            let was_wanted = entry.is_wanted();
            entry.asked_at = now;
            // A value that is wanted again is read when it has served its time: the loop has to learn when that is.
            is_news |= entry.is_due(now) || (entry.is_wanted() && !was_wanted);
            known.push(entry.known.clone());
        }
        drop(entries);
        if is_news {
            self.due.notify_one();
        }
        known
    }

    /// As [`get`](Self::get), for values that serve for less time than news is trusted: one that is too old is left out
    /// while nothing stands in the way of the next. That one is on its way, so readers are told to wait and not that
    /// AWS is silent.
    pub(crate) fn get_trusted(&self, key: &K) -> Known<V> {
        let known = self.get(key);
        let is_on_its_way = known.trouble().is_none() && known.freshness.is_stale(self.clock.now());
        if is_on_its_way { Known::unread() } else { known }
    }

    /// What is known of this key, without asking for it.
    pub(crate) fn known(&self, key: &K) -> Option<Known<V>> {
        self.lock().get(key).map(|entry| entry.known.clone())
    }

    /// Reads for ever what is asked for. Neither an error nor a panic ends it.
    pub(crate) async fn keep<W, R, F, A>(&self, reading: Reading<W, R, A>)
    where
        W: Fn(&K) -> bool,
        R: Fn(Vec<K>) -> F,
        F: Future<Output = Answer<K, V>>,
        A: Fn(&K),
    {
        let mut under_way = FuturesUnordered::new();
        loop {
            for keys in self.take_due(&reading.is_watched).chunks(reading.batch) {
                let keys = keys.to_vec();
                let read = AssertUnwindSafe((reading.read)(keys.clone())).catch_unwind();
                under_way.push(read.map(|outcome| (keys, outcome)));
            }
            let next = self.next_due();
            tokio::select! {
                Some((keys, outcome)) = under_way.next(), if !under_way.is_empty() => {
                    let differing = match outcome {
                        Ok(Ok(answer)) => self.succeeded(keys, answer),
                        Ok(Err(error)) => self.failed(keys, &error.to_trouble(), error.request_id()),
                        Err(_) => self.failed(keys, &self.panicked(), None),
                    };
                    differing.iter().for_each(&reading.announce);
                }
                () = self.due.notified() => {}
                () = self.clock.sleep_until(next.unwrap_or_else(|| self.clock.instant())), if next.is_some() => {}
            }
        }
    }

    /// Keys whose read is due, marked as being read: those asked for since they were due, and those that somebody still
    /// looks at and has asked for since the last answer.
    fn take_due(&self, is_watched: impl Fn(&K) -> bool) -> Vec<K> {
        let now = self.clock.instant();
        let mut entries = self.lock();
        let mut due = Vec::new();
        for (key, entry) in entries.iter_mut().filter(|(_, entry)| entry.is_due(now)) {
            if entry.was_asked_when_due() || (entry.is_wanted() && is_watched(key)) {
                entry.is_being_read = true;
                due.push(key.clone());
            } else {
                // The next who asks begins a read.
                entry.settled_at = Some(now);
            }
        }
        due
    }

    /// When to look for due keys again.
    fn next_due(&self) -> Option<Instant> {
        let entries = self.lock();
        let wanted = entries.values().filter(|entry| !entry.is_being_read && entry.is_wanted());
        wanted.filter_map(|entry| entry.due_at).min()
    }

    /// Puts in what was read, and gives the keys whose readers see a difference: all of them, if only in their age.
    fn succeeded(&self, keys: Vec<K>, answer: Sent<Vec<(K, V)>>) -> Vec<K> {
        let now = self.clock.instant();
        let mut values: HashMap<K, V> = answer.value.into_iter().collect();
        let mut entries = self.lock();
        for key in &keys {
            let value = values.remove(key).unwrap_or_default();
            if let Some(entry) = entries.get_mut(key) {
                entry.due_at = (!(self.is_final)(&value)).then(|| now + self.serves);
                entry.succeeded(Known::new(value, answer.at), now);
            }
        }
        keys
    }

    /// Notes what stands in the way, and gives the keys of which readers did not know it yet.
    fn failed(&self, mut keys: Vec<K>, trouble: &Trouble, request_id: Option<&AwsRequestId>) -> Vec<K> {
        let now = self.clock.instant();
        let mut entries = self.lock();
        keys.retain(|key| {
            let Some(entry) = entries.get_mut(key) else { return false };
            entry.due_at = Some(now + back_off::pause(entry.failures + 1, self.back_off.0, self.back_off.1));
            entry.failed(trouble, request_id)
        });
        keys
    }

    fn panicked(&self) -> Trouble {
        tracing::error!(what = self.name, "reading panicked");
        Trouble::Broken
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<K, Entry<V>>> {
        self.entries.lock()
    }
}

impl<V: Default> Entry<V> {
    fn new(now: Instant) -> Self {
        let known = Known::unread();
        Self { known, asked_at: now, settled_at: None, due_at: Some(now), failures: 0, is_being_read: false }
    }
}

impl<V> Entry<V> {
    fn is_due(&self, now: Instant) -> bool {
        !self.is_being_read && self.due_at.is_some_and(|due_at| due_at <= now)
    }

    fn was_asked_when_due(&self) -> bool {
        self.due_at.is_some_and(|due_at| self.asked_at >= due_at)
    }

    fn is_wanted(&self) -> bool {
        self.settled_at.is_none_or(|settled_at| self.asked_at > settled_at)
    }

    fn succeeded(&mut self, known: Known<V>, now: Instant) {
        self.known = known;
        self.settled_at = Some(now);
        self.failures = 0;
        self.is_being_read = false;
    }

    /// Notes the trouble, and says whether it is another than before. While it stays the same, the request that met it
    /// first stands for it: that is the one in the log.
    fn failed(&mut self, trouble: &Trouble, request_id: Option<&AwsRequestId>) -> bool {
        self.failures += 1;
        self.is_being_read = false;
        let differs = self.known.trouble() != Some(trouble);
        if differs {
            let (trouble, request_id) = (Some(trouble.clone()), request_id.cloned());
            self.known.freshness = Freshness { as_of: self.known.as_of(), trouble, request_id };
        }
        differs
    }
}

/// Forgets what was asked for longest ago, until there is room for one more.
fn make_room<K: Clone + Eq + Hash, V>(entries: &mut HashMap<K, Entry<V>>, most: usize) {
    while entries.len() >= most {
        let idle = entries.iter().filter(|(_, entry)| !entry.is_being_read);
        let Some(oldest) = idle.min_by_key(|(_, entry)| entry.asked_at).map(|(key, _)| key.clone()) else { return };
        entries.remove(&oldest);
    }
}
