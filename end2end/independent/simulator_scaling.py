"""Application Auto Scaling: targets, policies and their alarms, scheduled actions, what came of them."""

import datetime

from model_check import ModelCheck
from simulated import NETWORK, everything, refusal, register, client

TARGET = {"ServiceNamespace": "ecs", "ResourceId": "service/shop/web", "ScalableDimension": "ecs:service:DesiredCount"}
CPU = {"PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"}}


def scaling(tally, ecs, side):
    """A service becomes a scalable target and is scaled by its policies and by the clock."""
    endpoint = ecs.meta.endpoint_url
    targets = client("application-autoscaling", endpoint)
    model = ModelCheck("application-autoscaling")
    model.watch(targets)
    create(ecs)
    side.advance(300)
    registers(tally, targets)
    policies(tally, targets, client("cloudwatch", endpoint))
    side.advance(1_800)
    tracks(tally, ecs, targets)
    schedules(tally, ecs, targets, side)
    pages(tally, ecs, targets, side)
    refuses(tally, targets)
    problems = model.take()
    tally.check("scaling: every answer is as AWS's model says", not problems, sorted(set(problems)))


def create(ecs, name="web"):
    """A service of two tasks."""
    if name == "web":
        ecs.create_cluster(clusterName="shop")
        register(ecs)
    ecs.create_service(
        cluster="shop", serviceName=name, taskDefinition="web", desiredCount=2, launchType="FARGATE",
        networkConfiguration=NETWORK,
    )


def registers(tally, targets):
    """Registering, describing and tagging a target."""
    arn = targets.register_scalable_target(**TARGET, MinCapacity=1, MaxCapacity=6, Tags={"team": "shop"})
    arn = arn["ScalableTargetARN"]
    tally.check("a target has an ARN", ":scalable-target/" in arn, arn)
    described = targets.describe_scalable_targets(ServiceNamespace="ecs", ResourceIds=[TARGET["ResourceId"]])
    target = described["ScalableTargets"][0]
    tally.check("it is described", (target["MinCapacity"], target["MaxCapacity"]) == (1, 6), target)
    tally.check("it has the service-linked role", "AWSServiceRoleForApplicationAutoScaling_ECSService" in target["RoleARN"])
    targets.tag_resource(ResourceARN=arn, Tags={"tier": "front"})
    targets.untag_resource(ResourceARN=arn, TagKeys=["team"])
    tags = targets.list_tags_for_resource(ResourceARN=arn)["Tags"]
    tally.check("its tags go on and come off", tags == {"tier": "front"}, tags)
    none = targets.describe_scalable_targets(ServiceNamespace="dynamodb")["ScalableTargets"]
    tally.check("there is nothing in another namespace", none == [], none)


def policies(tally, targets, metrics):
    """A target tracking policy makes its two alarms; a step policy is called by somebody's own."""
    tracking = {"TargetValue": 1.5, **CPU, "ScaleOutCooldown": 60}
    made = targets.put_scaling_policy(
        **TARGET, PolicyName="cpu", PolicyType="TargetTrackingScaling", TargetTrackingScalingPolicyConfiguration=tracking
    )
    names = [alarm["AlarmName"] for alarm in made["Alarms"]]
    prefixes = [f"TargetTracking-service/shop/web-Alarm{side}-" for side in ("High", "Low")]
    right = all(name.startswith(prefix) for name, prefix in zip(names, prefixes)) and len(names) == 2
    tally.check("target tracking makes two alarms", right, names)
    alarms = metrics.describe_alarms(AlarmNames=names)["MetricAlarms"]
    shapes = sorted((alarm["ComparisonOperator"], alarm["EvaluationPeriods"], alarm["Threshold"]) for alarm in alarms)
    expected = [("GreaterThanThreshold", 3, 1.5), ("LessThanThreshold", 15, 1.35)]
    tally.check("with AWS's thresholds and periods", [(a, b, round(c, 6)) for a, b, c in shapes] == expected, shapes)
    tally.check("that call the policy", all(alarm["AlarmActions"] == [made["PolicyARN"]] for alarm in alarms), alarms)
    steps = {
        "AdjustmentType": "ChangeInCapacity",
        "StepAdjustments": [{"MetricIntervalLowerBound": 0, "ScalingAdjustment": 1}],
    }
    targets.put_scaling_policy(
        **TARGET, PolicyName="steps", PolicyType="StepScaling", StepScalingPolicyConfiguration=steps
    )
    described = targets.describe_scaling_policies(ServiceNamespace="ecs", ResourceId=TARGET["ResourceId"])
    kinds = {policy["PolicyName"]: policy["PolicyType"] for policy in described["ScalingPolicies"]}
    tally.check("both are described", kinds == {"cpu": "TargetTrackingScaling", "steps": "StepScaling"}, kinds)
    given = described["ScalingPolicies"][0]["TargetTrackingScalingPolicyConfiguration"]
    tally.check("a configuration comes back as it was put", given == tracking, given)


def tracks(tally, ecs, targets):
    """The metric is above its target, so the service has been scaled out, and says why."""
    web = ecs.describe_services(cluster="shop", services=["web"])["services"][0]
    tally.check("it is scaled out to the maximum", (web["desiredCount"], web["runningCount"]) == (6, 6), web["desiredCount"])
    activities = targets.describe_scaling_activities(ServiceNamespace="ecs", ResourceId=TARGET["ResourceId"])
    newest = activities["ScalingActivities"][0]
    tally.check("the last activity was fulfilled", newest["StatusCode"] == "Successful", newest)
    done = "Successfully set desired count to 6. Change successfully fulfilled by ecs."
    tally.check("in AWS's words", newest["StatusMessage"] == done, newest["StatusMessage"])
    tally.check("it says why", "in state ALARM triggered policy cpu" in newest["Cause"], newest["Cause"])
    all_of_it = targets.describe_scaling_activities(ServiceNamespace="ecs", IncludeNotScaledActivities=True)
    reasons = [reason for it in all_of_it["ScalingActivities"] for reason in it.get("NotScaledReasons", [])]
    expected = {"Code": "AlreadyAtMaxCapacity", "MaxCapacity": 6}
    tally.check("and why not further, when asked", expected in reasons, reasons)


def schedules(tally, ecs, targets, side):
    """A scheduled action moves the bounds at its time."""
    targets.delete_scaling_policy(**TARGET, PolicyName="cpu")
    _, state = side.call("GET", "state")
    now = datetime.datetime.fromtimestamp(state["now"], datetime.timezone.utc)
    at = (now + datetime.timedelta(minutes=10)).strftime("at(%Y-%m-%dT%H:%M:%S)")
    targets.put_scheduled_action(
        **TARGET, ScheduledActionName="evening", Schedule=at, Timezone="UTC",
        ScalableTargetAction={"MinCapacity": 2, "MaxCapacity": 3},
    )
    targets.put_scheduled_action(
        **TARGET, ScheduledActionName="morning", Schedule="cron(0 8 ? * MON-FRI *)", Timezone="Europe/Berlin",
        ScalableTargetAction={"MinCapacity": 4},
    )
    actions = targets.describe_scheduled_actions(ServiceNamespace="ecs")["ScheduledActions"]
    names = [action["ScheduledActionName"] for action in actions]
    tally.check("scheduled actions are described", names == ["evening", "morning"], names)
    side.advance(620)
    web = ecs.describe_services(cluster="shop", services=["web"])["services"][0]
    tally.check("at its time the maximum takes tasks away", web["desiredCount"] == 3, web["desiredCount"])
    activities = targets.describe_scaling_activities(ServiceNamespace="ecs", ResourceId=TARGET["ResourceId"])
    causes = [activity["Cause"] for activity in activities["ScalingActivities"][:2]]
    tally.check("and is told", "scheduled action name evening was triggered" in causes, causes)
    left = [it["ScheduledActionName"] for it in targets.describe_scheduled_actions(ServiceNamespace="ecs")["ScheduledActions"]]
    tally.check("an action that was due once is gone", left == ["morning"], left)
    targets.delete_scheduled_action(**TARGET, ScheduledActionName="morning")


def pages(tally, ecs, targets, side):
    """Listings page by 50, policies by 10."""
    names = [f"web-{number:02}" for number in range(11)]
    for name in names:
        create(ecs, name)
        of = {**TARGET, "ResourceId": f"service/shop/{name}"}
        targets.register_scalable_target(**of, MinCapacity=0, MaxCapacity=2)
        targets.put_scaling_policy(
            **of, PolicyName="cpu", PolicyType="TargetTrackingScaling",
            TargetTrackingScalingPolicyConfiguration={"TargetValue": 60.0, **CPU},
        )
    found, count = paged(targets.describe_scaling_policies, "ScalingPolicies", ServiceNamespace="ecs")
    tally.check("policies come ten at a time", (len(found), count) == (12, 2), (len(found), count))
    found, count = paged(targets.describe_scalable_targets, "ScalableTargets", ServiceNamespace="ecs", MaxResults=5)
    tally.check("targets come as many as asked for", (len(found), count) == (12, 3), (len(found), count))
    targets.deregister_scalable_target(**{**TARGET, "ResourceId": "service/shop/web-00"})
    left = targets.describe_scaling_policies(ServiceNamespace="ecs", ResourceId="service/shop/web-00")
    tally.check("a target takes its policies along", left["ScalingPolicies"] == [], left)


def paged(operation, member, **request):
    """As `everything`, for an API whose members begin with capitals."""

    def lower(**more):
        if "nextToken" in more:
            more["NextToken"] = more.pop("nextToken")
        answer = operation(**more)
        return {"items": answer[member]} | ({"nextToken": answer["NextToken"]} if "NextToken" in answer else {})

    return everything(lower, "items", **request)


def refuses(tally, targets):
    """What cannot be is refused with AWS's codes."""
    for name, code, operation, request in [
        ("a service that is not there", "ValidationException", targets.register_scalable_target,
         {**TARGET, "ResourceId": "service/shop/none", "MinCapacity": 1, "MaxCapacity": 2}),
        ("an unknown dimension", "ValidationException", targets.register_scalable_target,
         {**TARGET, "ScalableDimension": "ecs:service:Colour", "MinCapacity": 1, "MaxCapacity": 2}),
        ("a maximum below the minimum", "ValidationException", targets.register_scalable_target,
         {**TARGET, "MinCapacity": 5, "MaxCapacity": 2}),
        ("a policy without a target", "ObjectNotFoundException", targets.put_scaling_policy,
         {**TARGET, "ResourceId": "service/shop/web-00", "PolicyName": "cpu", "PolicyType": "TargetTrackingScaling",
          "TargetTrackingScalingPolicyConfiguration": {"TargetValue": 60.0, **CPU}}),
        ("a policy that is not there", "ObjectNotFoundException", targets.delete_scaling_policy,
         {**TARGET, "PolicyName": "none"}),
        ("a token of nobody", "InvalidNextTokenException", targets.describe_scalable_targets,
         {"ServiceNamespace": "ecs", "NextToken": "abc"}),
        ("a page that is too large", "ValidationException", targets.describe_scaling_policies,
         {"ServiceNamespace": "ecs", "MaxResults": 11}),
    ]:
        got = refusal(operation, **request)
        tally.check(f"{name} is refused", got == code, got)
