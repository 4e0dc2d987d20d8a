//! A plan is carried out once, whoever asks however often.

use model::audit::EntryId;

use super::*;
use crate::LedgerError;

#[tokio::test]
async fn a_plan_is_intended_once_ever() {
    let folder = Scratch::new("once");
    let ledger = folder.open().await;
    let first = ledger.intend(&intent(1)).await.unwrap();
    for ledger in [&ledger, &folder.open().await] {
        let error = ledger.intend(&intent(1)).await.unwrap_err();
        assert!(matches!(error, LedgerError::AlreadyIntended(entry) if entry == first), "{error}");
    }
    assert_eq!(ledger.verify().await.unwrap().rows, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_at_once_with_one_plan_exactly_one_may_go_on() {
    let folder = Scratch::new("at-once");
    // Two of them, as if a second process had found a way past the lock of the data directory.
    let ledgers = [folder.open().await, folder.open().await];
    for round in 0..10 {
        let tasks: Vec<_> = (0..40)
            .map(|at| {
                let ledger = ledgers[at % 2].clone();
                tokio::spawn(async move { ledger.intend(&intent(round)).await })
            })
            .collect();
        let (mut intended, mut refused): (Vec<EntryId>, Vec<EntryId>) = (Vec::new(), Vec::new());
        for task in tasks {
            match task.await.unwrap() {
                Ok(entry) => intended.push(entry),
                Err(LedgerError::AlreadyIntended(entry)) => refused.push(entry),
                Err(error) => panic!("{error}"),
            }
        }
        assert_eq!((intended.len(), refused.len()), (1, 39));
        assert!(refused.iter().all(|entry| *entry == intended[0]));
    }
    assert_eq!(ledgers[0].verify().await.unwrap().rows, 10);
}

#[tokio::test]
async fn a_row_is_written_although_nobody_waits_for_it_any_more() {
    let folder = Scratch::new("left");
    let ledger = folder.open().await;
    assert!(tokio::time::timeout(std::time::Duration::ZERO, ledger.intend(&intent(1))).await.is_err());
    ledger.intend(&intent(2)).await.unwrap();
    assert!(ledger.entry_of_plan(&plan(1)).await.unwrap().is_some());
    assert_eq!(ledger.verify().await.unwrap().rows, 2);
}
