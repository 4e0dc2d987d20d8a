use super::estate::*;
use crate::Engine;
use crate::task::{Task, TaskStatus};
use serde_json::json;

const REGISTRY: &str = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";

fn private(engine: &mut Engine, image: &str) {
    let mut definition = definition("web", &format!("{REGISTRY}/{image}"));
    definition["executionRoleArn"] = json!("arn:aws:iam::123456789012:role/execution");
    register(engine, definition);
}

#[test]
fn the_registry_has_what_revisions_name_but_for_what_is_missing() {
    let mut engine = empty(1);
    for image in ["shop/web:1.0.0", "shop/web:2.0.0-missing", "shop/api", "shop/old@sha256:00"] {
        private(&mut engine, image);
    }
    register(&mut engine, definition("other", "nginx:1"));
    let world = engine.world();
    let names: Vec<_> = world.repositories().into_keys().collect();
    assert_eq!(names, ["shop/api", "shop/old", "shop/web"]);
    let web = world.repository("shop/web").unwrap();
    let tags: Vec<_> = web.images().map(|image| image.tag.clone()).collect();
    assert_eq!(tags, ["1.0.0"]);
    let digest = &*world.revision("web", 1).unwrap().definition.containers[0].image_digest;
    assert_eq!(&*web.tagged("1.0.0").unwrap().digest, digest);
    assert_eq!(web.with_digest(digest).unwrap().tag, "1.0.0");
    assert_eq!((web.tagged("2.0.0-missing"), web.with_digest("sha256:00")), (None, None));
    assert!(web.tagged("3.0.0-exit-1").is_some(), "a task could pull it");
    assert!(world.repository("shop/api").unwrap().tagged("latest").is_some());
    assert!(world.repository("nginx").is_none());
}

#[test]
fn a_task_pulls_a_digest_that_the_registry_has_and_no_other() {
    let mut engine = empty(2);
    private(&mut engine, "shop/web:1.0.0");
    let digest = engine.world().repository("shop/web").unwrap().tagged("1.0.0").unwrap().digest;
    for (image, runs) in [(format!("shop/web@{digest}"), true), ("shop/web@sha256:00".to_owned(), false)] {
        private(&mut engine, &image);
        let key = run(&mut engine, "web", 1).remove(0);
        wait(&mut engine, 120);
        let task: &Task = engine.world().task(&key).unwrap();
        assert_eq!(task.last_status == TaskStatus::Running, runs, "{image}");
        let stop = task.stop.as_ref().map(|stop| stop.reason.to_string()).unwrap_or_default();
        assert_eq!(stop.starts_with("CannotPullContainerError"), !runs, "{stop}");
    }
}
