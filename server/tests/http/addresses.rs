//! An address that says what it cannot say is answered at the field.

use http::StatusCode;

use crate::world::World;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_address_that_says_what_it_cannot_say_keeps_what_was_typed() {
    let world = World::small().await;
    let long = "x".repeat(201);
    for (address, field, typed) in [
        (format!("/env/demo/services?q={long}"), "q", long.as_str()),
        ("/env/demo/services?level=red&q=web".to_owned(), "level", "red"),
        ("/env/demo/services?sort=price".to_owned(), "sort", "price"),
        ("/env/demo/clusters/shop/tasks?page=two".to_owned(), "page", "two"),
        (format!("/search?q={long}"), "q", long.as_str()),
    ] {
        let answer = world.get(&address).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{address}");
        let body = answer.body;
        assert!(
            body.contains(&format!("id=\"query-{field}\" name=\"{field}\" value=\"{typed}\"")),
            "{address}: {body}"
        );
        assert!(body.contains(&format!("aria-describedby=\"query-{field}-error\"")), "{address}: {body}");
        assert!(body.contains(&format!("href=\"#query-{field}\"")), "{address}: the summary leads to the field");
        assert!(!body.contains("http-equiv=\"refresh\""), "{address}: nobody loses what they type");
    }
    assert!(world.get("/env/demo/services?q=web").await.body.contains("http-equiv=\"refresh\""));
}
