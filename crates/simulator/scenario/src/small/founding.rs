//! Twelve days ago: the clusters, the first revisions, the first services.

use super::apps;
use crate::story::{Story, mostly_spot, tags};
use serde_json::json;
use simulator_engine::time::hours;

pub(super) fn tell(story: &mut Story) {
    story.ago(hours(12 * 24));
    story.cluster("shop", "shop");
    story.cluster("data", "data-platform");
    story.cluster("internal", "platform");
    super::traffic::found(story);

    let storefront = story.behind("storefront", "storefront", 3_000);
    story.register(&apps::storefront().tag("4.11.0"));
    story.create(
        "shop",
        "storefront",
        4,
        json!({
            "loadBalancers": storefront, "healthCheckGracePeriodSeconds": 30,
            "availabilityZoneRebalancing": "ENABLED", "tags": tags("storefront", "cc-1100"),
        }),
    );
    story.register(&apps::checkout().tag("7.2.1"));
    let checkout = story.behind("checkout", "checkout", 8_080);
    story.create(
        "shop",
        "checkout",
        3,
        json!({
            "loadBalancers": checkout, "healthCheckGracePeriodSeconds": 60,
            "tags": tags("checkout", "cc-1200"), "enableExecuteCommand": true,
        }),
    );
    let catalog = story.behind("catalog", "catalog", 8_080);
    story.register(&apps::catalog().tag("2.30.4"));
    story.create(
        "shop",
        "catalog",
        5,
        json!({
            "loadBalancers": catalog, "capacityProviderStrategy": mostly_spot(2), "tags": tags("catalog", "cc-1300"),
        }),
    );
    story.register(&apps::cart().tag("1.18.0"));
    story.create("shop", "cart", 4, json!({
        "deploymentConfiguration": { "minimumHealthyPercent": 75, "maximumPercent": 125 }, "tags": tags("checkout", "cc-1200"),
    }));
    story.register(&apps::payments().tag("5.0.2"));
    story.create("shop", "payments", 3, json!({
        "deploymentConfiguration": { "minimumHealthyPercent": 0, "maximumPercent": 100 }, "tags": tags("payments", "cc-1210"),
    }));
    story.register(&apps::recommendations().tag("0.9.3"));
    story.create(
        "shop",
        "recommendations",
        3,
        json!({
            "capacityProviderStrategy": mostly_spot(0), "tags": tags("ml", "cc-2100"),
        }),
    );
    let orders = story.behind("orders", "orders", 8_080);
    story.register(&apps::orders().tag("3.7.0"));
    story.create(
        "shop",
        "orders",
        6,
        json!({
            "loadBalancers": orders, "tags": tags("orders", "cc-1220"),
        }),
    );
    let gift_cards = story.behind("gift-cards", "gift-cards", 8_080);
    story.register(&apps::gift_cards().tag("1.0.7"));
    story.create(
        "shop",
        "gift-cards",
        2,
        json!({
            "loadBalancers": gift_cards, "tags": tags("checkout", "cc-1200"),
        }),
    );
    story.register(&apps::mailer().tag("2.2.0"));
    story.create("shop", "mailer", 1, json!({ "tags": tags("crm", "cc-1400") }));

    story.register(&apps::search_index().tag("2.17.1-slow"));
    story.create("data", "search-index", 2, json!({ "tags": tags("data-platform", "cc-3000") }));
    let collector = story.behind("events-collector", "events-collector", 8_080);
    story.register(&apps::events_collector().tag("11.4.0"));
    story.create(
        "data",
        "events-collector",
        2,
        json!({
            "loadBalancers": collector, "capacityProviderStrategy": mostly_spot(1), "tags": tags("data-platform", "cc-3000"),
        }),
    );
    story.register(&apps::nightly_report().tag("3.1.0-job"));
    story.register(&apps::backfill().tag("0.4.0"));

    story.register(&apps::backoffice().tag("2025.10.2"));
    let backoffice = story.behind("backoffice", "backoffice", 8_080);
    story.create(
        "internal",
        "backoffice",
        2,
        json!({ "loadBalancers": backoffice, "tags": tags("platform", "cc-4000") }),
    );
    story.register(&apps::metrics_gateway().tag("1.10.0"));
    story.create("internal", "metrics-gateway", 2, json!({ "tags": tags("platform", "cc-4000") }));
    story.register(&apps::feature_flags().tag("6.9.2"));
    story.create(
        "internal",
        "feature-flags",
        1,
        json!({
            "deploymentConfiguration": { "minimumHealthyPercent": 100, "maximumPercent": 150 }, "tags": tags("platform", "cc-4000"),
        }),
    );
    story.register(&apps::legacy_reports().tag("9.3.11"));
    story.create("internal", "legacy-reports", 1, json!({ "launchType": "EC2", "tags": tags("finance", "cc-9000") }));
    super::traffic::share(story);
}
