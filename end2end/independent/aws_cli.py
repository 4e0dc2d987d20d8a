"""The AWS CLI lists and describes everything in the simulator.

    aws_cli.py --endpoint http://127.0.0.1:4566 [--aws /path/to/aws]

It loads the scenario `small` and compares what the command line prints with what the side API counts.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys

from process import Tally
from simulated import REGION, Side


def main():
    """Runs all checks; exit code 0 when every one holds."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--endpoint", required=True, help="for example http://127.0.0.1:4566")
    arguments.add_argument("--aws", default=str(pathlib.Path(sys.executable).parent / "aws"), help="the AWS CLI")
    arguments = arguments.parse_args()
    side, tally = Side(arguments.endpoint), Tally()
    side.call("POST", "scenario", {"name": "small"})
    side.call("POST", "clock", {"speed": 0})
    counts = side.call("GET", "state")[1]["counts"]

    def aws(*words):
        return command(arguments.aws, arguments.endpoint, words)

    clusters = aws("ecs", "list-clusters")["clusterArns"]
    tally.check("every cluster is listed", len(clusters) == counts["clusters"], (clusters, counts))
    described = aws("ecs", "describe-clusters", "--clusters", *clusters, "--include", "STATISTICS", "TAGS")["clusters"]
    tally.check("and described", {c["clusterArn"] for c in described} == set(clusters), described)
    services, tasks = 0, 0
    for cluster in described:
        of_cluster = everything(tally, aws, cluster)
        services, tasks = services + of_cluster[0], tasks + of_cluster[1]
    tally.check("all services are seen", services == counts["services"], (services, counts))
    tally.check("all tasks are seen", tasks == counts["tasks"] + counts["stopped_tasks"], (tasks, counts))
    families = aws("ecs", "list-task-definition-families")["families"]
    tally.check("all families are listed", len(families) == counts["families"], (families, counts))
    balancing(tally, aws, counts)
    account = aws("sts", "get-caller-identity")["Account"]
    tally.check("the caller's account is told", account == "123456789012", account)
    side.call("POST", "reset")
    return tally.close()


def everything(tally, aws, cluster):
    """Lists and describes services and tasks of a cluster; how many there are."""
    name = cluster["clusterName"]
    services = aws("ecs", "list-services", "--cluster", name)["serviceArns"]
    for batch in batches(services, 10):
        described = aws("ecs", "describe-services", "--cluster", name, "--services", *batch)
        tally.check(f"{len(batch)} services of {name}", [s["serviceArn"] for s in described["services"]] == batch, described)
    running = aws("ecs", "list-tasks", "--cluster", name)["taskArns"]
    stopped = aws("ecs", "list-tasks", "--cluster", name, "--desired-status", "STOPPED")["taskArns"]
    for batch in batches(running + stopped, 100):
        described = aws("ecs", "describe-tasks", "--cluster", name, "--tasks", *batch)
        tally.check(f"{len(batch)} tasks of {name}", {t["taskArn"] for t in described["tasks"]} == set(batch), described)
    return len(services), len(running) + len(stopped)


def balancing(tally, aws, counts):
    """Walks from the load balancers to the targets; sees every target group."""
    groups = {group["TargetGroupArn"]: group for group in aws("elbv2", "describe-target-groups")["TargetGroups"]}
    tally.check("all target groups are listed", len(groups) == counts["target_groups"], (len(groups), counts))
    reached = set()
    for balancer in aws("elbv2", "describe-load-balancers")["LoadBalancers"]:
        arn = balancer["LoadBalancerArn"]
        for listener in aws("elbv2", "describe-listeners", "--load-balancer-arn", arn)["Listeners"]:
            for rule in aws("elbv2", "describe-rules", "--listener-arn", listener["ListenerArn"])["Rules"]:
                forwards = [action["ForwardConfig"]["TargetGroups"] for action in rule["Actions"] if "ForwardConfig" in action]
                reached |= {item["TargetGroupArn"] for items in forwards for item in items}
    used = {arn for arn, group in groups.items() if group["LoadBalancerArns"]}
    tally.check("rules lead to the target groups that have a load balancer, and to no other", reached == used, reached ^ used)
    pricing = next(arn for arn, group in groups.items() if group["TargetGroupName"] == "pricing")
    targets = aws("elbv2", "describe-target-health", "--target-group-arn", pricing)["TargetHealthDescriptions"]
    states = sorted(target["TargetHealth"]["State"] for target in targets)
    tally.check("the targets of pricing are well but for two", states == ["healthy"] * 4 + ["unhealthy"] * 2, states)


def batches(items, size):
    """The items, at most `size` at a time."""
    return [items[start : start + size] for start in range(0, len(items), size)]


def command(program, endpoint, words):
    """What the AWS CLI prints, read as JSON."""
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "AWS_ACCESS_KEY_ID": "COMMANDLINE",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    line = [program, "--endpoint-url", endpoint, "--output", "json", *words]
    done = subprocess.run(line, env=environment, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(words[:2])}: {done.stderr.strip()}")
    return json.loads(done.stdout)


if __name__ == "__main__":
    sys.exit(main())
