"""Container instances, placement and capacity providers, and what becomes of tasks on them."""

import json

from simulated import everything, refusal

GROUP = "arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:0:autoScalingGroupName/"


def capacity(tally, ecs, side):
    """Instances register, are described and found by query, take tasks, drain, and go."""
    prepare(ecs)
    instances = {zone: instance(ecs, zone, machine) for zone, machine in (("a", "c5.large"), ("b", "m5.large"), ("c", "m5.large"))}
    listed, _ = everything(ecs.list_container_instances, "containerInstanceArns", cluster="shop")
    tally.check("three instances are listed", sorted(listed) == sorted(instances.values()), listed)
    paged, pages = everything(ecs.list_container_instances, "containerInstanceArns", cluster="shop", maxResults=2)
    tally.check("in two pages of two", (sorted(paged), pages) == (sorted(listed), 2), pages)
    ecs.put_attributes(cluster="shop", attributes=[{"name": "stack", "value": "blue", "targetId": instances["a"]}])
    queries(tally, ecs, instances)
    resources(tally, ecs, side, instances)
    failures(tally, ecs)
    draining(tally, ecs, side, instances)
    many = ["0" * 32] * 101
    tally.check(
        "a hundred and one are not described at once",
        refusal(ecs.describe_container_instances, cluster="shop", containerInstances=many) == "InvalidParameterException",
    )


def prepare(ecs):
    """A cluster and a task definition of 512 CPU units, 1024 MiB and a port that the instance chooses."""
    ecs.create_cluster(clusterName="shop")
    container = {
        "name": "app", "image": "registry.example/web:1", "cpu": 512, "memory": 1024,
        "portMappings": [{"containerPort": 8080}],
    }
    ecs.register_task_definition(family="web", requiresCompatibilities=["EC2"], containerDefinitions=[container])


def instance(ecs, zone, machine):
    """Registers an instance as its agent would; its ARN."""
    document = {"instanceId": f"i-0000000000000000{zone}", "instanceType": machine, "availabilityZone": f"eu-central-1{zone}"}
    answer = ecs.register_container_instance(
        cluster="shop", instanceIdentityDocument=json.dumps(document), tags=[{"key": "zone", "value": zone}]
    )
    return answer["containerInstance"]["containerInstanceArn"]


def queries(tally, ecs, instances):
    """The cluster query language as a filter."""
    for query, zones in {
        "attribute:ecs.instance-type == m5.large": "bc",
        "attribute:ecs.instance-type =~ c5.*": "a",
        "attribute:ecs.availability-zone in [eu-central-1a, eu-central-1c]": "ac",
        "attribute:stack exists": "a",
        "attribute:stack !exists and not(ec2InstanceId == i-0000000000000000b)": "c",
        "(attribute:stack == blue or attribute:ecs.availability-zone == eu-central-1b) and agentConnected == true": "ab",
        "runningTasksCount > 0": "",
    }.items():
        found = ecs.list_container_instances(cluster="shop", filter=query)["containerInstanceArns"]
        tally.check(f"{query}", sorted(found) == sorted(instances[zone] for zone in zones), found)
    refused = refusal(ecs.list_container_instances, cluster="shop", filter="stack is blue")
    tally.check("another language is refused", refused == "InvalidParameterException", refused)


def resources(tally, ecs, side, instances):
    """Tasks take of an instance what they need, and give it back."""
    constraint = [{"type": "memberOf", "expression": "attribute:stack == blue"}]
    ran = ecs.run_task(cluster="shop", taskDefinition="web", count=2, launchType="EC2", placementConstraints=constraint)
    side.advance(60)
    there = ecs.describe_tasks(cluster="shop", tasks=[task["taskArn"] for task in ran["tasks"]])["tasks"]
    tally.check("tasks are where their constraint says", {t.get("containerInstanceArn") for t in there} == {instances["a"]}, there)
    ports = {binding["hostPort"] for task in there for binding in task["containers"][0]["networkBindings"]}
    tally.check("each has a port of its own", len(ports) == 2 and min(ports) >= 32768, ports)
    described = describe(ecs, instances["a"], include=["TAGS", "CONTAINER_INSTANCE_HEALTH"])
    tally.check("the instance counts them", described["runningTasksCount"] == 2, described["runningTasksCount"])
    tally.check("tags and health come when asked for", described["tags"] and described["healthStatus"]["overallStatus"] == "OK")
    taken = [left(described, "registeredResources", name) - left(described, "remainingResources", name) for name in ("CPU", "MEMORY")]
    tally.check("what they need is taken", taken == [1024, 2048], taken)
    for task in ran["tasks"]:
        ecs.stop_task(cluster="shop", task=task["taskArn"])
    side.advance(60)
    described = describe(ecs, instances["a"])
    tally.check("and comes back", left(described, "remainingResources", "CPU") == 2048, described["remainingResources"])


def failures(tally, ecs):
    """A task that finds no place says of each instance why."""
    for change, reasons in [
        ({"overrides": {"memory": "65536"}}, {"RESOURCE:MEMORY"}),
        ({"overrides": {"cpu": "4096"}}, {"RESOURCE:CPU"}),
        (
            {"placementConstraints": [{"type": "memberOf", "expression": "attribute:ecs.instance-type =~ g5.*"}]},
            {"MemberOf placement constraint unsatisfied."},
        ),
    ]:
        answer = ecs.run_task(cluster="shop", taskDefinition="web", launchType="EC2", **change)
        found = {failure["reason"] for failure in answer["failures"]}
        arns = {failure["arn"] for failure in answer["failures"]}
        tally.check(f"{reasons} of three instances", (found, len(arns), answer["tasks"]) == (reasons, 3, []), answer["failures"])


def draining(tally, ecs, side, instances):
    """A service spreads its tasks, moves them off a draining instance, and follows a forced deregistration."""
    ecs.create_service(
        cluster="shop", serviceName="web", taskDefinition="web", desiredCount=3, launchType="EC2",
        placementStrategy=[{"type": "spread", "field": "attribute:ecs.availability-zone"}],
    )
    ecs.create_service(cluster="shop", serviceName="agent", taskDefinition="web", launchType="EC2", schedulingStrategy="DAEMON")
    side.advance(120)
    tally.check("one task in each zone, and a daemon beside it", spread(ecs, instances) == [2, 2, 2], spread(ecs, instances))
    answer = ecs.update_container_instances_state(cluster="shop", containerInstances=[instances["a"]], status="DRAINING")
    tally.check("an instance is DRAINING", answer["containerInstances"][0]["status"] == "DRAINING", answer)
    side.advance(300)
    services = ecs.describe_services(cluster="shop", services=["web", "agent"])["services"]
    counts = [(service["desiredCount"], service["runningCount"]) for service in services]
    tally.check("its tasks are elsewhere, and it has no daemon", (counts, spread(ecs, instances)[0]) == ([(3, 3), (2, 2)], 0), counts)
    held = refusal(ecs.deregister_container_instance, cluster="shop", containerInstance=instances["b"])
    tally.check("a busy instance is not deregistered", held == "InvalidParameterException", held)
    gone = ecs.deregister_container_instance(cluster="shop", containerInstance=instances["b"], force=True)["containerInstance"]
    tally.check("but by force", gone["status"] == "INACTIVE", gone["status"])
    side.advance(300)
    web = ecs.describe_services(cluster="shop", services=["web"])["services"][0]
    tally.check("the service is whole on what is left", web["runningCount"] == 3, web["events"][:3])
    ecs.update_service(cluster="shop", service="web", desiredCount=9)
    side.advance(300)
    web = ecs.describe_services(cluster="shop", services=["web"])["services"][0]
    said = [event["message"] for event in web["events"] if "The closest matching (container-instance" in event["message"]]
    tally.check("too many tasks: the event says what is missing", any("insufficient CPU units" in text for text in said), web["events"][:3])


def providers(tally, ecs, side):
    """A capacity provider with managed scaling brings instances for waiting tasks, and takes empty ones away."""
    prepare(ecs)
    made = ecs.create_capacity_provider(
        name="batch",
        autoScalingGroupProvider={"autoScalingGroupArn": GROUP + "batch-m5.large", "managedScaling": {"status": "ENABLED"}},
    )["capacityProvider"]
    tally.check("a provider is ACTIVE", (made["status"], made["type"]) == ("ACTIVE", "EC2_AUTOSCALING"), made)
    strategy = [{"capacityProvider": "batch", "weight": 1}]
    cluster = ecs.put_cluster_capacity_providers(
        cluster="shop", capacityProviders=["FARGATE", "batch"], defaultCapacityProviderStrategy=strategy
    )["cluster"]
    tally.check("the cluster has it", cluster["capacityProviders"] == ["FARGATE", "batch"], cluster)
    ecs.create_service(cluster="shop", serviceName="web", taskDefinition="web", desiredCount=6)
    side.advance(20)
    tasks = ecs.describe_tasks(cluster="shop", tasks=ecs.list_tasks(cluster="shop")["taskArns"])["tasks"]
    states = {(task["lastStatus"], task["launchType"], task["capacityProviderName"]) for task in tasks}
    tally.check("tasks wait for instances", states == {("PROVISIONING", "EC2", "batch")}, states)
    side.advance(400)
    shop = ecs.describe_clusters(clusters=["shop"], include=["STATISTICS", "ATTACHMENTS"])["clusters"][0]
    statistics = {item["name"]: item["value"] for item in shop["statistics"]}
    tally.check("two instances have come", shop["registeredContainerInstancesCount"] == 2, shop)
    tally.check("all tasks run on EC2", (statistics["runningEC2TasksCount"], statistics["runningFargateTasksCount"]) == ("6", "0"), statistics)
    tally.check("the group has a scaling policy", "as_policy" in {item["type"] for item in shop["attachments"]}, shop["attachments"])
    ecs.update_service(cluster="shop", service="web", desiredCount=0)
    side.advance(1500)
    shop = ecs.describe_clusters(clusters=["shop"])["clusters"][0]
    tally.check("the empty instances have gone", shop["registeredContainerInstancesCount"] == 0, shop)
    used = refusal(ecs.put_cluster_capacity_providers, cluster="shop", capacityProviders=[], defaultCapacityProviderStrategy=[])
    tally.check("a provider in use stays", used == "ResourceInUseException", used)
    ecs.delete_service(cluster="shop", service="web", force=True)
    side.advance(60)
    ecs.put_cluster_capacity_providers(cluster="shop", capacityProviders=[], defaultCapacityProviderStrategy=[])
    ecs.delete_capacity_provider(capacityProvider="batch")
    names = [provider["name"] for provider in ecs.describe_capacity_providers()["capacityProviders"]]
    tally.check("a provider that nobody uses is deleted", names == ["FARGATE", "FARGATE_SPOT"], names)


def describe(ecs, arn, **more):
    """One instance, described."""
    return ecs.describe_container_instances(cluster="shop", containerInstances=[arn], **more)["containerInstances"][0]


def left(described, member, name):
    """A number among an instance's resources."""
    return next(resource["integerValue"] for resource in described[member] if resource["name"] == name)


def spread(ecs, instances):
    """How many tasks each instance runs."""
    return [describe(ecs, arn)["runningTasksCount"] for arn in instances.values()]
