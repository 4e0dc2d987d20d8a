//! How a request tells which API and operation it means, and in which protocol.

use std::io::Write;

use serde_json::{Value, json};
use simulator::Running;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::client::{Answer, authorization, empty, read, send, side};

async fn call(simulator: &Running, service: &str, headers: &[(&str, &str)], path: &str, body: &str) -> Answer {
    let authorization = authorization("AKIATEST", "eu-central-1", service);
    let headers: Vec<_> = [("Authorization", authorization.as_str())].iter().chain(headers).copied().collect();
    send(simulator.address(), "POST", path, &headers, body).await.unwrap()
}

async fn last_call(simulator: &Running) -> Value {
    let journal = side(simulator, "GET", "journal", Value::Null).await.json();
    journal["calls"].as_array().unwrap().last().unwrap().clone()
}

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");

#[tokio::test]
async fn an_unknown_action_is_an_error_of_its_api_and_is_written_down_under_it() {
    let simulator = empty().await;
    let body = "Action=LaunchRocket&Version=2015-12-01&Names.member.1=shop-public";
    let answer = call(&simulator, "elasticloadbalancing", &[FORM], "/", body).await;
    assert_eq!((answer.status, answer.headers["content-type"].as_str()), (400, "text/xml"));
    assert!(answer.body.contains("<Code>InvalidAction</Code>"), "{answer:?}");
    assert!(answer.body.contains("http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"), "{answer:?}");
    let entry = last_call(&simulator).await;
    assert_eq!(entry["service"], "elasticloadbalancing");
    assert_eq!(entry["operation"], "LaunchRocket");
    assert_eq!(entry["parameters"]["Names"], json!(["shop-public"]));
}

#[tokio::test]
async fn a_version_must_fit_what_the_request_is_signed_for() {
    let simulator = empty().await;
    let body = "Action=DescribeLoadBalancers&Version=2012-06-01";
    let answer = call(&simulator, "elasticloadbalancing", &[FORM], "/", body).await;
    let message = "Could not find operation DescribeLoadBalancers for version 2012-06-01";
    assert!(answer.status == 400 && answer.body.contains(message), "{answer:?}");
    assert_eq!(last_call(&simulator).await["service"], "unknown");
}

#[tokio::test]
async fn a_target_of_each_json_api_is_known_by_its_prefix() {
    let simulator = empty().await;
    for (target, service) in [
        ("Logs_20140328.LaunchRocket", "logs"),
        ("AnyScaleFrontendService.LaunchRocket", "application-autoscaling"),
        ("GraniteServiceVersion20100801.LaunchRocket", "monitoring"),
        ("AmazonEC2ContainerServiceV20141113.LaunchRocket", "ecs"),
        ("DynamoDB_20120810.LaunchRocket", "unknown"),
    ] {
        let answer = call(&simulator, service, &[("X-Amz-Target", target)], "/", "{}").await;
        assert_eq!(answer.code(), "UnknownOperationException", "{target}");
        assert_eq!(last_call(&simulator).await["service"], service);
    }
}

#[tokio::test]
async fn an_error_over_rpc_is_cbor() {
    let simulator = empty().await;
    let path = "/service/GraniteServiceVersion20100801/operation/LaunchRocket";
    let headers = [("Content-Type", "application/cbor"), ("smithy-protocol", "rpc-v2-cbor")];
    let answer = call(&simulator, "monitoring", &headers, path, "").await;
    assert_eq!(answer.status, 400);
    assert_eq!(answer.headers["content-type"], "application/cbor");
    assert_eq!(answer.headers["smithy-protocol"], "rpc-v2-cbor");
    assert!(answer.body.contains("UnknownOperationException"), "{answer:?}");
    let entry = last_call(&simulator).await;
    assert_eq!((&entry["service"], &entry["operation"]), (&json!("monitoring"), &json!("LaunchRocket")));
}

#[tokio::test]
async fn a_packed_body_is_read_as_if_it_were_not() {
    let simulator = empty().await;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(b"Action=GetCallerIdentity&Version=2011-06-15").unwrap();
    let body = encoder.finish().unwrap();
    let mut stream = TcpStream::connect(simulator.address()).await.unwrap();
    let head = format!(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: {}\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
        FORM.1,
        body.len()
    );
    stream.write_all(&[head.as_bytes(), &body].concat()).await.unwrap();
    let answer = read(&mut stream).await.unwrap();
    assert!(answer.status == 200 && answer.body.contains("<Account>123456789012</Account>"), "{answer:?}");
}

#[tokio::test]
async fn ec2_is_answered_in_a_protocol_of_its_own() {
    let simulator = empty().await;
    let body =
        "Action=DescribeSubnets&Version=2016-11-15&Filter.1.Name=availability-zone&Filter.1.Value.1=eu-central-1b";
    let answer = call(&simulator, "ec2", &[FORM], "/", body).await;
    assert_eq!((answer.status, answer.headers["content-type"].as_str()), (200, "text/xml"));
    let id = &answer.headers["x-amzn-requestid"];
    let begins = format!(
        "<DescribeSubnetsResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>{id}</requestId><subnetSet><item>"
    );
    assert!(answer.body.starts_with(&begins), "{answer:?}");
    assert_eq!(answer.body.matches("<item>").count(), 1);
    let refused = call(&simulator, "ec2", &[FORM], "/", "Action=DescribeSubnets&Version=2016-11-15&SubnetId.1=x").await;
    let expect = "<Response><Errors><Error><Code>InvalidSubnetID.NotFound</Code><Message>The subnet ID &apos;x&apos; does \
                  not exist</Message></Error></Errors><RequestID>";
    assert_eq!((refused.status, refused.body.starts_with(expect)), (400, true), "{refused:?}");
    assert_eq!(last_call(&simulator).await["service"], "ec2");
}

#[tokio::test]
async fn the_registry_is_asked_under_its_own_name() {
    let simulator = empty().await;
    let target = ("X-Amz-Target", "AmazonEC2ContainerRegistry_V20150921.DescribeImages");
    let body = json!({ "repositoryName": "shop/web", "imageIds": [{ "imageTag": "1" }] }).to_string();
    let answer = call(&simulator, "ecr", &[target, ("Content-Type", "application/x-amz-json-1.1")], "/", &body).await;
    let message = "The repository with name 'shop/web' does not exist in the registry with id '123456789012'";
    assert_eq!(answer.json(), json!({ "__type": "RepositoryNotFoundException", "message": message }));
    assert_eq!((answer.status, &last_call(&simulator).await["service"]), (400, &json!("ecr")));
}
