//! An open page is told that something changed.

use std::time::{Duration, Instant};

use axum::body::Body;
use http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use model::watch::Change;
use serde_json::json;
use server::limits::Limits;
use simulator::Scenario;
use tokio::time::{MissedTickBehavior, interval, timeout};
use tower::ServiceExt as _;

use crate::world::{SOON, World};

/// An open stream, read event by event.
struct Stream {
    body: Body,
    text: String,
}

impl Stream {
    async fn open(world: &World, path: &str) -> Self {
        let request = Request::get(format!("/live?watch={path}")).header("host", "localhost:3000");
        let request = request.header("sec-fetch-site", "same-origin").body(Body::empty()).unwrap();
        let answer = world.router.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        assert_eq!(answer.headers()["cache-control"], "no-store");
        Self { body: answer.into_body(), text: String::new() }
    }

    /// The next change, or `None` when the stream ends.
    async fn change(&mut self) -> Option<Change> {
        loop {
            while let Some((event, rest)) = self.text.split_once("\n\n") {
                let data = event.strip_prefix("event: change\ndata: ").map(|data| serde_json::from_str(data).unwrap());
                self.text = rest.to_owned();
                if data.is_some() {
                    return data;
                }
            }
            let frame = timeout(SOON, self.body.frame()).await.unwrap()?;
            self.text += str::from_utf8(&frame.unwrap().into_data().unwrap()).unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_change_in_the_estate_arrives_within_five_seconds() {
    let world = World::small().await;
    let cluster = world.snapshots()[0].clusters.keys().next().unwrap().clone();
    let service = world.snapshots()[0].clusters[&cluster].services.keys().next().unwrap().clone();
    let mut stream = Stream::open(&world, &format!("/env/demo/clusters/{cluster}/services/{service}")).await;
    let hello = stream.change().await.unwrap();
    assert_eq!((hello.environment.as_str(), hello.cluster), ("demo", None));
    let input = json!({ "cluster": cluster.as_str(), "service": service.as_str(), "desiredCount": 7 });
    world.aws().call("UpdateService", input).await;
    let asked = Instant::now();
    let is_there = || world.snapshots()[0].clusters[&cluster].services[&service].value.desired == 7;
    loop {
        let change = stream.change().await.unwrap();
        assert!(change.cluster.is_none_or(|changed| changed == cluster));
        if is_there() {
            break;
        }
    }
    assert!(asked.elapsed() < Duration::from_secs(5), "{:?}", asked.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_stream_of_what_is_no_page_is_refused() {
    let world = World::empty().await;
    for query in [
        "",
        "?watch=",
        "?watch=//evil",
        "?watch=/nothing",
        "?watch=/livez",
        "?watch=/&watch=/",
        "?watch=/&more=1",
        "?look=/",
    ] {
        let answer = world.get(&format!("/live{query}")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert!(answer.body.starts_with("watch: "), "{query}: {}", answer.body);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn there_are_so_many_streams_and_one_that_is_closed_makes_room() {
    let limits = Limits { streams_of_peer: 2, ..Limits::default() };
    let world = World::of(&[("demo", Scenario::Empty)], limits).await;
    let first = Stream::open(&world, "/").await;
    let _second = Stream::open(&world, "/").await;
    let third = world.get("/live?watch=/").await;
    assert_eq!(third.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(third.header("retry-after"), "2");
    drop(first);
    let _third = Stream::open(&world, "/").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_storm_of_changes_is_told_twice_a_second() {
    let world = World::small().await;
    let mut stream = Stream::open(&world, "/").await;
    stream.change().await.unwrap();
    // Something changes with every look at the estate. It is pushed on, not sped up: a machine that is too busy for a
    // speed would never catch up with it.
    let estate = world.simulators[0].control();
    let mut pushes = interval(Duration::from_millis(50));
    pushes.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let storm = async {
        loop {
            pushes.tick().await;
            estate.advance(Duration::from_secs(120));
        }
    };
    let began = Instant::now();
    let mut told = 0;
    let listening = async {
        while began.elapsed() < Duration::from_secs(3) {
            stream.change().await.unwrap();
            told += 1;
        }
    };
    tokio::select! {
        () = listening => {}
        () = storm => {}
    }
    assert!((2..=8).contains(&told), "{told} events in {:?}", began.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_stream_begins_with_one_change_for_every_environment() {
    let world = World::of(&[("first", Scenario::Empty), ("second", Scenario::Empty)], Limits::default()).await;
    let mut stream = Stream::open(&world, "/").await;
    let mut greeted = [stream.change().await.unwrap().environment, stream.change().await.unwrap().environment];
    greeted.sort();
    assert_eq!(greeted.iter().map(|name| name.as_str()).collect::<Vec<_>>(), ["first", "second"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn streams_end_when_podium_stops() {
    let world = World::small().await;
    let mut stream = Stream::open(&world, "/").await;
    stream.change().await.unwrap();
    assert_eq!(world.get("/readyz").await.status, StatusCode::OK);
    world.podium.stopping.cancel();
    let end = async { while stream.change().await.is_some() {} };
    assert!(timeout(Duration::from_secs(2), end).await.is_ok());
    assert_eq!(world.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(world.get("/livez").await.status, StatusCode::OK);
}
