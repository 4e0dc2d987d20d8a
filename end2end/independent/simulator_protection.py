"""Tasks that are protected from scaling in and from deployments."""

from simulated import NETWORK, refusal, register


def protection(tally, ecs, side):
    """Protected tasks stay where others go, and no longer than they are protected."""
    ecs.create_cluster(clusterName="shop")
    register(ecs)
    ecs.create_service(cluster="shop", serviceName="web", taskDefinition="web", desiredCount=3, launchType="FARGATE", networkConfiguration=NETWORK)
    side.advance(300)
    arns = ecs.list_tasks(cluster="shop", serviceName="web")["taskArns"]
    answer = ecs.update_task_protection(cluster="shop", tasks=arns[:2], protectionEnabled=True, expiresInMinutes=60)
    shown = [(task["taskArn"], task["protectionEnabled"], "expirationDate" in task) for task in answer["protectedTasks"]]
    tally.check("two tasks are protected", shown == [(arn, True, True) for arn in arns[:2]] and answer["failures"] == [], answer)
    answer = ecs.get_task_protection(cluster="shop", tasks=arns)["protectedTasks"]
    enabled = [task["protectionEnabled"] for task in answer]
    tally.check("the third is not, and has no date", enabled == [True, True, False] and "expirationDate" not in answer[2], answer)
    ecs.update_service(cluster="shop", service="web", desiredCount=1)
    side.advance(300)
    left = ecs.list_tasks(cluster="shop", serviceName="web")["taskArns"]
    tally.check("scaling in takes only the third", sorted(left) == sorted(arns[:2]), left)
    tally.check("the service says why", says(ecs, "was unable to scale in due to (reason 2 tasks under protection)"), "it does not")
    ecs.update_task_protection(cluster="shop", tasks=arns[:1], protectionEnabled=False)
    side.advance(120)
    left = ecs.list_tasks(cluster="shop", serviceName="web")["taskArns"]
    tally.check("what is protected no longer goes", left == arns[1:2], left)
    register(ecs, tag="2.0.0")
    ecs.update_service(cluster="shop", service="web", taskDefinition="web")
    side.advance(600)
    left = ecs.list_tasks(cluster="shop", serviceName="web")["taskArns"]
    tally.check("a deployment leaves a protected task", len(left) == 2 and arns[1] in left, left)
    tally.check("and is not steady", says(ecs, "was unable to reach steady state because (taskSet"), "it is")
    new = [arn for arn in left if arn != arns[1]]
    answer = ecs.update_task_protection(cluster="shop", tasks=new, protectionEnabled=True)
    tally.check("meanwhile nothing else can be protected", [f["reason"] for f in answer["failures"]] == ["DEPLOYMENT_BLOCKED"], answer)
    side.advance(3600)
    left = ecs.list_tasks(cluster="shop", serviceName="web")["taskArns"]
    tally.check("after an hour the deployment goes on by itself", left == new, left)
    alone = ecs.run_task(cluster="shop", taskDefinition="web", launchType="FARGATE", networkConfiguration=NETWORK)["tasks"][0]["taskArn"]
    answer = ecs.update_task_protection(cluster="shop", tasks=[alone, "0" * 32], protectionEnabled=True)
    tally.check("only what is of a service can be protected", [f["reason"] for f in answer["failures"]] == ["TASK_NOT_VALID", "MISSING"], answer)
    for minutes in (0, 2881):
        found = refusal(ecs.update_task_protection, cluster="shop", tasks=new, protectionEnabled=True, expiresInMinutes=minutes)
        tally.check(f"{minutes} minutes are refused", found == "InvalidParameterException", found)
    found = refusal(ecs.update_task_protection, cluster="shop", tasks=new * 11, protectionEnabled=True)
    tally.check("eleven tasks at once are refused", found == "InvalidParameterException", found)
    found = refusal(ecs.get_task_protection, cluster="none", tasks=["0" * 32])
    tally.check("an unknown cluster is refused", found == "ClusterNotFoundException", found)


def says(ecs, part):
    """Whether an event of the service has those words."""
    service = ecs.describe_services(cluster="shop", services=["web"])["services"][0]
    return any(part in event["message"] for event in service["events"])
