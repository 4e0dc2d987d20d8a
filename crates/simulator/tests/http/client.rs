//! The smallest HTTP client that can tell what is on the wire.

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;

use serde_json::{Value, json};
use simulator::{Running, Scenario, Simulator, SimulatorOptions};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The error code, or `OK`.
    pub fn code(&self) -> String {
        match self.status {
            200 => "OK".to_owned(),
            _ => self.json()["__type"].as_str().unwrap_or("no code").to_owned(),
        }
    }
}

/// A simulator with nothing in it, whose clock stands still and who counts no calls.
pub async fn empty() -> Running {
    started(SimulatorOptions { limits_on: false, ..quiet() }).await
}

/// The options of [`empty`], with AWS's buckets.
pub fn quiet() -> SimulatorOptions {
    SimulatorOptions { scenario: Scenario::Empty, speed: 0.0, ..SimulatorOptions::default() }
}

pub async fn started(options: SimulatorOptions) -> Running {
    Simulator::start(options).await.unwrap()
}

/// Calls an ECS operation.
pub async fn ecs(simulator: &Running, operation: &str, request: Value) -> Answer {
    ecs_as(simulator, "AKIATEST", "eu-central-1", operation, request).await.unwrap()
}

/// Calls an ECS operation that must go well.
#[track_caller]
pub fn done(answer: &Answer) -> Value {
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()
}

/// Calls an ECS operation with an access key, signed for a region.
pub async fn ecs_as(
    simulator: &Running,
    key: &str,
    region: &str,
    operation: &str,
    request: Value,
) -> io::Result<Answer> {
    let authorization = authorization(key, region, "ecs");
    let target = format!("AmazonEC2ContainerServiceV20141113.{operation}");
    let headers = [
        ("Authorization", authorization.as_str()),
        ("Content-Type", "application/x-amz-json-1.1"),
        ("X-Amz-Target", target.as_str()),
    ];
    send(simulator.address(), "POST", "/", &headers, &request.to_string()).await
}

/// Calls the side API.
pub async fn side(simulator: &Running, method: &str, path: &str, body: Value) -> Answer {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    send(simulator.address(), method, &format!("/_simulator/{path}"), &[], &body).await.unwrap()
}

pub fn authorization(key: &str, region: &str, service: &str) -> String {
    format!(
        "AWS4-HMAC-SHA256 Credential={key}/20260101/{region}/{service}/aws4_request, SignedHeaders=host, Signature=00"
    )
}

/// Sends one request over a connection of its own.
pub async fn send(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> io::Result<Answer> {
    let mut stream = TcpStream::connect(address).await?;
    request(&mut stream, &format!("{address}"), method, path, headers, body).await
}

/// Sends one request over an open connection.
pub async fn request(
    stream: &mut TcpStream,
    host: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> io::Result<Answer> {
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {}\r\n", body.len());
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    stream.write_all(format!("{head}\r\n{body}").as_bytes()).await?;
    read(stream).await
}

/// Reads one answer.
pub async fn read(stream: &mut TcpStream) -> io::Result<Answer> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 16 * 1024];
    loop {
        if let Some(answer) = parse(&bytes) {
            return Ok(answer);
        }
        match stream.read(&mut buffer).await? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            count => bytes.extend_from_slice(&buffer[..count]),
        }
    }
}

fn parse(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers: BTreeMap<String, String> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
    let body = bytes.get(end + 4..end + 4 + length)?;
    Some(Answer { status, headers, body: String::from_utf8_lossy(body).into_owned(), bytes: body.to_vec() })
}

/// Makes the cluster `shop` and the family `web`, whose image tag is given.
pub async fn shop(simulator: &Running, tag: &str) {
    done(&ecs(simulator, "CreateCluster", json!({ "clusterName": "shop" })).await);
    register(simulator, "web", tag).await;
}

/// Registers a Fargate task definition.
pub async fn register(simulator: &Running, family: &str, tag: &str) -> Value {
    let request = json!({
        "family": family,
        "requiresCompatibilities": ["FARGATE"],
        "networkMode": "awsvpc",
        "cpu": "256",
        "memory": "512",
        "containerDefinitions": [{ "name": "app", "image": format!("registry.example/web:{tag}"), "essential": true }],
    });
    done(&ecs(simulator, "RegisterTaskDefinition", request).await)["taskDefinition"].clone()
}

/// Makes a service in `shop` from the family `web`.
pub async fn service(simulator: &Running, name: &str, count: u32) -> Value {
    let request = json!({
        "cluster": "shop",
        "serviceName": name,
        "taskDefinition": "web",
        "desiredCount": count,
        "launchType": "FARGATE",
        "networkConfiguration": network(),
    });
    done(&ecs(simulator, "CreateService", request).await)["service"].clone()
}

pub fn network() -> Value {
    json!({ "awsvpcConfiguration": { "subnets": ["subnet-0a1b2c3d"], "securityGroups": ["sg-0a1b2c3d"] } })
}
