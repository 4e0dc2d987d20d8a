//! The binary as it is typed: what it says, what it answers, how it ends.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

const PODIUM: &str = env!("CARGO_BIN_EXE_podium");

/// A folder of its own for one test, removed in the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("podium-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn config(&self, text: &str) -> PathBuf {
        let path = self.0.join("podium.toml");
        std::fs::write(&path, text).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A Podium that runs until it is dropped.
struct Running {
    process: Child,
    /// What it printed when it was ready, word by word.
    words: Vec<String>,
}

impl Running {
    fn demo(arguments: &[&str]) -> Self {
        let free = ["demo", "--listen", "127.0.0.1:0", "--simulator", "127.0.0.1:0"];
        Self::start(&[&free, arguments].concat(), 2)
    }

    fn start(arguments: &[&str], lines: usize) -> Self {
        let mut process =
            Command::new(PODIUM).args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let printed = BufReader::new(process.stdout.take().unwrap()).lines().take(lines);
        let words =
            printed.flat_map(|line| line.unwrap().split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect();
        Self { process, words }
    }

    fn url_after(&self, word: &str) -> String {
        let at = self.words.iter().position(|it| it == word).unwrap_or_else(|| panic!("{word}: {:?}", self.words));
        self.words[at + 1].clone()
    }

    fn signal(&self, name: &str) {
        let kill = Command::new("kill").args([name, &self.process.id().to_string()]).status().unwrap();
        assert!(kill.success());
    }

    /// Waits for its end, and gives its exit code and its log.
    #[expect(clippy::disallowed_methods, reason = "a process cannot be awaited here")]
    fn end(mut self) -> (Option<i32>, String) {
        let began = Instant::now();
        let status = loop {
            if let Some(status) = self.process.try_wait().unwrap() {
                break status;
            }
            assert!(began.elapsed() < Duration::from_secs(15), "it goes on");
            std::thread::sleep(Duration::from_millis(20));
        };
        let mut log = String::new();
        self.process.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        (status.code(), log)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn podium(arguments: &[&str]) -> Output {
    Command::new(PODIUM).args(arguments).output().unwrap()
}

fn get(url: &str, path: &str) -> String {
    let address: SocketAddr = url.strip_prefix("http://").unwrap().parse().unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_demo_prints_its_addresses_when_both_answer_and_ends_when_told() {
    let demo = Running::demo(&[]);
    let (podium, simulator) = (demo.url_after("Podium"), demo.url_after("Simulator"));
    let page = get(&podium, "/");
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.contains("data-level=\"down\""), "what is broken is on the first page");
    assert!(get(&simulator, "/_simulator/state").starts_with("HTTP/1.1 200"));
    for path in ["/livez", "/readyz"] {
        assert!(get(&podium, path).starts_with("HTTP/1.1 200"), "{path}");
    }
    demo.signal("-TERM");
    let (code, log) = demo.end();
    assert_eq!(code, Some(0), "{log}");
    for line in log.lines() {
        assert!(serde_json::from_str::<serde_json::Value>(line).is_ok(), "not JSON: {line}");
    }
    let page_line = log.lines().find(|line| line.contains("\"route\":\"/\"")).unwrap_or_else(|| panic!("{log}"));
    assert!(page_line.contains("\"status\":200") && page_line.contains("\"id\":\""), "{page_line}");
}

#[test]
fn an_open_stream_does_not_hold_the_end_up() {
    let demo = Running::demo(&["--scenario", "empty"]);
    let address: SocketAddr = demo.url_after("Podium").strip_prefix("http://").unwrap().parse().unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET /live?watch=/ HTTP/1.1\r\nHost: {address}\r\n\r\n").unwrap();
    let mut begun = [0; 64];
    stream.read_exact(&mut begun).unwrap();
    let told = Instant::now();
    demo.signal("-INT");
    let (code, log) = demo.end();
    assert_eq!(code, Some(0), "{log}");
    assert!(told.elapsed() < Duration::from_secs(5), "{:?}", told.elapsed());
}

#[test]
fn a_bad_configuration_is_explained_whole_and_nothing_is_started() {
    let folder = Folder::new("bad");
    let config = folder.config("listen = \"0.0.0.0:3000\"\ndata = \"data\"\n[[environment]]\nname = \"Prod\"\n");
    for command in ["serve", "check"] {
        let output = podium(&[command, "--config", config.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(2), "{command}");
        let said = text(&output.stderr);
        for line in ["line 1: listen: ", "no sign-in yet", "line 3: environment.region: ", "line 4: environment.name: "]
        {
            assert!(said.contains(line), "{command}: {line} is not in {said}");
        }
        assert_eq!(text(&output.stdout), "");
        assert!(!folder.0.join("data").exists(), "{command} made the data directory");
    }
}

#[test]
fn a_configuration_that_is_not_there_is_named() {
    let output = podium(&["serve", "--config", "/nowhere/podium.toml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("/nowhere/podium.toml"), "{}", text(&output.stderr));
}

#[test]
fn a_port_that_is_taken_is_named_with_the_reason() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = podium(&["demo", "--listen", &address, "--simulator", "127.0.0.1:0"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains(&format!("cannot listen on {address}: ")), "{}", text(&output.stderr));
}

#[test]
fn check_says_what_can_be_read() {
    let demo = Running::demo(&[]);
    let folder = Folder::new("check");
    let environment = |name: &str, url: &str| {
        format!("[[environment]]\nname = \"{name}\"\nregion = \"eu-central-1\"\nendpoint_url = \"{url}\"\n")
    };
    let good = environment("good", &demo.url_after("Simulator"));
    let config = folder.config(&good);
    let output = podium(&["check", "--config", config.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let said = text(&output.stdout);
    for words in
        ["good (eu-central-1)", "ok         ecs:ListClusters", "ok         sts:GetCallerIdentity", "123456789012"]
    {
        assert!(said.contains(words), "{words} is not in {said}");
    }
    let nobody = TcpStream::connect("127.0.0.1:1").is_err();
    assert!(nobody, "port 1 is free");
    let config = folder.config(&(good + &environment("gone", "http://127.0.0.1:1")));
    let output = podium(&["check", "--config", config.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("no answer  ecs:ListClusters"), "{}", text(&output.stdout));
    assert!(!folder.0.join("podium-data").exists(), "check made the data directory");
}

#[test]
fn the_audit_is_verified_and_exported() {
    let folder = Folder::new("audit");
    let place = folder.0.to_str().unwrap();
    let nothing = podium(&["audit", "verify", "--data", place]);
    assert_eq!(nothing.status.code(), Some(1));
    assert!(text(&nothing.stderr).contains("the key of the audit cannot be read"), "{}", text(&nothing.stderr));
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let key = ledger::Key::read_or_make(&folder.0.join(ledger::KEY)).unwrap();
        let intent = serde_json::from_str(INTENT).unwrap();
        ledger::Ledger::open(&folder.0, key).await.unwrap().intend(&intent).await.unwrap();
    });
    let verified = podium(&["audit", "verify", "--data", place]);
    let said = (verified.status.code(), text(&verified.stdout), text(&verified.stderr));
    assert_eq!(said, (Some(0), "the audit holds; rows: 1\n".to_owned(), String::new()));
    let exported = text(&podium(&["audit", "export", "--data", place]).stdout);
    assert!(exported.starts_with("entry,at,") && exported.contains("ada@example.com"), "{exported}");
    assert_eq!(text(&podium(&["audit", "export", "--format", "jsonl", "--data", place]).stdout).lines().count(), 1);
    std::fs::remove_file(folder.0.join(ledger::HEAD)).unwrap();
    let broken = podium(&["audit", "verify", "--data", place]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(
        text(&broken.stderr).starts_with("podium: the audit is broken: there are rows up to 1"),
        "{}",
        text(&broken.stderr)
    );
}

/// A change as it is written down.
const INTENT: &str = r#"{"at": 1795210931000, "who": "ada@example.com", "verb": "scale", "sentence": "Run 4 tasks",
    "subject": {"environment": "production"}, "plan": "plan-0123456789-0123456789"}"#;

#[test]
fn serve_shows_a_configured_environment_and_holds_its_data_directory() {
    let demo = Running::demo(&[]);
    let folder = Folder::new("serve");
    let simulator = demo.url_after("Simulator");
    let config = folder.config(&format!(
        "listen = \"127.0.0.1:0\"\n[[environment]]\nname = \"prod\"\nregion = \"eu-central-1\"\nendpoint_url = \"{simulator}\"\n"
    ));
    let serve = Running::start(&["serve", "--config", config.to_str().unwrap()], 1);
    let page = get(&serve.url_after("Podium"), "/env/prod/clusters");
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    let second = podium(&["serve", "--config", config.to_str().unwrap()]);
    assert_eq!(second.status.code(), Some(1));
    assert!(text(&second.stderr).contains("in use by another Podium"), "{}", text(&second.stderr));
}
