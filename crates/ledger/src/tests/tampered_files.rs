//! Rows that somebody has changed in the database itself, behind the triggers.

use sqlx::{AssertSqlSafe, Connection as _};

use super::*;
use crate::error::{Broken, LedgerError, Wrong};

/// What whoever owns the file can switch off.
const UNGUARDED: &str = "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; \
    DROP TRIGGER audit_not_updated; DROP TRIGGER audit_not_deleted; DROP TRIGGER audit_not_replaced; \
    DROP INDEX audit_plan; DROP INDEX audit_outcome;";

/// Six rows: three intents, each followed by its outcome.
async fn written() -> Scratch {
    let folder = Scratch::new("original");
    let ledger = folder.open().await;
    for number in 1..=3 {
        let entry = ledger.intend(&intent(number)).await.unwrap();
        ledger.settle(entry, Timestamp(number as i64), &done()).await.unwrap();
    }
    drop(ledger);
    let mut stranger = folder.stranger().await;
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut stranger).await.unwrap();
    stranger.close().await.unwrap();
    folder
}

async fn after(original: &Scratch, statements: &str) -> Result<u64, LedgerError> {
    let copy = Scratch::new("copy");
    for file in [DATABASE, KEY, crate::HEAD] {
        std::fs::copy(original.file(file), copy.file(file)).unwrap();
    }
    let mut stranger = copy.stranger().await;
    sqlx::raw_sql(UNGUARDED).execute(&mut stranger).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(statements.to_owned())).execute(&mut stranger).await.unwrap();
    stranger.close().await.unwrap();
    let key = Key::read(&copy.file(KEY)).unwrap();
    let ledger = Ledger::open_to_read(copy.path(), key).await.unwrap();
    ledger.verify().await.map(|verified| verified.rows)
}

#[track_caller]
fn assert_broken(found: Result<u64, LedgerError>, seq: i64, what: Wrong, statements: &str) {
    match found {
        Err(LedgerError::Broken(broken)) => assert_eq!(broken, Broken { seq, what }, "{statements}"),
        other => panic!("{statements}: {other:?}"),
    }
}

#[tokio::test]
async fn a_change_of_any_column_of_any_row_is_found() {
    let original = written().await;
    assert_eq!(after(&original, "SELECT 1").await.unwrap(), 6);
    let numbers = ["at", "entry"].map(|column| format!("{column} = {column} + 1"));
    let words = ["kind", "plan", "environment", "cluster", "service", "task", "task_definition", "verb", "person"];
    let words = words.into_iter().chain(["outcome", "words", "body"]);
    let words = words.map(|column| format!("{column} = coalesce({column}, '') || ' '"));
    let bytes = [
        "mac = zeroblob(32)".to_owned(),
        "mac = zeroblob(31)".to_owned(),
        // No longer a text that can be read.
        "body = CAST(x'ff' AS TEXT)".to_owned(),
    ];
    for change in numbers.into_iter().chain(words).chain(bytes) {
        for seq in 1..=6 {
            let statement = format!("UPDATE audit SET {change} WHERE seq = {seq}");
            assert_broken(after(&original, &statement).await, seq, Wrong::Edited, &statement);
        }
    }
}

#[tokio::test]
async fn rows_that_are_gone_elsewhere_or_new_are_found() {
    let original = written().await;
    let renumber = "UPDATE audit SET seq = -seq; UPDATE audit SET seq = -seq - 1, \
        entry = CASE kind WHEN 'intent' THEN -seq - 1 ELSE entry END WHERE seq < -3; \
        UPDATE audit SET seq = -seq WHERE seq < 0;";
    let swap = |one: i64, other: i64| {
        format!(
            "UPDATE audit SET seq = 99 WHERE seq = {one}; UPDATE audit SET seq = {one} WHERE seq = {other}; \
            UPDATE audit SET seq = {other} WHERE seq = 99;"
        )
    };
    let copy = |to: i64| {
        format!(
            "INSERT INTO audit SELECT {to}, at, kind, entry, plan, environment, cluster, service, task, \
            task_definition, verb, person, outcome, words, body, mac FROM audit WHERE seq = 2"
        )
    };
    for (statements, seq, what) in [
        ("DELETE FROM audit WHERE seq = 1".to_owned(), 1, Wrong::Removed),
        ("DELETE FROM audit WHERE seq = 3".to_owned(), 3, Wrong::Removed),
        ("DELETE FROM audit WHERE seq = 6".to_owned(), 6, Wrong::Removed),
        ("DELETE FROM audit".to_owned(), 1, Wrong::Removed),
        (format!("DELETE FROM audit WHERE seq = 3; {renumber}"), 3, Wrong::Removed),
        (swap(2, 4), 2, Wrong::Reordered),
        (swap(4, 6), 4, Wrong::Reordered),
        (copy(7), 7, Wrong::Inserted),
        (copy(0), 0, Wrong::Inserted),
        (copy(-5), -5, Wrong::Inserted),
    ] {
        assert_broken(after(&original, &statements).await, seq, what, &statements);
    }
}
