use std::net::TcpListener;
use std::sync::Arc;

use model::name::EnvironmentName;
use model::time::Timestamp;
use model::watch::Watch;
use tokio::sync::broadcast;
use tokio::time::timeout;

use super::*;
use crate::error::Cause;
use crate::estate::Estate;
use crate::operation::Operation;
use crate::options::{EnvironmentSettings, FleetOptions};
use crate::watch::Watches;

const MILLISECOND: Duration = Duration::from_millis(1);

/// A poller of an endpoint where nobody listens.
pub(in crate::poller) async fn poller() -> Poller {
    poller_by(Clock::system()).await
}

async fn poller_by(clock: Clock) -> Poller {
    let nowhere = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let settings = EnvironmentSettings {
        name: EnvironmentName::parse("test").unwrap(),
        region: "eu-central-1".to_owned(),
        profile: None,
        role_arn: None,
        external_id: None,
        endpoint_url: Some(format!("http://{nowhere}")),
        read_only: false,
    };
    let options = Arc::new(FleetOptions { back_off: MILLISECOND, ..FleetOptions::default() });
    let watches = Watches::new(options.linger, clock.clone());
    Poller::of(Estate::new(settings, &options, &broadcast::Sender::new(8), &watches, &clock).await)
}

fn failure() -> FleetError {
    let trouble = Trouble::Unreachable { operation: Operation::ListClusters.term() };
    FleetError::Trouble { operation: Operation::ListClusters, trouble, cause: Cause::new("nobody listens") }
}

/// Runs a loop until it has read so many times, and gives the moment of each read.
async fn reads<F>(poller: &Poller, interval: Duration, count: usize, outcome: impl Fn(usize) -> F) -> Vec<Instant>
where
    F: Future<Output = Result<(), FleetError>>,
{
    let moments = std::sync::Mutex::new(Vec::new());
    let enough = tokio::sync::Notify::new();
    let reading = Loop {
        poller,
        name: "clusters".to_owned(),
        area: Some(Area::Clusters),
        interval: || interval,
        back_off_most: || 4 * MILLISECOND,
        due: poller.clusters_due.subscribe(),
    };
    let read = || {
        let number = {
            let mut moments = moments.lock().unwrap();
            moments.push(Instant::now());
            moments.len()
        };
        if number == count {
            enough.notify_one();
        }
        outcome(number)
    };
    let run = async {
        tokio::select! {
            () = reading.run(read) => {}
            () = enough.notified() => {}
        }
    };
    timeout(Duration::from_secs(10), run).await.unwrap();
    moments.into_inner().unwrap()
}

#[tokio::test]
async fn a_panic_inside_a_read_is_noted_and_the_loop_goes_on() {
    let poller = poller().await;
    let troubles = std::sync::Mutex::new(Vec::new());
    let outcome = |number| {
        troubles.lock().unwrap().push(poller.estate.store.read().clusters.freshness.trouble.clone());
        async move {
            assert!(number != 1, "the first read panics");
            Ok(())
        }
    };
    reads(&poller, MILLISECOND, 3, outcome).await;
    assert_eq!(*troubles.lock().unwrap(), [None, Some(Trouble::Broken), None]);
}

#[tokio::test]
async fn an_error_keeps_the_last_answer_and_its_age() {
    let poller = poller().await;
    reads(&poller, MILLISECOND, 3, |number| async move { if number == 1 { Ok(()) } else { Err(failure()) } }).await;
    let freshness = poller.estate.store.read().clusters.freshness.clone();
    assert!(freshness.as_of.is_some());
    assert_eq!(freshness.trouble.as_ref(), failure().trouble());
}

#[tokio::test]
async fn what_could_be_read_is_fresh_and_what_could_not_is_told() {
    let poller = poller().await;
    let lossy = || {
        lost::note_items(Operation::DescribeClusters, 3);
        lost::note_lost(Operation::DescribeClusters, "clusterArn");
    };
    let pauses = reads(&poller, MILLISECOND, 5, |_| async {
        lossy();
        Ok(())
    });
    pauses.await;
    let freshness = poller.estate.store.read().clusters.freshness.clone();
    assert!(freshness.as_of.is_some(), "AWS answered");
    let expect = "1 of 3 items in AWS's answer to DescribeClusters could not be read in full: no clusterArn";
    assert_eq!(freshness.trouble.map(|trouble| trouble.sentence()).as_deref(), Some(expect));
    reads(&poller, MILLISECOND, 2, |_| async { Ok(()) }).await;
    assert_eq!(poller.estate.store.read().clusters.freshness.trouble, None);
}

#[test]
fn the_log_is_told_of_one_kind_of_loss_once_an_hour() {
    let (mut losses, start) = (Losses::default(), Instant::now());
    let loss = |items, member| Loss {
        operation: Operation::DescribeTasks,
        items,
        of: 100,
        member: FieldName::literal(member),
    };
    assert!(losses.is_due(&loss(1, "taskArn"), start));
    assert!(!losses.is_due(&loss(7, "taskArn"), start + Duration::from_secs(3_599)), "another number, the same kind");
    assert!(losses.is_due(&loss(1, "containers"), start));
    assert!(losses.is_due(&loss(1, "taskArn"), start + Duration::from_secs(3_600)));
}

#[tokio::test]
async fn what_is_due_shortens_the_wait_to_a_sweep_that_is_looked_at() {
    let (clock, hand) = Clock::manual(Timestamp(0));
    let poller = poller_by(clock.clone()).await;
    let (read, sweep) = (watch::Sender::new(0), FleetOptions::default().sweep);
    let hour = Duration::from_secs(3_600);
    let reading = reads(&poller, hour, 2, |number| {
        read.send_replace(number);
        async { Ok(()) }
    });
    let looking = async {
        read.subscribe().wait_for(|number| *number == 1).await.unwrap();
        poller.clusters_due.send_modify(|count| *count += 1);
        hand.advance(sweep - MILLISECOND);
        tokio::task::yield_now().await;
        assert_eq!(*read.borrow(), 1, "not sooner than a sweep that is looked at");
        hand.advance(MILLISECOND);
    };
    let (moments, ()) = tokio::join!(reading, looking);
    assert_eq!((moments.len(), clock.now()), (2, Timestamp(3_000)));
}

#[tokio::test]
async fn those_who_failed_try_again_when_somebody_succeeds() {
    let poller = poller().await;
    let mut recovered = poller.recovered.subscribe();
    reads(&poller, MILLISECOND, 3, |number| async move { if number == 1 { Err(failure()) } else { Ok(()) } }).await;
    assert!(recovered.has_changed().unwrap());
    recovered.mark_unchanged();
    reads(&poller, MILLISECOND, 3, |_| async { Ok(()) }).await;
    assert!(!recovered.has_changed().unwrap(), "success after success is no recovery");
}

#[tokio::test]
async fn a_look_makes_a_quiet_environment_busy() {
    let poller = poller().await;
    let options = FleetOptions::default();
    assert_eq!(poller.interval(false), options.idle);
    let _look = poller.estate.watches.enter(Watch::Fleet);
    assert_eq!(poller.interval(false), options.background);
    assert_eq!(poller.interval(true), options.sweep);
}
