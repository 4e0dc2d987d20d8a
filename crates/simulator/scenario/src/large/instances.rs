//! The clusters of which a part runs on container instances.

use super::{Member, app, family};
use crate::app::App;
use crate::story::{Story, tags};
use serde_json::json;

/// Their services behind load balancers stay on Fargate.
const ON_INSTANCES: [&str; 2] = ["analytics", "media"];

/// Whether a service runs on instances.
pub(super) fn has(member: &Member) -> bool {
    ON_INSTANCES.contains(&member.cluster) && !member.balanced
}

/// Gives each of these clusters a capacity provider, which brings instances for the tasks that wait.
pub(super) fn provide(story: &mut Story) {
    for cluster in ON_INSTANCES {
        story.provider(cluster, &provider(cluster), &format!("{cluster}-m7g.large"), tags(cluster, "cc-1"));
    }
}

/// The program of a service, for instances when it runs there.
pub(super) fn program(member: &Member) -> App {
    if has(member) { app(member).on_instances() } else { app(member) }
}

/// Makes a service that packs its tasks on as few instances as it can.
pub(super) fn found(story: &mut Story, member: &Member) {
    let strategy = json!([{ "capacityProvider": provider(member.cluster), "weight": 1 }]);
    let more = json!({
        "taskDefinition": family(member), "tags": tags(member.cluster, "cc-1"), "capacityProviderStrategy": strategy,
        "placementStrategy": [{ "type": "binpack", "field": "memory" }],
    });
    story.create_on_instances(member.cluster, &member.name, member.desired, more);
}

fn provider(cluster: &str) -> String {
    format!("{cluster}-arm")
}
