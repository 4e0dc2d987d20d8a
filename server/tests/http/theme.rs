//! The theme is remembered, and nobody is led elsewhere by it.

use axum::body::Body;
use http::{Request, StatusCode};

use crate::world::{Answer, World};

async fn choose(world: &World, body: &str) -> Answer {
    let request = Request::post("/theme").header("host", "localhost:3000").header("origin", "http://localhost:3000");
    let request = request.header("content-type", "application/x-www-form-urlencoded").body(Body::from(body.to_owned()));
    world.send(request.unwrap()).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_choice_is_kept_in_a_cookie_and_leads_back_to_the_page() {
    let world = World::empty().await;
    for (theme, cookie) in [
        ("dark", "theme=dark; HttpOnly; SameSite=Lax; Path=/; Max-Age=31536000"),
        ("light", "theme=light; HttpOnly; SameSite=Lax; Path=/; Max-Age=31536000"),
        ("system", "theme=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0"),
    ] {
        let answer = choose(&world, &format!("theme={theme}&next=%2Fsearch%3Fq%3Dweb")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{theme}");
        assert_eq!(answer.header("location"), "/search?q=web");
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
async fn nobody_is_led_to_another_site() {
    let world = World::empty().await;
    for next in [
        "https://evil.example",
        "//evil.example",
        "///evil.example",
        "/%5Cevil.example",
        "%5C%5Cevil.example",
        "%2F%2Fevil.example",
        "/%09/evil.example",
        "/%0A/evil.example",
        "/%0D%0ALocation:%20https://evil.example",
        "/%00",
        "javascript:alert(1)",
        "evil",
        "",
    ] {
        let answer = choose(&world, &format!("theme=dark&next={next}")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{next}");
        assert!(answer.body.starts_with("next: "), "{next}: {}", answer.body);
        assert!(answer.headers.get("location").is_none() && answer.headers.get("set-cookie").is_none(), "{next}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_theme_that_does_not_exist_is_refused_by_name_and_changes_nothing() {
    let world = World::empty().await;
    for body in ["", "theme=", "theme=pink&next=/", "theme=dark&theme=light"] {
        let answer = choose(&world, body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert!(answer.body.contains("theme"), "{body}: {}", answer.body);
        assert!(answer.headers.get("set-cookie").is_none(), "{body}");
    }
}
