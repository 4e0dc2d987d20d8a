//! Load balancers and target groups to be read.

use aws_sdk_ecs::types::{LaunchType, LoadBalancer};
use aws_sdk_elasticloadbalancingv2::Client;
use aws_sdk_elasticloadbalancingv2::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_elasticloadbalancingv2::types::{Action, ActionTypeEnum, ProtocolEnum, RuleCondition, TargetTypeEnum};
use futures::{StreamExt, stream};

pub fn balancing(url: &str) -> Client {
    let config = aws_sdk_elasticloadbalancingv2::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("eu-central-1"))
        .credentials_provider(Credentials::new("AKIAFILLER", "filler", None, None, "test"))
        .endpoint_url(url)
        .build();
    Client::from_conf(config)
}

/// Target groups `group-0000` and so on; their ARNs in this order.
pub async fn fill_groups(client: &Client, count: usize) -> Vec<String> {
    let requests = (0..count).map(|number| fill_group(client, format!("group-{number:04}")));
    let mut arns: Vec<_> = stream::iter(requests).buffered(8).collect().await;
    arns.shrink_to_fit();
    arns
}

async fn fill_group(client: &Client, name: String) -> String {
    let call = client.create_target_group().name(name).protocol(ProtocolEnum::Http).port(8080);
    let call = call.vpc_id("vpc-1").target_type(TargetTypeEnum::Ip).health_check_path("/healthz");
    let made = call.send().await.unwrap();
    made.target_groups()[0].target_group_arn().unwrap().to_owned()
}

/// A load balancer with one listener that sends to the first of these groups, and to each other one by a rule.
pub async fn fill_balancer(client: &Client, name: &str, groups: &[String]) {
    let call = client.create_load_balancer().name(name).subnets("subnet-1").subnets("subnet-2");
    let made = call.send().await.unwrap();
    let balancer = made.load_balancers()[0].load_balancer_arn().unwrap().to_owned();
    let forward = |group: &str| Action::builder().r#type(ActionTypeEnum::Forward).target_group_arn(group).build();
    let call = client.create_listener().load_balancer_arn(&balancer).protocol(ProtocolEnum::Http).port(80);
    let made = call.default_actions(forward(&groups[0])).send().await.unwrap();
    let listener = made.listeners()[0].listener_arn().unwrap().to_owned();
    for (index, group) in groups.iter().enumerate().skip(1) {
        let host = RuleCondition::builder().field("host-header").values(format!("{index}.example")).build();
        let call = client.create_rule().listener_arn(&listener).priority(i32::try_from(index).unwrap());
        call.conditions(host).actions(forward(group)).send().await.unwrap();
    }
}

/// A service of one task, `web:1`, behind a target group.
pub async fn fill_balanced_service(client: &aws_sdk_ecs::Client, cluster: &str, name: &str, group: &str) {
    let balancer = LoadBalancer::builder().target_group_arn(group).container_name("web").container_port(8080).build();
    let request = client.create_service().cluster(cluster).service_name(name).task_definition("web:1");
    let request = request.desired_count(1).launch_type(LaunchType::Fargate).load_balancers(balancer);
    request.network_configuration(super::network()).send().await.unwrap();
}

/// The ARN of the group with this name in the snapshot.
pub fn group_arn(snapshot: &fleet::Snapshot, name: &str) -> Option<String> {
    let name = model::name::TargetGroupName::parse(name).unwrap();
    snapshot.traffic.group_named(&name).map(|group| group.arn.as_str().to_owned())
}
