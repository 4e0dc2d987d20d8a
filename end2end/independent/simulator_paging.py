"""Lists of every size on which tools break."""

from simulated import NETWORK, everything, refusal, register

SIZES = (0, 1, 9, 10, 11, 99, 100, 101, 2000)


def paging(tally, ecs, side):
    """Every list gives every item once, in pages of the default size and of the largest."""
    register(ecs, family="app")
    made = 0
    ecs.create_cluster(clusterName="crowd")
    for size in SIZES:
        for number in range(made, size):
            ecs.create_service(
                cluster="crowd", serviceName=f"service-{number:04}", taskDefinition="app", desiredCount=0,
                launchType="FARGATE", networkConfiguration=NETWORK,
            )
        made = size
        whole(tally, ecs.list_services, "serviceArns", size, 10, cluster="crowd")
        whole(tally, ecs.list_services, "serviceArns", size, 100, cluster="crowd", maxResults=100)
    many(tally, ecs, side)
    tokens(tally, ecs)


def many(tally, ecs, side):
    """The lists whose pages are a hundred by default."""
    made = 1  # the cluster of the services
    for size in (1, 99, 100, 101):
        for number in range(made, size):
            ecs.create_cluster(clusterName=f"cluster-{number:04}")
        made = size
        whole(tally, ecs.list_clusters, "clusterArns", size, 100)
        whole(tally, ecs.list_clusters, "clusterArns", size, 10, maxResults=10)
    for number in range(1, 101):
        register(ecs, family="app" if number % 2 else f"family-{number:03}")
    whole(tally, ecs.list_task_definitions, "taskDefinitionArns", 101, 100)
    whole(tally, ecs.list_task_definitions, "taskDefinitionArns", 101, 7, sort="DESC", maxResults=7)
    whole(tally, ecs.list_task_definitions, "taskDefinitionArns", 51, 100, familyPrefix="app")
    whole(tally, ecs.list_task_definition_families, "families", 51, 100)
    ascending, _ = everything(ecs.list_task_definitions, "taskDefinitionArns", familyPrefix="app", maxResults=7)
    descending, _ = everything(ecs.list_task_definitions, "taskDefinitionArns", familyPrefix="app", sort="DESC")
    tally.check("revisions are in the order of their numbers", [arn.rsplit(":", 1)[1] for arn in ascending] == [str(n) for n in range(1, 52)], ascending)
    tally.check("and the other way round when asked", descending == ascending[::-1], descending)
    tasks(tally, ecs, side)


def tasks(tally, ecs, side):
    """Tasks of one cluster, run ten at a time."""
    made = 0
    for size in SIZES:
        while made < size:
            count = min(10, size - made)
            answer = ecs.run_task(
                cluster="crowd", taskDefinition="app", count=count, launchType="FARGATE", networkConfiguration=NETWORK
            )
            made += len(answer["tasks"])
        whole(tally, ecs.list_tasks, "taskArns", size, 100, cluster="crowd")
    side.advance(120)
    arns, _ = everything(ecs.list_tasks, "taskArns", cluster="crowd")
    described = ecs.describe_tasks(cluster="crowd", tasks=arns[:100])
    tally.check("a hundred tasks are described at once", len(described["tasks"]) == 100 and not described["failures"])
    tally.check("a hundred and one are not", refusal(ecs.describe_tasks, cluster="crowd", tasks=arns[:101]) == "InvalidParameterException")


def whole(tally, operation, member, size, page, **request):
    """A list has `size` items, each once, in as few pages as there can be."""
    items, pages = everything(operation, member, **request)
    expected = max(1, -(-size // page))
    name = f"{operation.__name__} of {size} in pages of {page}"
    tally.check(name, (len(items), len(set(items)), pages) == (size, size, expected), (len(items), len(set(items)), pages))


def tokens(tally, ecs):
    """A token is good for the list it was given for, and for nothing else."""
    token = ecs.list_services(cluster="crowd")["nextToken"]
    for name, request in {
        "a made-up token": {"cluster": "crowd", "nextToken": "made-up"},
        "a token with a character changed": {"cluster": "crowd", "nextToken": flip(token)},
        "a token with other filters": {"cluster": "crowd", "nextToken": token, "launchType": "EC2"},
        "a token of another cluster": {"cluster": "cluster-0001", "nextToken": token},
    }.items():
        tally.check(f"{name} is refused", refusal(ecs.list_services, **request) == "InvalidParameterException")
    tally.check("a token of another operation is refused", refusal(ecs.list_tasks, cluster="crowd", nextToken=token) == "InvalidParameterException")


def flip(token):
    """The token with its first character changed."""
    return ("0" if token[0] != "0" else "1") + token[1:]
