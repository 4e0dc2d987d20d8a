"""Settings of clusters and of the account, and tasks that are started on chosen instances."""

from simulated import refusal
from simulator_capacity import instance, prepare


def account(tally, ecs, _side):
    """Settings are changed for a cluster, for oneself and for all, and taken back."""
    ecs.create_cluster(clusterName="shop")
    changed = ecs.update_cluster_settings(cluster="shop", settings=[{"name": "containerInsights", "value": "enabled"}])["cluster"]
    tally.check("a cluster's settings are changed", changed["settings"] == [{"name": "containerInsights", "value": "enabled"}], changed)
    configuration = {"executeCommandConfiguration": {"logging": "NONE"}}
    changed = ecs.update_cluster(cluster="shop", configuration=configuration)["cluster"]
    tally.check("and its configuration, beside them", changed["configuration"] == configuration and changed["settings"][0]["value"] == "enabled", changed)
    found = refusal(ecs.update_cluster, cluster="none")
    tally.check("an unknown cluster is not", found == "ClusterNotFoundException", found)
    found = refusal(ecs.update_cluster_settings, cluster="shop", settings=[{"name": "containerInsights", "value": "loud"}])
    tally.check("nor to what there is not", found == "InvalidParameterException", found)
    root = "arn:aws:iam::123456789012:root"
    default = ecs.put_account_setting_default(name="containerInsights", value="enabled")["setting"]
    tally.check("a setting holds for all", (default["value"], default["principalArn"]) == ("enabled", root), default)
    own = ecs.put_account_setting(name="containerInsights", value="enhanced")["setting"]
    tally.check("and another for oneself", own["value"] == "enhanced" and own["principalArn"] != root, own)
    listed = ecs.list_account_settings()["settings"]
    tally.check("one's own are listed", listed == [own], listed)
    listed = ecs.list_account_settings(effectiveSettings=True, name="containerInsights")["settings"]
    tally.check("and are what is in effect", listed == [own], listed)
    new = ecs.create_cluster(clusterName="new")["cluster"]["settings"]
    tally.check("a new cluster has it", new == [{"name": "containerInsights", "value": "enhanced"}], new)
    left = ecs.delete_account_setting(name="containerInsights")["setting"]
    tally.check("without it the account's is in effect again", left == default, left)
    found = refusal(ecs.put_account_setting, name="guardDutyActivate", value="on")
    tally.check("GuardDuty's is nobody's", found == "InvalidParameterException", found)


def started(tally, ecs, side):
    """A task is started on each instance that is named and has room."""
    prepare(ecs)
    arns = [instance(ecs, zone, "m5.large") for zone in "ab"]
    answer = ecs.start_task(cluster="shop", taskDefinition="web", containerInstances=arns, startedBy="ECS Deploy")
    placed = [task["containerInstanceArn"] for task in answer["tasks"]]
    tally.check("a task is on each instance", placed == arns and answer["failures"] == [], answer["failures"])
    side.advance(120)
    tasks = ecs.describe_tasks(cluster="shop", tasks=[task["taskArn"] for task in answer["tasks"]])["tasks"]
    tally.check("and runs, for whom it was started", {(task["lastStatus"], task["startedBy"]) for task in tasks} == {("RUNNING", "ECS Deploy")}, tasks)
    for _ in range(3):
        ecs.start_task(cluster="shop", taskDefinition="web", containerInstances=arns[:1])
    answer = ecs.start_task(cluster="shop", taskDefinition="web", containerInstances=[arns[0], "0" * 32])
    reasons = [failure["reason"] for failure in answer["failures"]]
    tally.check("a full instance and one that is not there are failures", reasons == ["RESOURCE:CPU", "MISSING"], answer)
    found = refusal(ecs.start_task, cluster="shop", taskDefinition="web", containerInstances=[])
    tally.check("no instance is refused", found == "InvalidParameterException", found)
