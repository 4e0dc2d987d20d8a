//! What wakes people up.
//!
//! | alarm | is |
//! |---|---|
//! | events-collector-cpu-high | ALARM: since its last release, a thread spins |
//! | reviews-5xx | ALARM: no target is healthy, so all are asked, and answer 502 |
//! | pricing-unhealthy-hosts | ALARM: the two machines that nobody took out |
//! | payments-cpu-high | INSUFFICIENT_DATA: nothing runs |
//! | checkout-5xx | OK: the old revision serves. Deployments of checkout watch it |
//! | storefront-cpu-high, catalog-memory-high, orders-error-rate, shop-public-slow | OK |

use super::apps;
use crate::story::Story;
use crate::story::alarms::{Limit, of_service, percent_of, watch};
use simulator_engine::metrics::{Comparison, Missing, Statistic};
use simulator_engine::time::{hours, minutes};

/// Yesterday: the alarms.
pub(super) fn found(story: &mut Story) {
    story.ago(hours(26));
    let above = |threshold, needed, of| Limit(Comparison::Greater, threshold, needed, of);
    for (cluster, service) in [("data", "events-collector"), ("shop", "payments"), ("shop", "storefront")] {
        let watched = watch(of_service("AWS/ECS", "CPUUtilization", cluster, service), Statistic::Average);
        let description = format!("{service} has little CPU left");
        story.alarm(&format!("{service}-cpu-high"), &description, watched, above(80.0, 3, 3), Missing::Missing);
    }
    let memory = watch(of_service("AWS/ECS", "MemoryUtilization", "shop", "catalog"), Statistic::Maximum);
    story.alarm("catalog-memory-high", "catalog has little memory left", memory, above(90.0, 3, 5), Missing::Missing);
    for (service, threshold) in [("checkout", 10.0), ("reviews", 10.0)] {
        let watched = watch(story.of_group("HTTPCode_Target_5XX_Count", service), Statistic::Sum);
        let description = format!("{service} answers with errors");
        story.alarm(&format!("{service}-5xx"), &description, watched, above(threshold, 2, 5), Missing::NotBreaching);
    }
    let errors = story.of_group("HTTPCode_Target_5XX_Count", "orders");
    if let Some(share) = percent_of(errors, story.of_group("RequestCount", "orders"), "orders: errors in percent") {
        let description = "One in fifty orders fails";
        story.alarm("orders-error-rate", description, share, above(2.0, 3, 3), Missing::NotBreaching);
    }
    let hosts = watch(story.of_group("UnHealthyHostCount", "pricing"), Statistic::Maximum);
    let some = Limit(Comparison::AtLeast, 1.0, 5, 5);
    story.alarm("pricing-unhealthy-hosts", "A target of pricing does not answer", hosts, some, Missing::Missing);
    let time = watch(story.of_balancer("TargetResponseTime", "shop-public"), Statistic::Percentile(50.0));
    story.alarm("shop-public-slow", "Customers wait", time, above(5.0, 3, 3), Missing::NotBreaching);
}

/// An hour ago: a release that keeps a CPU busy.
pub(super) fn strike(story: &mut Story) {
    story.ago(minutes(71));
    story
        .register(&apps::events_collector().tag("11.6.0-busy").env(&[("BATCH_SIZE", "1000"), ("COMPRESSION", "zstd")]));
    story.deploy("data", "events-collector");
}
