//! A load balancer in front of a service, for tests of deployments.

use super::estate::*;
use crate::balancing::Traffic;
use crate::balancing::input::{CreateLoadBalancer, ListenerInput, RuleInput, TargetGroupInput};
use crate::id::{ServiceKey, TaskKey};
use crate::task::Task;
use crate::{Engine, Name};
use serde_json::{Value, json};

/// What stands in front of the service `web`.
pub struct Front {
    pub blue: Name,
    pub green: Name,
    pub production: Name,
    pub test: Name,
}

impl Front {
    /// A load balancer, two target groups that are checked every ten seconds, and a rule for each kind of traffic.
    pub fn build(engine: &mut Engine) -> Self {
        let balancer = json!({ "Name": "shop", "Subnets": ["subnet-a", "subnet-b"] });
        let balancer = engine.create_load_balancer(read::<CreateLoadBalancer>(balancer)).unwrap();
        let [blue, green] = ["blue", "green"].map(|name| group(engine, name));
        let mut rule = |port: u16| {
            let lost = json!([{ "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": "404" } }]);
            let listener = json!({
                "LoadBalancerArn": &*balancer, "Protocol": "HTTP", "Port": port, "DefaultActions": lost,
            });
            let listener = engine.create_listener(read::<ListenerInput>(listener)).unwrap();
            let rule = json!({
                "ListenerArn": &*listener, "Priority": 10,
                "Conditions": [{ "Field": "path-pattern", "Values": ["/*"] }],
                "Actions": [{ "Type": "forward", "ForwardConfig": { "TargetGroups": [
                    { "TargetGroupArn": &*blue, "Weight": 100 }, { "TargetGroupArn": &*green, "Weight": 0 },
                ] } }],
            });
            engine.create_rule(read::<RuleInput>(rule)).unwrap()
        };
        let (production, test) = (rule(80), rule(8_080));
        Self { blue, green, production, test }
    }

    /// The `loadBalancers` of a service that rolls.
    pub fn plain(&self) -> Value {
        json!([{ "targetGroupArn": &*self.blue, "containerName": "app", "containerPort": 80 }])
    }

    /// The `loadBalancers` of a service whose traffic moves.
    pub fn advanced(&self) -> Value {
        let mut balancers = self.plain();
        balancers[0]["advancedConfiguration"] = json!({
            "alternateTargetGroupArn": &*self.green, "productionListenerRule": &*self.production,
            "testListenerRule": &*self.test, "roleArn": "arn:aws:iam::123456789012:role/ecsInfrastructureRole",
        });
        balancers
    }

    /// The weights of the blue and of the green target group in a rule.
    pub fn weights(&self, engine: &Engine, rule: &str) -> [u32; 2] {
        let rule = engine.world().rule(rule).unwrap();
        [&self.blue, &self.green].map(|group| {
            let mut all = rule.actions.iter().flat_map(|action| action.kind.groups());
            all.find(|weighted| weighted.group == *group).map_or(0, |weighted| weighted.weight)
        })
    }
}

fn group(engine: &mut Engine, name: &str) -> Name {
    let request = json!({
        "Name": name, "Protocol": "HTTP", "Port": 80, "VpcId": "vpc-1", "TargetType": "ip", "HealthCheckPath": "/healthz",
        "HealthCheckIntervalSeconds": 10, "HealthyThresholdCount": 2, "UnhealthyThresholdCount": 2,
    });
    engine.create_target_group(read::<TargetGroupInput>(request)).unwrap()
}

/// A definition of the family `web` whose container listens on port 80.
pub fn listening(image: &str) -> Value {
    let mut definition = definition("web", image);
    definition["containerDefinitions"][0]["portMappings"] = json!([{ "containerPort": 80 }]);
    definition
}

/// What the load balancer says about each task of the service that it knows.
pub fn traffic<'a>(engine: &'a Engine, key: &ServiceKey) -> Vec<(&'a Task, Traffic)> {
    let of = |task: &Task| engine.traffic_of(&TaskKey { cluster: key.cluster.clone(), task: task.id });
    tasks_of(engine, key).into_iter().map(|task| (task, of(task))).collect()
}
