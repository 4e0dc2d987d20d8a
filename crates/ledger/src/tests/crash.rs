//! What a crash leaves behind is no tampering, and tampering is no crash.

use super::*;
use crate::{Broken, HEAD, LedgerError, Wrong};

async fn broken(ledger: &Ledger) -> Broken {
    match ledger.verify().await {
        Err(LedgerError::Broken(broken)) => broken,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_head_that_is_one_row_behind_is_what_a_crash_leaves() {
    let folder = Scratch::new("behind");
    let ledger = folder.open().await;
    ledger.intend(&intent(1)).await.unwrap();
    let behind = std::fs::read(folder.file(HEAD)).unwrap();
    ledger.intend(&intent(2)).await.unwrap();
    std::fs::write(folder.file(HEAD), behind).unwrap();
    let ledger = folder.open().await;
    let verified = ledger.verify().await.unwrap();
    assert_eq!((verified.rows, verified.beyond_head), (2, 1));
    ledger.intend(&intent(3)).await.unwrap();
    let verified = ledger.verify().await.unwrap();
    assert_eq!((verified.rows, verified.beyond_head), (3, 0));
}

#[tokio::test]
async fn rows_taken_off_the_end_are_told_and_nothing_is_added_over_the_gap() {
    let folder = Scratch::new("truncated");
    let ledger = folder.open().await;
    for number in 1..=3 {
        ledger.intend(&intent(number)).await.unwrap();
    }
    let mut stranger = folder.stranger().await;
    sqlx::raw_sql("DROP TRIGGER audit_not_deleted; DELETE FROM audit WHERE seq = 3")
        .execute(&mut stranger)
        .await
        .unwrap();
    for ledger in [&ledger, &folder.open().await] {
        assert_eq!(broken(ledger).await, Broken { seq: 3, what: Wrong::Removed });
        let error = ledger.intend(&intent(4)).await.unwrap_err();
        assert!(matches!(error, LedgerError::Broken(Broken { what: Wrong::Removed, .. })), "{error:?}");
    }
}

#[tokio::test]
async fn a_head_that_is_gone_or_edited_is_told_and_nothing_is_added() {
    for (content, expect) in [
        (None, Broken { seq: 1, what: Wrong::HeadMissing }),
        (Some("podium-audit-head-1 0 00 00\n"), Broken { seq: 1, what: Wrong::HeadEdited }),
        (Some(""), Broken { seq: 1, what: Wrong::HeadEdited }),
    ] {
        let folder = Scratch::new("head");
        folder.open().await.intend(&intent(1)).await.unwrap();
        match content {
            None => std::fs::remove_file(folder.file(HEAD)).unwrap(),
            Some(content) => std::fs::write(folder.file(HEAD), content).unwrap(),
        }
        let ledger = folder.open().await;
        assert_eq!(broken(&ledger).await, expect);
        assert!(matches!(ledger.intend(&intent(2)).await, Err(LedgerError::Broken(_))));
        // It can be looked at all the same.
        assert!(ledger.entry_of_plan(&plan(1)).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn another_key_is_told() {
    let folder = Scratch::new("other-key");
    folder.open().await.intend(&intent(1)).await.unwrap();
    std::fs::remove_file(folder.file(KEY)).unwrap();
    let ledger = folder.open().await;
    assert_eq!(broken(&ledger).await, Broken { seq: 1, what: Wrong::OtherKey });
    assert!(matches!(ledger.intend(&intent(2)).await, Err(LedgerError::Broken(_))));
}

#[tokio::test]
async fn a_record_is_read_and_verified_without_being_written() {
    let folder = Scratch::new("to-read");
    let ledger = folder.open().await;
    ledger.intend(&intent(1)).await.unwrap();
    let key = || Key::read(&folder.file(KEY)).unwrap();
    let reader = Ledger::open_to_read(folder.path(), key()).await.unwrap();
    assert_eq!(reader.verify().await.unwrap().rows, 1);
    assert!(reader.intend(&intent(2)).await.is_err());
    let elsewhere = Scratch::new("no-database");
    assert!(Ledger::open_to_read(elsewhere.path(), key()).await.is_err());
    assert!(!elsewhere.file(DATABASE).exists());
}
