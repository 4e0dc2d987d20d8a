//! How often what must never happen does, among many tries: a few each time, a thousand in the second ring, and as
//! many as `PODIUM_TRIES` says for whoever has the time.

use std::collections::BTreeSet;
use std::io::Write as _;

use console::ConsoleError;
use fleet::FleetOptions;
use futures::future::join_all;
use model::audit::EntryId;
use model::change::{Ask, ServiceVerb, Settings};
use simulator::Scenario;

use crate::changes::scale;
use crate::support::*;

/// Tries of the second ring.
fn many() -> u32 {
    std::env::var("PODIUM_TRIES").ok().and_then(|tries| tries.parse().ok()).unwrap_or(1_000)
}

/// How many send a plan at once.
const AT_ONCE: usize = 4;

/// Tells a figure past the harness, which keeps to itself what `println!` prints.
fn figure(what: &str, found: u64, tries: u32) {
    std::io::stdout().write_all(format!("figure: {what}: {found} of {tries}\n").as_bytes()).unwrap();
}

/// The shop in which time stands still, read at the pace at which an account is read.
async fn calm() -> World {
    let options = FleetOptions { budget_share: 1_000.0, budget_share_of_writes: 1_000.0, ..FleetOptions::default() };
    let world = World::read_by(Scenario::Small, options).await;
    world.simulator.control().set_speed(0.0);
    world
        .until(|world| world.fleet.snapshot(&environment()).is_some_and(|snapshot| snapshot.first_read_complete))
        .await;
    world
}

fn updates(world: &World) -> u64 {
    world.simulator.control().totals().operations.get("UpdateService").copied().unwrap_or_default()
}

fn percent(least: u32) -> Ask {
    let text = least.to_string();
    Ask::Settings(Settings::read(&[("minimumHealthyPercent", text.as_str())]).unwrap().unwrap())
}

/// Plans a change, lets another one be made, and carries the first out.
async fn applied_although_changed(plans: u32) {
    let (world, mut applied) = (calm().await, 0);
    for round in 0..plans {
        let now = world.desired().await;
        let (verb, ask, other) = match round % 2 {
            0 => (ServiceVerb::Scale, scale(now % 40 + 5), scale(now % 40 + 1 + round % 3)),
            _ => (ServiceVerb::Settings, percent(20 + round % 20), percent(50 + round % 40)),
        };
        let (mine, meanwhile) = (world.confirmed(verb, &ask).await, world.confirmed(verb, &other).await);
        world.apply(verb, &other, &meanwhile).await.unwrap();
        match world.apply(verb, &ask, &mine).await {
            Ok(_) => applied += 1,
            Err(error) => assert!(matches!(error, ConsoleError::Conflict(_)), "{error:?}"),
        }
        assert_eq!(updates(&world), u64::from(round) + 1 + applied);
    }
    figure("plans whose service changed underneath, applied", applied, plans);
    assert_eq!(applied, 0);
}

/// Sends each plan several times at once.
async fn written_more_than_once(plans: u32) {
    let world = calm().await;
    for round in 0..plans {
        let ask = scale(1 + round % 30);
        if world.desired().await == 1 + round % 30 {
            continue;
        }
        let confirmed = world.confirmed(ServiceVerb::Scale, &ask).await;
        let sent = join_all((0..AT_ONCE).map(|_| world.apply(ServiceVerb::Scale, &ask, &confirmed))).await;
        let entries: BTreeSet<EntryId> = sent.into_iter().map(Result::unwrap).collect();
        assert_eq!(entries.len(), 1);
    }
    let rows = u64::from(world.ledger.entries(&Default::default()).await.unwrap().total);
    let more = updates(&world) - rows;
    figure("plans sent several times at once, AWS writes beyond one each", more, plans);
    assert_eq!(more, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_plan_whose_service_has_changed_is_not_carried_out() {
    applied_although_changed(100).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "second ring: a thousand plans are made for what is no longer so"]
async fn a_thousand_plans_whose_service_has_changed_are_not_carried_out() {
    applied_although_changed(many()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_plan_that_several_send_at_once_is_written_once() {
    written_more_than_once(100).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "second ring: a thousand plans are sent several times at once"]
async fn a_thousand_plans_that_several_send_at_once_are_written_once() {
    written_more_than_once(many()).await;
}
