use model::time::Timestamp;

use super::*;
use crate::clock::Hand;
use crate::operation::Operation;

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);

type Numbers = OnDemand<&'static str, u32>;

/// Numbers that serve a minute; seven serves for ever.
fn numbers() -> (Numbers, Hand) {
    let (clock, hand) = Clock::manual(Timestamp(0));
    (OnDemand::new("numbers", MINUTE, |value| *value == 7, 3, (SECOND, MINUTE), &clock), hand)
}

fn answer(numbers: &Numbers, key: &'static str, value: u32) {
    numbers.succeeded(vec![key], Sent { at: Timestamp(1), value: vec![(key, value)] });
}

fn refusal() -> Trouble {
    Trouble::Throttled { operation: Operation::GetMetricData.term() }
}

fn fail(numbers: &Numbers, key: &'static str) -> Vec<&'static str> {
    numbers.failed(vec![key], &refusal(), None)
}

#[test]
fn however_many_ask_one_read_is_under_way() {
    let (numbers, hand) = numbers();
    for _ in 0..200 {
        assert!(!numbers.get(&"web").is_read());
    }
    assert_eq!(numbers.take_due(|_| false), ["web"]);
    numbers.get(&"web");
    assert!(numbers.take_due(|_| true).is_empty(), "it is being read");
    answer(&numbers, "web", 1);
    hand.advance(MINUTE - SECOND);
    assert_eq!(numbers.get(&"web").read().map(|value| **value), Some(1));
    assert!(numbers.take_due(|_| true).is_empty(), "it serves its time");
    hand.advance(SECOND);
    assert_eq!(numbers.take_due(|_| true), ["web"]);
}

#[test]
fn a_value_is_read_again_while_somebody_looks_and_has_asked_since_the_last_answer() {
    let again = |asks: bool, is_watched: bool| {
        let (numbers, hand) = numbers();
        numbers.get(&"web");
        numbers.take_due(|_| false);
        answer(&numbers, "web", 1);
        hand.advance(SECOND);
        if asks {
            numbers.get(&"web");
        }
        hand.advance(MINUTE);
        numbers.take_due(|_| is_watched).len()
    };
    assert_eq!([again(true, true), again(true, false), again(false, true)], [1, 0, 0]);
}

#[test]
fn what_nobody_looks_at_any_more_is_left_alone_until_somebody_asks() {
    let (numbers, hand) = numbers();
    numbers.get(&"web");
    numbers.take_due(|_| true);
    fail(&numbers, "web");
    assert!(numbers.next_due().is_some(), "a failure is retried");
    hand.advance(MINUTE);
    assert!(numbers.take_due(|_| false).is_empty());
    assert_eq!(numbers.next_due(), None);
    numbers.get(&"web");
    assert_eq!(numbers.take_due(|_| false), ["web"]);
}

#[test]
fn what_never_changes_is_read_once() {
    let (numbers, hand) = numbers();
    numbers.get(&"web");
    numbers.take_due(|_| true);
    answer(&numbers, "web", 7);
    hand.advance(1_000 * MINUTE);
    numbers.get(&"web");
    assert!(numbers.take_due(|_| true).is_empty());
}

#[test]
fn a_failure_keeps_the_value_is_told_once_and_retried_later_and_later() {
    let (numbers, hand) = numbers();
    numbers.get(&"web");
    numbers.take_due(|_| true);
    answer(&numbers, "web", 1);
    hand.advance(MINUTE);
    numbers.get(&"web");
    let mut pauses = Vec::new();
    for attempt in 0..4 {
        assert_eq!(numbers.take_due(|_| true), ["web"]);
        assert_eq!(fail(&numbers, "web").len(), usize::from(attempt == 0), "only the first is news");
        let pause = numbers.next_due().unwrap() - numbers.clock.instant();
        pauses.push(pause);
        hand.advance(pause);
    }
    assert!(pauses[3] > 2 * pauses[0], "{pauses:?}");
    let known = numbers.get(&"web");
    assert_eq!((*known.value, known.trouble()), (1, Some(&refusal())));
}

#[test]
fn a_value_nobody_asked_for_lately_is_on_its_way_and_not_old_news() {
    let (numbers, hand) = numbers();
    numbers.get(&"web");
    numbers.take_due(|_| true);
    numbers.succeeded(vec!["web"], Sent { at: numbers.clock.now(), value: vec![("web", 1)] });
    hand.advance(2 * MINUTE);
    assert!(numbers.get_trusted(&"web").is_read(), "it may still be trusted");
    hand.advance(30 * MINUTE);
    assert!(!numbers.get_trusted(&"web").is_read());
    numbers.take_due(|_| true);
    fail(&numbers, "web");
    let known = numbers.get_trusted(&"web");
    assert_eq!(
        (*known.value, known.trouble()),
        (1, Some(&refusal())),
        "what stands in the way is told, with the old value"
    );
}

#[test]
fn the_value_asked_for_longest_ago_makes_room() {
    let (numbers, hand) = numbers();
    for key in ["a", "b", "c", "d"] {
        numbers.get(&key);
        hand.advance(SECOND);
    }
    let is_kept = ["a", "b", "c", "d"].map(|key| numbers.known(&key).is_some());
    assert_eq!(is_kept, [false, true, true, true]);
}

#[tokio::test]
async fn a_panic_is_trouble_and_reading_goes_on() {
    let (numbers, _hand) = numbers();
    numbers.get(&"web");
    let told = Notify::new();
    let keeping = numbers.keep(Reading {
        batch: 20,
        is_watched: |_: &&str| true,
        read: |keys: Vec<&'static str>| async move {
            assert!(keys != ["web"], "it panics");
            Ok(Sent { at: Timestamp(5), value: keys.into_iter().map(|key| (key, 2)).collect() })
        },
        announce: |_: &&str| told.notify_one(),
    });
    let looking = async {
        told.notified().await;
        assert!(numbers.get(&"web").trouble().is_some());
        numbers.get_all(&["api", "db"]);
        told.notified().await;
        assert_eq!(numbers.get(&"db").as_of(), Some(Timestamp(5)));
    };
    tokio::select! {
        () = keeping => {}
        () = looking => {}
    }
}
