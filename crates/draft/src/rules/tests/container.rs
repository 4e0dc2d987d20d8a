//! Rules about containers.

use super::*;

/// The path of a member of the first container.
fn app(member: &str) -> String {
    format!("containerDefinitions[0].{member}")
}

#[test]
fn containers_have_names_and_images() {
    wrong(instances(json!({}), json!({ "name": "a b" })), &app("name"), "1 to 255 letters");
    wrong(instances(json!({}), json!({ "image": "a b" })), &app("image"), "named with letters");
    wrong(instances(json!({}), json!({ "image": "" })), &app("image"), "needs an image");
    wrong(two(json!({}), json!({ "name": "app" })), "containerDefinitions[1].name", "Two containers are called app");
    let faults = document(&instances(json!({}), json!({ "name": "" }))).faults(None);
    assert_eq!((faults.len(), faults[0].message.as_str()), (1, "A container needs a name."));
    wrong(fargate(json!({}), json!({ "essential": false })), "containerDefinitions", "has to be essential");
}

#[test]
fn somewhere_is_a_limit_of_memory() {
    let none = || json!({ "memory": null });
    wrong(instances(json!({}), none()), &app("memory"), "memory or memoryReservation");
    fine(instances(json!({ "memory": "512" }), none()));
    fine(instances(json!({}), json!({ "memory": null, "memoryReservation": 64 })));
    let swapped = json!({ "memory": 128, "memoryReservation": 256 });
    wrong(instances(json!({}), swapped), &app("memory"), "128 MiB is less than the 256 MiB");
    wrong(instances(json!({}), json!({ "cpu": -1 })), &app("cpu"), "no negative number");
}

#[test]
fn a_port_is_one_container_s_where_they_share_a_network() {
    let ports = |mappings: Value| json!({ "portMappings": mappings });
    let twice = || json!([{ "containerPort": 80 }, { "containerPort": 80 }]);
    let both = json!([{ "containerPort": 53, "protocol": "tcp" }, { "containerPort": 53, "protocol": "udp" }]);
    wrong(fargate(json!({}), ports(twice())), &app("portMappings[1].containerPort"), "Port 80/tcp is used twice");
    fine(fargate(json!({}), ports(both)));
    fine(instances(json!({}), ports(twice())));
    let host = json!({ "networkMode": "host" });
    wrong(instances(host.clone(), ports(twice())), &app("portMappings[1].containerPort"), "network mode host");
    let moved = |host: i64| ports(json!([{ "containerPort": 80, "hostPort": host }]));
    wrong(instances(host, moved(81)), &app("portMappings[0].hostPort"), "81 is not 80");
    wrong(fargate(json!({}), moved(81)), &app("portMappings[0].hostPort"), "network mode awsvpc");
    fine(fargate(json!({}), moved(80)));
    fine(fargate(json!({}), moved(0)));
    fine(instances(json!({}), moved(81)));
}

#[test]
fn ports_have_numbers_and_names() {
    let port = |mapping: Value| instances(json!({}), json!({ "portMappings": [mapping] }));
    wrong(port(json!({ "containerPort": 70_000 })), &app("portMappings[0].containerPort"), "1 to 65535");
    wrong(port(json!({ "containerPort": 0 })), &app("portMappings[0].containerPort"), "1 to 65535");
    wrong(port(json!({ "containerPort": 80, "hostPort": -1 })), &app("portMappings[0].hostPort"), "0 to 65535");
    fine(port(json!({ "containerPortRange": "80-90" })));
    for range in ["90-80", "80", "0-9", "1-65536"] {
        wrong(port(json!({ "containerPortRange": range })), &app("portMappings[0].containerPortRange"), "8000-8010");
    }
    let both = json!({ "containerPortRange": "80-90", "containerPort": 80 });
    wrong(port(both), &app("portMappings[0].containerPortRange"), "not of both");
    fine(port(json!({ "containerPort": 80, "name": "http_1" })));
    for name in ["HTTP", "-http", ""] {
        wrong(port(json!({ "containerPort": 80, "name": name })), &app("portMappings[0].name"), "1 to 64 lowercase");
    }
    let named = |port: i64| json!({ "portMappings": [{ "containerPort": port, "name": "http" }] });
    wrong(two(named(80), named(81)), "containerDefinitions[1].portMappings[0].name", "Two ports are called http");
}

#[test]
fn a_network_mode_excludes_what_it_does_not_have() {
    let links = || json!({ "links": ["db"] });
    wrong(fargate(json!({}), links()), &app("links"), "mode awsvpc a container has no links");
    wrong(instances(json!({ "networkMode": "host" }), links()), &app("links"), "mode host");
    fine(instances(json!({}), json!({ "links": ["db"], "hostname": "web" })));
    fine(instances(json!({ "networkMode": "new" }), links()));
    let hosts = json!([{ "hostname": "db", "ipAddress": "10.0.0.3" }]);
    for (member, value) in [
        ("hostname", json!("web")),
        ("dnsServers", json!(["10.0.0.2"])),
        ("dnsSearchDomains", json!(["a"])),
        ("extraHosts", hosts),
        ("disableNetworking", json!(true)),
    ] {
        wrong(fargate(json!({}), json!({ member: value })), &app(member), member);
    }
}

#[test]
fn variables_and_secrets_have_names_of_their_own() {
    let role = || json!({ "executionRoleArn": ROLE });
    let twice = json!({ "environment": [{ "name": "A", "value": "1" }, { "name": "A", "value": "2" }] });
    wrong(instances(json!({}), twice), &app("environment[1].name"), "A is set twice");
    wrong(
        instances(json!({}), json!({ "environment": [{ "value": "1" }] })),
        &app("environment[0].name"),
        "needs a name",
    );
    let secret = || json!([{ "name": "A", "valueFrom": "a" }]);
    fine(fargate(role(), json!({ "secrets": secret(), "environment": [{ "name": "B", "value": "" }] })));
    wrong(fargate(json!({}), json!({ "secrets": secret() })), &app("secrets"), "need an executionRoleArn");
    let shared = json!({ "secrets": secret(), "environment": [{ "name": "A", "value": "1" }] });
    wrong(fargate(role(), shared), &app("secrets[0].name"), "A is already a variable or a secret");
    let files: Vec<Value> = (0..11).map(|_| json!({ "value": "arn:aws:s3:::b/a.env", "type": "s3" })).collect();
    wrong(instances(json!({}), json!({ "environmentFiles": files })), &app("environmentFiles"), "at most 10");
}

#[test]
fn secrets_come_from_secrets_manager_or_systems_manager() {
    let from = |from: &str| {
        let secrets = json!({ "secrets": [{ "name": "A", "valueFrom": from }] });
        fargate(json!({ "executionRoleArn": ROLE }), secrets)
    };
    let manager = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf";
    for form in ["db-password", "/shop/db", manager, "arn:aws:ssm:eu-central-1:123456789012:parameter/shop/db"] {
        fine(from(form));
    }
    fine(from(&format!("{manager}:password::")));
    for form in ["", "a b", "arn:aws:ssm:eu-central-1:123456789012:document/x"] {
        wrong(from(form), &app("secrets[0].valueFrom"), "comes from the ARN");
    }
    wrong(from(&format!("{manager}:password")), &app("secrets[0].valueFrom"), "comes from the ARN");
    let log =
        json!({ "logConfiguration": { "logDriver": "new", "secretOptions": [{ "name": "a", "valueFrom": "" }] } });
    wrong(instances(json!({}), log), &app("logConfiguration.secretOptions[0].valueFrom"), "comes from");
}

#[test]
fn logs_go_where_they_can() {
    let log = |driver: &str, options: Value| json!({ "logConfiguration": { "logDriver": driver, "options": options } });
    let good =
        || json!({ "awslogs-group": "/ecs/web", "awslogs-region": "eu-central-1", "awslogs-stream-prefix": "ecs" });
    let role = || json!({ "executionRoleArn": ROLE });
    let awslogs = |missing: &str| log("awslogs", without(good(), missing));
    let option = |name: &str| app(&format!("logConfiguration.options.{name}"));
    fine(fargate(role(), log("awslogs", good())));
    wrong(fargate(json!({}), log("awslogs", good())), &app("logConfiguration.logDriver"), "needs an executionRoleArn");
    for name in ["awslogs-group", "awslogs-region", "awslogs-stream-prefix"] {
        wrong(fargate(role(), awslogs(name)), &option(name), name);
    }
    fine(instances(json!({}), awslogs("awslogs-stream-prefix")));
    let mut bad = good();
    bad["awslogs-group"] = json!("a b");
    wrong(fargate(role(), log("awslogs", bad)), &option("awslogs-group"), "letters, digits");
    wrong(
        fargate(json!({}), log("json-file", json!({}))),
        &app("logConfiguration.logDriver"),
        "awslogs, splunk, awsfirelens",
    );
    fine(instances(json!({}), log("json-file", json!({}))));
    fine(fargate(json!({}), log("from-tomorrow", json!({}))));
    wrong(
        fargate(json!({}), log("awsfirelens", json!({}))),
        &app("logConfiguration.logDriver"),
        "firelensConfiguration",
    );
    fine(two(log("awsfirelens", json!({})), json!({ "firelensConfiguration": { "type": "fluentbit" } })));
}

#[test]
fn a_private_image_needs_a_role_on_fargate() {
    let image = || json!({ "image": "123456789012.dkr.ecr.eu-central-1.amazonaws.com/web:1" });
    wrong(fargate(json!({}), image()), &app("image"), "private repository");
    fine(fargate(json!({ "executionRoleArn": ROLE }), image()));
    fine(instances(json!({}), image()));
}

#[test]
fn numbers_stay_within_their_limits() {
    let health = |member: &str, value: i64| {
        instances(json!({}), json!({ "healthCheck": { "command": ["CMD", "true"], member: value } }))
    };
    for (member, least, most) in [("interval", 5, 300), ("timeout", 2, 60), ("retries", 1, 10), ("startPeriod", 0, 300)]
    {
        let path = app(&format!("healthCheck.{member}"));
        wrong(health(member, least - 1), &path, &format!("{member} is {least} to {most}"));
        wrong(health(member, most + 1), &path, &format!("not {}", most + 1));
        fine(health(member, least));
        fine(health(member, most));
    }
    let restart = |seconds: i64| json!({ "restartPolicy": { "enabled": true, "restartAttemptPeriod": seconds } });
    wrong(fargate(json!({}), restart(59)), &app("restartPolicy.restartAttemptPeriod"), "60 to 1800");
    fine(fargate(json!({}), restart(60)));
    let codes = json!({ "restartPolicy": { "enabled": true, "ignoredExitCodes": vec![1; 51] } });
    wrong(fargate(json!({}), codes), &app("restartPolicy.ignoredExitCodes"), "at most 50");
    wrong(fargate(json!({}), json!({ "stopTimeout": 121 })), &app("stopTimeout"), "at most 120 seconds, not 121");
    fine(fargate(json!({}), json!({ "stopTimeout": 120 })));
    fine(instances(json!({}), json!({ "stopTimeout": 500 })));
    wrong(instances(json!({}), json!({ "startTimeout": -1 })), &app("startTimeout"), "negative");
    let limits = |soft: i64| json!({ "ulimits": [{ "name": "nofile", "softLimit": soft, "hardLimit": 1 }] });
    wrong(fargate(json!({}), limits(2)), &app("ulimits[0].softLimit"), "2 is above the hard limit of 1");
    fine(fargate(json!({}), limits(1)));
}

#[test]
fn a_health_check_says_how_it_is_run() {
    let check = |command: Value| instances(json!({}), json!({ "healthCheck": { "command": command } }));
    for command in [json!(["CMD", "true"]), json!(["CMD-SHELL", "true"]), json!(["NONE"])] {
        fine(check(command));
    }
    for command in [json!(["curl -f http://localhost"]), json!([])] {
        wrong(check(command), &app("healthCheck.command"), "CMD, CMD-SHELL or NONE");
    }
}

#[test]
fn containers_wait_only_for_what_can_come() {
    let after =
        |name: &str, condition: &str| json!({ "dependsOn": [{ "containerName": name, "condition": condition }] });
    let path = |member: &str| app(&format!("dependsOn[0].{member}"));
    let health = json!({ "healthCheck": { "command": ["CMD", "true"] } });
    fine(two(after("other", "START"), json!({})));
    fine(two(after("other", "SUCCESS"), json!({})));
    fine(two(after("other", "HEALTHY"), health));
    wrong(fargate(json!({}), after("db", "START")), &path("containerName"), "There is no container db");
    wrong(fargate(json!({}), after("app", "START")), &path("containerName"), "does not wait for itself");
    wrong(two(after("other", "HEALTHY"), json!({})), &path("condition"), "other has no health check");
    for condition in ["SUCCESS", "COMPLETE"] {
        wrong(two(after("other", condition), json!({ "essential": true })), &path("condition"), "other is essential");
    }
    let circle = two(after("other", "START"), after("app", "START"));
    wrong(circle, &app("dependsOn"), "wait for each other: app, other");
}

#[test]
fn only_those_in_the_circle_are_named() {
    let container = |name: &str, after: &str| json!({ "name": name, "image": "a", "dependsOn": [{ "containerName": after, "condition": "START" }] });
    let containers = json!([container("a", "b"), container("b", "c"), container("c", "d"), container("d", "b")]);
    let definition = fargate(json!({ "containerDefinitions": containers }), json!({}));
    wrong(definition, "containerDefinitions[1].dependsOn", "wait for each other: b, c, d.");
}

#[test]
fn fargate_has_no_machine_to_reach_into() {
    let linux = |it: Value| json!({ "linuxParameters": it });
    wrong(fargate(json!({}), json!({ "privileged": true })), &app("privileged"), "no container is privileged");
    fine(instances(json!({}), json!({ "privileged": true })));
    wrong(fargate(json!({}), json!({ "dockerSecurityOptions": ["a"] })), &app("dockerSecurityOptions"), "no docker");
    wrong(fargate(json!({}), linux(json!({ "maxSwap": 1 }))), &app("linuxParameters.maxSwap"), "no maxSwap");
    let device = linux(json!({ "devices": [{ "hostPath": "/dev/fuse" }] }));
    wrong(fargate(json!({}), device), &app("linuxParameters.devices"), "no devices");
    let add = |capability: &str| linux(json!({ "capabilities": { "add": [capability] } }));
    wrong(fargate(json!({}), add("NET_ADMIN")), &app("linuxParameters.capabilities.add[0]"), "SYS_PTRACE");
    fine(fargate(json!({}), add("SYS_PTRACE")));
    let gpu = json!({ "resourceRequirements": [{ "type": "GPU", "value": "1" }] });
    wrong(fargate(json!({}), gpu.clone()), &app("resourceRequirements[0].type"), "no GPUs");
    fine(instances(json!({}), gpu));
}
