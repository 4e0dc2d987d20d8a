//! A server that answers whatever a test wants, for the ways in which servers differ from AWS.

use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// Operation and request → HTTP status and body.
pub type Script = dyn Fn(&str, &Value) -> (u16, String) + Send + Sync;

/// Listens until it is dropped.
pub struct Scripted {
    pub url: String,
    /// How far its clock is ahead of that of this machine, in seconds; without one it says nothing about the time.
    pub clock_ahead: Arc<Mutex<Option<i64>>>,
    _connections: JoinSet<()>,
}

impl Scripted {
    pub async fn start(script: impl Fn(&str, &Value) -> (u16, String) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let script: Arc<Script> = Arc::new(script);
        let clock_ahead: Arc<Mutex<Option<i64>>> = Arc::default();
        let clock = Arc::clone(&clock_ahead);
        let mut connections = JoinSet::new();
        connections.spawn(async move {
            let mut open = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                open.spawn(serve(stream, Arc::clone(&script), Arc::clone(&clock)));
            }
        });
        Self { url, clock_ahead, _connections: connections }
    }
}

/// Answers one request after the other until the client hangs up.
async fn serve(stream: TcpStream, script: Arc<Script>, clock: Arc<Mutex<Option<i64>>>) {
    let mut stream = BufReader::new(stream);
    loop {
        let (mut operation, mut length) = (String::new(), 0);
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
                return;
            }
            let Some((name, value)) = line.trim().split_once(": ") else {
                if line.trim().is_empty() {
                    break;
                }
                continue;
            };
            match name.to_ascii_lowercase().as_str() {
                "x-amz-target" => operation = value.rsplit('.').next().unwrap_or_default().to_owned(),
                "content-length" => length = value.parse().unwrap(),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        if stream.read_exact(&mut body).await.is_err() {
            return;
        }
        let (status, answer) = script(&operation, &serde_json::from_slice(&body).unwrap_or_default());
        let date = clock.lock().unwrap().map(|ahead| format!("date: {}\r\n", date(ahead))).unwrap_or_default();
        let head = format!("HTTP/1.1 {status} Scripted\r\n{date}content-length: {}\r\n\r\n", answer.len());
        if stream.write_all((head + &answer).as_bytes()).await.is_err() {
            return;
        }
    }
}

/// The time of day of a server whose clock is ahead by so many seconds, as its answers say it.
#[expect(clippy::disallowed_methods, reason = "a server has a clock of its own")]
fn date(ahead: i64) -> String {
    let now = DateTime::from(SystemTime::now()).secs();
    DateTime::from_secs(now + ahead).fmt(Format::HttpDate).unwrap()
}
