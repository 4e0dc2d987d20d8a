//! Load balancers, listeners, rules and target groups of an environment.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures::{StreamExt, stream};
use model::traffic::{Listener, LoadBalancer, LoadBalancerType};

use super::Poller;
use super::keep_fresh::Loop;
use super::services::concerns_all;
use crate::budget::Priority;
use crate::error::FleetError;
use crate::operation::Operation;
use crate::read;
use crate::store::Area;

/// Load balancers whose listeners and rules are read at once.
const IN_FLIGHT: usize = 8;

/// The share of the budget of load balancing that reading the same lists again and again may take: the rest is for the
/// health of targets, which changes more often.
const SHARE: f64 = 0.12;

/// The same while somebody looks at them.
const SHARE_WATCHED: f64 = 0.4;

/// The kind of load balancer whose listeners have rules; those of others have a default action and nothing else.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeRules.html>
const WITH_RULES: LoadBalancerType = LoadBalancerType::Application;

/// Reads all of it for ever.
pub(super) async fn keep(poller: &Arc<Poller>) {
    let (estate, options) = (&poller.estate, &poller.estate.options);
    let is_watched = || estate.watches.shows_traffic(estate.name());
    let calls = AtomicUsize::new(0);
    let interval = || {
        let (pause, share) = match () {
            () if is_watched() => (options.sweep * 2, SHARE_WATCHED),
            () => (poller.interval(false), SHARE),
        };
        pause.max(lasting(poller, calls.load(Ordering::Relaxed), share))
    };
    let reading = Loop {
        poller,
        name: "load balancers".to_owned(),
        area: Some(Area::Traffic),
        interval,
        back_off_most: || poller.back_off_most(is_watched()),
        due: poller.never_due.subscribe(),
    };
    reading
        .run(|| async {
            let priority = poller.priority(&Area::Traffic, is_watched());
            let (made, result) = read_all(poller, priority).await;
            calls.store(made, Ordering::Relaxed);
            result
        })
        .await;
}

/// How long so many calls take with this share of the budget.
pub(super) fn lasting(poller: &Poller, calls: usize, share: f64) -> Duration {
    let refill = poller.estate.clients.budget().refill_per_second(Operation::DescribeTargetHealth);
    Duration::try_from_secs_f64(calls as f64 / (refill * share)).unwrap_or(Duration::MAX)
}

/// Target groups first, so that reading their health can begin. What can be read is kept, whatever cannot.
async fn read_all(poller: &Poller, priority: Priority) -> (usize, Result<(), FleetError>) {
    let (clients, store, began) = (&poller.estate.clients, &poller.estate.store, poller.estate.clock.now());
    let (balancers, groups) = tokio::join!(
        read::load_balancers::balancers(clients, priority),
        read::load_balancers::groups(clients, priority),
    );
    let (mut made, mut outcome) = (2, Ok(()));
    match groups {
        Ok((groups, pages)) => {
            made += pages.saturating_sub(1);
            store.edit(|draft| draft.set_groups(groups, began));
            poller.health_due.send_modify(|count| *count += 1);
        }
        Err(error) => outcome = Err(error),
    }
    let balancers = match balancers {
        Ok((balancers, pages)) => {
            made += pages.saturating_sub(1);
            store.edit(|draft| draft.set_balancers(balancers.clone()));
            balancers
        }
        Err(error) => return (made, Err(error)),
    };
    let each = balancers.iter().map(|balancer| listeners_of(poller, balancer, priority));
    let mut results = stream::iter(each.collect::<Vec<_>>()).buffer_unordered(IN_FLIGHT);
    let mut listeners = Vec::new();
    while let Some(read) = results.next().await {
        made += read.calls;
        listeners.extend(read.listeners);
        outcome = outcome.and(read.outcome);
    }
    store.edit(|draft| draft.set_listeners(listeners));
    (made, outcome)
}

/// The listeners of one load balancer, and what could not be read of them.
struct Listeners {
    listeners: Vec<Listener>,
    calls: usize,
    outcome: Result<(), FleetError>,
}

async fn listeners_of(poller: &Poller, balancer: &LoadBalancer, priority: Priority) -> Listeners {
    let (listeners, mut calls) =
        match read::load_balancers::listeners(&poller.estate.clients, &balancer.arn, priority).await {
            Ok(listed) => listed,
            // It was deleted meanwhile.
            Err(FleetError::NotFound { .. }) => return Listeners { listeners: Vec::new(), calls: 1, outcome: Ok(()) },
            Err(error) => {
                let known = known_listeners(poller, balancer);
                return Listeners { listeners: known, calls: 1, outcome: Err(error) };
            }
        };
    let mut read = Vec::new();
    let mut outcome = Ok(());
    for listener in listeners {
        if balancer.kind != WITH_RULES || outcome.as_ref().is_err_and(concerns_all) {
            read.push(listener);
            continue;
        }
        let (listener, pages, result) = with_rules(poller, listener, priority).await;
        calls += pages;
        read.extend(listener);
        outcome = outcome.and(result);
    }
    Listeners { listeners: read, calls, outcome }
}

/// A listener with its rules: those of before, or the default alone, where they cannot be read.
pub(super) async fn with_rules(
    poller: &Poller,
    listener: Listener,
    priority: Priority,
) -> (Option<Listener>, usize, Result<(), FleetError>) {
    match read::load_balancers::rules(&poller.estate.clients, &listener.arn, priority).await {
        Ok((rules, pages)) if !rules.is_empty() => (Some(Listener { rules, ..listener }), pages, Ok(())),
        Ok((_, pages)) => (Some(listener), pages, Ok(())),
        Err(FleetError::NotFound { .. }) => (None, 1, Ok(())),
        Err(error) => {
            let known = poller.estate.store.read().traffic.listeners.get(listener.arn.as_str()).cloned();
            let rules = known.map_or_else(|| listener.rules.clone(), |known| known.rules.clone());
            (Some(Listener { rules, ..listener }), 1, Err(error))
        }
    }
}

fn known_listeners(poller: &Poller, balancer: &LoadBalancer) -> Vec<Listener> {
    let snapshot = poller.estate.store.read();
    let known = snapshot.traffic.listeners.values().filter(|listener| listener.load_balancer == balancer.arn);
    known.map(|listener| Listener::clone(listener)).collect()
}

/// The most listeners that are followed for what somebody looks at.
const FOLLOWED_MAX: usize = 6;

/// Follows the rules that send to what somebody looks at, for ever: deployments move their weights. It makes no call
/// while nobody looks at a service or target group.
pub(super) async fn keep_followed(poller: &Arc<Poller>) {
    let options = &poller.estate.options;
    let following = Loop {
        poller,
        name: "rules of what is looked at".to_owned(),
        area: None,
        interval: || options.focus * 2,
        back_off_most: || options.back_off_watched,
        due: poller.never_due.subscribe(),
    };
    let read = || async {
        let mut outcome = Ok(());
        for listener in followed(poller) {
            let (listener, _, result) = with_rules(poller, Listener::clone(&listener), Priority::Focus).await;
            if let Some(listener) = listener.filter(|_| result.is_ok()) {
                poller.estate.store.edit(|draft| draft.put_listener(listener));
            }
            outcome = outcome.and(result);
        }
        outcome
    };
    following.run(read).await;
}

/// Listeners of application load balancers with a rule that sends to a group somebody looks at.
fn followed(poller: &Poller) -> Vec<Arc<Listener>> {
    let snapshot = poller.estate.store.read();
    let watched: BTreeSet<String> = poller.watched_groups(&snapshot);
    if watched.is_empty() {
        return Vec::new();
    }
    let has_rules = |listener: &&Arc<Listener>| {
        let balancer = snapshot.traffic.balancers.get(listener.load_balancer.as_str());
        balancer.is_some_and(|balancer| balancer.kind == WITH_RULES)
    };
    let sends_there = |listener: &&Arc<Listener>| {
        let groups = listener.rules.iter().flat_map(|rule| rule.groups());
        groups.into_iter().any(|weighted| watched.contains(weighted.group.as_str()))
    };
    let listeners = snapshot.traffic.listeners.values().filter(has_rules).filter(sends_there);
    listeners.take(FOLLOWED_MAX).cloned().collect()
}
