//! Elastic Load Balancing over the wire.

use std::time::Duration;

use serde_json::{Value, json};
use simulator::{Running, Scenario, SimulatorOptions};

use crate::client::{Answer, authorization, empty, quiet, send, side, started};

async fn call(simulator: &Running, action: &str, fields: &str) -> Answer {
    let authorization = authorization("AKIATEST", "eu-central-1", "elasticloadbalancing");
    let headers = [("Authorization", authorization.as_str()), ("Content-Type", "application/x-www-form-urlencoded")];
    let body = format!("Action={action}&Version=2015-12-01&{fields}");
    send(simulator.address(), "POST", "/", &headers, &body).await.unwrap()
}

/// The texts of all elements of that name.
fn elements<'a>(answer: &'a Answer, name: &str) -> Vec<&'a str> {
    let open = format!("<{name}>");
    let parts = answer.body.split(&open).skip(1);
    parts.map(|part| part.split_once("</").unwrap().0).collect()
}

async fn small() -> Running {
    started(SimulatorOptions { scenario: Scenario::Small, limits_on: false, ..quiet() }).await
}

#[tokio::test]
async fn the_wire_has_aws_s_elements_from_the_load_balancer_to_the_target() {
    let simulator = small().await;
    let balancers = call(&simulator, "DescribeLoadBalancers", "Names.member.1=shop-public").await;
    assert_eq!((balancers.status, balancers.headers["content-type"].as_str()), (200, "text/xml"));
    let head = "<DescribeLoadBalancersResponse xmlns=\"http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/\">\
                <DescribeLoadBalancersResult><LoadBalancers><member>";
    assert!(balancers.body.starts_with(head), "{}", balancers.body);
    assert_eq!(elements(&balancers, "Code"), ["active"]);
    assert_eq!(elements(&balancers, "ZoneName"), ["eu-central-1a", "eu-central-1b", "eu-central-1c"]);
    let arn = elements(&balancers, "LoadBalancerArn")[0];
    let listeners = call(&simulator, "DescribeListeners", &format!("LoadBalancerArn={arn}")).await;
    let mut ports = elements(&listeners, "Port");
    ports.sort_unstable();
    assert_eq!(ports, ["443", "443", "80", "8443"], "one of them redirects to 443, and 8443 is for tests");
    let secure = listeners.body.split("<member>").find(|part| part.contains("<Protocol>HTTPS</Protocol><SslPolicy>"));
    let secure = secure.unwrap().split_once("<ListenerArn>").unwrap().1.split_once("</").unwrap().0;
    let rules = call(&simulator, "DescribeRules", &format!("ListenerArn={secure}")).await;
    let priorities = elements(&rules, "Priority");
    assert_eq!((priorities[0], priorities[priorities.len() - 1]), ("5", "default"));
    for part in [
        "<PathPatternConfig><Values><member>/checkout</member><member>/checkout/*</member></Values></PathPatternConfig>",
        "<Weight>90</Weight>",
        "<MessageBody>Down for maintenance.</MessageBody>",
        "<IsDefault>true</IsDefault>",
    ] {
        assert!(rules.body.contains(part), "{part}");
    }
    let group = call(&simulator, "DescribeTargetGroups", "Names.member.1=pricing").await;
    let group = elements(&group, "TargetGroupArn")[0];
    let health = call(&simulator, "DescribeTargetHealth", &format!("TargetGroupArn={group}")).await;
    assert_eq!(elements(&health, "Reason"), ["Target.Timeout", "Target.Timeout"]);
    assert_eq!(elements(&health, "State").iter().filter(|state| **state == "healthy").count(), 4);
}

#[tokio::test]
async fn refusals_are_xml_with_aws_s_codes() {
    let simulator = empty().await;
    for (action, fields, code) in [
        ("DescribeLoadBalancers", "Names.member.1=none", "LoadBalancerNotFound"),
        ("DescribeTargetGroups", "TargetGroupArns.member.1=none", "TargetGroupNotFound"),
        ("DescribeTargetGroups", "PageSize=401", "ValidationError"),
        ("DescribeTargetGroups", "PageSize=all", "ValidationError"),
        ("DescribeTargetHealth", "", "ValidationError"),
        ("DescribeRules", "", "ValidationError"),
        ("CreateRule", "ListenerArn=none&Priority=50001&Conditions.member.1.Field=x", "ValidationError"),
        ("DescribeTags", "ResourceArns.member.1=none", "ValidationError"),
        ("LaunchRocket", "", "InvalidAction"),
    ] {
        let answer = call(&simulator, action, fields).await;
        assert_eq!((answer.status, elements(&answer, "Code")), (400, vec![code]), "{action} {fields}");
        assert_eq!(elements(&answer, "RequestId"), [answer.headers["x-amzn-requestid"].as_str()]);
    }
}

#[tokio::test]
async fn all_reads_share_a_bucket_of_40_and_writes_have_another() {
    let simulator = started(quiet()).await;
    let mut answers = Vec::new();
    for number in 0..100 {
        let action = ["DescribeLoadBalancers", "DescribeTargetGroups"][number % 2];
        answers.push(call(&simulator, action, "").await.status);
    }
    assert!(answers[..40].iter().all(|status| *status == 200), "a burst of 40 is served");
    let refused = call(&simulator, "DescribeLoadBalancers", "").await;
    assert!(answers.contains(&400) || refused.status == 400);
    let written = call(&simulator, "DeleteTargetGroup", "TargetGroupArn=none").await;
    assert_eq!(written.status, 200);
    let calls = side(&simulator, "GET", "journal", Value::Null).await.json();
    let throttled = calls["calls"].as_array().unwrap().iter().find(|call| call["status"] == 400).unwrap();
    assert_eq!(throttled["code"], "Throttling");
    assert_eq!(
        (&throttled["service"], &throttled["bucket"]),
        (&json!("elasticloadbalancing"), &json!("load-balancing-read"))
    );
}

#[tokio::test]
async fn faults_hit_load_balancing_as_any_api() {
    let simulator = small().await;
    let odd = json!({ "kind": "odd", "operation": "DescribeTargetGroups", "member": "TargetType", "value": "pigeon", "count": 1 });
    assert_eq!(side(&simulator, "POST", "faults", odd).await.status, 201);
    let answer = call(&simulator, "DescribeTargetGroups", "").await;
    assert_eq!(elements(&answer, "TargetType")[0], "pigeon");
    let denied = json!({ "kind": "access-denied", "operation": "DescribeTargetHealth", "count": 1 });
    assert_eq!(side(&simulator, "POST", "faults", denied).await.status, 201);
    let answer = call(&simulator, "DescribeTargetHealth", "TargetGroupArn=none").await;
    assert_eq!((answer.status, elements(&answer, "Code")), (403, vec!["AccessDenied"]));
    assert!(elements(&answer, "Message")[0].contains("elasticloadbalancing:DescribeTargetHealth"));
}

#[tokio::test]
async fn what_is_made_over_the_wire_goes_on_with_the_clock() {
    let simulator = empty().await;
    let made =
        call(&simulator, "CreateLoadBalancer", "Name=web&Subnets.member.1=subnet-1&Subnets.member.2=subnet-2").await;
    assert_eq!(elements(&made, "Code"), ["provisioning"]);
    simulator.control().advance(Duration::from_secs(300));
    let later = call(&simulator, "DescribeLoadBalancers", "").await;
    assert_eq!(elements(&later, "Code"), ["active"]);
    let arn = elements(&made, "LoadBalancerArn")[0];
    let gone = call(&simulator, "DeleteLoadBalancer", &format!("LoadBalancerArn={arn}")).await;
    assert!(gone.body.contains("<DeleteLoadBalancerResult></DeleteLoadBalancerResult>"), "{}", gone.body);
    assert!(elements(&call(&simulator, "DescribeLoadBalancers", "").await, "LoadBalancerArn").is_empty());
}
