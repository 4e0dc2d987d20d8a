//! A Podium that is killed while people change things: AWS saw no write that is not in the record, and the record
//! holds.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use ledger::{KEY, Key, Ledger};
use model::audit::{AuditQuery, EntryId};
use rand::Rng as _;
use simulator::journal::Filter;
use simulator::{Running, Scenario, Simulator, SimulatorOptions};

/// Services that are scaled, each by somebody else.
const SERVICES: [&str; 3] = ["storefront", "catalog", "checkout"];

/// Kills on one record; then a new one is begun, so that there is always little to verify.
const ON_ONE_RECORD: u32 = 25;

#[test]
fn six_kills_leave_no_write_without_its_row() {
    check(6);
}

#[test]
#[ignore = "second ring: a hundred servers are killed"]
fn a_hundred_kills_leave_no_write_without_its_row() {
    let tries = std::env::var("PODIUM_TRIES").ok().and_then(|tries| tries.parse().ok());
    check(tries.unwrap_or(100));
}

fn check(kills: u32) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (mut writes, mut without_row, mut broken) = (0, 0, 0);
    let mut left = kills;
    while left > 0 {
        let here = left.min(ON_ONE_RECORD);
        left -= here;
        let options = SimulatorOptions { scenario: Scenario::Small, limits_on: false, ..SimulatorOptions::default() };
        let simulator = runtime.block_on(Simulator::start(options)).unwrap();
        simulator.control().set_speed(0.0);
        let folder = tempfile::tempdir().unwrap();
        // No two plans ask for the same count, so a write is known by its service and its count.
        let count = AtomicU32::new(100);
        for _ in 0..here {
            kill_one(&simulator, folder.path(), &count);
            broken += u32::from(!runtime.block_on(holds(folder.path())));
        }
        let written = written(&simulator);
        let rows = runtime.block_on(rows(folder.path()));
        writes += written.len();
        without_row += written.difference(&rows).count();
    }
    let told = format!(
        "figure: kill -9 in a storm of writes: AWS writes without a row: {without_row} of {writes}; broken chains: \
         {broken} of {kills}\n"
    );
    // Past the harness, which keeps to itself what `println!` prints.
    std::io::stdout().write_all(told.as_bytes()).unwrap();
    assert_eq!((without_row, broken), (0, 0));
    assert!(writes > usize::try_from(kills).unwrap() / 2, "people came to change something: {writes}");
}

/// Starts a Podium, lets three people change things, and kills it at some moment.
#[expect(clippy::disallowed_methods, reason = "a process cannot be awaited here")]
fn kill_one(simulator: &Running, folder: &Path, count: &AtomicU32) {
    let (mut process, address) = podium(simulator, folder);
    let before = written(simulator).len();
    std::thread::scope(|scope| {
        for service in SERVICES {
            scope.spawn(move || while scale(address, service, count.fetch_add(1, Ordering::Relaxed)).is_some() {});
        }
        let began = Instant::now();
        while written(simulator).len() == before && began.elapsed() < Duration::from_secs(60) {
            std::thread::sleep(Duration::from_millis(2));
        }
        std::thread::sleep(Duration::from_micros(rand::rng().random_range(0..200_000)));
        process.kill().unwrap();
        process.wait().unwrap();
    });
}

fn podium(simulator: &Running, folder: &Path) -> (Child, SocketAddr) {
    let config = folder.join("podium.toml");
    let endpoint = simulator.url();
    let text = format!(
        "listen = \"127.0.0.1:0\"\ndata = \"{}\"\n[[environment]]\nname = \"prod\"\nregion = \"eu-central-1\"\n\
         endpoint_url = \"{endpoint}\"\n",
        folder.join("data").display()
    );
    std::fs::write(&config, text).unwrap();
    let mut process = Command::new(env!("CARGO_BIN_EXE_podium"))
        .args(["serve", "--config", config.to_str().unwrap()])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.split("http://").nth(1).unwrap().trim().parse().unwrap();
    (process, address)
}

/// Looks at a plan and carries it out as a browser without scripts does; `None` once nobody answers.
fn scale(address: SocketAddr, service: &str, count: u32) -> Option<()> {
    let path = format!("/env/prod/clusters/shop/services/{service}/scale?desired={count}");
    let page = ask(address, &format!("GET {path} HTTP/1.1\r\n"), "")?;
    let Some((_, form)) = page.split_once("aria-label=\"Carry the plan out\"") else { return Some(()) };
    let form = form.split("</form>").next()?;
    let fields: Vec<String> = form
        .split("<input type=\"hidden\" ")
        .skip(1)
        .filter_map(|input| {
            let value = |name: &str| input.split_once(&format!("{name}=\""))?.1.split('"').next();
            Some(format!("{}={}", value("name")?, value("value")?))
        })
        .collect();
    let body = fields.join("&");
    ask(address, &format!("POST {path} HTTP/1.1\r\nOrigin: http://{address}\r\n"), &body).map(drop)
}

fn ask(address: SocketAddr, head: &str, body: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).ok()?;
    let length = body.len();
    write!(
        stream,
        "{head}Host: {address}\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {length}\r\n\r\n{body}"
    )
    .ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer).filter(|answer| !answer.is_empty())
}

/// What AWS was asked for: service and count.
fn written(simulator: &Running) -> BTreeSet<(String, String)> {
    let filter = Filter { operation: Some("UpdateService".to_owned()), ..Filter::default() };
    let calls = simulator.control().journal(&filter);
    let asked = calls.iter().map(|call| serde_json::to_value(&call.parameters).unwrap());
    let text = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    asked.map(|sent| (text(&sent["service"]), text(&sent["desiredCount"]))).collect()
}

async fn open(folder: &Path) -> Ledger {
    let data = folder.join("data");
    Ledger::open_to_read(&data, Key::read(&data.join(KEY)).unwrap()).await.unwrap()
}

async fn holds(folder: &Path) -> bool {
    open(folder).await.verify().await.inspect_err(|error| eprintln!("{error}")).is_ok()
}

/// What is in the record: service and count.
async fn rows(folder: &Path) -> BTreeSet<(String, String)> {
    let ledger = open(folder).await;
    let (mut rows, mut before): (_, Option<EntryId>) = (BTreeSet::new(), None);
    loop {
        let entries = ledger.entries_before(&AuditQuery::default(), before, 500).await.unwrap();
        let Some(last) = entries.last() else { return rows };
        before = Some(last.id);
        for entry in &entries {
            let count = entry.intent.changes.iter().find(|change| change.field == "desiredCount").unwrap();
            let service = entry.intent.subject.service.as_ref().unwrap().to_string();
            rows.insert((service, count.after.clone().unwrap()));
        }
    }
}
