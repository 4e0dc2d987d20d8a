//! Services that something other than ECS deploys.
//!
//! | service | what is to be seen |
//! |---|---|
//! | shop/wishlist | CodeDeploy deploys it: `aws ecs deploy` works with the default names; its last one succeeded |
//! | shop/returns | CodeDeploy deploys it step by step: a deployment is under way, a tenth of the traffic has moved |
//! | shop/loyalty | somebody makes its task sets: one serves, and a new one has a quarter of the tasks |

use crate::app::App;
use crate::story::Story;
use crate::story::balancing::{fixed, host};
use serde_json::json;
use simulator_engine::time::{hours, minutes};

const PRODUCTION: u16 = 443;
const TEST: u16 = 8_443;

pub(super) fn tell(story: &mut Story) {
    story.ago(hours(10 * 24));
    story.cluster("shop", "shop");
    story.load_balancer("shop", "shop-public", "internet-facing", json!([]));
    for port in [PRODUCTION, TEST] {
        story.listener("shop-public", port, fixed(404, "Nothing is sold here."));
    }
    for (priority, name) in [(10, "wishlist"), (20, "returns")] {
        found(story, priority, name);
    }
    story.register(&App::new("shop", "loyalty").port(8_080).tag("3.1.0"));
    story.create_external("shop", "loyalty", 4);
    story.task_set("shop", "loyalty", "blue", 100.0);
    story.make_primary("shop", "loyalty", "blue");

    story.ago(hours(26));
    story.register(&App::new("shop", "wishlist").port(8_080).tag("1.5.0"));
    story.deploy_by_codedeploy("shop", "wishlist", "CodeDeployDefault.ECSAllAtOnce");
    story.ago(minutes(20));
    story.register(&App::new("shop", "loyalty").port(8_080).tag("3.2.0"));
    story.task_set("shop", "loyalty", "green", 25.0);
    story.ago(minutes(6));
    story.register(&App::new("shop", "returns").port(8_080).tag("2.0.0"));
    story.deploy_by_codedeploy("shop", "returns", "CodeDeployDefault.ECSCanary10Percent15Minutes");
}

/// A service between two target groups, and what CodeDeploy has to know to deploy it.
fn found(story: &mut Story, priority: u32, name: &str) {
    let groups = [format!("{name}-blue"), format!("{name}-green")];
    for group in &groups {
        story.target_group(group, 8_080, json!({}));
        story.draining(group, 30);
    }
    for port in [PRODUCTION, TEST] {
        let hosts = json!([host(&[&format!("{name}.shop.example.com")])]);
        let forward = story.forward(&[(&groups[0], 1)]);
        story.rule(("shop-public", port), priority, hosts, forward);
    }
    story.register(&App::new("shop", name).port(8_080).tag("1.0.0"));
    let behind = story.behind(&groups[0], name, 8_080);
    let more = json!({ "loadBalancers": behind, "deploymentController": { "type": "CODE_DEPLOY" } });
    story.create("shop", name, 3, more);
    story.deployment_group("shop", name, [&groups[0], &groups[1]], ("shop-public", [PRODUCTION, TEST]));
}
