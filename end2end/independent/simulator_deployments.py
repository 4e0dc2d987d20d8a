"""How a service comes from one revision to the next: service deployments, the circuit breaker, strategies, hooks."""

from simulated import NETWORK, client, refusal, register

BREAKER = {"deploymentCircuitBreaker": {"enable": True, "rollback": True}}


def service_deployments(tally, ecs, side):
    """Every update leaves a service deployment and a service revision, which can be listed, filtered, paged and described."""
    create(ecs, {})
    for tag in ("1.1.0", "1.2.0", "1.3.0"):
        side.advance(400)
        deploy(ecs, tag)
    side.advance(5)
    listed = list_all(ecs)
    statuses = [brief["status"] for brief in listed]
    tally.check("there is one for each update", statuses == ["IN_PROGRESS"] + ["SUCCESSFUL"] * 3, statuses)
    arns = [brief["serviceDeploymentArn"] for brief in listed]
    pages, token = [], {}
    while True:
        answer = ecs.list_service_deployments(cluster="shop", service="web", maxResults=3, **token)
        pages.append([brief["serviceDeploymentArn"] for brief in answer["serviceDeployments"]])
        if "nextToken" not in answer:
            break
        token = {"nextToken": answer["nextToken"]}
    tally.check("pages give each once", (sum(pages, []), len(pages)) == (arns, 2), pages)
    done = ecs.list_service_deployments(cluster="shop", service="web", status=["SUCCESSFUL"])["serviceDeployments"]
    tally.check("they are found by status", [brief["serviceDeploymentArn"] for brief in done] == arns[1:], done)
    young = {"after": listed[1]["createdAt"]}
    found = ecs.list_service_deployments(cluster="shop", service="web", createdAt=young)["serviceDeployments"]
    tally.check("and by their age", [brief["serviceDeploymentArn"] for brief in found] == arns[:1], found)
    newest, before = described(ecs, arns[0]), described(ecs, arns[1])
    source, target = newest["sourceServiceRevisions"][0], newest["targetServiceRevision"]
    tally.check("one begins where the other ended", source["arn"] == before["targetServiceRevision"]["arn"], newest)
    tally.check("tasks are asked for", target["requestedTaskCount"] == 2 and source["runningTaskCount"] == 2, newest)
    service = ecs.describe_services(cluster="shop", services=["web"])["services"][0]
    tally.check("the service names it", service.get("currentServiceDeployment") == arns[0], service)
    revision = ecs.describe_service_revisions(serviceRevisionArns=[target["arn"]])["serviceRevisions"][0]
    tally.check("a revision knows its images", revision["containerImages"][0]["image"].endswith(":1.3.0"), revision)
    unknown = arns[0][:-1] + ("A" if arns[0][-1] != "A" else "B")
    answer = ecs.describe_service_deployments(serviceDeploymentArns=[unknown])
    tally.check("an unknown one is a failure", answer["failures"] == [{"arn": unknown, "reason": "MISSING"}], answer)
    code = refusal(ecs.describe_service_deployments, serviceDeploymentArns=[unknown] * 21)
    tally.check("twenty at once and no more", code == "InvalidParameterException", code)


def circuit_breaker(tally, ecs, side):
    """A revision that cannot start is given up after three failures, and the one before it comes back."""
    create(ecs, BREAKER)
    side.advance(400)
    deploy(ecs, "2.0.0-missing")
    for _ in range(40):
        side.advance(5)
        newest = described(ecs, list_all(ecs)[0]["serviceDeploymentArn"])
        if newest["status"] != "IN_PROGRESS":
            break
    breaker = newest["deploymentCircuitBreaker"]
    tally.check("it trips at three", (breaker["status"], breaker["threshold"]) == ("TRIGGERED", 3), breaker)
    tally.check("and rolls back", newest["status"] == "ROLLBACK_IN_PROGRESS" and "rollback" in newest, newest)
    back = newest["rollback"]["serviceRevisionArn"]
    tally.check("to the revision before", back == newest["sourceServiceRevisions"][0]["arn"], newest)
    service = ecs.describe_services(cluster="shop", services=["web"])["services"][0]
    reasons = [(deployment["rolloutState"], deployment["rolloutStateReason"]) for deployment in service["deployments"]]
    failed = ("FAILED", "ECS deployment circuit breaker: tasks failed to start.")
    tally.check("the failed deployment says why", failed in reasons, reasons)
    tally.check("and the next one, too", "rolling back to deploymentId ecs-svc/" in reasons[0][1], reasons)
    side.advance(600)
    newest = described(ecs, newest["serviceDeploymentArn"])
    tally.check("in the end it is rolled back", newest["status"] == "ROLLBACK_SUCCESSFUL", newest)
    service = ecs.describe_services(cluster="shop", services=["web"])["services"][0]
    steady = service["events"][0]["message"] == "(service web) has reached a steady state."
    old = service["taskDefinition"].endswith("web:1") and service["runningCount"] == 2
    tally.check("and steady on the old revision", steady and old, service["events"][:3])


def strategies(tally, ecs, side):
    """Blue/green bakes, a canary waits with its share of the traffic, a pause waits for somebody."""
    pause = {"targetType": "PAUSE", "lifecycleStages": ["POST_SCALE_UP"]}
    create(ecs, {"strategy": "BLUE_GREEN", "bakeTimeInMinutes": 5})
    side.advance(900)
    deploy(ecs, "2.0.0", deploymentConfiguration={"lifecycleHooks": [pause]})
    side.advance(300)
    newest = described(ecs, list_all(ecs)[0]["serviceDeploymentArn"])
    arn = newest["serviceDeploymentArn"]
    hooks = [(hook["targetType"], hook["status"]) for hook in newest["lifecycleHookDetails"]]
    tally.check("a pause waits", (newest["lifecycleStage"], hooks) == ("POST_SCALE_UP", [("PAUSE", "AWAITING_ACTION")]), newest)
    hook = newest["lifecycleHookDetails"][0]["hookId"]
    code = refusal(ecs.continue_service_deployment, serviceDeploymentArn=arn, hookId="x")
    tally.check("for its own id", code == "InvalidParameterException", code)
    ecs.continue_service_deployment(serviceDeploymentArn=arn, hookId=hook)
    side.advance(90)
    newest = described(ecs, arn)
    weight = newest["targetServiceRevision"]["requestedProductionTrafficWeight"]
    tally.check("then it bakes with all traffic", (newest["lifecycleStage"], weight) == ("BAKE_TIME", 100.0), newest)
    running = ecs.describe_services(cluster="shop", services=["web"])["services"][0]["runningCount"]
    tally.check("both revisions run", running == 4, running)
    side.advance(600)
    tally.check("and succeeds", described(ecs, arn)["status"] == "SUCCESSFUL", described(ecs, arn))
    canary = {"strategy": "CANARY", "lifecycleHooks": [], "canaryConfiguration": {"canaryPercent": 7.5, "canaryBakeTimeInMinutes": 30}}
    deploy(ecs, "3.0.0", deploymentConfiguration=canary)
    side.advance(300)
    newest = described(ecs, list_all(ecs)[0]["serviceDeploymentArn"])
    weight = newest["targetServiceRevision"]["requestedProductionTrafficWeight"]
    tally.check("a canary gets its share", (newest["lifecycleStage"], weight) == ("PRODUCTION_TRAFFIC_SHIFT", 7.5), newest)
    arn = newest["serviceDeploymentArn"]
    ecs.stop_service_deployment(serviceDeploymentArn=arn, stopType="ROLLBACK")
    side.advance(120)
    newest = described(ecs, arn)
    tally.check("and is rolled back on request", newest["status"] == "ROLLBACK_SUCCESSFUL", newest)
    tally.check("only once", refusal(ecs.stop_service_deployment, serviceDeploymentArn=arn) == "ConflictException")


def moved_traffic(tally, ecs, side):
    """The rules of the load balancer show where the traffic goes, and a revision that answers 502 never gets any."""
    elb = client("elbv2", ecs.meta.endpoint_url)
    blue, green, rule, balancers = front(elb)
    weights = lambda: [group["Weight"] for group in forwarded(elb, rule)]  # noqa: E731
    create(ecs, {**BREAKER, "strategy": "LINEAR", "linearConfiguration": {"stepPercent": 50.0, "stepBakeTimeInMinutes": 10}}, balancers)
    side.advance(1800)
    tally.check("the first revision has all traffic", weights() == [100, 0], weights())
    deploy(ecs, "2.0.0")
    side.advance(300)
    tally.check("then the next one has half", weights() == [50, 50], forwarded(elb, rule))
    states = [target_states(elb, group) for group in (blue, green)]
    tally.check("both serve", states == [["healthy"] * 2] * 2, states)
    newest = described(ecs, list_all(ecs)[0]["serviceDeploymentArn"])
    resolved = ecs.describe_service_revisions(serviceRevisionArns=[newest["targetServiceRevision"]["arn"]])
    resolved = resolved["serviceRevisions"][0]["resolvedConfiguration"]["loadBalancers"]
    tally.check("a revision knows its target group", resolved == [{"targetGroupArn": green, "productionListenerRule": rule}], resolved)
    side.advance(1200)
    tally.check("and at last all", weights() == [0, 100], weights())
    deploy(ecs, "3.0.0-bad-gateway")
    seen = set()
    for _ in range(60):
        side.advance(5)
        seen.add((tuple(weights()), described(ecs, list_all(ecs)[0]["serviceDeploymentArn"])["status"]))
    tally.check("a bad one gets none", {weight for weight, _ in seen} == {(0, 100)}, seen)
    side.advance(600)
    newest = described(ecs, list_all(ecs)[0]["serviceDeploymentArn"])
    tally.check("and is rolled back", newest["status"] == "ROLLBACK_SUCCESSFUL", newest)


def front(elb):
    """A load balancer with two target groups and one rule: blue, green, the rule's ARN, a service's `loadBalancers`."""
    balancer = elb.create_load_balancer(Name="web", Subnets=["subnet-0a1b2c3d", "subnet-1a1b2c3d"])
    balancer = balancer["LoadBalancers"][0]["LoadBalancerArn"]
    groups = [
        elb.create_target_group(
            Name=name, Protocol="HTTP", Port=8080, VpcId="vpc-0a1b2c3d", TargetType="ip", HealthCheckIntervalSeconds=10,
            HealthyThresholdCount=2, UnhealthyThresholdCount=2,
        )["TargetGroups"][0]["TargetGroupArn"]
        for name in ("blue", "green")
    ]
    listener = elb.create_listener(
        LoadBalancerArn=balancer, Protocol="HTTP", Port=80,
        DefaultActions=[{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}],
    )["Listeners"][0]["ListenerArn"]
    shares = [{"TargetGroupArn": group, "Weight": weight} for group, weight in zip(groups, (100, 0))]
    rule = elb.create_rule(
        ListenerArn=listener, Priority=10, Conditions=[{"Field": "path-pattern", "Values": ["/*"]}],
        Actions=[{"Type": "forward", "ForwardConfig": {"TargetGroups": shares}}],
    )["Rules"][0]["RuleArn"]
    advanced = {
        "alternateTargetGroupArn": groups[1], "productionListenerRule": rule,
        "roleArn": "arn:aws:iam::123456789012:role/ecsInfrastructureRole",
    }
    balancers = [{
        "targetGroupArn": groups[0], "containerName": "app", "containerPort": 8080, "advancedConfiguration": advanced,
    }]
    return groups[0], groups[1], rule, balancers


def forwarded(elb, rule):
    """The target groups of a rule, with their weights."""
    return elb.describe_rules(RuleArns=[rule])["Rules"][0]["Actions"][0]["ForwardConfig"]["TargetGroups"]


def target_states(elb, group):
    """How the targets of a group are."""
    described = elb.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
    return [target["TargetHealth"]["State"] for target in described]


def create(ecs, configuration, balancers=()):
    """The cluster `shop` with a service `web` of two tasks."""
    ecs.create_cluster(clusterName="shop")
    register(ecs)
    ecs.create_service(
        cluster="shop", serviceName="web", taskDefinition="web", desiredCount=2, launchType="FARGATE",
        networkConfiguration=NETWORK, deploymentConfiguration=configuration, loadBalancers=list(balancers),
    )


def deploy(ecs, tag, **more):
    """A new revision for `web`, with that image tag."""
    register(ecs, tag=tag)
    ecs.update_service(cluster="shop", service="web", taskDefinition="web", **more)


def list_all(ecs):
    """The briefs of all service deployments, the newest first."""
    return ecs.list_service_deployments(cluster="shop", service="web", maxResults=100)["serviceDeployments"]


def described(ecs, arn):
    """One service deployment."""
    return ecs.describe_service_deployments(serviceDeploymentArns=[arn])["serviceDeployments"][0]
