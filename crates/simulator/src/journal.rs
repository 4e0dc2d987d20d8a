//! The journal: every call that was made, who made it and what it was told.

mod parameters;

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use serde::Serialize;

use crate::buckets::Bucket;
pub use parameters::Parameters;
use simulator_protocol::api::Api;

/// The most calls that are remembered one by one; totals go on for ever.
pub const REMEMBERED: usize = 50_000;

/// One call of an AWS operation, answered or not.
#[derive(Clone, Debug, Serialize)]
pub struct Call {
    /// Its number, from 1, in the order in which answers were finished. Never given twice, not even after a reset.
    pub sequence: u64,
    /// The name of its [`Api`], or `unknown`.
    pub service: &'static str,
    /// The operation, for example `DescribeServices`; `-` when the request did not name one.
    pub operation: String,
    /// The bucket that paid for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bucket: Option<Bucket>,
    /// The access key it was signed with, or `anonymous`.
    pub caller: String,
    /// The region it was signed for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// When it came, in seconds since 1970, on the wall clock.
    pub received_at: f64,
    /// How long the answer took, in microseconds, injected latency included.
    pub duration_micros: u64,
    /// The HTTP status of the answer; 0 when there was none.
    pub status: u16,
    /// The error code of the answer, for example `ThrottlingException`. `ConnectionReset` when a fault cut the
    /// connection, `ClientGone` when the client did not wait for the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The short members of the request: names, page sizes, filters.
    pub parameters: Parameters,
}

/// What a finished call was, before the journal gives it a number.
#[derive(Clone, Debug)]
pub struct Finished {
    /// The API that was called; `None` when the request did not name one that the simulator has.
    pub api: Option<Api>,
    /// See [`Call::operation`].
    pub operation: String,
    /// See [`Call::caller`].
    pub caller: String,
    /// See [`Call::region`].
    pub region: Option<String>,
    /// Since 1970, on the wall clock.
    pub received_at: Duration,
    /// How long the answer took.
    pub took: Duration,
    /// See [`Call::status`].
    pub status: u16,
    /// See [`Call::code`].
    pub code: Option<String>,
    /// See [`Call::parameters`].
    pub parameters: Parameters,
}

/// Sums over all calls since the start or the last clearing; they outlive the remembered calls.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// All calls.
    pub calls: u64,
    /// Calls by operation.
    pub operations: BTreeMap<String, u64>,
    /// Answers by error code; `OK` for those without one.
    pub codes: BTreeMap<String, u64>,
    /// Answers by operation and error code, `OK` included.
    pub answers: BTreeMap<String, BTreeMap<String, u64>>,
    /// Calls by the bucket that paid, throttled ones included.
    pub buckets: BTreeMap<&'static str, u64>,
}

/// Which remembered calls are wanted.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only calls of this operation.
    pub operation: Option<String>,
    /// Only calls with a greater sequence number.
    pub since: u64,
    /// At most this many, the oldest first; `None` for all.
    pub limit: Option<usize>,
}

/// The remembered calls and the totals.
#[derive(Debug, Default)]
pub struct Journal {
    calls: VecDeque<Call>,
    totals: Totals,
    last: u64,
}

impl Journal {
    /// Writes a call down and forgets the oldest when there are too many.
    pub fn record(&mut self, finished: Finished) {
        self.last += 1;
        let bucket = finished.api.and_then(|api| Bucket::of(api, &finished.operation));
        self.totals.count(&finished.operation, finished.code.as_deref());
        if let Some(bucket) = bucket {
            *self.totals.buckets.entry(bucket.name()).or_default() += 1;
        }
        if self.calls.len() == REMEMBERED {
            self.calls.pop_front();
        }
        self.calls.push_back(Call {
            sequence: self.last,
            bucket,
            service: finished.api.map_or("unknown", Api::name),
            operation: finished.operation,
            caller: finished.caller,
            region: finished.region,
            received_at: finished.received_at.as_secs_f64(),
            duration_micros: u64::try_from(finished.took.as_micros()).unwrap_or(u64::MAX),
            status: finished.status,
            code: finished.code,
            parameters: finished.parameters,
        });
    }

    /// The remembered calls that match, the oldest first.
    #[must_use]
    pub fn calls(&self, filter: &Filter) -> Vec<Call> {
        let from = self.calls.partition_point(|call| call.sequence <= filter.since);
        self.calls
            .range(from..)
            .filter(|call| filter.operation.as_ref().is_none_or(|operation| *operation == call.operation))
            .take(filter.limit.unwrap_or(usize::MAX))
            .cloned()
            .collect()
    }

    /// The sums.
    #[must_use]
    pub const fn totals(&self) -> &Totals {
        &self.totals
    }

    /// The number of the newest call, 0 before the first: pass it as [`Filter::since`] to see only what comes.
    #[must_use]
    pub const fn last(&self) -> u64 {
        self.last
    }

    /// Forgets calls and totals; numbering goes on.
    pub fn clear(&mut self) {
        self.calls.clear();
        self.totals = Totals::default();
    }
}

/// Names of operations come from the client: beyond this many the rest is counted together.
const MOST_NAMES: usize = 200;

impl Totals {
    fn count(&mut self, operation: &str, code: Option<&str>) {
        let operation = match self.operations.len() < MOST_NAMES || self.operations.contains_key(operation) {
            true => operation,
            false => "(others)",
        };
        let code = code.unwrap_or("OK");
        let answers = self.answers.entry(operation.to_owned()).or_default();
        for count in [
            &mut self.calls,
            self.operations.entry(operation.to_owned()).or_default(),
            self.codes.entry(code.to_owned()).or_default(),
            answers.entry(code.to_owned()).or_default(),
        ] {
            *count = count.saturating_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(operation: &str, code: Option<&str>) -> Finished {
        Finished {
            api: Some(Api::Ecs),
            operation: operation.to_owned(),
            caller: "AKIAEXAMPLE".to_owned(),
            region: None,
            received_at: Duration::from_secs(1),
            took: Duration::from_millis(2),
            status: 200,
            code: code.map(str::to_owned),
            parameters: Parameters::default(),
        }
    }

    #[test]
    fn the_oldest_calls_are_forgotten_and_the_totals_are_not() {
        let mut journal = Journal::default();
        for _ in 0..REMEMBERED + 5 {
            journal.record(call("ListTasks", None));
        }
        let calls = journal.calls(&Filter::default());
        assert_eq!((calls.len(), calls[0].sequence), (REMEMBERED, 6));
        assert_eq!(journal.totals().calls, 50_005);
    }

    #[test]
    fn a_filter_keeps_the_operation_the_order_and_what_came_after() {
        let mut journal = Journal::default();
        for operation in ["ListTasks", "DescribeTasks", "ListTasks", "ListTasks"] {
            journal.record(call(operation, None));
        }
        let wanted = Filter { operation: Some("ListTasks".to_owned()), since: 1, limit: Some(1) };
        let found: Vec<_> = journal.calls(&wanted).iter().map(|call| call.sequence).collect();
        assert_eq!(found, [3]);
    }

    #[test]
    fn totals_tell_refusals_from_answers() {
        let mut journal = Journal::default();
        journal.record(call("RunTask", None));
        journal.record(call("RunTask", Some("ThrottlingException")));
        assert_eq!(journal.totals().operations["RunTask"], 2);
        assert_eq!(
            journal.totals().answers["RunTask"],
            BTreeMap::from([("OK".into(), 1), ("ThrottlingException".into(), 1)])
        );
    }

    #[test]
    fn invented_operations_do_not_grow_the_totals_without_end() {
        let mut journal = Journal::default();
        for number in 0..1_000 {
            journal.record(call(&format!("Invented{number}"), None));
        }
        assert_eq!(journal.totals().operations.len(), MOST_NAMES + 1);
        assert_eq!(journal.totals().calls, 1_000);
    }

    #[test]
    fn numbering_goes_on_after_clearing() {
        let mut journal = Journal::default();
        journal.record(call("RunTask", None));
        journal.clear();
        journal.record(call("RunTask", None));
        assert_eq!(journal.calls(&Filter::default())[0].sequence, 2);
        assert_eq!(journal.totals().calls, 1);
    }
}
