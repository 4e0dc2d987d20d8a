//! Deployments of every kind: under way, waiting, failed and rolled back, each with a history.
//!
//! | service | its last deployment |
//! |---|---|
//! | shop/vouchers | went well; a circuit breaker watches: the service to try a bad image on |
//! | shop/wishlist | rolled back by the circuit breaker: the new image answered 502 |
//! | data/exporter | rolled back by the circuit breaker: the image does not exist |
//! | data/feature-store | failed, and nothing was rolled back: the new tasks were unhealthy |
//! | internal/webhooks | stuck: most of the twelve failed starts that it may have are counted |
//! | shop/accounts | BLUE_GREEN, all traffic moved, in BAKE_TIME for half an hour yet |
//! | shop/search | CANARY: a tenth of the traffic has moved, for half an hour yet |
//! | shop/shipping | LINEAR: two of five steps, one each quarter of an hour |
//! | shop/notifications | BLUE_GREEN, waits at a PAUSE hook after its test traffic has moved |

use crate::app::App;
use crate::story::balancing::{fixed, host, path};
use crate::story::{Story, tags};
use serde_json::{Value, json};
use simulator_engine::time::{hours, minutes};

const PRODUCTION: (&str, u16) = ("shop-public", 443);
const TEST: (&str, u16) = ("shop-public", 8_443);

/// Services whose traffic moves, with the priority of their two rules, and how it moves.
const MOVING: [(&str, u32, u32); 4] =
    [("accounts", 110, 3), ("search", 120, 4), ("shipping", 130, 2), ("notifications", 140, 2)];

/// Services behind one target group each, with the priority of their rule.
const ROLLING: [(&str, u32); 2] = [("vouchers", 150), ("wishlist", 160)];

fn app(team: &str, name: &str) -> App {
    App::new(team, name).port(8_080).health("/healthz").env(&[("LOG_LEVEL", "info")])
}

/// A program without a container health check: the load balancer alone says how it is.
fn plain(name: &str) -> App {
    App::new("shop", name).port(8_080).env(&[("LOG_LEVEL", "info")])
}

fn breaker(rollback: bool) -> Value {
    json!({ "deploymentCircuitBreaker": { "enable": true, "rollback": rollback } })
}

fn strategy(name: &str) -> Value {
    let more = match name {
        "search" => json!({
            "strategy": "CANARY", "canaryConfiguration": { "canaryPercent": 10.0, "canaryBakeTimeInMinutes": 60 },
        }),
        "shipping" => json!({
            "strategy": "LINEAR", "linearConfiguration": { "stepPercent": 20.0, "stepBakeTimeInMinutes": 15 },
        }),
        _ => json!({ "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 55 }),
    };
    with(breaker(true), more)
}

/// Two tasks at a time, so that failures can be watched as they are counted.
fn in_pairs() -> Value {
    with(breaker(true), json!({ "minimumHealthyPercent": 100, "maximumPercent": 150 }))
}

fn with(mut configuration: Value, more: Value) -> Value {
    if let (Some(configuration), Value::Object(more)) = (configuration.as_object_mut(), more) {
        configuration.extend(more);
    }
    configuration
}

/// Twelve days ago.
pub(super) fn found(story: &mut Story) {
    story.listener(TEST.0, TEST.1, fixed(404, "Nothing is tested here."));
    for (name, priority, desired) in MOVING {
        let groups = [format!("{name}-blue"), format!("{name}-green")];
        for group in &groups {
            story.target_group(group, 8_080, json!({}));
            story.draining(group, 30);
        }
        let groups = [&*groups[0], &*groups[1]];
        for listener in [PRODUCTION, TEST] {
            let action = story.forward(&[(groups[0], 100), (groups[1], 0)]);
            story.rule(listener, priority, conditions(name), action);
        }
        let balancers = story.between(groups, name, 8_080, [(PRODUCTION, priority), (TEST, priority)]);
        story.register(&plain(name).tag("1.0.0"));
        story.create("shop", name, desired, json!({
            "loadBalancers": balancers, "deploymentConfiguration": strategy(name), "tags": tags("platform", "cc-4100"),
        }));
    }
    for (name, priority) in ROLLING {
        story.target_group(name, 8_080, json!({ "HealthCheckIntervalSeconds": 10 }));
        story.draining(name, 30);
        let action = story.forward(&[(name, 1)]);
        story.rule(PRODUCTION, priority, conditions(name), action);
        let balancers = story.behind(name, name, 8_080);
        story.register(&plain(name).tag("3.1.0"));
        story.create(
            "shop",
            name,
            4,
            json!({
                "loadBalancers": balancers, "deploymentConfiguration": in_pairs(), "tags": tags("shop", "cc-1240"),
            }),
        );
    }
    for (cluster, name, desired, configuration) in [
        ("data", "exporter", 2, breaker(true)),
        ("data", "feature-store", 3, breaker(false)),
        ("internal", "webhooks", 4, counted()),
    ] {
        story.register(&app(cluster, name).tag("0.8.0"));
        story.create(
            cluster,
            name,
            desired,
            json!({
                "deploymentConfiguration": configuration, "tags": tags("data-platform", "cc-3200"),
            }),
        );
    }
}

/// One task at a time, and twelve failures until it is given up.
fn counted() -> Value {
    let threshold = json!({ "type": "COUNT", "value": 12 });
    with(
        json!({ "minimumHealthyPercent": 100, "maximumPercent": 125 }),
        json!({ "deploymentCircuitBreaker": { "enable": true, "rollback": true, "thresholdConfiguration": threshold } }),
    )
}

fn conditions(name: &str) -> Value {
    json!([host(&["api.shop.example.com"]), path(&[&format!("/{name}"), &format!("/{name}/*")])])
}

/// The days between: releases that went well, one that did not, and a pause for the next one.
pub(super) fn release(story: &mut Story) {
    story.ago(hours(26));
    for (name, ..) in MOVING {
        story.register(&plain(name).tag("1.1.0"));
        story.deploy("shop", name);
    }
    story.ago(hours(19));
    for (name, _) in ROLLING {
        story.register(&plain(name).tag("3.2.0"));
        story.deploy("shop", name);
    }
    for (cluster, name) in [("data", "exporter"), ("data", "feature-store"), ("internal", "webhooks")] {
        story.register(&app(cluster, name).tag("0.9.0"));
        story.deploy(cluster, name);
    }
    story.ago(hours(9));
    story.register(&app("data", "exporter").tag("0.10.0-missing"));
    story.deploy("data", "exporter");
    let pause = json!({
        "targetType": "PAUSE", "lifecycleStages": ["POST_TEST_TRAFFIC_SHIFT"],
        "timeoutConfiguration": { "timeoutInMinutes": 480, "action": "ROLLBACK" },
    });
    story.update("shop", "notifications", json!({ "deploymentConfiguration": { "lifecycleHooks": [pause] } }));
}

/// The last half hour.
pub(super) fn underway(story: &mut Story) {
    story.ago(minutes(31));
    story.register(&app("data", "feature-store").tag("0.10.0-unhealthy"));
    story.deploy("data", "feature-store");
    story.register(&app("internal", "webhooks").tag("0.10.0-missing"));
    story.deploy("internal", "webhooks");
    story.register(&plain("wishlist").tag("3.3.0-bad-gateway"));
    story.deploy("shop", "wishlist");
    story.ago(minutes(26));
    for (name, ..) in MOVING {
        story.register(&plain(name).tag("1.2.0"));
        story.deploy("shop", name);
    }
}
