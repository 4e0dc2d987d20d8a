"""Task sets of a service that something other than ECS deploys."""

from simulated import NETWORK, refusal, register


def task_sets(tally, ecs, side):
    """One task set takes over from another, as an external deployment would do it."""
    ecs.create_cluster(clusterName="shop")
    register(ecs)
    made = ecs.create_service(cluster="shop", serviceName="web", desiredCount=3, deploymentController={"type": "EXTERNAL"})["service"]
    tally.check("a service of an external controller needs no task definition", "taskDefinition" not in made and made["taskSets"] == [], made)
    of = {"cluster": "shop", "service": "web"}
    settings = {"taskDefinition": "web", "launchType": "FARGATE", "networkConfiguration": NETWORK, "clientToken": "one"}
    blue = ecs.create_task_set(**of, **settings, externalId="blue", tags=[{"key": "side", "value": "blue"}])["taskSet"]
    tally.check("a task set is made for all tasks", (blue["status"], blue["computedDesiredCount"]) == ("ACTIVE", 3), blue)
    again = ecs.create_task_set(**of, **settings)["taskSet"]
    tally.check("the same token makes no second one", again["id"] == blue["id"], again)
    ecs.update_service_primary_task_set(**of, primaryTaskSet=blue["taskSetArn"])
    side.advance(300)
    shown = ecs.describe_services(cluster="shop", services=["web"])["services"][0]
    steady = [(s["status"], s["stabilityStatus"], s["runningCount"]) for s in shown["taskSets"]]
    tally.check("it is primary and steady", steady == [("PRIMARY", "STEADY_STATE", 3)] and shown["deployments"] == [], shown)
    tally.check("the service follows it", shown["taskDefinition"] == blue["taskDefinition"], shown)
    settings.update(clientToken="two", scale={"value": 34.0, "unit": "PERCENT"})
    green = ecs.create_task_set(**of, **settings)["taskSet"]
    side.advance(300)
    described = ecs.describe_task_sets(**of, taskSets=[green["id"], "ecs-svc/1"], include=["TAGS"])
    counts = [(s["runningCount"], s["scale"]["value"]) for s in described["taskSets"]]
    tally.check("a third of the tasks is rounded up", counts == [(2, 34.0)], described)
    tally.check("what is no task set is missing", [f["reason"] for f in described["failures"]] == ["MISSING"], described)
    found = refusal(ecs.delete_task_set, **of, taskSet=blue["id"])
    tally.check("one that has tasks stays", found == "InvalidParameterException", found)
    ecs.update_service_primary_task_set(**of, primaryTaskSet=green["id"])
    ecs.update_task_set(**of, taskSet=green["id"], scale={"value": 100.0, "unit": "PERCENT"})
    gone = ecs.delete_task_set(**of, taskSet=blue["id"], force=True)["taskSet"]
    tally.check("by force it goes", gone["status"] == "DRAINING", gone)
    side.advance(300)
    left = [(s["id"], s["status"], s["runningCount"]) for s in ecs.describe_task_sets(**of)["taskSets"]]
    tally.check("the other has taken over", left == [(green["id"], "PRIMARY", 3)], left)
    found = refusal(ecs.update_service, **of, forceNewDeployment=True)
    tally.check("UpdateService deploys nothing", found == "InvalidParameterException", found)
    found = refusal(ecs.update_task_set, **of, taskSet="ecs-svc/1", scale={"value": 1.0})
    tally.check("an unknown task set is refused", found == "TaskSetNotFoundException", found)
