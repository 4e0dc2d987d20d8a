//! Load balancers, target groups and rules of a story.

use super::{Story, merge};
use serde_json::{Value, json};
use simulator_engine::balancing::input::{
    AttributeInput, CreateLoadBalancer, ListenerInput, RuleInput, TargetGroupInput, TargetInput,
};
use simulator_engine::network::VPC;

impl Story {
    /// Makes an Application Load Balancer in the network of a cluster.
    pub fn load_balancer(&mut self, cluster: &str, name: &str, scheme: &str, tags: Value) {
        let network = super::network(cluster);
        let own = &network["awsvpcConfiguration"];
        let request = json!({
            "Name": name, "Scheme": scheme, "Subnets": own["subnets"], "SecurityGroups": own["securityGroups"], "Tags": tags,
        });
        self.ask(request, |engine, request: CreateLoadBalancer| engine.create_load_balancer(request).map(drop));
    }

    /// Makes a target group for tasks with that port; `more` are members of the request that differ from the usual.
    pub fn target_group(&mut self, name: &str, port: u16, more: Value) {
        let mut request = json!({
            "Name": name, "Protocol": "HTTP", "Port": port, "VpcId": VPC, "TargetType": "ip",
            "HealthCheckPath": "/healthz", "HealthCheckIntervalSeconds": 15, "HealthyThresholdCount": 2,
        });
        merge(&mut request, more);
        self.ask(request, |engine, request: TargetGroupInput| engine.create_target_group(request).map(drop));
    }

    /// Changes how many seconds the targets of a group drain.
    pub fn draining(&mut self, group: &str, seconds: u32) {
        let key = "deregistration_delay.timeout_seconds".to_owned();
        let change = [AttributeInput { key, value: seconds.to_string() }];
        let arn = self.group(group);
        let answer = self.engine.modify_target_group_attributes(&arn, &change);
        self.refused.extend(answer.err());
    }

    /// Makes a listener of a load balancer: HTTPS on 443, or HTTP on any other port.
    pub fn listener(&mut self, balancer: &str, port: u16, default: Value) {
        let mut request = json!({
            "LoadBalancerArn": self.balancer(balancer), "Port": port, "Protocol": "HTTP", "DefaultActions": [default],
        });
        if port == 443 {
            let arns = self.engine.world().arns();
            let (region, account) = (arns.region(), arns.account());
            let id = "8f2b6c1e-4d0a-4c57-9a3e-71b05f6d2c94";
            request["Protocol"] = json!("HTTPS");
            request["SslPolicy"] = json!("ELBSecurityPolicy-TLS13-1-2-2021-06");
            request["Certificates"] =
                json!([{ "CertificateArn": format!("arn:aws:acm:{region}:{account}:certificate/{id}") }]);
        }
        self.ask(request, |engine, request: ListenerInput| engine.create_listener(request).map(drop));
    }

    /// Makes a rule of the listener of a load balancer on that port.
    pub fn rule(&mut self, (balancer, port): (&str, u16), priority: u32, conditions: Value, action: Value) {
        let balancer = self.balancer(balancer);
        let world = self.engine.world();
        let listener = world.listeners().find(|it| *it.balancer == *balancer && it.port == port);
        let request = json!({
            "ListenerArn": listener.map(|it| it.arn.to_string()).unwrap_or_default(),
            "Priority": priority, "Conditions": conditions, "Actions": [action],
        });
        self.ask(request, |engine, request: RuleInput| engine.create_rule(request).map(drop));
    }

    /// The action that forwards to target groups, each with its weight.
    pub fn forward(&self, groups: &[(&str, u32)]) -> Value {
        let tuple = |(name, weight): &(&str, u32)| json!({ "TargetGroupArn": self.group(name), "Weight": weight });
        json!({ "Type": "forward", "ForwardConfig": { "TargetGroups": groups.iter().map(tuple).collect::<Vec<_>>() } })
    }

    /// Registers addresses with a target group by hand.
    pub fn register_targets(&mut self, group: &str, addresses: &[&str]) {
        let target = |address: &&str| TargetInput {
            id: (*address).to_owned(),
            port: None,
            availability_zone: Some("all".to_owned()),
        };
        let targets: Vec<_> = addresses.iter().map(target).collect();
        let arn = self.group(group);
        let answer = self.engine.register_targets(&arn, &targets);
        self.refused.extend(answer.err());
    }

    /// The `loadBalancers` of a service behind one target group: a port of the container of that name.
    pub fn behind(&self, group: &str, container: &str, port: u16) -> Value {
        json!([{ "targetGroupArn": self.group(group), "containerName": container, "containerPort": port }])
    }

    /// The `loadBalancers` of a service whose traffic moves between two target groups: by the rules of those priorities
    /// on a load balancer's listeners for production and for tests.
    pub fn between(&self, groups: [&str; 2], container: &str, port: u16, routes: [((&str, u16), u32); 2]) -> Value {
        let mut balancers = self.behind(groups[0], container, port);
        let [production, test] = routes.map(|(listener, priority)| self.rule_arn(listener, priority));
        let account = self.engine.world().arns().account();
        balancers[0]["advancedConfiguration"] = json!({
            "alternateTargetGroupArn": self.group(groups[1]), "productionListenerRule": production,
            "testListenerRule": test, "roleArn": format!("arn:aws:iam::{account}:role/ecsInfrastructureRole"),
        });
        balancers
    }

    fn rule_arn(&self, (balancer, port): (&str, u16), priority: u32) -> String {
        let balancer = self.balancer(balancer);
        let world = self.engine.world();
        let listener = world.listeners().find(|it| *it.balancer == *balancer && it.port == port);
        let rules = listener.map(|listener| world.rules_of(listener)).unwrap_or_default();
        let rule = rules.into_iter().find(|rule| rule.priority == Some(priority));
        rule.map(|rule| rule.arn.to_string()).unwrap_or_default()
    }

    fn group(&self, name: &str) -> String {
        let group = self.engine.world().target_groups().find(|it| *it.name == *name);
        group.map(|it| it.arn.to_string()).unwrap_or_default()
    }

    fn balancer(&self, name: &str) -> String {
        let balancer = self.engine.world().load_balancers().find(|it| *it.name == *name);
        balancer.map(|it| it.arn.to_string()).unwrap_or_default()
    }
}

/// The action that answers by itself.
pub(crate) fn fixed(status: u16, body: &str) -> Value {
    json!({
        "Type": "fixed-response",
        "FixedResponseConfig": { "StatusCode": status.to_string(), "ContentType": "text/plain", "MessageBody": body },
    })
}

/// The action that sends clients to HTTPS.
pub(crate) fn to_https() -> Value {
    json!({ "Type": "redirect", "RedirectConfig": { "Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301" } })
}

/// The condition on the host name.
pub(crate) fn host(names: &[&str]) -> Value {
    json!({ "Field": "host-header", "HostHeaderConfig": { "Values": names } })
}

/// The condition on the path.
pub(crate) fn path(patterns: &[&str]) -> Value {
    json!({ "Field": "path-pattern", "PathPatternConfig": { "Values": patterns } })
}
