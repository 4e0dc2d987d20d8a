//! Answers that lack what they should have.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use fleet::Fleet;
use model::freshness::Trouble;
use serde_json::{Value, json};

use crate::lookalike::{counted, ok, plain, service_arn};
use crate::support::*;

/// A cluster with these services, as DescribeServices shows them.
async fn serving(
    services: impl Fn() -> Vec<Value> + Send + Sync + 'static,
    names: &'static [&'static str],
) -> Scripted {
    Scripted::start(move |operation, _| match operation {
        "ListServices" => {
            let arns: Vec<String> = names.iter().map(|name| service_arn("shop", name)).collect();
            ok(&json!({"serviceArns": arns}))
        }
        "DescribeServices" => ok(&json!({"services": services()})),
        other => plain(other),
    })
    .await
}

#[tokio::test]
async fn counts_that_are_missing_or_mistyped_are_named_and_not_zero() {
    let (mut lacking, mut mistyped) = (counted("lacking"), counted("mistyped"));
    lacking.as_object_mut().unwrap().remove("runningCount");
    mistyped["desiredCount"] = json!("4");
    let server =
        serving(move || vec![counted("web"), lacking.clone(), mistyped.clone()], &["lacking", "mistyped", "web"]);
    let server = server.await;
    let fleet = Fleet::start(vec![settings(&server.url)], quick()).await;
    let snapshot = complete(&fleet).await;
    let services = &of(&snapshot, "shop").unwrap().services;
    let unread = |name: &str| services[&service(name)].value.unread_members.clone();
    assert_eq!(unread("lacking"), ["runningCount"]);
    assert_eq!(unread("mistyped"), ["desiredCount"]);
    assert!(unread("web").is_empty());
    let told = services.trouble().unwrap().sentence();
    let expect = "2 of 3 items in AWS's answer to DescribeServices could not be read in full: no ";
    assert!(told.starts_with(expect), "{told}");
    let at = model::address::ServiceRef {
        environment: environment(),
        cluster: cluster("shop"),
        service: service("lacking"),
    };
    let refused = fleet.describe_service(&at).await.unwrap_err();
    assert!(matches!(refused.trouble(), Some(Trouble::Failed { .. })), "no plan is made from a default: {refused}");
}

#[tokio::test]
async fn a_service_without_a_name_is_told_and_what_is_known_of_it_is_not_forgotten() {
    let answers = Arc::new(AtomicUsize::new(0));
    let counting = Arc::clone(&answers);
    let services = move || {
        let mut odd = counted("worker");
        if counting.fetch_add(1, Ordering::Relaxed) > 0 {
            odd.as_object_mut().unwrap().remove("serviceArn");
        }
        vec![counted("web"), odd]
    };
    let server = serving(services, &["web", "worker"]).await;
    let fleet = Fleet::start(vec![settings(&server.url)], quick()).await;
    let trouble = until(&fleet, "a note", |snapshot| of(snapshot, "shop")?.services.trouble().cloned()).await;
    let expect = "1 of 2 items in AWS's answer to DescribeServices could not be read in full: no serviceArn";
    assert_eq!(trouble.sentence(), expect);
    let seen = answers.load(Ordering::Relaxed);
    until(&fleet, "more answers", |_| is(answers.load(Ordering::Relaxed) > seen + 3)).await;
    let snapshot = fleet.snapshot(&environment()).unwrap();
    let services = &of(&snapshot, "shop").unwrap().services;
    let at = |name: &str| services[&service(name)].at;
    assert!(at("web") > at("worker"), "it grows old, and is not called gone");
    assert!(services.as_of() > Some(at("worker")), "the others are as fresh as ever");
}

#[tokio::test]
async fn parts_that_no_answer_can_be_made_of_are_named_with_their_service() {
    let mut odd = counted("web");
    odd["deployments"] = json!("many");
    odd["events"] = json!([{"id": "1", "message": "(service web) has reached a steady state."}]);
    let server = serving(move || vec![odd.clone()], &["web"]).await;
    let fleet = Fleet::start(vec![settings(&server.url)], quick()).await;
    let snapshot = complete(&fleet).await;
    let web = &of(&snapshot, "shop").unwrap().services[&service("web")].value;
    assert_eq!((web.running, &*web.unread_members), (4, &["deployments".to_owned(), "events".to_owned()][..]));
}
