//! The smallest AWS client: one unsigned call per connection, JSON in and out.

use std::net::SocketAddr;

use serde_json::{Value, json};
use simulator::Running;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

pub struct Aws(SocketAddr);

impl Aws {
    pub fn of(simulator: &Running) -> Self {
        Self(simulator.address())
    }

    /// Registers the first revision of a family that runs on Fargate, and starts a service and a task of it.
    pub async fn start(&self, cluster: &str, family: &str, mut definition: Value, task: Value) -> Value {
        let fargate = json!({
            "family": family, "requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "cpu": "256", "memory": "512",
        });
        let place = json!({
            "cluster": cluster, "taskDefinition": family, "launchType": "FARGATE",
            "networkConfiguration": { "awsvpcConfiguration": { "subnets": ["subnet-0a1b2c3d"] } },
        });
        merge(&mut definition, &fargate);
        self.call("RegisterTaskDefinition", definition).await;
        let mut service = json!({ "serviceName": family, "desiredCount": 1 });
        merge(&mut service, &place);
        self.call("CreateService", service).await;
        let mut run = task;
        merge(&mut run, &place);
        self.call("RunTask", run).await["tasks"][0].clone()
    }

    /// Calls an operation of ECS, which has to succeed.
    pub async fn call(&self, operation: &str, input: Value) -> Value {
        let body = input.to_string();
        let request = format!(
            "POST / HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Type: application/x-amz-json-1.1\r\n\
             X-Amz-Target: AmazonEC2ContainerServiceV20141113.{operation}\r\nContent-Length: {}\r\n\r\n{body}",
            self.0,
            body.len(),
        );
        let mut stream = TcpStream::connect(self.0).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 200"), "{operation}: {answer}");
        serde_json::from_str(body).unwrap()
    }
}

fn merge(into: &mut Value, more: &Value) {
    for (name, value) in more.as_object().unwrap() {
        into[name] = value.clone();
    }
}
