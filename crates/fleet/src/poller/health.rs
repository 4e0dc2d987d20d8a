//! The health of targets.
//!
//! DescribeTargetHealth takes one target group per call, and all reads of load balancing share ten calls a second, of
//! which Podium takes half: 500 groups are 100 s. So the calls go where they matter:
//!
//! 1. groups that somebody looks at, every few seconds;
//! 2. groups with targets that are not well, and those of services that deploy, have not what they want, or of which
//!    ECS has told anything since the group was read. That costs nothing, because services are read anyway, and ECS
//!    tells of every target that it finds unhealthy;
//! 3. all others, round robin, the oldest news first, at a pace that leaves room for the rest.
//!
//! CloudWatch could tell of unhealthy hosts in 500 groups at once (GetMetricData, UnHealthyHostCount), but a metric
//! costs money each time: 500 groups once a minute are some 200 dollars a month, for news that is minutes old where
//! DescribeTargetHealth is not. So it is asked once, when a first round would take more than a minute: half a cent then
//! buys an order in which the groups in trouble come first. [`crate::FleetOptions::ask_metrics`] turns that off, and
//! [`crate::FleetOptions::health_metrics`] asks again and again. What CloudWatch says only moves a group ahead: nothing
//! is shown as healthy or unhealthy that was not described.

use std::collections::HashMap;
use std::sync::Arc;

use futures::future::join_all;
use model::time::Timestamp;
use model::traffic::TargetState;

use super::Poller;
use super::keep_fresh::Loop;
use super::services::concerns_all;
use crate::budget::Priority;
use crate::error::FleetError;
use crate::operation::Operation;
use crate::read;
use crate::snapshot::Snapshot;
use crate::store::Area;

mod plan;
mod suspects;
mod users;

use parking_lot::Mutex;
use plan::{Candidate, Class, Pace, Plan, plan};
use suspects::Suspects;
use users::users;

/// Describes target groups for ever.
pub(super) async fn keep(poller: &Arc<Poller>) {
    let state = State::default();
    let options = &poller.estate.options;
    let describing = Loop {
        poller,
        name: "health of targets".to_owned(),
        area: None,
        interval: || match state.plan(poller) {
            Plan { batch, pause } if !batch.is_empty() => pause,
            // What becomes due within a moment is described together.
            Plan { pause, .. } => pause.min(options.idle).max(options.focus / 3),
        },
        back_off_most: || poller.back_off_most(poller.is_looked_at()),
        due: poller.health_due.subscribe(),
    };
    tokio::join!(
        describing.run(|| async { state.describe_due(poller).await }),
        suspects::keep(poller, &state.suspects),
    );
}

/// What the loop remembers.
#[derive(Debug, Default)]
struct State {
    /// Groups that could not be described: when they were tried, and why not. One that vanished has no reason: it is
    /// asked for again no sooner than others, and is no trouble.
    failing: Mutex<HashMap<String, (Timestamp, Option<FleetError>)>>,
    suspects: Suspects,
}

impl State {
    fn plan(&self, poller: &Poller) -> Plan {
        let (snapshot, options) = (poller.estate.store.read(), &poller.estate.options);
        let candidates = self.candidates(poller, &snapshot);
        let wanted = Pace {
            watched: options.focus,
            troubled: if poller.is_looked_at() { options.deploying } else { options.background / 2 },
            shown: options.sweep,
            rest: poller.interval(false),
            again_per_second: f64::INFINITY,
        };
        let refill = poller.estate.clients.budget().refill_per_second(Operation::DescribeTargetHealth);
        plan(&candidates, &wanted.within(&candidates, refill), poller.estate.clock.now())
    }

    fn candidates<'a>(&self, poller: &Poller, snapshot: &'a Snapshot) -> Vec<Candidate<'a>> {
        let watched = poller.watched_groups(snapshot);
        let is_shown = poller.estate.watches.shows_traffic(poller.estate.name());
        let users = users(snapshot);
        let failing = self.failing.lock();
        let suspects = self.suspects.known();
        let candidate = |arn: &'a String| {
            let seen = snapshot.health.get(arn);
            let (user, read_at) = (users.get(arn.as_str()), seen.map(|seen| seen.at));
            let is_well = seen.is_none_or(|seen| {
                seen.value.iter().all(|it| !matches!(it.state, TargetState::Unhealthy | TargetState::Initial))
            });
            let class = match user {
                _ if watched.contains(arn) => Class::Watched,
                Some(user) if user.is_unsettled || !is_well || user.has_news_since(read_at) => Class::Troubled,
                _ if suspects.are_worse_than(arn, read_at) => Class::Troubled,
                _ if is_shown => Class::Shown,
                Some(_) => Class::Used,
                None => Class::Unused,
            };
            let tried = failing.get(arn).map(|(at, _)| *at);
            Candidate { arn, class, last: seen.map(|seen| seen.at).max(tried) }
        };
        snapshot.traffic.groups.keys().map(candidate).collect()
    }

    async fn describe_due(&self, poller: &Poller) -> Result<(), FleetError> {
        let plan = self.plan(poller);
        if plan.batch.is_empty() {
            return Ok(());
        }
        self.describe(poller, &plan.batch).await
    }

    /// Describes these groups. One that fails does not keep the others from being put in.
    async fn describe(&self, poller: &Poller, batch: &[(Class, String)]) -> Result<(), FleetError> {
        let estate = &poller.estate;
        let results = join_all(batch.iter().map(|(class, arn)| {
            let priority = if *class == Class::Watched { Priority::Focus } else { Priority::Background };
            read::target_health::describe(&estate.clients, arn, priority)
        }));
        let (at, results) = (estate.clock.now(), results.await);
        let (mut read, mut gone, mut failures) = (Vec::new(), Vec::new(), Vec::new());
        for ((_, arn), result) in batch.iter().zip(results) {
            match result {
                Ok(answer) => read.push((arn.clone(), answer.at, answer.value)),
                Err(FleetError::NotFound { .. }) => gone.push(arn),
                Err(error) => failures.push((arn.clone(), error)),
            }
        }
        let nothing_read = read.is_empty() && gone.is_empty();
        let lasting = self.note(at, &read, &gone, &failures, &estate.store.read());
        estate.store.edit(|draft| {
            gone.iter().for_each(|arn| draft.drop_health(arn));
            draft.put_health(read);
            if let Some(error) = lasting {
                draft.failed(&Area::Health, error.to_trouble(), error.request_id());
            }
        });
        let fatal = failures.into_iter().map(|(_, error)| error).find(|error| nothing_read || concerns_all(error));
        fatal.map_or(Ok(()), Err)
    }

    /// Remembers what was tried at this moment and failed, and returns an error that lasts.
    fn note(
        &self,
        at: Timestamp,
        read: &[(String, Timestamp, Vec<model::traffic::Target>)],
        gone: &[&String],
        failures: &[(String, FleetError)],
        snapshot: &Snapshot,
    ) -> Option<FleetError> {
        let mut failing = self.failing.lock();
        read.iter().for_each(|(arn, ..)| drop(failing.remove(arn)));
        gone.iter().for_each(|arn| drop(failing.insert((*arn).clone(), (at, None))));
        failing.extend(failures.iter().map(|(arn, error)| (arn.clone(), (at, Some(error.clone())))));
        failing.retain(|arn, _| snapshot.traffic.groups.contains_key(arn));
        failing.values().find_map(|(_, error)| error.clone())
    }
}

#[cfg(test)]
mod tests;
