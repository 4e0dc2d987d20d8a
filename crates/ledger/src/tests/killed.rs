//! A process that is killed while it writes has lost nothing that it was told is written.

use std::io::Write as _;
use std::process::Stdio;
use std::time::{Duration, Instant};

use rand::Rng as _;

use super::*;

/// Tells the child where to write.
const FOLDER: &str = "PODIUM_LEDGER_STORM";

/// What the child notes once a row is said to be written.
const SENT: &str = "sent";

/// Kills in one folder; then a new one is begun, so that there is always little to verify.
const KILLS_IN_A_FOLDER: u32 = 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forty_kills_lose_no_row() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        storm(Path::new(&folder)).await;
    }
    check(40).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "second ring: a thousand processes are killed"]
async fn a_thousand_kills_lose_no_row() {
    check(1000).await;
}

async fn check(kills: u32) {
    let (mut sent, mut rows, mut beyond) = (0, 0, 0);
    let mut folder = Scratch::new("killed");
    for kill in 0..kills {
        if kill % KILLS_IN_A_FOLDER == 0 {
            folder = Scratch::new("killed");
            rows = 0;
            sent = 0;
        }
        kill_one(&folder).await;
        let ledger = folder.open().await;
        let verified = ledger.verify().await.unwrap();
        let noted = std::fs::read_to_string(folder.file(SENT)).unwrap_or_default();
        for plan in noted.lines().skip(sent) {
            let found = ledger.entry_of_plan(&PlanId::parse(plan).unwrap()).await.unwrap();
            assert!(found.is_some(), "{plan} was said to be written");
        }
        sent = noted.lines().count();
        beyond += verified.beyond_head;
        assert!(verified.rows >= rows);
        rows = verified.rows;
    }
    figure(&format!(
        "kill -9 while rows are written: rows lost: 0 at {kills} kills, {beyond} of them between row and head"
    ));
    assert!(rows > 0 && sent > 0, "the child came to write");
}

/// Starts this very test as a process that writes, and kills it at some moment.
async fn kill_one(folder: &Scratch) {
    let before = std::fs::metadata(folder.file(SENT)).map_or(0, |file| file.len());
    let mut child = tokio::process::Command::new(std::env::current_exe().unwrap())
        .args(["tests::killed::forty_kills_lose_no_row", "--exact", "--nocapture"])
        .env(FOLDER, folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let began = Instant::now();
    while std::fs::metadata(folder.file(SENT)).map_or(0, |file| file.len()) == before {
        assert!(began.elapsed() < Duration::from_secs(60) && child.try_wait().unwrap().is_none());
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let moment = rand::rng().random_range(0..40_000);
    tokio::time::sleep(Duration::from_micros(moment)).await;
    child.kill().await.unwrap();
}

/// Writes until the end: several at once, every other intent with its outcome.
async fn storm(folder: &Path) -> ! {
    let ledger = Ledger::open(folder, Key::read_or_make(&folder.join(KEY)).unwrap()).await.unwrap();
    let sent = std::fs::OpenOptions::new().append(true).create(true).open(folder.join(SENT)).unwrap();
    for _ in 0..4 {
        let (ledger, mut sent) = (ledger.clone(), sent.try_clone().unwrap());
        tokio::spawn(async move {
            loop {
                let number = rand::rng().random();
                let entry = ledger.intend(&intent(number)).await.unwrap();
                sent.write_all(format!("{}\n", plan(number)).as_bytes()).unwrap();
                if number % 2 == 0 {
                    ledger.settle(entry, Timestamp(0), &done()).await.unwrap();
                }
            }
        });
    }
    std::future::pending().await
}
