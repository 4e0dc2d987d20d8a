"""Clients of a simulator: boto3 for AWS's operations, plain HTTP for the side API."""

import json
import urllib.error
import urllib.request

import boto3
import botocore.config

KEY = "INDEPENDENT"
REGION = "eu-central-1"
NETWORK = {"awsvpcConfiguration": {"subnets": ["subnet-0a1b2c3d"], "securityGroups": ["sg-0a1b2c3d"]}}


def client(service, endpoint, key=KEY, region=REGION):
    """A boto3 client that tries once and checks nothing by itself, so that the server has to."""
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name=region,
        aws_access_key_id=key,
        aws_secret_access_key="secret",
        config=botocore.config.Config(retries={"total_max_attempts": 1}, parameter_validation=False),
    )


class Side:
    """The side API."""

    def __init__(self, endpoint):
        self.base = endpoint + "/_simulator/"

    def call(self, method, path, body=None):
        """Status and JSON (or None) of an answer."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data=data, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                status, text = answer.status, answer.read()
        except urllib.error.HTTPError as error:
            status, text = error.code, error.read()
        return status, json.loads(text) if text else None

    def advance(self, seconds):
        """Moves the simulated clock."""
        status, answer = self.call("POST", "clock", {"advance_seconds": seconds})
        assert status == 200, answer

    def fault(self, **fault):
        """Puts a fault in force."""
        status, answer = self.call("POST", "faults", fault)
        assert status == 201, answer

    def empty(self):
        """An estate with nothing in it, no faults, no limits, a clock that stands still."""
        for method, path, body in [
            ("POST", "scenario", {"name": "empty"}),
            ("DELETE", "faults", None),
            ("DELETE", "journal", None),
            ("POST", "limits", {"enabled": False}),
            ("POST", "clock", {"speed": 0}),
        ]:
            status, answer = self.call(method, path, body)
            assert status in (200, 204), answer


def register(ecs, family="web", tag="1.0.0", **more):
    """Registers a Fargate task definition with one container; the image's tag decides how its tasks fare."""
    container = {
        "name": "app",
        "image": f"registry.example/{family}:{tag}",
        "essential": True,
        "portMappings": [{"containerPort": 8080, "protocol": "tcp"}],
        "environment": [{"name": "MODE", "value": "test"}],
        "healthCheck": {"command": ["CMD-SHELL", "true"], "interval": 10, "retries": 2},
    }
    answer = ecs.register_task_definition(
        family=family,
        requiresCompatibilities=["FARGATE"],
        networkMode="awsvpc",
        cpu="256",
        memory="512",
        executionRoleArn="arn:aws:iam::123456789012:role/execution",
        containerDefinitions=[container],
        **more,
    )
    return answer["taskDefinition"]


def everything(operation, member, **request):
    """All items of a listing, and how many pages it took."""
    items, pages = [], 0
    while True:
        answer = operation(**request)
        items += answer[member]
        pages += 1
        if "nextToken" not in answer:
            return items, pages
        request["nextToken"] = answer["nextToken"]


def refusal(operation, **request):
    """The error code of a call that should be refused; `None` when it was not."""
    try:
        operation(**request)
    except botocore.exceptions.ClientError as error:
        return error.response["Error"]["Code"]
    return None
