//! Sockets: keep-alive, several simulators, starting and stopping.

use std::net::SocketAddr;
use std::time::Duration;

use serde_json::{Value, json};
use simulator::{Simulator, SimulatorOptions, StartError};
use tokio::net::TcpStream;

use crate::client::{done, ecs, empty, quiet, request, send};

const HEADERS: [(&str, &str); 1] = [("X-Amz-Target", "AmazonEC2ContainerServiceV20141113.ListClusters")];

#[tokio::test]
async fn many_calls_share_a_connection_and_need_no_signature() {
    let simulator = empty().await;
    let mut stream = TcpStream::connect(simulator.address()).await.unwrap();
    for _ in 0..20 {
        let answer = request(&mut stream, "localhost", "POST", "/", &HEADERS, "{}").await.unwrap();
        assert_eq!(done(&answer), json!({ "clusterArns": [] }));
    }
}

#[tokio::test]
async fn several_simulators_know_nothing_of_each_other() {
    let (one, other) = (empty().await, empty().await);
    done(&ecs(&one, "CreateCluster", json!({ "clusterName": "shop" })).await);
    assert_eq!(done(&ecs(&other, "ListClusters", json!({})).await)["clusterArns"], Value::Array(Vec::new()));
    assert_eq!(other.control().last_call(), 1);
}

#[tokio::test]
async fn it_listens_on_loopback_only_and_takes_only_options_that_can_be() {
    let open = SimulatorOptions { listen: SocketAddr::from(([0, 0, 0, 0], 0)), ..quiet() };
    assert!(matches!(Simulator::start(open).await, Err(StartError::NotLoopback(_))));
    for speed in [-1.0, f64::NAN, 1e9] {
        let options = SimulatorOptions { speed, ..quiet() };
        assert!(matches!(Simulator::start(options).await, Err(StartError::Speed(_))));
    }
    let account = SimulatorOptions { account: "12".to_owned(), ..quiet() };
    assert!(matches!(Simulator::start(account).await, Err(StartError::Account(_))));
    let first = empty().await;
    let taken = SimulatorOptions { listen: first.address(), ..quiet() };
    assert!(matches!(Simulator::start(taken).await, Err(StartError::Listen { .. })));
}

#[tokio::test]
async fn a_shutdown_answers_what_was_asked_closes_idle_connections_and_frees_the_port() {
    let simulator = empty().await;
    let address = simulator.address();
    let idle = TcpStream::connect(address).await.unwrap();
    let slow = json!({ "kind": "latency", "milliseconds": 300 }).to_string();
    send(address, "POST", "/_simulator/faults", &[], &slow).await.unwrap();
    let asked = tokio::spawn(async move { send(address, "POST", "/", &HEADERS, "{}").await });
    tokio::time::sleep(Duration::from_millis(100)).await;
    let control = simulator.control();
    tokio::time::timeout(Duration::from_secs(4), simulator.shutdown()).await.expect("within four seconds");
    assert_eq!(asked.await.unwrap().unwrap().status, 200);
    assert_eq!(control.last_call(), 1);
    drop(idle);
    assert!(TcpStream::connect(address).await.is_err());
}
