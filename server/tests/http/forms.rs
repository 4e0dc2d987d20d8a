//! Forms are sent to the page they are on, done once, and lead nowhere else.

use axum::body::Body;
use http::request::Builder;
use http::{Method, Request, StatusCode};
use model::page::Page;
use server::limits::Limits;
use simulator::Scenario;

use crate::log;
use crate::world::{Answer, World};

const FORM: &str = "application/x-www-form-urlencoded";

fn token(number: u32) -> String {
    format!("token={number:032x}")
}

/// A request from a page of ours.
fn post(address: &str) -> Builder {
    let request = Request::post(address).header("host", "localhost:3000").header("origin", "http://localhost:3000");
    request.header("content-type", FORM)
}

async fn send(world: &World, address: &str, body: &str) -> Answer {
    world.send(post(address).body(Body::from(body.to_owned())).unwrap()).await
}

async fn send_by_script(world: &World, address: &str, body: &str) -> Answer {
    let request = post(address).header("accept", "application/json");
    world.send(request.body(Body::from(body.to_owned())).unwrap()).await
}

fn theme(theme: &str) -> String {
    format!("form=theme&{}&theme={theme}", token(1))
}

fn environment(name: &str) -> String {
    format!("form=environment&{}&environment={name}", token(1))
}

async fn two() -> World {
    World::of(&[("demo", Scenario::Small), ("other", Scenario::Empty)], Limits::default()).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_theme_is_kept_in_a_cookie_and_leads_back_to_the_page_with_its_query() {
    let world = World::empty().await;
    for (chosen, cookie) in [
        ("dark", "theme=dark; HttpOnly; SameSite=Lax; Path=/; Max-Age=31536000"),
        ("light", "theme=light; HttpOnly; SameSite=Lax; Path=/; Max-Age=31536000"),
        ("system", "theme=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0"),
    ] {
        let answer = send(&world, "/search?q=web%20prod", &theme(chosen)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        assert_eq!(answer.header("location"), "/search?q=web%20prod");
        assert_eq!(answer.header("set-cookie"), cookie);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_page_is_drawn_in_the_theme_of_the_cookie() {
    let world = World::empty().await;
    for (cookie, expect) in [
        ("theme=dark", Some("data-theme=\"dark\"")),
        ("a=b; theme=light", Some("data-theme=\"light\"")),
        ("theme=\"><script>", None),
        ("other=dark", None),
    ] {
        let answer = world.ask(Request::get("/").header("cookie", cookie)).await;
        let (root, _) = answer.body.split_once("<head").unwrap();
        match expect {
            Some(expect) => assert!(root.contains(expect), "{cookie}: {root}"),
            None => assert!(!root.contains("data-theme"), "{cookie}: {root}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn another_environment_shows_its_same_section_and_is_remembered() {
    let world = two().await;
    for (from, to) in [
        ("/", "/"),
        ("/search?q=a", "/search?q=a"),
        ("/env/demo/services?q=web", "/env/other/services"),
        ("/env/demo/clusters/shop/services/storefront", "/env/other/services"),
        ("/env/demo/clusters/shop/tasks", "/env/other/clusters"),
        ("/env/demo/task-definitions/storefront", "/env/other/task-definitions"),
        ("/env/demo/traffic", "/env/other/traffic"),
        ("/env/other/services?q=web", "/env/other/services?q=web"),
    ] {
        let answer = send(&world, from, &environment("other")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{from}: {}", answer.body);
        assert_eq!(answer.header("location"), to, "{from}");
        assert!(answer.header("set-cookie").starts_with("environment=other; HttpOnly; SameSite=Lax; Path=/"), "{from}");
    }
    let fleet = world.ask(Request::get("/").header("cookie", "environment=other")).await.body;
    assert!(fleet.contains("href=\"/env/other/services\""), "the rail of the fleet page is that of `other`");
    let gone = world.ask(Request::get("/").header("cookie", "environment=gone")).await.body;
    assert!(gone.contains("href=\"/env/demo/services\""), "an environment that is gone is not missed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_is_sent_wrongly_is_said_at_once_and_changes_nothing() {
    let world = two().await;
    for (body, field) in [
        (theme("pink"), "Theme"),
        (theme(""), "Theme"),
        (theme("dark") + "&theme=light", "Theme"),
        (theme("dark") + "&colour=red", "colour"),
        (theme("dark") + "&next=%2F", "next"),
        ("form=theme&theme=dark".to_owned(), "token"),
        ("form=theme&theme=dark&token=1".to_owned(), "token"),
        (environment("gone"), "Environment"),
        (environment("No%20such"), "Environment"),
        (token(1) + "&theme=dark", "form"),
        ("form=nothing&theme=dark".to_owned(), "form"),
        (String::new(), "form"),
    ] {
        let answer = send(&world, "/env/demo/services", &body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert!(answer.headers.get("set-cookie").is_none() && answer.headers.get("location").is_none(), "{body}");
        let (_, said) =
            answer.body.split_once("id=\"form-summary\"").unwrap_or_else(|| panic!("{body}: {}", answer.body));
        assert!(said.contains(&format!("{field}: ")), "{body}: {said}");
        assert!(answer.body.contains("storefront"), "{body}: the page is drawn again");
        assert!(!answer.body.contains("http-equiv=\"refresh\""), "{body}: and stays as it is");
        let answer = send_by_script(&world, "/env/demo/services", &body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert!(answer.header("content-type").starts_with("application/json"), "{body}");
        assert!(answer.body.contains("form-summary") && answer.body.contains("storefront"), "{body}: {}", answer.body);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_script_is_told_where_the_outcome_is_seen() {
    let world = two().await;
    let answer = send_by_script(&world, "/env/demo/services", &environment("other")).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.body, "{\"see\":\"/env/other/services\"}");
    assert!(answer.header("set-cookie").starts_with("environment=other;"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_form_that_is_sent_many_times_is_done_once_and_answered_alike() {
    let world = World::empty().await;
    // Another token than anywhere else in this process, whose log is shared.
    let body = format!("form=theme&{}&theme=dark", token(0xd0b1e));
    let sent: Vec<_> = (0..8).map(|_| send(&world, "/search?q=sent-many-times", &body)).collect();
    for answer in futures::future::join_all(sent).await {
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.header("location"), "/search?q=sent-many-times");
        assert!(answer.header("set-cookie").starts_with("theme=dark;"));
    }
    let done = |number: u32| {
        let id = token(number);
        log::so_far().lines().filter(|line| line.contains("a form is done") && line.contains(&id)).count()
    };
    assert_eq!(done(0xd0b1e), 1);
    let other = format!("form=theme&{}&theme=light", token(0xd0b1e));
    assert!(send(&world, "/search?q=sent-many-times", &other).await.header("set-cookie").starts_with("theme=light;"));
    assert_eq!(done(0xd0b1e), 2, "other values are another sending");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_drawing_of_a_page_has_a_token_of_its_own_and_its_forms_can_be_sent() {
    let world = World::small().await;
    let mut tokens = Vec::new();
    for _ in 0..2 {
        let body = world.get("/env/demo/services").await.body;
        let mut found: Vec<String> = body
            .split("name=\"token\" value=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect();
        found.dedup();
        assert_eq!(found.len(), 1, "{found:?}");
        tokens.append(&mut found);
    }
    assert_ne!(tokens[0], tokens[1]);
    let body = format!("form=theme&token={}&theme=dark", tokens[0]);
    assert_eq!(send(&world, "/env/demo/services", &body).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn only_a_form_is_taken_whatever_is_sent_and_from_wherever() {
    let world = World::empty().await;
    for body in [theme("dark"), environment("demo")] {
        for (kind, taken) in [
            (Some(FORM), true),
            (Some("application/x-www-form-urlencoded; charset=utf-8"), true),
            (Some("Application/X-WWW-Form-Urlencoded"), true),
            (Some("text/plain"), false),
            (Some("multipart/form-data; boundary=x"), false),
            (Some("application/json"), false),
            (None, false),
        ] {
            for (origin, site, ours) in [
                (Some("http://localhost:3000"), None, true),
                (None, Some("same-origin"), true),
                (Some("http://localhost:3000"), Some("same-origin"), true),
                (None, None, true),
                (Some("http://evil.example"), None, false),
                (Some("http://localhost:3000"), Some("cross-site"), false),
                (Some("http://evil.example"), Some("same-origin"), false),
                (Some("null"), None, false),
            ] {
                let mut request = Request::post("/").header("host", "localhost:3000");
                for (name, value) in [("content-type", kind), ("origin", origin), ("sec-fetch-site", site)] {
                    if let Some(value) = value {
                        request = request.header(name, value);
                    }
                }
                let answer = world.send(request.body(Body::from(body.clone())).unwrap()).await;
                let expect = match (ours, taken) {
                    (false, _) => StatusCode::FORBIDDEN,
                    (true, false) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
                    (true, true) => StatusCode::SEE_OTHER,
                };
                assert_eq!(answer.status, expect, "{kind:?} {origin:?} {site:?}: {}", answer.body);
                assert_eq!(answer.headers.contains_key("set-cookie"), expect == StatusCode::SEE_OTHER);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_is_no_page_takes_no_form_and_nobody_is_led_to_another_site() {
    let world = World::small().await;
    for address in [
        "/nothing",
        "/theme",
        "/env/demo",
        "/env/Demo/services",
        "/env/demo/services/",
        "//",
        "//evil.example",
        "///evil.example",
        "//evil.example/%2e%2e",
        "/%5Cevil.example",
        "/%2F%2Fevil.example",
        "/%09/evil.example",
        "/%0D%0ALocation:%20https:/evil.example",
        "/%00",
        "/api/overview",
        "/livez",
    ] {
        for body in [theme("dark"), environment("demo")] {
            let answer = send(&world, address, &body).await;
            assert!(answer.status.is_client_error(), "{address}: {}", answer.status);
            assert!(
                answer.headers.get("location").is_none() && answer.headers.get("set-cookie").is_none(),
                "{address}"
            );
        }
    }
    for query in ["//evil.example", "next=//evil.example", "https://evil.example", "%0D%0ALocation:x"] {
        let answer = send(&world, &format!("/?{query}"), &theme("dark")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{query}");
        assert_eq!(answer.header("location"), format!("/?{query}"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn reading_a_page_changes_nothing_and_other_methods_are_none_of_a_page() {
    let world = World::empty().await;
    for method in [Method::GET, Method::HEAD] {
        let request = Request::builder().method(method).uri("/").header("host", "localhost:3000");
        let request = request.header("content-type", FORM).body(Body::from(theme("dark"))).unwrap();
        let answer = world.send(request).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.headers.get("set-cookie").is_none());
    }
    for method in [Method::PUT, Method::DELETE, Method::PATCH] {
        let request = Request::builder().method(method).uri(Page::Fleet.path()).header("host", "localhost:3000");
        let answer = world.send(request.body(Body::from(theme("dark"))).unwrap()).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(answer.header("allow"), "GET, HEAD, POST");
        assert!(answer.headers.get("set-cookie").is_none());
    }
}
