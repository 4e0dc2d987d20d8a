//! Services that are scaled by their load and by the clock.
//!
//! | service | what is to be seen |
//! |---|---|
//! | data/image-resizer | target tracking on CPU: its count has followed the load since yesterday, and still does |
//! | internal/helpdesk | scheduled actions: more tasks in working hours; a step policy, called by an alarm of its own |
//! | shop/pricing-next | target tracking on CPU and on requests per target, both content |
//! | shop/catalog | target tracking on memory; scaling in is suspended |

use crate::app::App;
use crate::story::{Story, tags};
use serde_json::{Value, json};
use simulator_engine::time::hours;

const RESIZER: (&str, &str) = ("data", "image-resizer");
const HELPDESK: (&str, &str) = ("internal", "helpdesk");

/// Twelve days ago.
pub(super) fn found(story: &mut Story) {
    story.register(&App::new("data", "image-resizer").size(1_024, 2_048).tag("3.0.1").env(&[("QUEUE", "uploads")]));
    story.create("data", "image-resizer", 4, json!({ "tags": tags("data-platform", "cc-3000") }));
    story.register(&App::new("internal", "helpdesk").port(8_080).tag("1.2.0").env(&[("RAILS_ENV", "production")]));
    story.create("internal", "helpdesk", 2, json!({ "tags": tags("platform", "cc-4000") }));
}

/// Yesterday: also somebody looked after the logs.
pub(super) fn tell(story: &mut Story) {
    story.ago(hours(26));
    for (group, days) in [("/ecs/checkout", 90), ("/ecs/payments", 365), ("/ecs/catalog", 30), ("/ecs/storefront", 14)]
    {
        story.retain(group, days);
    }
    let none = || json!({});
    story.scalable(RESIZER, 2, 12, none());
    story.track(RESIZER, "cpu-20", 20.0, predefined("ECSServiceAverageCPUUtilization"));

    story.scalable(HELPDESK, 1, 2, none());
    story.schedule(HELPDESK, "opening", "cron(0 7 ? * MON-FRI *)", 3, 6);
    story.schedule(HELPDESK, "closing", "cron(0 19 ? * MON-FRI *)", 1, 2);
    story.step_out(HELPDESK, "cpu-steps", "helpdesk-cpu-high", 90.0);

    let pricing = ("shop", "pricing-next");
    let label = story.resource_label("shop-public", "pricing-next");
    story.scalable(pricing, 1, 4, none());
    story.track(pricing, "cpu-95", 95.0, predefined("ECSServiceAverageCPUUtilization"));
    let requests = json!({ "PredefinedMetricType": "ALBRequestCountPerTarget", "ResourceLabel": label });
    story.track(pricing, "requests-6000", 6_000.0, requests);

    let catalog = ("shop", "catalog");
    story.scalable(catalog, 5, 12, json!({ "DynamicScalingInSuspended": true }));
    story.track(catalog, "memory-85", 85.0, predefined("ECSServiceAverageMemoryUtilization"));
}

fn predefined(kind: &str) -> Value {
    json!({ "PredefinedMetricType": kind })
}
