//! The record as a whole, on a disk.

mod append_only;
mod crash;
mod full;
mod killed;
mod once;
mod reading;
mod settling;
mod tampered;
mod tampered_files;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use model::address::ServiceRef;
use model::audit::{FieldChange, Intent, Outcome, Person, PlanId, Reason, Subject, Verb};
use model::name::{ClusterName, EnvironmentName, ServiceName};
use model::time::Timestamp;
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteConnectOptions;

use crate::connection::connect;
use crate::{DATABASE, KEY, Key, Ledger};

/// A folder that is there as long as the test.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let unique = format!("podium-ledger-{name}-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(unique);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn path(&self) -> &Path {
        &self.0
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    async fn open(&self) -> Ledger {
        Ledger::open(&self.0, Key::read_or_make(&self.file(KEY)).unwrap()).await.unwrap()
    }

    /// The database as somebody else would open it.
    async fn stranger(&self) -> SqliteConnection {
        connect(&SqliteConnectOptions::new().filename(self.file(DATABASE))).await.unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        _ = std::fs::remove_dir_all(&self.0);
    }
}

fn service(name: &str) -> ServiceRef {
    ServiceRef {
        environment: EnvironmentName::parse("production").unwrap(),
        cluster: ClusterName::parse("shop").unwrap(),
        service: ServiceName::parse(name).unwrap(),
    }
}

fn plan(number: u64) -> PlanId {
    PlanId::parse(format!("plan-{number:026}")).unwrap()
}

/// Somebody scales checkout.
pub(crate) fn intent(number: u64) -> Intent {
    Intent {
        at: Timestamp(1_795_210_931_000 + number as i64),
        who: Person::parse("ada@example.com").unwrap(),
        verb: Verb::Scale,
        subject: Subject::from(service("checkout")),
        sentence: format!("Run {number} tasks instead of 2"),
        changes: vec![FieldChange {
            field: "Desired tasks".to_owned(),
            before: Some("2".to_owned()),
            after: Some(number.to_string()),
        }],
        reason: Some(Reason::parse("reason", "Black Friday").unwrap()),
        plan: plan(number),
        command: Some("aws ecs update-service".to_owned()),
        part: None,
    }
}

pub(crate) fn done() -> Outcome {
    Outcome::Done { request_id: Some("7f3c".to_owned()) }
}

/// Tells a figure past the harness, which keeps to itself what `println!` prints.
fn figure(told: &str) {
    std::io::Write::write_all(&mut std::io::stdout(), format!("figure: {told}\n").as_bytes()).unwrap();
}

fn unknown() -> Outcome {
    Outcome::Unknown { message: "no answer within 10 s".to_owned(), request_id: None }
}

pub(crate) fn refused() -> Outcome {
    Outcome::Refused { message: "not now".to_owned(), code: Some("ClientException".to_owned()), request_id: None }
}
