"""What an editor may get wrong, and AWS's sentence for it."""

import copy

import botocore.exceptions

from simulated import NETWORK

ROLE = "arn:aws:iam::123456789012:role/execution"
LOGS = {"awslogs-group": "/ecs/web", "awslogs-region": "eu-central-1", "awslogs-stream-prefix": "ecs"}
DEFINITION = {
    "family": "web",
    "requiresCompatibilities": ["FARGATE"],
    "networkMode": "awsvpc",
    "cpu": "256",
    "memory": "512",
    "executionRoleArn": ROLE,
    "containerDefinitions": [
        {"name": "app", "image": "registry.example/web:1", "portMappings": [{"containerPort": 8080}]},
        {"name": "agent", "image": "registry.example/agent:1", "essential": False},
    ],
}


def definition_refusals(tally, ecs, _side):
    """A task definition is refused for each single thing that AWS refuses, and taken without it."""
    check = {"command": ["CMD", "true"], "interval": 10}
    logs = {"logDriver": "awslogs", "options": LOGS}
    good = definition({"dependsOn": [{"containerName": "agent", "condition": "HEALTHY"}], "logConfiguration": logs, "stopTimeout": 120})
    good["containerDefinitions"][1]["healthCheck"] = check
    taken = refused(ecs.register_task_definition, good)
    tally.check("a definition with nothing wrong is taken", taken is None, taken)
    for name, sentence, request in [
        ("an unknown dependency", "Cannot depend on container db because it does not exist", definition(after("db", "START"))),
        ("a dependency on health that nobody checks", "must have health check configured", definition(after("agent", "HEALTHY"))),
        ("a dependency on itself", "cannot depend on itself", definition(after("app", "START"))),
        ("a port twice", "port is used multiple times in task", definition({"portMappings": [{"containerPort": 80}, {"containerPort": 80}]})),
        ("a port that another container has", "port is used multiple times in task", definition({"portMappings": [{"containerPort": 80}]}, agent={"portMappings": [{"containerPort": 80}]})),
        ("a name twice", "Container names must be unique", definition({"name": "agent"})),
        ("logs without a role", "Fargate requires task definition to have execution role ARN to support log driver awslogs.", definition({"logConfiguration": logs}, executionRoleArn=None)),
        ("secrets without a role", "you must also specify a value for 'executionRoleArn'", definition({"secrets": secret("A")}, executionRoleArn=None)),
        ("a private image without a role", "to support ECR images.", definition({"image": "123456789012.dkr.ecr.eu-central-1.amazonaws.com/web:1"}, executionRoleArn=None)),
        ("a name that is variable and secret", "such as 'A'.", definition({"environment": [{"name": "A", "value": "1"}], "secrets": secret("A")})),
        ("an unknown volume", "Unknown volume 'data'.", definition({"mountPoints": [{"sourceVolume": "data", "containerPath": "/data"}]})),
        ("a privileged container", "Fargate requires that the 'privileged' setting be 'false'", definition({"privileged": True})),
        ("links", "Links are not supported when networkMode=awsvpc", definition({"links": ["agent"]})),
        ("logs in files", "json-file is not a valid log driver", definition({"logConfiguration": {"logDriver": "json-file"}})),
        ("logs without a prefix", "to include awslogs-stream-prefix", definition({"logConfiguration": {"logDriver": "awslogs", "options": without(LOGS, "awslogs-stream-prefix")}})),
        ("a hasty health check", "'interval' setting for container 'app' must be between 5 and 300", definition({"healthCheck": {**check, "interval": 1}})),
        ("a long farewell", "'stopTimeout' setting for container 'app'", definition({"stopTimeout": 500})),
        ("more memory than the task has", "is greater than for the task", definition({"memory": 1024})),
        ("a floor above the ceiling", "'memory' must be greater than or equal to 'memoryReservation'", definition({"memory": 64, "memoryReservation": 128})),
        ("nothing essential", "doesn't have any essential container", definition({"essential": False})),
        ("another host port", "the host ports and container ports in port mappings must match", definition({"portMappings": [{"containerPort": 80, "hostPort": 81}]})),
        ("no size", "Fargate requires that 'cpu' be defined at the task level", definition({}, cpu=None)),
        ("bridge", "Fargate only supports network mode", definition({}, networkMode="bridge")),
        ("no tag in a list", "Tags can not be empty.", definition({}, tags=[])),
        ("a file system of the host", "do not support sourcePath", definition({}, volumes=[{"name": "a", "host": {"sourcePath": "/"}}])),
        ("an ephemeral disk that is too small", "EphemeralStorage size should be at least 21", definition({}, ephemeralStorage={"sizeInGiB": 20})),
    ]:
        found = refused(ecs.register_task_definition, request)
        tally.check(f"{name} is refused in AWS's words", found is not None and found[0] == "ClientException" and sentence in found[1], found)
    count = len(ecs.list_task_definitions()["taskDefinitionArns"])
    tally.check("none of them was registered", count == 1, count)


def service_refusals(tally, ecs, _side):
    """A service is refused for each single thing that AWS refuses; so is its update."""
    ecs.create_cluster(clusterName="shop", capacityProviders=["FARGATE", "FARGATE_SPOT"])
    ecs.register_task_definition(**definition({}))
    ecs.register_task_definition(family="host", containerDefinitions=[{"name": "app", "image": "web:1", "memory": 64}])
    good = {"cluster": "shop", "serviceName": "web", "taskDefinition": "web", "launchType": "FARGATE", "networkConfiguration": NETWORK}
    daemon = {"cluster": "shop", "serviceName": "agent", "taskDefinition": "host", "launchType": "EC2", "schedulingStrategy": "DAEMON"}
    grace = "Health check grace period is only valid for services configured to use load balancers"
    no_role = "a valid taskRoleArn is not being used"
    for name, sentence, request in [
        ("a grace period without a load balancer", grace, good | {"healthCheckGracePeriodSeconds": 60}),
        ("two ways to run", "Specifying both a launch type and capacity provider strategy is not supported.", good | {"capacityProviderStrategy": [{"capacityProvider": "FARGATE"}]}),
        ("a negative count", "desiredCount", good | {"desiredCount": -1}),
        ("more than all", "minimumHealthyPercent must be at most 100", good | {"deploymentConfiguration": {"minimumHealthyPercent": 101}}),
        ("less than all", "maximumPercent must be at least 100", good | {"deploymentConfiguration": {"maximumPercent": 99}}),
        ("no room", "cannot be 100 as this will block deployments", good | {"deploymentConfiguration": {"minimumHealthyPercent": 100, "maximumPercent": 100}}),
        ("a daemon with a count", "does not support a desired count", daemon | {"desiredCount": 0}),
        ("a daemon that doubles", "does not support values above 100 for maximumPercent", daemon | {"deploymentConfiguration": {"maximumPercent": 200}}),
        ("exec without a role", f"couldn't be created because {no_role}", good | {"enableExecuteCommand": True}),
        ("Service Connect without a namespace", "Namespace is missing", good | {"serviceConnectConfiguration": {"enabled": True}}),
    ]:
        found = refused(ecs.create_service, request)
        tally.check(f"{name} is refused in AWS's words", found is not None and found[0] == "InvalidParameterException" and sentence in found[1], found)
    ecs.create_service(**good)
    update = {"cluster": "shop", "service": "web"}
    for name, sentence, change in [
        ("a grace period without a load balancer", grace, {"healthCheckGracePeriodSeconds": 60}),
        ("exec without a role", f"couldn't be updated because {no_role}", {"enableExecuteCommand": True}),
        ("another cluster's load balancer", "target group", {"loadBalancers": [{"targetGroupArn": "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/none/0123456789abcdef", "containerName": "app", "containerPort": 8080}]}),
    ]:
        found = refused(ecs.update_service, update | change)
        tally.check(f"an update with {name} is refused", found is not None and found[0] == "InvalidParameterException" and sentence in found[1], found)
    ecs.deregister_task_definition(taskDefinition="web:1")
    found = refused(ecs.update_service, update | {"taskDefinition": "web:1"})
    tally.check("an update to an inactive revision is refused", found == ("ClientException", "TaskDefinition is inactive"), found)


def definition(app, agent=None, **more):
    """The good definition with other members of its containers and of itself; `None` takes a member away."""
    request = copy.deepcopy(DEFINITION)
    for container, members in zip(request["containerDefinitions"], (app, agent or {})):
        container.update(members)
    request.update(more)
    return {name: value for name, value in request.items() if value is not None}


def after(container, condition):
    """A container that waits for another one."""
    return {"dependsOn": [{"containerName": container, "condition": condition}]}


def secret(name):
    """One secret of that name."""
    return [{"name": name, "valueFrom": "arn:aws:ssm:eu-central-1:123456789012:parameter/a"}]


def without(options, name):
    """The options but for one."""
    return {key: value for key, value in options.items() if key != name}


def refused(operation, request):
    """Code and sentence of a refusal; `None` when there was none."""
    try:
        operation(**request)
    except botocore.exceptions.ClientError as error:
        return error.response["Error"]["Code"], error.response["Error"]["Message"]
    return None
