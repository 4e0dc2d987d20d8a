//! When there is no room left, nothing is half written.

use super::*;
use crate::LedgerError;

#[tokio::test]
async fn a_full_disk_is_told_and_leaves_nothing_behind() {
    let folder = Scratch::new("full");
    let ledger = folder.open().await;
    let mut written = 0;
    for (number, _) in (1..).zip(0..3) {
        written += u64::from(ledger.intend(&intent(number)).await.is_ok());
    }
    // For SQLite a database that may have no more pages is a disk that has no more room.
    let limit = async |pragma| -> i64 {
        sqlx::query_scalar(pragma).fetch_one(ledger.writer.lock().await.connection()).await.unwrap()
    };
    assert!(limit("PRAGMA max_page_count = 1").await > 1, "the pages that are there stay");
    let mut number = 100;
    let error = loop {
        number += 1;
        match ledger.intend(&long(number)).await {
            Ok(_) => written += 1,
            Err(error) => break error,
        }
    };
    assert!(matches!(error, LedgerError::Full(_)), "{error:?}");
    assert_eq!(ledger.verify().await.unwrap().rows, written);
    assert!(ledger.entry_of_plan(&plan(number)).await.unwrap().is_none());
    // As soon as there is room again it goes on, with the same plan.
    limit("PRAGMA max_page_count = 1073741823").await;
    ledger.intend(&long(number)).await.unwrap();
    assert_eq!(ledger.verify().await.unwrap().rows, written + 1);
}

#[tokio::test]
async fn a_row_whose_place_cannot_be_kept_is_not_written() {
    let folder = Scratch::new("no-head");
    let ledger = folder.open().await;
    ledger.intend(&intent(1)).await.unwrap();
    let in_the_way = folder.file("audit.head-new");
    std::fs::create_dir(&in_the_way).unwrap();
    let error = ledger.intend(&intent(2)).await.unwrap_err();
    assert!(matches!(error, LedgerError::Other { .. }), "{error:?}");
    assert_eq!(ledger.verify().await.unwrap().rows, 1);
    std::fs::remove_dir(&in_the_way).unwrap();
    ledger.intend(&intent(2)).await.unwrap();
    assert_eq!(ledger.verify().await.unwrap().rows, 2);
}

#[tokio::test]
async fn whoever_holds_the_database_is_waited_for_and_then_told_of() {
    let folder = Scratch::new("locked");
    let ledger = folder.open().await;
    sqlx::query("PRAGMA busy_timeout = 20").execute(ledger.writer.lock().await.connection()).await.unwrap();
    let mut stranger = folder.stranger().await;
    sqlx::query("BEGIN IMMEDIATE").execute(&mut stranger).await.unwrap();
    let error = ledger.intend(&intent(1)).await.unwrap_err();
    assert!(matches!(error, LedgerError::Locked(_)), "{error:?}");
    sqlx::query("ROLLBACK").execute(&mut stranger).await.unwrap();
    ledger.intend(&intent(1)).await.unwrap();
}

/// One that takes a page of its own.
fn long(number: u64) -> Intent {
    Intent { sentence: "x".repeat(9_000), ..intent(number) }
}
