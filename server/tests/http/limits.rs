//! Bodies have a length, answers have a time.

use std::time::{Duration, Instant};

use axum::body::Body;
use bytes::Bytes;
use futures::stream;
use http::{Request, StatusCode};
use serde_json::json;
use server::limits::Limits;
use simulator::Scenario;
use simulator::faults::{Chance, Effect, Fault, Target};

use crate::world::World;

/// A form, but for what is chosen with it.
const SMALL: &str = "form=theme&token=00000000000000000000000000000001";

fn form(body: Body) -> Request<Body> {
    let request = Request::post("/").header("host", "localhost").header("sec-fetch-site", "same-origin");
    request.header("content-type", "application/x-www-form-urlencoded").body(body).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_body_that_is_too_long_is_refused_whether_it_says_so_or_not() {
    let world = World::empty().await;
    let body = format!("{SMALL}&theme={}", "a".repeat(Limits::default().body));
    let told = form(Body::from(body.clone()));
    assert_eq!(world.send(told).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    let chunks = stream::iter([Ok::<_, std::io::Error>(Bytes::from(body))]);
    assert_eq!(world.send(form(Body::from_stream(chunks))).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(world.send(form(Body::from(format!("{SMALL}&theme=dark")))).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_body_that_does_not_arrive_is_not_waited_for() {
    let limits = Limits { answer: Duration::from_millis(300), ..Limits::default() };
    let world = World::of(&[("demo", Scenario::Empty)], limits).await;
    let began = Instant::now();
    let answer = world.send(form(Body::from_stream(stream::pending::<Result<Bytes, std::io::Error>>()))).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.header("retry-after"), "2");
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_page_that_has_to_wait_for_aws_too_long_says_so_and_the_others_go_on() {
    let limits = Limits { answer: Duration::from_millis(500), ..Limits::default() };
    let world = World::of(&[("demo", Scenario::Empty)], limits).await;
    let container = json!({ "name": "web", "image": "web:1", "memory": 128 });
    world.aws().call("RegisterTaskDefinition", json!({ "family": "web", "containerDefinitions": [container] })).await;
    let slow = Target { operation: Some("DescribeTaskDefinition".to_owned()), ..Target::default() };
    let effect = Effect::Latency { milliseconds: 60_000 };
    world.simulators[0].control().inject(Fault { target: slow, chance: Chance::default(), effect });
    let (slow, quick) = tokio::join!(world.get("/env/demo/task-definitions/web/1"), world.get("/env/demo/clusters"));
    assert_eq!(slow.status, StatusCode::SERVICE_UNAVAILABLE, "{}", slow.body);
    assert_eq!(quick.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_would_wait_long_for_a_turn_is_sent_away_soon_and_probes_are_answered() {
    let limits =
        Limits { at_once: 1, turn: Duration::from_millis(100), answer: Duration::from_secs(3), ..Limits::default() };
    let world = World::of(&[("demo", Scenario::Empty)], limits).await;
    let holds_the_turn = world.send(form(Body::from_stream(stream::pending::<Result<Bytes, std::io::Error>>())));
    let others = async {
        let began = Instant::now();
        let page = world.get("/env/demo/clusters").await;
        assert_eq!((page.status, page.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "2"));
        assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
        assert_eq!(world.get("/livez").await.status, StatusCode::OK);
    };
    let (held, ()) = tokio::join!(holds_the_turn, others);
    assert_eq!(held.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(world.get("/env/demo/clusters").await.status, StatusCode::OK, "the turn is free again");
}
