//! Rules about the task.

use super::*;

#[test]
fn a_family_has_a_name() {
    wrong(instances(json!({ "family": "" }), json!({})), "family", "needs a name");
    wrong(instances(json!({ "family": "a b" }), json!({})), "family", "1 to 255 letters");
    fine(instances(json!({ "family": "a_B-7" }), json!({})));
}

#[test]
fn there_is_room_for_ten_containers_of_64_kib() {
    let many = |count: usize| {
        let containers: Value =
            (0..count).map(|n| json!({ "name": format!("c{n}"), "image": "nginx:1", "memory": 9 })).collect();
        instances(json!({ "containerDefinitions": containers }), json!({}))
    };
    fine(many(10));
    let faults = document(&many(11)).faults(None);
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].message, "There are 11 containers; a task has at most 10.");
    let command = |length: usize| instances(json!({}), json!({ "command": ["x".repeat(length)] }));
    fine(command(65_000));
    wrong(command(66_000), "", "AWS takes at most 65536");
    wrong(json!({ "family": "web", "containerDefinitions": [] }), "containerDefinitions", "at least one");
}

#[test]
fn what_aws_sets_is_not_sent() {
    wrong(instances(json!({ "revision": 7 }), json!({})), "revision", "AWS sets revision itself");
    let accelerators = json!({ "inferenceAccelerators": [{ "deviceName": "a", "deviceType": "b" }] });
    wrong(instances(accelerators, json!({})), "inferenceAccelerators", "no longer");
}

#[test]
fn tags_are_few_and_short() {
    let tags =
        |count: usize| -> Vec<Value> { (0..count).map(|n| json!({ "key": format!("k{n}"), "value": "" })).collect() };
    fine(instances(json!({ "tags": tags(50) }), json!({})));
    wrong(instances(json!({ "tags": tags(51) }), json!({})), "tags", "51 tags; AWS takes at most 50");
    wrong(instances(json!({ "tags": [] }), json!({})), "tags", "no empty list");
    wrong(instances(json!({ "tags": [{ "key": "aws:x" }] }), json!({})), "tags[0].key", "AWS alone");
    wrong(instances(json!({ "tags": [{ "key": "" }] }), json!({})), "tags[0].key", "1 to 128");
    let long = json!({ "tags": [{ "key": "a", "value": "x".repeat(257) }] });
    wrong(instances(long, json!({})), "tags[0].value", "at most 256");
}

#[test]
fn roles_are_named_by_arn_or_by_name() {
    for role in [ROLE, "execution", "arn:aws-cn:iam::123456789012:role/path/to/it", "service-role/it", ""] {
        fine(instances(json!({ "taskRoleArn": role }), json!({})));
    }
    for role in ["arn:aws:iam::123:role/a", "arn:aws:iam::123456789012:user/a", "a b", "arn:aws:s3:::role"] {
        wrong(instances(json!({ "executionRoleArn": role }), json!({})), "executionRoleArn", "or by its name alone");
    }
}

#[test]
fn fargate_has_sizes_of_its_own() {
    let size = |cpu: &str, memory: &str| fargate(json!({ "cpu": cpu, "memory": memory }), json!({}));
    for (cpu, memory) in [
        ("256", "512"),
        ("256", "2048"),
        ("512", "4096"),
        ("1024", "8192"),
        ("2048", "16384"),
        ("4096", "30720"),
        ("8192", "20480"),
        ("16384", "122880"),
        ("0.5 vCPU", "1 GB"),
        (".25 vcpu", "0.5GB"),
    ] {
        fine(size(cpu, memory));
    }
    wrong(size("256", "3072"), "memory", "256 CPU units has 512, 1024 or 2048 MiB");
    wrong(size("512", "512"), "memory", "1024 to 4096 MiB in steps of 1024");
    wrong(size("8192", "17408"), "memory", "in steps of 4096");
    wrong(size("300", "512"), "cpu", "256, 512, 1024, 2048, 4096, 8192 or 16384");
    wrong(size("256", "much"), "memory", "number of MiB");
    wrong(without(fargate(json!({}), json!({})), "cpu"), "cpu", "needs a cpu");
    wrong(without(fargate(json!({}), json!({})), "memory"), "memory", "needs a memory");
    let windows = json!({ "runtimePlatform": { "operatingSystemFamily": "WINDOWS_SERVER_2022_CORE" } });
    wrong(fargate(windows, json!({})), "cpu", "at least 1024");
}

#[test]
fn instances_have_sizes_of_their_own() {
    for cpu in ["128", "196608", "10 vCPU"] {
        fine(instances(json!({ "cpu": cpu, "memory": "1 GB" }), json!({})));
    }
    for cpu in ["127", "196609", "many", ""] {
        wrong(instances(json!({ "cpu": cpu }), json!({})), "cpu", "128 to 196608");
    }
    wrong(instances(json!({ "memory": "0" }), json!({})), "memory", "number of MiB");
}

#[test]
fn containers_share_what_the_task_has() {
    let two = |first: Value, other: Value| two(first, other);
    fine(two(json!({ "cpu": 128 }), json!({ "cpu": 128 })));
    wrong(two(json!({ "cpu": 128 }), json!({ "cpu": 129 })), "cpu", "257 CPU units in cpu together; the task has 256");
    let reserve = |size: i64| json!({ "memoryReservation": size });
    fine(two(reserve(256), reserve(256)));
    wrong(two(reserve(256), reserve(257)), "memory", "513 MiB in memoryReservation together; the task has 512");
    let wide = fargate(json!({}), json!({ "memory": 513 }));
    wrong(wide, "containerDefinitions[0].memory", "513 MiB is more than the 512 MiB");
}

#[test]
fn fargate_has_no_machine_to_choose() {
    wrong(fargate(json!({ "networkMode": "bridge" }), json!({})), "networkMode", "is awsvpc, not bridge");
    let constraints = json!({ "placementConstraints": [{ "type": "memberOf", "expression": "x" }] });
    wrong(fargate(constraints.clone(), json!({})), "placementConstraints", "no instances");
    fine(instances(constraints, json!({})));
    wrong(fargate(json!({ "ipcMode": "task" }), json!({})), "ipcMode", "no ipcMode");
    wrong(fargate(json!({ "pidMode": "host" }), json!({})), "pidMode", "not host");
    fine(fargate(json!({ "pidMode": "task" }), json!({})));
    let constraints: Vec<Value> = (0..11).map(|_| json!({ "type": "memberOf" })).collect();
    wrong(instances(json!({ "placementConstraints": constraints }), json!({})), "placementConstraints", "at most 10");
}

#[test]
fn volumes_are_there_before_they_are_mounted() {
    let mount = || json!({ "mountPoints": [{ "sourceVolume": "data", "containerPath": "/data" }] });
    let path = "containerDefinitions[0].mountPoints[0].sourceVolume";
    wrong(fargate(json!({}), mount()), path, "There is no volume data");
    fine(fargate(json!({ "volumes": [{ "name": "data" }] }), mount()));
    wrong(
        fargate(json!({ "volumes": [{ "name": "a" }, { "name": "a" }] }), json!({})),
        "volumes[1].name",
        "Two volumes",
    );
    let from = json!({ "volumesFrom": [{ "sourceContainer": "db" }] });
    wrong(instances(json!({}), from), "containerDefinitions[0].volumesFrom[0].sourceContainer", "no container db");
    let on_host = json!({ "volumes": [{ "name": "data", "host": { "sourcePath": "/srv" } }] });
    wrong(fargate(on_host.clone(), json!({})), "volumes[0].host.sourcePath", "no sourcePath");
    fine(instances(on_host, json!({})));
    let docker = json!({ "volumes": [{ "name": "data", "dockerVolumeConfiguration": { "scope": "task" } }] });
    wrong(fargate(docker, json!({})), "volumes[0].dockerVolumeConfiguration", "no dockerVolumeConfiguration");
}

#[test]
fn efs_is_encrypted_where_it_has_to_be() {
    let efs =
        |efs: Value| fargate(json!({ "volumes": [{ "name": "data", "efsVolumeConfiguration": efs }] }), json!({}));
    let path = |member: &str| format!("volumes[0].efsVolumeConfiguration.{member}");
    let iam = |more: Value| {
        let mut efs = json!({ "fileSystemId": "fs-1", "authorizationConfig": { "iam": "ENABLED" } });
        efs.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        efs
    };
    wrong(efs(iam(json!({}))), &path("authorizationConfig.iam"), "transitEncryption ENABLED");
    fine(efs(iam(json!({ "transitEncryption": "ENABLED", "transitEncryptionPort": 2049 }))));
    let port = json!({ "fileSystemId": "fs-1", "transitEncryptionPort": 2049 });
    wrong(efs(port), &path("transitEncryptionPort"), "transitEncryption ENABLED");
    let access = |root: &str| json!({ "fileSystemId": "fs-1", "rootDirectory": root, "authorizationConfig": { "accessPointId": "a" } });
    wrong(efs(access("/srv")), &path("rootDirectory"), "is / or is left out");
    fine(efs(access("/")));
}

#[test]
fn scratch_space_is_21_to_200_gib() {
    let scratch = |size: i64| fargate(json!({ "ephemeralStorage": { "sizeInGiB": size } }), json!({}));
    for size in [20, 201] {
        wrong(scratch(size), "ephemeralStorage.sizeInGiB", &format!("21 to 200 GiB, not {size}"));
    }
    fine(scratch(21));
    fine(scratch(200));
}

#[test]
fn a_proxy_is_one_of_the_containers() {
    let proxy = |name: &str| json!({ "proxyConfiguration": { "type": "APPMESH", "containerName": name } });
    fine(fargate(proxy("app"), json!({})));
    wrong(fargate(proxy("envoy"), json!({})), "proxyConfiguration.containerName", "no container envoy");
    wrong(instances(proxy("app"), json!({})), "proxyConfiguration", "awsvpc");
}
