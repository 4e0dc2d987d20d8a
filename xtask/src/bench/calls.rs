//! The calls that a simulator has answered.

use std::collections::BTreeMap;

use anyhow::Result;
use serde::Deserialize;

use crate::http::get;
use crate::process::running::Running;

/// What a simulator was asked, since its start or since some other moment.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Calls {
    /// By operation.
    pub operations: BTreeMap<String, u64>,
    /// By the bucket that paid.
    pub buckets: BTreeMap<String, u64>,
    /// By error code.
    pub codes: BTreeMap<String, u64>,
}

impl Calls {
    /// All since its start.
    ///
    /// # Errors
    /// When it does not tell.
    pub fn of(simulator: &Running) -> Result<Self> {
        Ok(serde_json::from_str(&get(&simulator.url("/_simulator/journal/totals"))?)?)
    }

    /// Those that an earlier count does not hold.
    pub fn since(mut self, earlier: &Self) -> Self {
        for (now, then) in [
            (&mut self.operations, &earlier.operations),
            (&mut self.buckets, &earlier.buckets),
            (&mut self.codes, &earlier.codes),
        ] {
            for (name, count) in then {
                now.entry(name.clone()).and_modify(|sum| *sum -= count);
            }
        }
        self
    }

    /// All together.
    pub fn sum(&self) -> f64 {
        as_number(self.operations.values().sum())
    }

    /// How many were told to slow down.
    pub fn throttled(&self) -> f64 {
        let throttled = self.codes.iter().filter(|(code, _)| code.contains("Throttl"));
        as_number(throttled.map(|(_, count)| count).sum())
    }
}

/// A count, for arithmetic.
pub fn as_number(count: u64) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}
