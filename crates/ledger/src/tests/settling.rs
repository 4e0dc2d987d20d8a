//! An entry has one outcome; one that is unknown gives way to one that is found out.

use model::audit::{EntryId, State};

use super::*;
use crate::LedgerError;

fn later(entry: EntryId) -> Timestamp {
    Timestamp(1_795_210_999_000 + entry.0 as i64)
}

#[tokio::test]
async fn an_outcome_stands() {
    let folder = Scratch::new("settled");
    let ledger = folder.open().await;
    for (number, outcome) in [(1, done()), (2, refused()), (3, Outcome::NotSent { message: "changed".to_owned() })] {
        let entry = ledger.intend(&intent(number)).await.unwrap();
        ledger.settle(entry, later(entry), &outcome).await.unwrap();
        for second in [done(), refused(), unknown()] {
            let error = ledger.settle(entry, later(entry), &second).await.unwrap_err();
            assert!(matches!(error, LedgerError::AlreadySettled(id) if id == entry), "{error}");
        }
        let settled = ledger.entry(entry).await.unwrap().unwrap().settled.unwrap();
        assert_eq!((settled.at, settled.outcome), (later(entry), outcome));
    }
    assert_eq!(ledger.verify().await.unwrap().rows, 6);
}

#[tokio::test]
async fn an_unknown_outcome_is_followed_by_one_that_was_found_out() {
    let folder = Scratch::new("found-out");
    let ledger = folder.open().await;
    for (number, found_out) in [(1, done()), (2, refused())] {
        let entry = ledger.intend(&intent(number)).await.unwrap();
        ledger.settle(entry, later(entry), &unknown()).await.unwrap();
        for other in [unknown(), Outcome::NotSent { message: "no".to_owned() }] {
            let error = ledger.settle(entry, later(entry), &other).await.unwrap_err();
            assert!(matches!(error, LedgerError::AlreadySettled(_)), "{error}");
        }
        ledger.settle(entry, later(entry), &found_out).await.unwrap();
        assert!(matches!(ledger.settle(entry, later(entry), &done()).await, Err(LedgerError::AlreadySettled(_))));
        assert_eq!(ledger.entry(entry).await.unwrap().unwrap().state(), found_out.state());
    }
}

#[tokio::test]
async fn what_is_not_known_is_listed_until_it_is() {
    let folder = Scratch::new("unsettled");
    let ledger = folder.open().await;
    for (number, outcome) in [(1, Some(done())), (2, Some(unknown())), (3, None), (4, Some(refused()))] {
        let entry = ledger.intend(&intent(number)).await.unwrap();
        if let Some(outcome) = outcome {
            ledger.settle(entry, later(entry), &outcome).await.unwrap();
        }
    }
    let states = async || -> Vec<(PlanId, State)> {
        ledger.unsettled().await.unwrap().into_iter().map(|entry| (entry.intent.plan.clone(), entry.state())).collect()
    };
    assert_eq!(states().await, [(plan(2), State::Unknown), (plan(3), State::Open)]);
    let second = ledger.entry_of_plan(&plan(2)).await.unwrap().unwrap().id;
    ledger.settle(second, later(second), &done()).await.unwrap();
    assert_eq!(states().await, [(plan(3), State::Open)]);
}

#[tokio::test]
async fn an_outcome_of_nothing_is_refused() {
    let folder = Scratch::new("nothing");
    let ledger = folder.open().await;
    for entry in [EntryId(0), EntryId(1), EntryId(u64::MAX)] {
        let error = ledger.settle(entry, Timestamp(0), &done()).await.unwrap_err();
        assert!(matches!(error, LedgerError::NoSuchEntry(_)), "{error}");
    }
    // Nor is an outcome an entry.
    let entry = ledger.intend(&intent(1)).await.unwrap();
    ledger.settle(entry, later(entry), &done()).await.unwrap();
    let error = ledger.settle(EntryId(2), Timestamp(0), &done()).await.unwrap_err();
    assert!(matches!(error, LedgerError::NoSuchEntry(_)), "{error}");
    assert_eq!(ledger.verify().await.unwrap().rows, 2);
}
