"""CloudWatch Logs: what containers say, what clients put, pages, patterns, live tail."""

import json
import time

import boto3
import botocore.config

from model_check import ModelCheck
from simulated import KEY, NETWORK, REGION, client, refusal

GROUP = "/ecs/web"
SECRET = "canary-71c2-do-not-tell"


def logs(tally, ecs, side):
    """Containers write to their streams, which can be read, searched and followed."""
    endpoint = ecs.meta.endpoint_url
    reader = client("logs", endpoint)
    model = ModelCheck("logs")
    model.watch(reader)
    ecs.create_cluster(clusterName="shop")
    create(ecs, "web", "1.4.2")
    side.advance(900)
    tasks = ecs.list_tasks(cluster="shop", serviceName="web")["taskArns"]
    streams(tally, reader, {arn.rsplit("/", 1)[1] for arn in tasks})
    pages(tally, reader)
    patterns(tally, reader)
    puts(tally, reader, side)
    faults(tally, ecs, reader, side)
    refuses(tally, reader)
    problems = model.take()
    tally.check("logs: every answer is as AWS's model says", not problems, sorted(set(problems)))
    follows(tally, endpoint, side)


def create(ecs, name, tag, **container):
    """A service of two tasks that log to a group of its name."""
    options = {
        "awslogs-group": f"/ecs/{name}", "awslogs-region": REGION, "awslogs-stream-prefix": "ecs",
        "awslogs-create-group": "true",
    }
    definition = {
        "name": "app", "image": f"registry.example/server:{tag}", "essential": True,
        "portMappings": [{"containerPort": 8080}],
        "environment": [{"name": "NODE_ENV", "value": "production"}, {"name": "PASSWORD", "value": SECRET}],
        "logConfiguration": {"logDriver": "awslogs", "options": options},
    } | container
    ecs.register_task_definition(
        executionRoleArn="arn:aws:iam::123456789012:role/execution",
        family=name, requiresCompatibilities=["FARGATE"], networkMode="awsvpc", cpu="256", memory="512",
        containerDefinitions=[definition],
    )
    ecs.create_service(
        cluster="shop", serviceName=name, taskDefinition=name, desiredCount=2, launchType="FARGATE",
        networkConfiguration=NETWORK,
    )


def streams(tally, reader, tasks):
    """There is a group, and in it a stream for each container."""
    groups = reader.describe_log_groups(logGroupNamePrefix="/ecs/")["logGroups"]
    tally.check("there is the group of the task definition", [it["logGroupName"] for it in groups] == [GROUP], groups)
    reader.put_retention_policy(logGroupName=GROUP, retentionInDays=30)
    kept = reader.describe_log_groups(logGroupNamePattern="WEB")["logGroups"][0]["retentionInDays"]
    tally.check("it keeps its events as long as it is told", kept == 30, kept)
    arn = groups[0]["logGroupArn"]
    reader.tag_resource(resourceArn=arn, tags={"team": "shop"})
    tags = reader.list_tags_for_resource(resourceArn=arn)["tags"]
    tally.check("it has tags", tags == {"team": "shop"}, tags)
    found = reader.describe_log_streams(logGroupName=GROUP, orderBy="LastEventTime", descending=True)["logStreams"]
    names = {stream["logStreamName"] for stream in found}
    tally.check("each task has its stream", names == {f"ecs/app/{task}" for task in tasks}, names)
    times = [stream["lastEventTimestamp"] for stream in found]
    tally.check("they are ordered by their last event", times == sorted(times, reverse=True), times)
    by_arn = reader.describe_log_streams(logGroupIdentifier=arn, logStreamNamePrefix="ecs/app/")["logStreams"]
    tally.check("a group is found by its ARN, too", len(by_arn) == 2, by_arn)


def pages(tally, reader):
    """GetLogEvents goes forward and backward and stays where it is at the end."""
    stream = reader.describe_log_streams(logGroupName=GROUP)["logStreams"][0]["logStreamName"]
    request = {"logGroupName": GROUP, "logStreamName": stream}
    forward, token = [], {"startFromHead": True}
    for _ in range(100):
        answer = reader.get_log_events(**request, **token, limit=20)
        if answer["nextForwardToken"] == token.get("nextToken"):
            break
        forward += answer["events"]
        token = {"startFromHead": True, "nextToken": answer["nextForwardToken"]}
    tally.check("at the end the token stays the same, and nothing comes", answer["events"] == [], answer)
    tally.check("the first line is of the start", "starting app 1.4.2" in forward[0]["message"], forward[0])
    times = [event["timestamp"] for event in forward]
    tally.check("events are in order", times == sorted(times) and len(times) > 60, len(times))
    latest = reader.get_log_events(**request, limit=10)
    tally.check("without a token the latest come", latest["events"] == forward[-10:], latest["events"][:1])
    before = reader.get_log_events(**request, limit=10, nextToken=latest["nextBackwardToken"])["events"]
    tally.check("and then those before", before == forward[-20:-10], before[:1])
    window = {"startTime": times[10], "endTime": times[20]}
    part = reader.get_log_events(**request, **window, startFromHead=True)["events"]
    expected = [event for event in forward if times[10] <= event["timestamp"] < times[20]]
    tally.check("a window ends before its end", part == expected, len(part))
    lines = [json.loads(event["message"]) for event in forward]
    tally.check("every line is JSON", all({"level", "message", "time"} <= set(line) for line in lines), lines[0])
    text = json.dumps(forward)
    tally.check("no value of the environment stands in the log", SECRET not in text)


def search(reader, pattern, group=GROUP, **more):
    """All events that match."""
    events, token = [], {}
    while True:
        answer = reader.filter_log_events(logGroupName=group, filterPattern=pattern, **more, **token)
        events += answer["events"]
        if "nextToken" not in answer:
            return events
        token = {"nextToken": answer["nextToken"]}


def patterns(tally, reader):
    """FilterLogEvents searches all streams, in order, with terms and conditions."""
    everything = search(reader, "")
    times = [event["timestamp"] for event in everything]
    tally.check("without a pattern everything comes, in order", times == sorted(times), times[:5])
    tally.check("every event has an id of its own", len({event["eventId"] for event in everything}) == len(everything))
    tally.check("small pages give the same", search(reader, "", limit=37) == everything)
    for pattern, expected in [
        ("listening", lambda line: "listening" in line["message"]),
        ('"connected to"', lambda line: "connected to" in line["message"]),
        ("?listening ?starting", lambda line: line["message"].startswith(("listening", "starting"))),
        ("{ $.status >= 400 }", lambda line: line.get("status", 0) >= 400),
        ('{ $.method = "POST" && $.status = 2* }', lambda line: line.get("method") == "POST" and 200 <= line["status"] < 300),
        ('{ $.path = "/app/*/items" || $.level = "error" }',
         lambda line: line["level"] == "error" or line.get("path", "").endswith("/items")),
        ("{ $.status NOT EXISTS }", lambda line: "status" not in line),
    ]:
        found = search(reader, pattern)
        wanted = [event for event in everything if expected(json.loads(event["message"]))]
        tally.check(f"{pattern} finds {len(wanted)} of {len(everything)}", found == wanted and wanted, len(found))
    middle = times[len(times) // 2]
    late = search(reader, "", startTime=middle)
    tally.check("a search can begin later", late == [event for event in everything if event["timestamp"] >= middle])
    stream = everything[0]["logStreamName"]
    own = search(reader, "", logStreamNames=[stream])
    tally.check("or look at one stream", own == [event for event in everything if event["logStreamName"] == stream])


def puts(tally, reader, side):
    """Clients have their own groups and streams."""
    reader.create_log_group(logGroupName="own", tags={"a": "1"})
    reader.create_log_stream(logGroupName="own", logStreamName="one")
    _, state = side.call("GET", "state")
    now = int(state["now"] * 1000)
    events = [{"timestamp": now - 5_000 + turn, "message": f"line {turn}"} for turn in range(100)]
    old = {"timestamp": now - 15 * 24 * 3_600_000, "message": "long ago"}
    answer = reader.put_log_events(logGroupName="own", logStreamName="one", logEvents=events)
    tally.check("events are taken", "rejectedLogEventsInfo" not in answer, answer)
    got = reader.get_log_events(logGroupName="own", logStreamName="one", startFromHead=True)["events"]
    tally.check("and come back", [event["message"] for event in got] == [event["message"] for event in events], got[:1])
    answer = reader.put_log_events(logGroupName="own", logStreamName="one", logEvents=[old])
    tally.check("those that are too old are not", answer["rejectedLogEventsInfo"] == {"tooOldLogEventEndIndex": 1}, answer)
    code = refusal(reader.put_log_events, logGroupName="own", logStreamName="one", logEvents=events[::-1])
    tally.check("nor those out of order", code == "InvalidParameterException", code)
    reader.delete_log_stream(logGroupName="own", logStreamName="one")
    reader.delete_log_group(logGroupName="own")
    code = refusal(reader.describe_log_streams, logGroupName="own")
    tally.check("a deleted group is gone", code == "ResourceNotFoundException", code)


def faults(tally, ecs, reader, side):
    """What is wrong with an image can be read in its log."""
    expected = {
        "exit-3": "cannot read the configuration", "exit-137": "memory is nearly used up", "unhealthy": "health check failed",
        "bad-gateway": "upstream prematurely closed", "timeout": "timed out", "flapping": "upstream is not available",
    }
    for tag in expected:
        create(ecs, f"with-{tag}", f"1.0.0-{tag}")
    side.advance(600)
    for tag, part in expected.items():
        found = search(reader, f'"{part}"', group=f"/ecs/with-{tag}")
        tally.check(f"{tag}: the log says {part!r}", len(found) > 0, len(found))


def refuses(tally, reader):
    """What cannot be is refused with AWS's codes."""
    stream = {"logGroupName": GROUP, "logStreamName": "none"}
    for name, code, operation, request in [
        ("a group that is not there", "ResourceNotFoundException", reader.filter_log_events, {"logGroupName": "none"}),
        ("a stream that is not there", "ResourceNotFoundException", reader.get_log_events, stream),
        ("a group that is there already", "ResourceAlreadyExistsException", reader.create_log_group, {"logGroupName": GROUP}),
        ("a pattern that is none", "InvalidParameterException", reader.filter_log_events,
         {"logGroupName": GROUP, "filterPattern": "{ $.level = }"}),
        ("a token of nobody", "InvalidParameterException", reader.filter_log_events,
         {"logGroupName": GROUP, "nextToken": "abc"}),
        ("order by time with a prefix", "InvalidParameterException", reader.describe_log_streams,
         {"logGroupName": GROUP, "orderBy": "LastEventTime", "logStreamNamePrefix": "ecs"}),
        ("a retention that AWS has not", "InvalidParameterException", reader.put_retention_policy,
         {"logGroupName": GROUP, "retentionInDays": 4}),
        ("no group", "InvalidParameterException", reader.describe_log_streams, {}),
    ]:
        got = refusal(operation, **request)
        tally.check(f"{name} is refused", got == code, got)


def follows(tally, endpoint, side):
    """StartLiveTail sends a start, and what comes each second."""
    # botocore puts "stream-" before the host, which no address of a simulator has.
    config = botocore.config.Config(inject_host_prefix=False, retries={"total_max_attempts": 1})
    tailing = boto3.client(
        "logs", endpoint_url=endpoint, region_name=REGION, aws_access_key_id=KEY, aws_secret_access_key="secret",
        config=config,
    )
    arn = f"arn:aws:logs:{REGION}:123456789012:log-group:{GROUP}"
    side.call("POST", "clock", {"speed": 30})
    started = time.monotonic()
    answer = tailing.start_live_tail(logGroupIdentifiers=[arn], logEventFilterPattern="request")
    kinds, results = [], []
    for event in answer["responseStream"]:
        kinds += list(event)
        results += event.get("sessionUpdate", {}).get("sessionResults", [])
        if len(kinds) >= 5:
            break
    answer["responseStream"].close()
    side.call("POST", "clock", {"speed": 0})
    tally.check("a session starts and is updated", kinds == ["sessionStart"] + ["sessionUpdate"] * 4, kinds)
    tally.check("each second", 2 < time.monotonic() - started < 12, time.monotonic() - started)
    tally.check("what comes is told", len(results) > 5, len(results))
    right = all("request" in result["message"] and result["logStreamName"].startswith("ecs/app/") for result in results)
    tally.check("and matches the pattern", right, results[:1])
    seen = [(result["logStreamName"], result["timestamp"], result["message"]) for result in results]
    tally.check("nothing is told twice", len(seen) == len(set(seen)), len(seen))
    code = refusal(tailing.start_live_tail, logGroupIdentifiers=[GROUP])
    tally.check("a group that is no ARN is refused", code == "InvalidParameterException", code)
