"""What is refused, with AWS's error codes, and what goes wrong on purpose."""

import time

import botocore.exceptions

from process import eventually
from simulated import KEY, NETWORK, client, refusal, register

ELEVEN = [f"service-{number}" for number in range(11)]
FOREIGN = "arn:aws:ecs:us-east-1:999999999999"


def errors(tally, ecs, side):
    """Bad requests are refused with the right code and change nothing."""
    ecs.create_cluster(clusterName="shop")
    register(ecs)
    before = side.call("GET", "state")[1]["counts"]
    bare = {"cluster": "shop", "serviceName": "web", "taskDefinition": "web"}
    service = {**bare, "networkConfiguration": NETWORK}
    run = {"cluster": "shop", "taskDefinition": "web", "launchType": "FARGATE", "networkConfiguration": NETWORK}
    invalid, client_error = "InvalidParameterException", "ClientException"
    for name, expected, operation, request in [
        ("an unknown cluster", "ClusterNotFoundException", ecs.list_tasks, {"cluster": "none"}),
        ("no default cluster", "ClusterNotFoundException", ecs.list_services, {}),
        ("a cluster of another account", invalid, ecs.list_tasks, {"cluster": f"{FOREIGN}:cluster/shop"}),
        ("a service of another cluster", invalid, ecs.describe_services, {"cluster": "shop", "services": ["arn:aws:ecs:eu-central-1:123456789012:service/bank/web"]}),
        ("eleven services at once", invalid, ecs.describe_services, {"cluster": "shop", "services": ELEVEN}),
        ("no service to describe", invalid, ecs.describe_services, {"cluster": "shop", "services": []}),
        ("no services member", invalid, ecs.describe_services, {"cluster": "shop"}),
        ("no task to describe", invalid, ecs.describe_tasks, {"cluster": "shop", "tasks": []}),
        ("a task id of a wrong length", invalid, ecs.describe_tasks, {"cluster": "shop", "tasks": ["abc"]}),
        ("a page of none", invalid, ecs.list_services, {"cluster": "shop", "maxResults": 0}),
        ("a page of 101", invalid, ecs.list_tasks, {"cluster": "shop", "maxResults": 101}),
        ("an unknown status", invalid, ecs.list_tasks, {"cluster": "shop", "desiredStatus": "GONE"}),
        ("tasks of an unknown service", "ServiceNotFoundException", ecs.list_tasks, {"cluster": "shop", "serviceName": "none"}),
        ("an unknown task definition", client_error, ecs.describe_task_definition, {"taskDefinition": "none"}),
        ("a service from nothing", client_error, ecs.create_service, {**service, "taskDefinition": "none:1"}),
        ("a bad service name", invalid, ecs.create_service, {**service, "serviceName": "no spaces"}),
        ("a negative count", invalid, ecs.create_service, {**service, "desiredCount": -1}),
        ("an unknown launch type", invalid, ecs.create_service, {**service, "launchType": "STEAM"}),
        ("Fargate without a network", invalid, ecs.create_service, {**bare, "launchType": "FARGATE"}),
        ("a bad cluster name", invalid, ecs.create_cluster, {"clusterName": "no/slash"}),
        ("fifty-one tags", invalid, ecs.create_cluster, {"clusterName": "bank", "tags": [{"key": f"k{n}", "value": ""} for n in range(51)]}),
        ("an update of nothing", "ServiceNotFoundException", ecs.update_service, {"cluster": "shop", "service": "none"}),
        ("eleven tasks at once", invalid, ecs.run_task, {**run, "count": 11}),
        ("a stop of nothing", invalid, ecs.stop_task, {"cluster": "shop", "task": "0" * 32}),
        ("tags on nothing", invalid, ecs.list_tags_for_resource, {"resourceArn": "nonsense"}),
        ("a number for a name", "SerializationException", ecs.list_tasks, {"cluster": 7}),
        ("a task definition without containers", client_error, ecs.register_task_definition, {"family": "web", "containerDefinitions": []}),
        ("an impossible size", client_error, ecs.register_task_definition, {"family": "web", "requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "cpu": "256", "memory": "30720", "containerDefinitions": [{"name": "a", "image": "b"}]}),
        ("an operation that is not there", "UnknownOperationException", ecs.discover_poll_endpoint, {}),
    ]:
        found = refusal(operation, **request)
        tally.check(f"{name}: {expected}", found == expected, found)
    after = side.call("GET", "state")[1]["counts"]
    tally.check("none of it changed anything", before == after, (before, after))
    missing = ecs.describe_services(cluster="shop", services=["none"])
    tally.check("a service that is not there is a failure", [f["reason"] for f in missing["failures"]] == ["MISSING"], missing)
    missing = ecs.describe_clusters(clusters=["none", "shop"])
    tally.check("a cluster that is not there is a failure beside the others", (len(missing["clusters"]), len(missing["failures"])) == (1, 1), missing)


def faults(tally, ecs, side):
    """Injected faults reach botocore as what they are, are written down, and end. Others may be calling meanwhile."""
    me = {"caller": KEY}
    ecs.create_cluster(clusterName="shop")
    side.fault(kind="throttle", operation="ListClusters", count=2, **me)
    codes = [refusal(ecs.list_clusters) for _ in range(3)]
    tally.check("two calls are throttled, the third is not", codes == ["ThrottlingException"] * 2 + [None], codes)
    side.fault(kind="access-denied", operation="ListTasks", count=1, **me)
    try:
        ecs.list_tasks(cluster="shop")
        message = "it was allowed"
    except botocore.exceptions.ClientError as error:
        message = error.response["Error"]["Message"]
    tally.check("access denied names the action", "is not authorized to perform: ecs:ListTasks" in message, message)
    side.fault(kind="server-error", operation="ListTasks", status=503, count=1, **me)
    found = refusal(ecs.list_tasks, cluster="shop")
    tally.check("a failing server is ServerException", found == "ServerException", found)
    side.fault(kind="reset", operation="ListTasks", count=1, **me)
    tally.check("a cut connection is one", interrupted(ecs), "it answered")
    side.fault(kind="latency", operation="ListTasks", milliseconds=300, count=1, **me)
    begun = time.monotonic()
    ecs.list_tasks(cluster="shop")
    tally.check("latency is felt", time.monotonic() - begun >= 0.3, time.monotonic() - begun)
    side.fault(kind="refuse", seconds=0.5)
    fresh = client("ecs", ecs.meta.endpoint_url, "SOMEBODY")
    tally.check("for a while nobody listens", eventually(lambda: interrupted(fresh), 5), "somebody listened")
    tally.check("and then somebody does", eventually(lambda: not interrupted(fresh), 5), "nobody did")
    calls = side.call("GET", "journal?operation=ListTasks")[1]["calls"]
    written = [call.get("code", "OK") for call in calls if call["caller"] == KEY]
    expected = ["AccessDeniedException", "ServerException", "ConnectionReset", "OK"]
    tally.check("the journal has every answer", written == expected, written)
    side.call("POST", "limits", {"enabled": True})
    elsewhere = client("ecs", ecs.meta.endpoint_url, region="ap-southeast-2")
    codes = [refusal(elsewhere.list_clusters) for _ in range(120)]
    served = codes.count(None)
    tally.check("AWS's bucket serves fifty at once, and soon no more", 50 <= served < 100, served)
    tally.check("what it does not serve it throttles", set(codes) == {None, "ThrottlingException"}, set(codes))


def interrupted(ecs):
    """Whether the connection broke."""
    try:
        ecs.list_tasks(cluster="shop")
    except (botocore.exceptions.ConnectionError, botocore.exceptions.HTTPClientError):
        return True
    return False
