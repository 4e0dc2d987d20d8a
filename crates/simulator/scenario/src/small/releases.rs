//! Then releases that went well.

use super::apps;
use crate::story::Story;
use serde_json::json;
use simulator_engine::time::hours;

pub(super) fn tell(story: &mut Story) {
    story.ago(hours(10 * 24));
    story.register(&apps::storefront().tag("4.12.0").env(&[("FEATURE_NEW_HEADER", "true")]));
    story.deploy("shop", "storefront");
    story.register(&apps::checkout().tag("7.3.0").env(&[("RETRY_BUDGET", "3")]));
    story.deploy("shop", "checkout");

    story.ago(hours(8 * 24 + 3));
    story.register(&apps::catalog().tag("2.31.0").size(512, 3_072));
    story.deploy("shop", "catalog");
    story.register(&apps::events_collector().tag("11.5.1").env(&[("BATCH_SIZE", "1000")]));
    story.deploy("data", "events-collector");

    story.ago(hours(6 * 24 + 5));
    story.register(
        &apps::storefront().tag("4.13.2").env(&[("FEATURE_NEW_HEADER", "true"), ("CDN_HOST", "cdn2.example.com")]),
    );
    story.deploy("shop", "storefront");
    story.register(&apps::backoffice().tag("2025.11.0"));
    story.deploy("internal", "backoffice");
    story.register(&apps::recommendations().tag("0.10.0").env(&[("WORKERS", "4")]));
    story.deploy("shop", "recommendations");

    story.ago(hours(3 * 24 + 2));
    story.register(&apps::checkout().tag("7.3.4").env(&[("RETRY_BUDGET", "5")]).size(512, 2_048));
    story.deploy("shop", "checkout");
    story.register(&apps::orders().tag("3.8.0"));
    story.deploy("shop", "orders");
    story.register(&apps::nightly_report().tag("3.2.0-job").size(2_048, 8_192));
    story.update("shop", "mailer", json!({ "desiredCount": 0 }));

    story.ago(hours(27));
    story.register(&apps::catalog().tag("2.32.0").size(512, 3_072).env(&[("SEARCH_TIMEOUT_MS", "400")]));
    story.deploy("shop", "catalog");
    story.register(&apps::metrics_gateway().tag("1.10.0").env(&[("RETENTION", "12h")]));
    story.deploy("internal", "metrics-gateway");
    story.deregister("metrics-gateway:1");
}
