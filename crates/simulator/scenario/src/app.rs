//! The programs of the pretended estates, as task definitions.

use serde_json::{Value, json};
use simulator_engine::arn::Arns;

/// A program and what its task definition says: one container of the family's name, and sidecars.
#[derive(Clone, Debug)]
pub(super) struct App {
    family: String,
    repository: String,
    tag: String,
    size: (u32, u32),
    port: Option<u32>,
    environment: Vec<Value>,
    secrets: Vec<(String, Secret, String)>,
    health_path: Option<String>,
    sidecars: Vec<Value>,
    logs_through: Logs,
    more: Vec<(String, Value)>,
    tags: Value,
    home: Home,
}

/// What a program is made to run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Home {
    Fargate,
    Instances,
}

/// Where a secret comes from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Secret {
    /// A parameter of Systems Manager.
    Parameter,
    /// A secret of Secrets Manager.
    Manager,
}

#[derive(Clone, Copy, Debug)]
enum Logs {
    CloudWatch,
    Router,
}

impl App {
    /// A program of a team: `family` is also the name of its container; 0.25 vCPU and 512 MiB.
    pub fn new(team: &str, family: &str) -> Self {
        Self {
            family: family.to_owned(),
            repository: format!("{team}/{family}"),
            tag: "latest".to_owned(),
            size: (256, 512),
            port: None,
            environment: Vec::new(),
            secrets: Vec::new(),
            health_path: None,
            sidecars: Vec::new(),
            logs_through: Logs::CloudWatch,
            more: Vec::new(),
            tags: json!([{ "key": "team", "value": team }]),
            home: Home::Fargate,
        }
    }

    pub fn tag(mut self, tag: &str) -> Self {
        self.tag = tag.to_owned();
        self
    }

    /// CPU units and MiB: one of Fargate's pairs.
    pub fn size(mut self, cpu: u32, memory: u32) -> Self {
        self.size = (cpu, memory);
        self
    }

    /// For container instances, in the `bridge` mode.
    pub fn on_instances(mut self) -> Self {
        self.home = Home::Instances;
        self
    }

    pub fn port(mut self, port: u32) -> Self {
        self.port = Some(port);
        self
    }

    /// A health check that asks this path.
    pub fn health(mut self, path: &str) -> Self {
        self.health_path = Some(path.to_owned());
        self
    }

    /// Sets environment variables; one that is set already gets the new value.
    pub fn env(mut self, variables: &[(&str, &str)]) -> Self {
        for (name, value) in variables {
            self.environment.retain(|known| known["name"] != *name);
            self.environment.push(json!({ "name": name, "value": value }));
        }
        self
    }

    pub fn secret(mut self, name: &str, store: Secret, path: &str) -> Self {
        self.secrets.push((name.to_owned(), store, path.to_owned()));
        self
    }

    /// Another member of the main container.
    pub fn with(mut self, key: &str, value: Value) -> Self {
        self.more.push((key.to_owned(), value));
        self
    }

    /// Adds an agent that collects traces and metrics.
    pub fn agent(mut self) -> Self {
        self.sidecars.push(json!({
            "name": "datadog-agent", "image": "public.ecr.aws/datadog/agent:7.62.0", "essential": false,
            "cpu": 64, "memoryReservation": 128,
            "environment": [
                { "name": "ECS_FARGATE", "value": "true" }, { "name": "DD_SITE", "value": "datadoghq.eu" },
                { "name": "DD_API_KEY", "value": "0f1e2d3c4b5a69788796a5b4c3d2e1f0" },
            ],
        }));
        self
    }

    /// Adds a proxy in front of the program.
    pub fn envoy(mut self) -> Self {
        self.sidecars.push(json!({
            "name": "envoy", "image": "public.ecr.aws/appmesh/aws-appmesh-envoy:v1.29.12.1-prod", "essential": true,
            "user": "1337", "cpu": 64, "memoryReservation": 96,
            "portMappings": [{ "containerPort": 15_000 }, { "containerPort": 15_001 }],
            "healthCheck": {
                "command": ["CMD-SHELL", "curl -s http://localhost:9901/server_info | grep state | grep -q LIVE"],
                "interval": 10, "timeout": 2, "retries": 3, "startPeriod": 10,
            },
        }));
        self
    }

    /// Sends logs through a router in the task.
    pub fn log_router(mut self) -> Self {
        self.logs_through = Logs::Router;
        self.sidecars.push(json!({
            "name": "log-router", "image": "public.ecr.aws/aws-observability/aws-for-fluent-bit:2.32.5", "essential": true,
            "memoryReservation": 64,
            "firelensConfiguration": { "type": "fluentbit", "options": { "enable-ecs-log-metadata": "true" } },
        }));
        self
    }

    /// The request that registers it.
    pub fn request(&self, registry: &str, arns: &Arns) -> Value {
        let (cpu, memory) = self.size;
        let (network, home) = match self.home {
            Home::Fargate => ("awsvpc", "FARGATE"),
            Home::Instances => ("bridge", "EC2"),
        };
        let mut containers = vec![self.container(registry, arns)];
        containers.extend(self.sidecars.iter().cloned());
        json!({
            "family": self.family, "cpu": cpu.to_string(), "memory": memory.to_string(), "networkMode": network,
            "requiresCompatibilities": [home],
            "runtimePlatform": { "cpuArchitecture": "ARM64", "operatingSystemFamily": "LINUX" },
            "executionRoleArn": format!("arn:aws:iam::{}:role/ecsTaskExecutionRole", arns.account()),
            "taskRoleArn": format!("arn:aws:iam::{}:role/{}-task", arns.account(), self.family),
            "containerDefinitions": containers,
            "tags": self.tags,
        })
    }

    fn container(&self, registry: &str, arns: &Arns) -> Value {
        let mut container = json!({
            "name": self.family, "image": format!("{registry}/{}:{}", self.repository, self.tag), "essential": true,
            "environment": self.environment,
            "secrets": self.secrets.iter().map(|secret| secret_item(arns, secret)).collect::<Value>(),
            "logConfiguration": self.logs(arns),
        });
        if let Some(port) = self.port {
            container["portMappings"] = json!([{ "name": "http", "containerPort": port, "appProtocol": "http" }]);
        }
        if let Some(path) = &self.health_path {
            let command = format!("curl -fsS http://localhost:{}{path} || exit 1", self.port.unwrap_or(8_080));
            container["healthCheck"] = json!({ "command": ["CMD-SHELL", command], "interval": 30, "timeout": 5, "retries": 3, "startPeriod": 15 });
        }
        for (key, value) in &self.more {
            container[key] = value.clone();
        }
        container
    }

    fn logs(&self, arns: &Arns) -> Value {
        match self.logs_through {
            Logs::CloudWatch => json!({
                "logDriver": "awslogs",
                "options": {
                    "awslogs-group": format!("/ecs/{}", self.family), "awslogs-region": arns.region(),
                    "awslogs-stream-prefix": "ecs",
                },
            }),
            Logs::Router => json!({
                "logDriver": "awsfirelens",
                "options": { "Name": "cloudwatch_logs", "region": arns.region(), "log_group_name": format!("/ecs/{}", self.family) },
            }),
        }
    }
}

fn secret_item(arns: &Arns, (name, store, path): &(String, Secret, String)) -> Value {
    let (region, account) = (arns.region(), arns.account());
    let from = match store {
        Secret::Parameter => format!("arn:aws:ssm:{region}:{account}:parameter/{path}"),
        Secret::Manager => format!("arn:aws:secretsmanager:{region}:{account}:secret:{path}"),
    };
    json!({ "name": name, "valueFrom": from })
}
