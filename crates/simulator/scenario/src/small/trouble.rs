//! The last hours: one of each trouble.

use super::apps;
use crate::story::Story;
use serde_json::json;
use simulator_engine::time::{minutes, seconds};

pub(super) fn tell(story: &mut Story) {
    story.ago(minutes(155));
    story.register(&apps::metrics_gateway().tag("1.11.0-unhealthy").env(&[("RETENTION", "12h")]));
    story.deploy("internal", "metrics-gateway");
    story.register(&apps::feature_flags().tag("6.10.0"));
    story.deploy("internal", "feature-flags");

    story.ago(minutes(96));
    story.register(
        &apps::recommendations().tag("0.11.0-exit-137").env(&[("WORKERS", "4"), ("MODEL", "two-tower-2026-01")]),
    );
    story.deploy("shop", "recommendations");

    super::traffic::strike(story);
    super::alarms::strike(story);

    story.ago(minutes(52));
    let today =
        json!({ "containerOverrides": [{ "name": "nightly-report", "command": ["report", "--day", "today"] }] });
    story.run("data", "nightly-report", "nightly-report", json!({}));
    story.register(&apps::backfill().tag("0.5.0-exit-1"));
    story.run("data", "backfill", "ci/deploy-4711", json!({ "tags": [{ "key": "ticket", "value": "DATA-318" }] }));

    story.ago(minutes(47));
    story.run("data", "backfill:1", "ci/deploy-4712", json!({ "tags": [{ "key": "ticket", "value": "DATA-318" }] }));

    story.ago(minutes(33));
    story.register(&apps::payments().tag("5.1.0-missing").env(&[("RISK_THRESHOLD", "0.85")]));
    story.deploy("shop", "payments");

    super::rollouts::underway(story);

    story.ago(minutes(18));
    story.run("data", "nightly-report", "nightly-report", json!({ "overrides": today }));
    story.register(
        &apps::checkout().tag("7.4.0-exit-1").env(&[("RETRY_BUDGET", "5"), ("FRAUD_CHECK", "strict")]).size(512, 2_048),
    );
    let watched = json!({
        "minimumHealthyPercent": 100, "maximumPercent": 200,
        "deploymentCircuitBreaker": { "enable": false, "rollback": false },
        "alarms": { "alarmNames": ["checkout-5xx"], "enable": true, "rollback": true },
    });
    story.update("shop", "checkout", json!({ "taskDefinition": "checkout", "deploymentConfiguration": watched }));

    story.ago(seconds(85));
    story.register(&apps::cart().tag("1.19.0-slow").env(&[("CART_TTL_HOURS", "96")]));
    story.deploy("shop", "cart");
    story.update("data", "search-index", json!({ "desiredCount": 4 }));

    story.ago(seconds(25));
    story.update("shop", "orders", json!({ "desiredCount": 4 }));
    story.update("shop", "gift-cards", json!({ "desiredCount": 0 }));
}
