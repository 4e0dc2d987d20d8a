//! The cluster that runs on instances: some started by hand, some by managed scaling.
//!
//! | service of `batch` | what is to be seen |
//! |---|---|
//! | thumbnails | steady, packed by memory on the instances of the capacity provider, with ports that the instances
//! chose |
//! | transcoder | steady, spread over instances |
//! | edge-cache | steady, on a fixed port of its instances |
//! | node-agent | steady: a DAEMON, one on each ACTIVE instance |
//! | warehouse-loader | 3 of 4 run: since an instance is being emptied, no other has enough memory left |
//! | gpu-trainer | nothing runs: no instance has the type that its constraint asks for |
//!
//! One instance is DRAINING and keeps a task that belongs to no service; the agent of another does not answer.

use crate::story::{Story, tags};
use serde_json::{Value, json};
use simulator_engine::id::InstanceKey;
use simulator_engine::time::{hours, minutes};

const CLUSTER: &str = "batch";
const TEAM: &str = "data-platform";

/// The instances that were started by hand and matter later.
pub(super) struct ByHand {
    /// Will be emptied.
    emptied: InstanceKey,
    /// Its agent will be gone.
    silent: InstanceKey,
}

/// Twelve days ago.
pub(super) fn found(story: &mut Story) -> Option<ByHand> {
    story.cluster(CLUSTER, TEAM);
    story.provider(CLUSTER, "batch-arm", "batch-m7g.large", tags(TEAM, "cc-3100"));
    let mut started = Vec::new();
    for zone in ['a', 'b', 'c', 'a'] {
        let instance = story.instance(CLUSTER, "c7g.xlarge", zone)?;
        story.mark(&instance, "pool", "bulk");
        started.push(instance);
    }
    daemon(story);
    on_provider(story);
    on_bulk_pool(story);
    let emptied = started.pop()?;
    Some(ByHand { emptied, silent: started.pop()? })
}

fn daemon(story: &mut Story) {
    let agent = json!({
        "cpu": 64, "memory": 128, "portMappings": [{ "containerPort": 9_100 }],
        "environment": [{ "name": "COLLECTORS", "value": "cpu,meminfo,diskstats" }],
    });
    story.register_for_instances("platform", "node-agent", "1.9.1", agent, json!({ "networkMode": "host" }));
    story.create_on_instances(
        CLUSTER,
        "node-agent",
        0,
        json!({ "schedulingStrategy": "DAEMON", "tags": tags("platform", "cc-4000") }),
    );
}

fn on_provider(story: &mut Story) {
    let container = json!({
        "cpu": 448, "memory": 1_536, "portMappings": [{ "containerPort": 8_080 }],
        "environment": [{ "name": "BUCKET", "value": "shop-media-eu-central-1" }, { "name": "SIZES", "value": "96,320,1280" }],
    });
    story.register_for_instances(TEAM, "thumbnails", "3.4.0", container, json!({}));
    story.create_on_instances(
        CLUSTER,
        "thumbnails",
        8,
        json!({
            "capacityProviderStrategy": [{ "capacityProvider": "batch-arm", "weight": 1 }],
            "placementStrategy": [{ "type": "binpack", "field": "memory" }], "tags": tags(TEAM, "cc-3100"),
            "loadBalancers": story.behind("thumbnails", "thumbnails", 8_080),
        }),
    );
}

fn on_bulk_pool(story: &mut Story) {
    let transcoder =
        json!({ "cpu": 1_024, "memory": 1_536, "environment": [{ "name": "PRESET", "value": "h264-1080p" }] });
    story.register_for_instances(TEAM, "transcoder", "0.14.2", transcoder, json!({}));
    story.create_on_instances(
        CLUSTER,
        "transcoder",
        4,
        json!({
            "placementConstraints": bulk(), "tags": tags(TEAM, "cc-3100"),
            "placementStrategy": [{ "type": "spread", "field": "instanceId" }, { "type": "binpack", "field": "cpu" }],
        }),
    );
    let loader = json!({
        "cpu": 512, "memory": 3_584,
        "environment": [{ "name": "WAREHOUSE", "value": "analytics" }, { "name": "CHUNK_MB", "value": "256" }],
    });
    story.register_for_instances(TEAM, "warehouse-loader", "5.2.0", loader, json!({}));
    story.create_on_instances(
        CLUSTER,
        "warehouse-loader",
        4,
        json!({
            "deploymentConfiguration": { "minimumHealthyPercent": 50, "maximumPercent": 100 },
            "placementConstraints": bulk(), "tags": tags(TEAM, "cc-3000"),
            "placementStrategy": [
                { "type": "spread", "field": "attribute:ecs.availability-zone" }, { "type": "spread", "field": "instanceId" },
            ],
        }),
    );
    let cache = json!({
        "cpu": 128, "memoryReservation": 192, "portMappings": [{ "containerPort": 80, "hostPort": 8_443 }],
    });
    story.register_for_instances(TEAM, "edge-cache", "1.27.3", cache, json!({}));
    story.create_on_instances(
        CLUSTER,
        "edge-cache",
        2,
        json!({ "placementConstraints": bulk(), "tags": tags(TEAM, "cc-3000") }),
    );
}

fn bulk() -> Value {
    json!([{ "type": "memberOf", "expression": "attribute:pool == bulk" }])
}

/// Five hours ago, before the troubles of the other clusters.
pub(super) fn strain(story: &mut Story, by_hand: &ByHand) {
    story.ago(hours(5));
    let reindex = json!({ "cpu": 256, "memory": 512, "command": ["reindex", "--all"] });
    story.register_for_instances(TEAM, "reindex", "2.0.1", reindex, json!({}));
    story.run_on(&by_hand.emptied, "reindex", "ops/maria");
    let trainer = json!({ "cpu": 1_024, "memory": 2_048, "command": ["train", "--epochs", "40"] });
    story.register_for_instances("ml", "gpu-trainer", "0.2.0", trainer, json!({}));
    let only_gpus = json!([{ "type": "memberOf", "expression": "attribute:ecs.instance-type =~ g5.*" }]);
    story.create_on_instances(
        CLUSTER,
        "gpu-trainer",
        1,
        json!({ "placementConstraints": only_gpus, "tags": tags("ml", "cc-2100") }),
    );

    story.ago(minutes(185));
    story.drain(&by_hand.emptied);

    story.ago(minutes(170));
    story.disconnect(&by_hand.silent);
}
