"""What people do with ECS, and what becomes of it."""

from simulated import NETWORK, refusal, register


def task_definitions(tally, ecs, side):
    """Every field that is registered comes back; revisions count up; deregistering and deleting take them away."""
    details = {
        "taskRoleArn": "arn:aws:iam::123456789012:role/task",
        "volumes": [{"name": "scratch", "host": {}}],
        "ephemeralStorage": {"sizeInGiB": 30},
        "runtimePlatform": {"cpuArchitecture": "ARM64", "operatingSystemFamily": "LINUX"},
        "enableFaultInjection": True,
    }
    first = register(ecs, tags=[{"key": "team", "value": "shop"}], **details)
    for member, value in details.items():
        tally.check(f"{member} comes back", first.get(member) == value, first.get(member))
    container = first["containerDefinitions"][0]
    tally.check("the environment comes back", container["environment"] == [{"name": "MODE", "value": "test"}], container)
    tally.check("the health check comes back", container["healthCheck"]["interval"] == 10, container)
    second = register(ecs, tag="1.0.1")
    tally.check("revisions count up", (first["revision"], second["revision"]) == (1, 2), second["revision"])
    described = ecs.describe_task_definition(taskDefinition="web:1", include=["TAGS"])
    tally.check("a revision is described as it was registered", described["taskDefinition"] == first, described)
    tally.check("its tags come back", described["tags"] == [{"key": "team", "value": "shop"}], described.get("tags"))
    latest = ecs.describe_task_definition(taskDefinition="web")["taskDefinition"]
    tally.check("a family is its newest revision", latest["revision"] == 2, latest["revision"])
    gone = ecs.deregister_task_definition(taskDefinition="web:2")["taskDefinition"]
    tally.check("deregistering makes it INACTIVE", gone["status"] == "INACTIVE" and "deregisteredAt" in gone, gone)
    latest = ecs.describe_task_definition(taskDefinition="web")["taskDefinition"]
    tally.check("an INACTIVE revision is not the newest", latest["revision"] == 1, latest["revision"])
    deleted = ecs.delete_task_definitions(taskDefinitions=["web:2", "web:1"])
    statuses = [definition["status"] for definition in deleted["taskDefinitions"]]
    tally.check("only INACTIVE revisions are deleted", statuses == ["DELETE_IN_PROGRESS"], deleted)
    tally.check("the ACTIVE one is a failure", len(deleted["failures"]) == 1, deleted["failures"])
    families = ecs.list_task_definition_families(status="ACTIVE")["families"]
    tally.check("the family is still active", families == ["web"], families)


def services(tally, ecs, side):
    """A service reaches its desired count, rolls over to another revision, scales, and goes away."""
    ecs.create_cluster(clusterName="shop", tags=[{"key": "team", "value": "shop"}])
    register(ecs)
    made = ecs.create_service(
        cluster="shop", serviceName="web", taskDefinition="web", desiredCount=3, launchType="FARGATE",
        networkConfiguration=NETWORK, tags=[{"key": "tier", "value": "front"}],
    )["service"]
    tally.check("a new service is ACTIVE and has no task yet", (made["status"], made["runningCount"]) == ("ACTIVE", 0), made)
    side.advance(300)
    web = described(ecs)
    tally.check("five minutes later all tasks run", (web["runningCount"], web["pendingCount"]) == (3, 0), counts(web))
    tally.check("its deployment is completed", web["deployments"][0]["rolloutState"] == "COMPLETED", web["deployments"])
    steady = "(service web) has reached a steady state."
    tally.check("an event says so", any(event["message"] == steady for event in web["events"]), web["events"])
    tally.check("the first deployment is the only one", len(web["deployments"]) == 1, web["deployments"])
    register(ecs, tag="2.0.0")
    updated = ecs.update_service(cluster="shop", service="web", taskDefinition="web:2")["service"]
    states = [(deployment["status"], deployment["runningCount"]) for deployment in updated["deployments"]]
    tally.check("an update starts a second deployment", states == [("PRIMARY", 0), ("ACTIVE", 3)], states)
    side.advance(900)
    web = described(ecs)
    tally.check("the new revision has taken over", web["taskDefinition"].endswith("web:2"), web["taskDefinition"])
    tally.check("and the old deployment is gone", len(web["deployments"]) == 1, web["deployments"])
    tasks = ecs.list_tasks(cluster="shop", serviceName="web")["taskArns"]
    running = ecs.describe_tasks(cluster="shop", tasks=tasks, include=["TAGS"])["tasks"]
    tally.check("its tasks are of the new revision", {t["taskDefinitionArn"][-5:] for t in running} == {"web:2"}, running)
    groups = {(task["group"], task["startedBy"]) for task in running}
    tally.check("they name service and deployment", groups == {("service:web", web["deployments"][0]["id"])}, groups)
    ecs.update_service(cluster="shop", service="web", desiredCount=5)
    side.advance(300)
    tally.check("it scales up", described(ecs)["runningCount"] == 5, counts(described(ecs)))
    tally.check("a cluster with a service stays", refusal(ecs.delete_cluster, cluster="shop") == "ClusterContainsServicesException")
    tally.check("a service with tasks stays", refusal(ecs.delete_service, cluster="shop", service="web") == "InvalidParameterException")
    ecs.update_service(cluster="shop", service="web", desiredCount=0)
    side.advance(300)
    tally.check("it scales to zero", described(ecs)["runningCount"] == 0, counts(described(ecs)))
    ecs.delete_service(cluster="shop", service="web")
    side.advance(60)
    tally.check("a deleted service is INACTIVE", described(ecs)["status"] == "INACTIVE", described(ecs)["status"])
    tally.check("and not listed", ecs.list_services(cluster="shop")["serviceArns"] == [])
    side.advance(7200)
    ecs.delete_cluster(cluster="shop")
    tally.check("an empty cluster is deleted", ecs.list_clusters()["clusterArns"] == [])


def failures(tally, ecs, side):
    """Each image tag fails in its own way, and the task says how."""
    ecs.create_cluster(clusterName="shop")
    expected = {
        "missing": ("TaskFailedToStart", "CannotPullContainerError", None),
        "exit-1": ("EssentialContainerExited", "Essential container in task exited", 1),
        "exit-137": ("EssentialContainerExited", "Essential container in task exited", 137),
        "unhealthy": ("ServiceSchedulerInitiated", "Task failed container health checks", None),
    }
    for tag, (code, reason, exit_code) in expected.items():
        register(ecs, family=tag, tag=tag)
        ecs.create_service(
            cluster="shop", serviceName=tag, taskDefinition=tag, desiredCount=1, launchType="FARGATE",
            networkConfiguration=NETWORK,
        )
    side.advance(1200)
    for tag, (code, reason, exit_code) in expected.items():
        arns = ecs.list_tasks(cluster="shop", serviceName=tag, desiredStatus="STOPPED")["taskArns"]
        tasks = ecs.describe_tasks(cluster="shop", tasks=arns)["tasks"] if arns else []
        found = {(task.get("stopCode"), reason in task.get("stoppedReason", "")) for task in tasks if task["lastStatus"] == "STOPPED"}
        tally.check(f"{tag}: tasks end with {code}", found == {(code, True)}, [t.get("stoppedReason") for t in tasks])
        if exit_code is not None:
            codes = {task["containers"][0].get("exitCode") for task in tasks}
            tally.check(f"{tag}: the container's exit code is {exit_code}", exit_code in codes, codes)
        if exit_code is None:
            failed = described(ecs, tag)["deployments"][0]["failedTasks"]
            tally.check(f"{tag}: the deployment counts the failures", failed > 0, failed)
    memory = ecs.describe_tasks(
        cluster="shop", tasks=ecs.list_tasks(cluster="shop", serviceName="exit-137", desiredStatus="STOPPED")["taskArns"]
    )["tasks"]
    reasons = {task["containers"][0].get("reason", "") for task in memory}
    tally.check("exit-137: out of memory", any("OutOfMemoryError" in reason for reason in reasons), reasons)


def lives(tally, ecs, side):
    """A task passes through its states in order, ends when asked, and is forgotten after about an hour."""
    ecs.create_cluster()
    register(ecs, family="job")
    answer = ecs.run_task(
        taskDefinition="job", count=2, launchType="FARGATE", networkConfiguration=NETWORK, startedBy="independent",
        tags=[{"key": "kind", "value": "once"}],
        overrides={"containerOverrides": [{"name": "app", "command": ["sleep", "60"]}]},
    )
    tally.check("two tasks are run", len(answer["tasks"]) == 2 and answer["failures"] == [], answer["failures"])
    arn = answer["tasks"][0]["taskArn"]
    override = answer["tasks"][0]["overrides"]["containerOverrides"][0]
    tally.check("the override comes back", override.get("command") == ["sleep", "60"], override)
    seen = []
    for _ in range(120):
        task = ecs.describe_tasks(tasks=[arn])["tasks"][0]
        if task["lastStatus"] not in seen:
            seen.append(task["lastStatus"])
        side.advance(1)
    tally.check("it comes to run through the states in order", seen == ["PROVISIONING", "PENDING", "ACTIVATING", "RUNNING"] or seen == ["PROVISIONING", "PENDING", "RUNNING"], seen)
    times = [task[name] for name in ("createdAt", "pullStartedAt", "pullStoppedAt", "startedAt")]
    tally.check("its times are in order", times == sorted(times), times)
    details = {detail["name"]: detail["value"] for detail in task["attachments"][0]["details"]}
    address = task["containers"][0]["networkInterfaces"][0]["privateIpv4Address"]
    tally.check("container and interface agree on the address", details["privateIPv4Address"] == address, details)
    tally.check("it is found by who started it", len(ecs.list_tasks(startedBy="independent")["taskArns"]) == 2)
    tally.check("it is found by its family", arn in ecs.list_tasks(family="job")["taskArns"])
    stopping = ecs.stop_task(task=arn, reason="enough")["task"]
    tally.check("a stopped task should be STOPPED", stopping["desiredStatus"] == "STOPPED", stopping["desiredStatus"])
    side.advance(120)
    task = ecs.describe_tasks(tasks=[arn])["tasks"][0]
    ended = (task["lastStatus"], task["stopCode"], task["stoppedReason"])
    tally.check("it ends and says who asked", ended == ("STOPPED", "UserInitiated", "enough"), ended)
    tally.check("it is listed among the stopped", ecs.list_tasks(desiredStatus="STOPPED")["taskArns"] == [arn])
    side.advance(2 * 3600)
    answer = ecs.describe_tasks(tasks=[arn])
    tally.check("hours later it is forgotten", [f["reason"] for f in answer["failures"]] == ["MISSING"], answer)


def tags_and_settings(tally, ecs, side):
    """Tags go on and come off; providers and settings are those of a new account."""
    arn = ecs.create_cluster(clusterName="shop")["cluster"]["clusterArn"]
    ecs.tag_resource(resourceArn=arn, tags=[{"key": "a", "value": "1"}, {"key": "b", "value": "2"}])
    ecs.untag_resource(resourceArn=arn, tagKeys=["a"])
    tags = ecs.list_tags_for_resource(resourceArn=arn)["tags"]
    tally.check("tags go on and come off", tags == [{"key": "b", "value": "2"}], tags)
    described_tags = ecs.describe_clusters(clusters=["shop"], include=["TAGS"])["clusters"][0]["tags"]
    tally.check("and are described when asked for", described_tags == tags, described_tags)
    tally.check("and not otherwise", ecs.describe_clusters(clusters=["shop"])["clusters"][0]["tags"] == [])
    providers = [provider["name"] for provider in ecs.describe_capacity_providers()["capacityProviders"]]
    tally.check("there are Fargate's capacity providers", providers == ["FARGATE", "FARGATE_SPOT"], providers)
    effective = ecs.list_account_settings(effectiveSettings=True, maxResults=100)["settings"]
    tally.check("every setting has a value in effect", len(effective) == 11, len(effective))
    tally.check("nobody has set one", ecs.list_account_settings()["settings"] == [])


def described(ecs, service="web"):
    """A service of the shop, described."""
    return ecs.describe_services(cluster="shop", services=[service], include=["TAGS"])["services"][0]


def counts(service):
    """What matters of a service when a count is wrong."""
    return {name: service[name] for name in ("desiredCount", "runningCount", "pendingCount", "deployments")}
