"""boto3 drives the simulator: create, run, fail, update, describe, page, err. Every raw answer is compared with AWS's model.

    simulator_boto3.py --endpoint http://127.0.0.1:4566

It empties the simulator first and leaves it as it was at its start.
"""

import argparse
import sys
import traceback

from model_check import ModelCheck, self_test
from process import Tally
from simulated import Side, client
from simulator_account import account, started
from simulator_capacity import capacity, providers
from simulator_cloudwatch import cloudwatch
from simulator_deployments import circuit_breaker, moved_traffic, service_deployments, strategies
from simulator_elb import elb
from simulator_errors import errors, faults
from simulator_life import failures, lives, services, tags_and_settings, task_definitions
from simulator_logs import logs
from simulator_network import network
from simulator_order import order
from simulator_paging import paging
from simulator_protection import protection
from simulator_refusals import definition_refusals, service_refusals
from simulator_registry import registry
from simulator_scaling import scaling
from simulator_task_sets import task_sets


def main():
    """Runs all checks; exit code 0 when every one holds."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--endpoint", required=True, help="for example http://127.0.0.1:4566")
    endpoint = arguments.parse_args().endpoint.rstrip("/")
    tally = Tally()
    missed = self_test()
    tally.check("the comparison with the model finds what it must find", not missed, missed)
    side, ecs, sts = Side(endpoint), client("ecs", endpoint), client("sts", endpoint)
    model = ModelCheck()
    model.watch(ecs)
    parts = (task_definitions, services, failures, lives, tags_and_settings, paging, errors, faults, definition_refusals, service_refusals, protection, registry, account, started, order, network, task_sets)
    deployments = (service_deployments, circuit_breaker, strategies, moved_traffic)
    for part in (*parts, *deployments, capacity, providers, elb, cloudwatch, scaling, logs):
        try:
            side.empty()
            part(tally, ecs, side)
        except Exception:  # whatever it is, the other parts still have something to say
            tally.check(f"{part.__name__} comes to its end", False, traceback.format_exc()[-600:])
        problems = model.take()
        tally.check(f"{part.__name__}: every answer is as AWS's model says", not problems, sorted(set(problems)))
    identity(tally, sts, ecs)
    every_scenario(tally, ecs, side, model)
    tally.check("answers were compared", model.answers > 500, model.answers)
    status, state = side.call("POST", "reset")
    tally.check("reset brings back the estate of the start", status == 200 and state["faults"] == 0, state)
    return tally.close()


def identity(tally, sts, ecs):
    """STS says who calls, and gives credentials for a role; what somebody registers says the same."""
    who = sts.get_caller_identity()
    tally.check("the caller is of the simulated account", who["Account"] == "123456789012", who)
    made = ecs.register_task_definition(family="mine", containerDefinitions=[{"name": "app", "image": "web:1", "memory": 64}])
    tally.check("who registers is who calls", made["taskDefinition"]["registeredBy"] == who["Arn"], (made["taskDefinition"]["registeredBy"], who))
    role = sts.assume_role(RoleArn="arn:aws:iam::444455556666:role/reader", RoleSessionName="independent")
    key = role["Credentials"]["AccessKeyId"]
    tally.check("a role is assumed", key.startswith("ASIA"), role)
    assumed = client("sts", sts.meta.endpoint_url, key).get_caller_identity()
    tally.check("its credentials stand for the role", assumed["Arn"] == role["AssumedRoleUser"]["Arn"], assumed)


def every_scenario(tally, ecs, side, model):
    """All of every scenario can be listed and described, and is as the model says, now and an hour later."""
    side.empty()
    for scenario in ({"name": "small"}, {"name": "large", "services": 101, "tasks": 300}):
        side.call("POST", "scenario", scenario)
        for hour in (0, 1):
            side.advance(3600 * hour)
            described = read_all(ecs)
            name = f"{scenario['name']} after {hour} h"
            problems = model.take()
            tally.check(f"{name}: {described} answers are as the model says", not problems, sorted(set(problems)))
            tally.check(f"{name}: there is something", described > 10, described)


def read_all(ecs):
    """Lists and describes everything; how many things there were."""
    described = 0
    clusters = ecs.list_clusters()["clusterArns"]
    fields = ["STATISTICS", "SETTINGS", "CONFIGURATIONS", "TAGS", "ATTACHMENTS"]
    described += len(ecs.describe_clusters(clusters=clusters, include=fields)["clusters"])
    for cluster in clusters:
        for page in ecs.get_paginator("list_services").paginate(cluster=cluster):
            if page["serviceArns"]:
                services = ecs.describe_services(cluster=cluster, services=page["serviceArns"], include=["TAGS"])
                described += len(services["services"])
                described += sum(read_deployments(ecs, service) for service in services["services"])
        for page in ecs.get_paginator("list_container_instances").paginate(cluster=cluster):
            if page["containerInstanceArns"]:
                instances = ecs.describe_container_instances(
                    cluster=cluster, containerInstances=page["containerInstanceArns"], include=["TAGS", "CONTAINER_INSTANCE_HEALTH"]
                )
                described += len(instances["containerInstances"])
        for status in ("RUNNING", "STOPPED"):
            for page in ecs.get_paginator("list_tasks").paginate(cluster=cluster, desiredStatus=status):
                if page["taskArns"]:
                    tasks = ecs.describe_tasks(cluster=cluster, tasks=page["taskArns"], include=["TAGS"])
                    described += len(tasks["tasks"])
    for page in ecs.get_paginator("list_task_definitions").paginate():
        for arn in page["taskDefinitionArns"]:
            ecs.describe_task_definition(taskDefinition=arn, include=["TAGS"])
            described += 1
    return described


def read_deployments(ecs, service):
    """Describes the service deployments of a service and what they deploy; how many there were."""
    listed = ecs.list_service_deployments(cluster=service["clusterArn"], service=service["serviceArn"])
    briefs = listed["serviceDeployments"]
    if not briefs:
        return 0
    arns = [brief["serviceDeploymentArn"] for brief in briefs]
    described = ecs.describe_service_deployments(serviceDeploymentArns=arns)["serviceDeployments"]
    revisions = [brief["targetServiceRevisionArn"] for brief in briefs]
    return len(described) + len(ecs.describe_service_revisions(serviceRevisionArns=revisions)["serviceRevisions"])


if __name__ == "__main__":
    sys.exit(main())
