//! The database itself refuses to change what is written.

use super::*;

#[tokio::test]
async fn rows_are_not_updated_deleted_or_replaced() {
    let folder = Scratch::new("append-only");
    let ledger = folder.open().await;
    let entry = ledger.intend(&intent(1)).await.unwrap();
    ledger.settle(entry, Timestamp(0), &done()).await.unwrap();
    let mut stranger = folder.stranger().await;
    for (statement, message) in [
        ("UPDATE audit SET body = '{}' WHERE seq = 1", "rows are not updated"),
        ("UPDATE audit SET seq = 9", "rows are not updated"),
        ("UPDATE OR REPLACE audit SET seq = 2 WHERE seq = 1", "rows are not updated"),
        ("DELETE FROM audit", "rows are not deleted"),
        ("DELETE FROM audit WHERE seq = 2", "rows are not deleted"),
        ("REPLACE INTO audit SELECT * FROM audit WHERE seq = 1", "rows are not replaced"),
        (
            "REPLACE INTO audit (seq, at, kind, entry, plan, environment, verb, person, words, body, mac) \
            SELECT 3, at, kind, 3, plan, environment, verb, person, words, body, mac FROM audit WHERE seq = 1",
            "rows are not replaced",
        ),
        (
            "INSERT OR REPLACE INTO audit (seq, at, kind, entry, outcome, body, mac) \
            SELECT 3, at, kind, entry, outcome, body, mac FROM audit WHERE seq = 2",
            "rows are not replaced",
        ),
        (
            "INSERT INTO audit (seq, at, kind, entry, outcome, body, mac) VALUES (1, 0, 'outcome', 1, 'x', '', x'') \
            ON CONFLICT DO UPDATE SET body = '{}'",
            "rows are not",
        ),
    ] {
        let error = sqlx::query(statement).execute(&mut stranger).await.unwrap_err().to_string();
        assert!(error.contains("the audit is append-only") && error.contains(message), "{statement}: {error}");
    }
    assert_eq!(ledger.verify().await.unwrap().rows, 2);
}

#[tokio::test]
async fn the_database_is_set_up_to_last() {
    let folder = Scratch::new("set-up");
    let ledger = folder.open().await;
    ledger.intend(&intent(1)).await.unwrap();
    let mut writer = ledger.writer.lock().await;
    let connection = writer.connection();
    let numbers = ["PRAGMA synchronous", "PRAGMA foreign_keys", "PRAGMA busy_timeout"];
    let mut found = Vec::new();
    for pragma in numbers {
        found.push(sqlx::query_scalar::<_, i64>(pragma).fetch_one(&mut *connection).await.unwrap());
    }
    // 2 is FULL.
    assert_eq!(found, [2, 1, 5000]);
    let mode: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(connection).await.unwrap();
    assert_eq!(mode, "wal");
}

#[cfg(unix)]
#[tokio::test]
async fn the_key_is_made_once_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Scratch::new("key");
    folder.open().await;
    let (path, mode) = (folder.file(KEY), |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777);
    let key = std::fs::read(&path).unwrap();
    assert_eq!(key.len(), 32);
    for name in [KEY, DATABASE, crate::HEAD] {
        assert_eq!(mode(&folder.file(name)), 0o600, "{name}");
    }
    folder.open().await;
    assert_eq!(std::fs::read(&path).unwrap(), key);
    std::fs::write(&path, b"short").unwrap();
    assert!(Key::read_or_make(&path).is_err());
    assert_eq!(std::fs::read(&path).unwrap(), b"short");
}
