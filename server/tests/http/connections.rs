//! Connections that are slow, silent, too many, or open when Podium stops.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use axum::Router;
use axum::routing::get;
use server::connections::serve;
use server::limits::Limits;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

const ASK: &[u8] = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

struct Server {
    address: SocketAddr,
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Server {
    /// `/` answers at once, `/slow` after a second, `/never` not at all.
    async fn start(limits: Limits) -> Self {
        let router = Router::new()
            .route("/", get(async || "here"))
            .route(
                "/slow",
                get(async || {
                    sleep(Duration::from_secs(1)).await;
                    "finished"
                }),
            )
            .route("/never", get(async || std::future::pending::<&str>().await));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let told = stop.clone().cancelled_owned();
        let task = tokio::spawn(serve(listener, router, limits, CancellationToken::new(), told));
        Self { address, stop, task }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }
}

fn quick() -> Limits {
    Limits { head: Duration::from_millis(500), farewell: Duration::from_secs(3), ..Limits::default() }
}

/// Reads until the other side closes, and says how long that took.
async fn read_to_end(stream: &mut TcpStream) -> (String, Duration) {
    let began = Instant::now();
    let mut bytes = Vec::new();
    // A reset is an end too.
    let _ = timeout(Duration::from_secs(10), stream.read_to_end(&mut bytes)).await.expect("the connection stays open");
    (String::from_utf8_lossy(&bytes).into_owned(), began.elapsed())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_peer_that_sends_its_head_too_slowly_is_cut_off() {
    let server = Server::start(quick()).await;
    for beginning in ["", "P", "PRI * HTTP/2.0\r\n", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\nX-A: "]
    {
        let mut stream = server.connect().await;
        stream.write_all(beginning.as_bytes()).await.unwrap();
        let (answer, after) = read_to_end(&mut stream).await;
        assert!(after < Duration::from_secs(3), "{beginning:?}: {after:?}");
        assert!(!answer.contains("here"), "{beginning:?}: {answer}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_drip_of_bytes_does_not_keep_a_connection_open() {
    let server = Server::start(quick()).await;
    let (mut read, mut write) = server.connect().await.into_split();
    let drip = tokio::spawn(async move {
        let _ = write.write_all(b"GET / HTTP/1.1\r\nX-A: ").await;
        while write.write_all(b"a").await.is_ok() {
            sleep(Duration::from_millis(50)).await;
        }
    });
    let mut bytes = Vec::new();
    let closed = timeout(Duration::from_secs(5), read.read_to_end(&mut bytes)).await;
    assert!(closed.is_ok(), "the connection is still open");
    drip.abort();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_connection_that_asks_nothing_more_is_closed() {
    let server = Server::start(quick()).await;
    let mut stream = server.connect().await;
    stream.write_all(ASK).await.unwrap();
    let (answer, after) = read_to_end(&mut stream).await;
    assert!(answer.ends_with("here"), "{answer}");
    assert!(after < Duration::from_secs(3), "{after:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_head_that_is_too_long_is_refused() {
    let server = Server::start(Limits::default()).await;
    let long = "a".repeat(Limits::default().head_size);
    let many = (0..=Limits::default().head_fields).map(|number| format!("X-{number}: a\r\n")).collect::<String>();
    for fields in [format!("X-A: {long}\r\n"), many] {
        let mut stream = server.connect().await;
        stream.write_all(format!("GET / HTTP/1.1\r\nHost: localhost\r\n{fields}\r\n").as_bytes()).await.unwrap();
        let (answer, _) = read_to_end(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_connection_too_many_waits_until_another_is_closed() {
    let server = Server::start(Limits { connections: 1, ..Limits::default() }).await;
    let mut first = server.connect().await;
    first.write_all(ASK).await.unwrap();
    let mut begun = [0; 8];
    first.read_exact(&mut begun).await.unwrap();
    let mut second = server.connect().await;
    second.write_all(ASK).await.unwrap();
    assert!(timeout(Duration::from_millis(300), second.read_exact(&mut begun)).await.is_err(), "both are answered");
    drop(first);
    assert!(
        timeout(Duration::from_secs(3), second.read_exact(&mut begun)).await.is_ok(),
        "the second is never answered"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_old_connection_is_asked_to_finish() {
    let server = Server::start(Limits { connection_age: Duration::from_millis(300), ..Limits::default() }).await;
    let mut stream = server.connect().await;
    stream.write_all(b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    let (answer, _) = read_to_end(&mut stream).await;
    assert!(answer.contains("connection: close") && answer.ends_with("finished"), "{answer}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_is_in_flight_is_finished_before_podium_stops() {
    let server = Server::start(quick()).await;
    let mut stream = server.connect().await;
    stream.write_all(b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    sleep(Duration::from_millis(200)).await;
    server.stop.cancel();
    let (answer, _) = read_to_end(&mut stream).await;
    assert!(answer.ends_with("finished"), "{answer}");
    timeout(Duration::from_secs(1), server.task).await.expect("the server goes on").unwrap();
    assert!(TcpStream::connect(server.address).await.is_err(), "new connections are still taken");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_never_finishes_does_not_hold_podium_up() {
    let server = Server::start(Limits { farewell: Duration::from_millis(300), ..quick() }).await;
    let mut stream = server.connect().await;
    stream.write_all(b"GET /never HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    sleep(Duration::from_millis(200)).await;
    server.stop.cancel();
    timeout(Duration::from_secs(2), server.task).await.expect("the server goes on").unwrap();
}
