"""Containers that wait for others."""

from simulated import NETWORK


def order(tally, ecs, side):
    """The main container starts when its condition holds, and never when it cannot."""
    ecs.create_cluster(clusterName="shop")
    check = {"command": ["CMD", "true"], "interval": 20}
    for condition, tag, seen, code in [
        ("START", "1", ["PENDING", "RUNNING"], None),
        ("SUCCESS", "job", ["PENDING", "RUNNING"], 0),
        ("COMPLETE", "exit-3", ["PENDING", "RUNNING"], 3),
        ("HEALTHY", "1", ["PENDING", "RUNNING"], None),
        ("SUCCESS", "exit-3", ["PENDING", "STOPPED"], 3),
    ]:
        task = run(ecs, condition, tag, check)
        states = []
        for _ in range(100):
            side.advance(2)
            now = ecs.describe_tasks(cluster="shop", tasks=[task])["tasks"][0]
            app, other = sorted(now["containers"], key=lambda container: container["name"])
            if app["lastStatus"] not in states:
                states.append(app["lastStatus"])
        name = f"{condition} of {tag}"
        tally.check(f"{name}: the container is {' and then '.join(seen)}", states == seen, (states, now))
        tally.check(f"{name}: the task is as its container", now["lastStatus"] == seen[-1], now["lastStatus"])
        tally.check(f"{name}: the other one ended with {code}", other.get("exitCode") == code or seen[-1] == "STOPPED", other)
    tally.check("what never started says why", "did not exit successfully" in app.get("reason", ""), app)


def run(ecs, condition, tag, check):
    """Runs a task whose main container waits for another one; its ARN."""
    containers = [
        {"name": "app", "image": "registry.example/app:1", "dependsOn": [{"containerName": "other", "condition": condition}]},
        {"name": "other", "image": f"registry.example/other:{tag}", "essential": False, "healthCheck": check},
    ]
    ecs.register_task_definition(
        family="pair", requiresCompatibilities=["FARGATE"], networkMode="awsvpc", cpu="256", memory="512", containerDefinitions=containers,
    )
    answer = ecs.run_task(cluster="shop", taskDefinition="pair", launchType="FARGATE", networkConfiguration=NETWORK)
    return answer["tasks"][0]["taskArn"]
