"""Load balancers, rules, target groups, the health of targets, and the services behind them."""

import botocore.exceptions

from model_check_xml import QueryModelCheck
from simulated import NETWORK, client, refusal, register

SUBNETS = ["subnet-0a1b2c3d", "subnet-4e5f6a7b"]


def elb(tally, ecs, side):
    """Everything of Elastic Load Balancing, each answer compared with AWS's model."""
    endpoint = ecs.meta.endpoint_url
    balancing = client("elbv2", endpoint)
    model = QueryModelCheck("elbv2")
    model.watch(balancing)
    for part in (resources, rules, attributes_and_tags, target_health, services_behind, refusals, pages, all_of_small):
        side.empty()
        part(tally, balancing, ecs, side)
        problems = model.take()
        tally.check(f"elbv2 {part.__name__}: every answer is as AWS's model says", not problems, sorted(set(problems)))
    tally.check("elbv2: answers were compared", model.answers > 100, model.answers)


def front(balancing, name="web", port=8080, **more):
    """A load balancer whose only listener forwards to a target group of the same name; the ARNs of all three."""
    balancer = balancing.create_load_balancer(Name=name, Subnets=SUBNETS, SecurityGroups=["sg-0a1b2c3d"])
    balancer = balancer["LoadBalancers"][0]["LoadBalancerArn"]
    group = balancing.create_target_group(
        Name=name, Protocol="HTTP", Port=port, VpcId="vpc-0a1b2c3d", TargetType="ip", HealthCheckIntervalSeconds=10, **more
    )["TargetGroups"][0]["TargetGroupArn"]
    actions = [{"Type": "forward", "TargetGroupArn": group}]
    listener = balancing.create_listener(LoadBalancerArn=balancer, Protocol="HTTP", Port=80, DefaultActions=actions)
    return balancer, listener["Listeners"][0]["ListenerArn"], group


def resources(tally, balancing, _, side):
    """What is made is described, changed and deleted."""
    balancer, listener, group = front(balancing)
    described = balancing.describe_load_balancers(Names=["web"])["LoadBalancers"][0]
    tally.check("a new load balancer is being provisioned", described["State"]["Code"] == "provisioning", described)
    side.advance(300)
    described = balancing.describe_load_balancers(LoadBalancerArns=[balancer])["LoadBalancers"][0]
    tally.check("and then active", described["State"]["Code"] == "active", described)
    tally.check("its ARN names its kind and name", ":loadbalancer/app/web/" in balancer, balancer)
    zones = {zone["SubnetId"] for zone in described["AvailabilityZones"]}
    tally.check("its subnets come back", zones == set(SUBNETS), zones)
    shown = balancing.describe_target_groups(LoadBalancerArn=balancer)["TargetGroups"]
    tally.check("its target groups are found by it", [it["TargetGroupArn"] for it in shown] == [group], shown)
    tally.check("a target group names its load balancer", shown[0]["LoadBalancerArns"] == [balancer], shown)
    changed = balancing.modify_target_group(TargetGroupArn=group, HealthCheckPath="/up", Matcher={"HttpCode": "200-299"})
    check = changed["TargetGroups"][0]
    tally.check("a health check is changed", (check["HealthCheckPath"], check["Matcher"]["HttpCode"]) == ("/up", "200-299"), check)
    certificate = [{"CertificateArn": "arn:aws:acm:eu-central-1:123456789012:certificate/1"}]
    changed = balancing.modify_listener(ListenerArn=listener, Protocol="HTTPS", Port=443, Certificates=certificate)["Listeners"][0]
    tally.check("a listener is changed", (changed["Port"], changed["Protocol"]) == (443, "HTTPS"), changed)
    listed = balancing.describe_listeners(LoadBalancerArn=balancer)["Listeners"]
    tally.check("and described so", listed == [changed], listed)
    tally.check("a target group in use stays", refusal(balancing.delete_target_group, TargetGroupArn=group) == "ResourceInUse")
    balancing.delete_load_balancer(LoadBalancerArn=balancer)
    gone = refusal(balancing.describe_load_balancers, LoadBalancerArns=[balancer])
    tally.check("a deleted load balancer is not found", gone == "LoadBalancerNotFound", gone)
    gone = refusal(balancing.describe_listeners, ListenerArns=[listener])
    tally.check("nor are its listeners", gone == "ListenerNotFound", gone)
    balancing.delete_target_group(TargetGroupArn=group)
    gone = refusal(balancing.describe_target_groups, Names=["web"])
    tally.check("a deleted target group is not found", gone == "TargetGroupNotFound", gone)


CONDITIONS = [
    [{"Field": "host-header", "HostHeaderConfig": {"Values": ["a.example.com", "*.b.example.com"]}}],
    [{"Field": "path-pattern", "Values": ["/a/*"]}],
    [{"Field": "http-header", "HttpHeaderConfig": {"HttpHeaderName": "User-Agent", "Values": ["*curl*"]}}],
    [{"Field": "query-string", "QueryStringConfig": {"Values": [{"Key": "v", "Value": "2"}, {"Value": "beta"}]}}],
    [{"Field": "source-ip", "SourceIpConfig": {"Values": ["10.0.0.0/8"]}}],
    [{"Field": "http-request-method", "HttpRequestMethodConfig": {"Values": ["GET", "HEAD"]}}],
]


def rules(tally, balancing, _, __):
    """Every condition and action comes back; priorities are kept and set."""
    _, listener, group = front(balancing)
    forward = {"TargetGroups": [{"TargetGroupArn": group, "Weight": 7}], "TargetGroupStickinessConfig": {"Enabled": True, "DurationSeconds": 60}}
    redirect = {"Protocol": "HTTPS", "Port": "443", "Host": "#{host}", "Path": "/#{path}", "Query": "#{query}", "StatusCode": "HTTP_301"}
    response = {"StatusCode": "503", "ContentType": "text/plain", "MessageBody": "Down <now> & here"}
    actions = [
        {"Type": "forward", "ForwardConfig": forward},
        {"Type": "redirect", "RedirectConfig": redirect},
        {"Type": "fixed-response", "FixedResponseConfig": response},
    ]
    arns = []
    for index, conditions in enumerate(CONDITIONS):
        action = actions[index % len(actions)]
        rule = balancing.create_rule(ListenerArn=listener, Priority=10 * index + 5, Conditions=conditions, Actions=[action])["Rules"][0]
        arns.append(rule["RuleArn"])
        asked, shown = conditions[0], rule["Conditions"][0]
        tally.check(f"{asked['Field']} comes back", asked.items() <= shown.items(), shown)
        config = next(value for name, value in action.items() if name.endswith("Config"))
        tally.check(f"{action['Type']} comes back", config in rule["Actions"][0].values(), rule["Actions"])
    described = balancing.describe_rules(ListenerArn=listener)["Rules"]
    priorities = [rule["Priority"] for rule in described]
    tally.check("rules come in order, the default one last", priorities == ["5", "15", "25", "35", "45", "55", "default"], priorities)
    balancing.set_rule_priorities(RulePriorities=[{"RuleArn": arns[0], "Priority": 15}, {"RuleArn": arns[1], "Priority": 5}])
    first = balancing.describe_rules(ListenerArn=listener)["Rules"][0]
    tally.check("two rules swap their priorities", first["RuleArn"] == arns[1], first)
    changed = balancing.modify_rule(RuleArn=arns[1], Actions=[actions[2]])["Rules"][0]
    tally.check("a rule is changed", changed["Actions"][0]["FixedResponseConfig"] == response, changed)
    balancing.delete_rule(RuleArn=arns[1])
    gone = refusal(balancing.describe_rules, RuleArns=[arns[1]])
    tally.check("a deleted rule is not found", gone == "RuleNotFound", gone)


def attributes_and_tags(tally, balancing, _, __):
    """Attributes have AWS's defaults and can be changed; tags are put on and taken off."""
    balancer, listener, group = front(balancing)

    def values(answer):
        return {item["Key"]: item["Value"] for item in answer["Attributes"]}

    of_group = values(balancing.describe_target_group_attributes(TargetGroupArn=group))
    tally.check("the deregistration delay is 300 s", of_group["deregistration_delay.timeout_seconds"] == "300", of_group)
    change = [{"Key": "slow_start.duration_seconds", "Value": "30"}]
    changed = values(balancing.modify_target_group_attributes(TargetGroupArn=group, Attributes=change))
    tally.check("a target group starts slowly", changed["slow_start.duration_seconds"] == "30", changed)
    change = [{"Key": "deletion_protection.enabled", "Value": "true"}]
    changed = values(balancing.modify_load_balancer_attributes(LoadBalancerArn=balancer, Attributes=change))
    tally.check("a load balancer is protected", changed["deletion_protection.enabled"] == "true", changed)
    refused = refusal(balancing.delete_load_balancer, LoadBalancerArn=balancer)
    tally.check("and then not deleted", refused == "OperationNotPermitted", refused)
    tally.check("a listener has attributes", values(balancing.describe_listener_attributes(ListenerArn=listener)))
    arns = [balancer, listener, group]
    balancing.add_tags(ResourceArns=arns, Tags=[{"Key": "team", "Value": "shop"}, {"Key": "tier", "Value": "front"}])
    balancing.remove_tags(ResourceArns=arns, TagKeys=["tier"])
    tags = [item["Tags"] for item in balancing.describe_tags(ResourceArns=arns)["TagDescriptions"]]
    tally.check("tags are on each of them", tags == [[{"Key": "team", "Value": "shop"}]] * 3, tags)


def health(balancing, group, **more):
    """State, reason and description of each target of a group."""
    described = balancing.describe_target_health(TargetGroupArn=group, **more)["TargetHealthDescriptions"]
    return [tuple(item["TargetHealth"].get(key) for key in ("State", "Reason", "Description")) for item in described]


def target_health(tally, balancing, _, side):
    """An address that nobody has fails its checks; targets drain; an unused group does not check."""
    balancer, _, group = front(balancing)
    target = [{"Id": "10.0.0.7", "Port": 8080}]
    strange = health(balancing, group, Targets=target)
    expect = ("unused", "Target.NotRegistered", "Target is not registered to the target group")
    tally.check("a target that is not registered is unused", strange == [expect], strange)
    balancing.register_targets(TargetGroupArn=group, Targets=target)
    first = health(balancing, group)
    tally.check("a new target is being registered", first[0][:2] == ("initial", "Elb.RegistrationInProgress"), first)
    side.advance(60)
    failed = health(balancing, group)
    tally.check("nobody answers there", failed == [("unhealthy", "Target.Timeout", "Request timed out")], failed)
    balancing.deregister_targets(TargetGroupArn=group, Targets=target)
    draining = health(balancing, group)
    tally.check("it drains", draining[0][:2] == ("draining", "Target.DeregistrationInProgress"), draining)
    side.advance(301)
    tally.check("and is gone", health(balancing, group) == [], health(balancing, group))
    balancing.register_targets(TargetGroupArn=group, Targets=target)
    balancing.delete_load_balancer(LoadBalancerArn=balancer)
    unused = health(balancing, group)
    tally.check("without a rule it is unused", unused[0][:2] == ("unused", "Target.NotInUse"), unused)


def services_behind(tally, balancing, ecs, side):
    """A service registers its tasks; a revision that answers 502 is replaced again and again, and the old one serves on."""
    _, _, group = front(balancing)
    ecs.create_cluster(clusterName="shop")
    register(ecs)
    behind = [{"targetGroupArn": group, "containerName": "app", "containerPort": 8080}]
    request = {"cluster": "shop", "serviceName": "web", "taskDefinition": "web", "desiredCount": 2, "launchType": "FARGATE"}
    missing = [{**behind[0], "targetGroupArn": group.replace("web", "none")}]
    refused = refusal(ecs.create_service, networkConfiguration=NETWORK, loadBalancers=missing, **request)
    tally.check("a service needs a target group that exists", refused == "InvalidParameterException", refused)
    ecs.create_service(networkConfiguration=NETWORK, loadBalancers=behind, **request)
    side.advance(300)
    good = health(balancing, group)
    tally.check("its tasks are healthy targets", [item[0] for item in good] == ["healthy"] * 2, good)
    tasks = ecs.describe_tasks(cluster="shop", tasks=ecs.list_tasks(cluster="shop")["taskArns"])["tasks"]
    addresses = {task["containers"][0]["networkInterfaces"][0]["privateIpv4Address"] for task in tasks}
    described = balancing.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
    targets = {(item["Target"]["Id"], item["Target"]["Port"]) for item in described}
    tally.check("they are registered by their addresses", targets == {(it, 8080) for it in addresses}, targets)
    register(ecs, tag="2.0.0-bad-gateway")
    ecs.update_service(cluster="shop", service="web", taskDefinition="web:2")
    seen = set()
    for _ in range(60):
        side.advance(5)
        seen |= {item for item in health(balancing, group) if item[0] == "unhealthy"}
    expect = ("unhealthy", "Target.ResponseCodeMismatch", "Health checks failed with these codes: [502]")
    tally.check("the new tasks answer 502", seen == {expect}, seen)
    healthy = [item for item in health(balancing, group) if item[0] == "healthy"]
    tally.check("the old ones serve on", len(healthy) == 2, healthy)
    events = [event["message"] for event in ecs.describe_services(cluster="shop", services=["web"])["services"][0]["events"]]
    for part in (
        f" targets in (target-group {group})",
        f"(port 8080) is unhealthy in (target-group {group}) due to (reason Health checks failed with these codes: [502]).",
    ):
        tally.check(f"the service says: {part[:40]}…", any(part in event for event in events), events[:8])


def refusals(tally, balancing, _, __):
    """Errors have AWS's codes."""
    balancer, listener, group = front(balancing)
    balancing.create_rule(ListenerArn=listener, Priority=1, Conditions=CONDITIONS[1], Actions=[{"Type": "forward", "TargetGroupArn": group}])
    default = balancing.describe_rules(ListenerArn=listener)["Rules"][-1]["RuleArn"]
    forward = [{"Type": "forward", "TargetGroupArn": group}]
    for code, operation, request in [
        ("DuplicateListener", balancing.create_listener, {"LoadBalancerArn": balancer, "Protocol": "HTTP", "Port": 80, "DefaultActions": forward}),
        ("PriorityInUse", balancing.create_rule, {"ListenerArn": listener, "Priority": 1, "Conditions": CONDITIONS[0], "Actions": forward}),
        ("ValidationError", balancing.create_rule, {"ListenerArn": listener, "Priority": 0, "Conditions": CONDITIONS[0], "Actions": forward}),
        ("OperationNotPermitted", balancing.delete_rule, {"RuleArn": default}),
        ("TargetGroupNotFound", balancing.describe_target_health, {"TargetGroupArn": group + "0"}),
        ("InvalidTarget", balancing.register_targets, {"TargetGroupArn": group, "Targets": [{"Id": "8.8.8.8"}]}),
        ("ValidationError", balancing.describe_listeners, {}),
        ("ValidationError", balancing.describe_target_groups, {"PageSize": 401}),
        ("ValidationError", balancing.describe_target_groups, {"Marker": "nonsense"}),
        ("ValidationError", balancing.create_load_balancer, {"Name": "internal-web", "Subnets": SUBNETS}),
        ("DuplicateLoadBalancerName", balancing.create_load_balancer, {"Name": "web", "Subnets": SUBNETS, "Scheme": "internal"}),
        ("InvalidAction", balancing.describe_account_limits, {}),
    ]:
        refused = refusal(operation, **request)
        tally.check(f"{operation.__name__} with {sorted(request)} is refused as {code}", refused == code, refused)


def pages(tally, balancing, _, __):
    """Every target group is on one page, whatever the size of the pages."""
    names = [f"group-{number:03}" for number in range(101)]
    for name in names:
        balancing.create_target_group(Name=name, Protocol="HTTP", Port=80, VpcId="vpc-0a1b2c3d", TargetType="ip")
    for size in (1, 10, 100, 101, 400):
        paginator = balancing.get_paginator("describe_target_groups")
        found = list(paginator.paginate(PaginationConfig={"PageSize": size}))
        seen = sorted(group["TargetGroupName"] for page in found for group in page["TargetGroups"])
        tally.check(f"pages of {size} have every target group once", seen == names, len(seen))
        tally.check(f"and there are no more than needed for {size}", len(found) == -(-len(names) // size), len(found))


def all_of_small(tally, balancing, _, side):
    """Everything of `small` and a part of `large` can be described."""
    for scenario in ({"name": "small"}, {"name": "large", "services": 101, "tasks": 300}):
        side.call("POST", "scenario", scenario)
        states, arns = {}, []
        for balancer in balancing.describe_load_balancers()["LoadBalancers"]:
            arns.append(balancer["LoadBalancerArn"])
            for listener in balancing.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]:
                balancing.describe_rules(ListenerArn=listener["ListenerArn"])
        for group in balancing.describe_target_groups()["TargetGroups"]:
            for state, _, _ in health(balancing, group["TargetGroupArn"]):
                states[state] = states.get(state, 0) + 1
        try:
            balancing.describe_tags(ResourceArns=arns[:20])
        except botocore.exceptions.ClientError as error:
            tally.check(f"{scenario['name']}: tags are described", False, error)
        tally.check(f"{scenario['name']}: most targets are healthy", states.get("healthy", 0) > sum(states.values()) / 2, states)
