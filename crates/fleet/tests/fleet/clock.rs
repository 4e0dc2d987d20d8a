//! The machine's clock is wrong: AWS's time counts, and what was read keeps its age.

use fleet::{Clock, Fleet};
use model::freshness::STALE_AFTER;
use model::time::{Span, Timestamp};
use serde_json::{Value, json};

use crate::support::*;

const CLUSTER: &str = "arn:aws:ecs:eu-central-1:123456789012:cluster/shop";

fn empty_shop(operation: &str, _: &Value) -> (u16, String) {
    let answer = match operation {
        "ListClusters" => json!({"clusterArns": [CLUSTER]}),
        "DescribeClusters" => {
            json!({"clusters": [{"clusterArn": CLUSTER, "clusterName": "shop", "status": "ACTIVE"}]})
        }
        "ListServices" => json!({"serviceArns": []}),
        "ListTasks" => json!({"taskArns": []}),
        _ => return (500, "<html>not implemented</html>".to_owned()),
    };
    (200, answer.to_string())
}

/// What a clock that nobody corrects says.
fn machine() -> Timestamp {
    Clock::system().now()
}

/// Whether the fleet has the time of a server whose clock is ahead by so many seconds, to a few seconds.
fn has_time_of(fleet: &Fleet, ahead: i64) -> bool {
    let off = fleet.now().since(machine()).0 - ahead * 1_000;
    let told = fleet.machine_ahead().is_some_and(|machine| machine.0.abs_diff(-ahead * 1_000) < 5_000);
    off.abs() < 5_000 && told
}

/// The oldest and the youngest age of what was read of the shop.
fn ages(fleet: &Fleet) -> Option<(Span, Span)> {
    let snapshot = fleet.snapshot(&environment()).unwrap();
    let shop = of(&snapshot, "shop")?;
    let read = [snapshot.clusters.as_of(), shop.services.as_of(), shop.tasks.as_of(), Some(shop.seen_at)];
    let ages: Vec<Span> = read.into_iter().flatten().map(|at| fleet.now().since(at)).collect();
    Some((ages.iter().copied().min()?, ages.iter().copied().max()?))
}

#[tokio::test]
async fn aws_says_what_time_it_is_where_the_machines_clock_is_wrong() {
    for ahead in [-480, 480] {
        let server = Scripted::start(empty_shop).await;
        *server.clock_ahead.lock().unwrap() = Some(ahead);
        let fleet = Fleet::start(vec![settings(&server.url)], quick()).await;
        complete(&fleet).await;
        assert!(has_time_of(&fleet, ahead), "{ahead}: {:?}", fleet.machine_ahead());
        let (youngest, oldest) = ages(&fleet).unwrap();
        assert!(youngest >= Span(0) && oldest < Span::seconds(10), "{ahead}: {youngest} to {oldest}");
    }
}

#[tokio::test]
async fn a_clock_that_is_put_right_later_ages_nothing_and_makes_nothing_new() {
    let server = Scripted::start(empty_shop).await;
    let fleet = Fleet::start(vec![settings(&server.url)], quick()).await;
    complete(&fleet).await;
    assert_eq!(fleet.machine_ahead(), None, "a server that tells no time corrects nothing");
    for ahead in [3_600, -3_600, 0] {
        *server.clock_ahead.lock().unwrap() = Some(ahead);
        until(&fleet, "the clock is put right", |_| {
            let (youngest, oldest) = ages(&fleet)?;
            // Neither old by the new time nor read in the future, at any moment in between.
            assert!(youngest >= Span(-1) && oldest < STALE_AFTER, "{ahead}: {youngest} to {oldest}");
            is(has_time_of(&fleet, ahead))
        })
        .await;
        let corrected = fleet.now();
        until(&fleet, "reading goes on", |snapshot| {
            let shop = of(snapshot, "shop")?;
            is(shop.services.as_of()? > corrected && snapshot.clusters.as_of()? > corrected)
        })
        .await;
    }
}
