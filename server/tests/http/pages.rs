//! Every page and every server function there is for an estate.

use std::time::Duration;

use fleet::FleetOptions;
use http::{Method, Request, StatusCode};
use leptos::server_fn::axum::server_fn_paths;
use model::page::PageKind;
use serde_json::json;
use server::limits::Limits;
use simulator::Scenario;
use tokio::time::timeout;

use crate::crawl::{Crawl, crawl};
use crate::world::{SOON, World};

#[test]
fn the_journeys_know_every_kind_of_page() {
    let journeys = include_str!("../../../end2end/support/pages.ts");
    let known: Vec<&str> =
        journeys.lines().filter_map(|line| line.strip_prefix("  '/")?.split_once("':")).map(|it| it.0).collect();
    let kinds: Vec<&str> = PageKind::ALL.iter().map(|kind| kind.pattern().trim_start_matches('/')).collect();
    assert_eq!(known, kinds, "end2end/support/pages.ts");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_page_of_a_small_estate_is_there() {
    let Crawl { pages, .. } = crawl().await;
    assert!(pages.len() > 100, "the estate has more pages than that: {}", pages.len());
    for (path, answer) in pages {
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        assert!(answer.header("content-type").starts_with("text/html"), "{path}");
        assert!(
            answer.body.starts_with("<!DOCTYPE html>") && answer.body.contains("</html>"),
            "{path}: {}",
            answer.body
        );
        // Templates are for what may come, and no part of the page.
        let page = answer.body.split("<template").next().unwrap();
        assert_eq!(page.matches("<h1").count(), 1, "{path} has one heading of the first order");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_is_not_there_is_a_page_that_says_so() {
    let world = World::small().await;
    for path in [
        "/nothing",
        "/env",
        "/env/nowhere/clusters",
        "/env/demo/clusters/nothing",
        "/env/demo/clusters/shop/services/nothing",
        "/env/demo/clusters/shop/tasks/00000000000000000000000000000000",
        "/env/demo/task-definitions/nothing",
        "/env/demo/task-definitions/nothing/1",
        "/env/Demo/clusters",
        "/env/demo/clusters/a%20b",
        "/env/demo/clusters/%3Cscript%3E",
        "//evil.example/",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/%00",
        "/%ff",
    ] {
        let answer = world.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}: {}", answer.body);
        assert!(answer.header("content-type").starts_with("text/html"), "{path}");
        assert!(answer.body.split("<template").next().unwrap().contains("<h1"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_address_with_a_slash_too_many_leads_to_the_page() {
    let world = World::empty().await;
    for (path, page) in [
        ("/env/demo/clusters/", "/env/demo/clusters"),
        ("//", "/"),
        ("/search/?q=a%20b", "/search?q=a%20b"),
        ("/env/demo/clusters/shop/services/web/tasks/", "/env/demo/clusters/shop/services/web/tasks"),
    ] {
        let answer = world.get(path).await;
        assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT, "{path}");
        assert_eq!(answer.header("location"), page);
    }
    for path in ["//evil.example/", "/nothing/", "/env/demo/clusters//evil.example/", "/env/demo/clusters/a%2Fb/"] {
        let answer = world.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}: {:?}", answer.headers);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_server_function_leads_nobody_back_to_where_they_came_from() {
    let world = World::empty().await;
    let request = Request::get("/api/overview").header("accept", "text/html").header("referer", "http://evil.example/");
    let answer = world.ask(request).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.headers.get("location").is_none(), "{:?}", answer.headers);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_query_that_says_nothing_sensible_is_refused_and_not_guessed_at() {
    let world = World::small().await;
    for path in ["/env/demo/services?page=zero", "/env/demo/services?sort=colour", "/env/demo/services?level=purple"] {
        assert_eq!(world.get(path).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_head_of_a_page_is_that_of_the_page() {
    let world = World::small().await;
    for (path, status) in [("/", StatusCode::OK), ("/nothing", StatusCode::NOT_FOUND)] {
        let answer = world.ask(Request::builder().method(Method::HEAD).uri(path)).await;
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.header("content-type").starts_with("text/html"), "{path}");
        assert_eq!(answer.body, "", "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn looking_at_everything_changes_nothing_in_aws() {
    let Crawl { operations, .. } = crawl().await;
    assert!(operations.len() >= 8, "everything has been read: {operations:?}");
    for operation in operations.keys() {
        assert!(["List", "Describe", "Get"].iter().any(|verb| operation.starts_with(verb)), "{operation} was called");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_server_function_is_there_to_be_read_and_asked_by_these_tests() {
    let Crawl { functions, .. } = crawl().await;
    for (path, method) in server_fn_paths() {
        assert_eq!(method, Method::GET, "{path}");
        assert!(functions.iter().any(|(asked, _)| asked.split('?').next() == Some(path)), "nobody asks {path}");
    }
    for (path, answer) in functions {
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        assert!(answer.header("content-type").starts_with("application/json"), "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whoever_opens_a_page_without_javascript_finds_news_when_it_asks_again() {
    let never = Duration::from_secs(600);
    let unseen = FleetOptions { background: never, idle: never, deploying: never, ..FleetOptions::default() };
    let world = World::read_by(&[("demo", Scenario::Small)], Limits::default(), unseen).await;
    let input = json!({ "cluster": "shop", "service": "storefront", "desiredCount": 7 });
    world.aws().call("UpdateService", input).await;
    let page = "/env/demo/clusters/shop/services/storefront";
    let wait = async {
        while !world.get(page).await.body.contains("of 7 running") {
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    };
    timeout(SOON, wait).await.expect("the page shows what was changed");
}
