//! How requests reach the shop: two load balancers, their rules, and two services whose targets are not all well.
//!
//! | what | is to be seen |
//! |---|---|
//! | shop-public | redirects to HTTPS; routes by host and path; shares out `pricing` by weight; one rule leads nowhere
//! |
//! | platform-internal | routes to what only colleagues use |
//! | target group storefront-2024 | nobody uses it |
//! | shop/reviews | no healthy target: its image answers 502, and its tasks are replaced again and again |
//! | shop/pricing | some targets unhealthy: two old machines were registered by hand and never taken out |

use crate::app::App;
use crate::story::balancing::{fixed, host, path, to_https};
use crate::story::{Story, tags};
use serde_json::json;
use simulator_engine::time::minutes;

const PUBLIC: (&str, u16) = ("shop-public", 443);
const INTERNAL: (&str, u16) = ("platform-internal", 80);

/// The load balancers and target groups, before there are services.
pub(super) fn found(story: &mut Story) {
    story.load_balancer("shop", "shop-public", "internet-facing", tags("shop", "cc-1000"));
    story.load_balancer("internal", "platform-internal", "internal", tags("platform", "cc-4000"));
    story.target_group("storefront", 3_000, json!({}));
    for name in
        ["checkout", "catalog", "orders", "gift-cards", "events-collector", "backoffice", "pricing", "pricing-next"]
    {
        story.target_group(name, 8_080, json!({}));
    }
    story.target_group("thumbnails", 8_080, json!({ "TargetType": "instance" }));
    story.target_group("reviews", 8_080, json!({ "HealthCheckPath": "/reviews/ready" }));
    story.target_group("loyalty", 8_080, json!({}));
    story.target_group("storefront-2024", 3_000, json!({ "HealthCheckPath": "/" }));
    for (name, seconds) in
        [("catalog", 60), ("backoffice", 30), ("thumbnails", 30), ("reviews", 30), ("events-collector", 30)]
    {
        story.draining(name, seconds);
    }
    route_public(story);
    route_internal(story);
}

fn route_public(story: &mut Story) {
    story.listener("shop-public", 80, to_https());
    story.listener("shop-public", 443, fixed(404, "Nothing is sold here."));
    let shop = || host(&["shop.example.com", "www.shop.example.com"]);
    let maintenance =
        json!([path(&["/admin/*"]), { "Field": "source-ip", "SourceIpConfig": { "Values": ["0.0.0.0/0"] } }]);
    story.rule(PUBLIC, 5, maintenance, fixed(503, "Down for maintenance."));
    let forward = |story: &Story, name: &str| story.forward(&[(name, 1)]);
    for (priority, patterns, group) in [
        (10, &["/checkout", "/checkout/*"][..], "checkout"),
        (20, &["/api/catalog/*"][..], "catalog"),
        (30, &["/api/orders/*"][..], "orders"),
        (40, &["/gift-cards/*"][..], "gift-cards"),
        (50, &["/api/reviews/*"][..], "reviews"),
        (70, &["/api/loyalty/*"][..], "loyalty"),
    ] {
        let action = forward(story, group);
        story.rule(PUBLIC, priority, json!([shop(), path(patterns)]), action);
    }
    let shares = story.forward(&[("pricing", 90), ("pricing-next", 10)]);
    story.rule(PUBLIC, 60, json!([shop(), path(&["/api/prices/*"])]), shares);
    let collect = json!([
        host(&["collect.shop.example.com"]),
        { "Field": "http-request-method", "HttpRequestMethodConfig": { "Values": ["POST", "OPTIONS"] } },
    ]);
    let action = forward(story, "events-collector");
    story.rule(PUBLIC, 80, collect, action);
    let action = forward(story, "storefront");
    story.rule(PUBLIC, 100, json!([shop()]), action);
}

fn route_internal(story: &mut Story) {
    story.listener("platform-internal", 80, fixed(404, "No such tool."));
    let action = story.forward(&[("backoffice", 1)]);
    story.rule(INTERNAL, 10, json!([host(&["backoffice.internal.example.com"])]), action);
    let action = story.forward(&[("thumbnails", 1)]);
    story.rule(INTERNAL, 20, json!([host(&["thumbnails.internal.example.com"])]), action);
}

fn pricing(family: &str) -> App {
    App::new("shop", family).port(8_080).env(&[("CURRENCIES", "EUR,CHF,GBP"), ("ROUNDING", "commercial")])
}

/// The two services that share their traffic by weight.
pub(super) fn share(story: &mut Story) {
    let behind = story.behind("pricing", "pricing", 8_080);
    story.register(&pricing("pricing").tag("1.6.1"));
    story.create("shop", "pricing", 4, json!({ "loadBalancers": behind, "tags": tags("pricing", "cc-1230") }));
    let behind = story.behind("pricing-next", "pricing-next", 8_080);
    story.register(&pricing("pricing-next").tag("2.0.0-rc.3"));
    story.create("shop", "pricing-next", 1, json!({ "loadBalancers": behind, "tags": tags("pricing", "cc-1230") }));
    story.register_targets("pricing", &["10.80.4.17", "10.80.4.18"]);
}

/// The newest service, which has never answered well.
pub(super) fn strike(story: &mut Story) {
    story.ago(minutes(95));
    let behind = story.behind("reviews", "reviews", 8_080);
    story.register(&App::new("shop", "reviews").port(8_080).env(&[("MODERATION", "manual")]).tag("0.1.0-bad-gateway"));
    story.create(
        "shop",
        "reviews",
        3,
        json!({ "loadBalancers": behind, "healthCheckGracePeriodSeconds": 60, "tags": tags("community", "cc-1500") }),
    );
}
