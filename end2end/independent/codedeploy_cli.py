"""`aws ecs deploy` deploys a service through CodeDeploy, in the scenario `handed`.

    codedeploy_cli.py --endpoint http://127.0.0.1:4566 [--aws /path/to/aws]

Every answer of CodeDeploy is compared with AWS's model; the simulator is left as it was at its start.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from model_check import ModelCheck
from process import Tally
from simulated import REGION, Side, client, refusal

NAMES = {"applicationName": "AppECS-shop-wishlist", "deploymentGroupName": "DgpECS-shop-wishlist"}


def main():
    """Runs all checks; exit code 0 when every one holds."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--endpoint", required=True, help="for example http://127.0.0.1:4566")
    arguments.add_argument("--aws", default=str(pathlib.Path(sys.executable).parent / "aws"), help="the AWS CLI")
    arguments = arguments.parse_args()
    side, tally, model = Side(arguments.endpoint), Tally(), ModelCheck()
    side.call("POST", "scenario", {"name": "handed"})
    side.call("POST", "clock", {"speed": 0})
    ecs, codedeploy, elb = (client(name, arguments.endpoint) for name in ("ecs", "codedeploy", "elbv2"))
    model.watch(ecs)
    model.watch(codedeploy)
    read(tally, codedeploy)
    before = described(ecs)
    side.call("POST", "clock", {"speed": 100})
    done = deploy(arguments, ecs, before)
    side.call("POST", "clock", {"speed": 0})
    tally.check("aws ecs deploy succeeds", done.returncode == 0, done.stdout + done.stderr)
    after = described(ecs)
    tally.check("the service has one task set, of the new revision", [s["taskDefinition"] for s in after["taskSets"]] == [after["taskDefinition"]] != [before["taskDefinition"]], after)
    tally.check("CodeDeploy made it", after["taskSets"][0]["startedBy"] == "CODE_DEPLOY", after["taskSets"])
    tally.check("it is in the other target group", after["loadBalancers"] != before["loadBalancers"], after["loadBalancers"])
    group = after["loadBalancers"][0]["targetGroupArn"]
    states = [target["TargetHealth"]["State"] for target in elb.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]]
    tally.check("whose targets are healthy", states == ["healthy"] * 3, states)
    stopped(tally, codedeploy, ecs, side, after)
    refused(tally, codedeploy, ecs)
    problems = model.take()
    tally.check("every answer is as AWS's model says", not problems, sorted(set(problems)))
    side.call("POST", "reset")
    return tally.close()


def read(tally, codedeploy):
    """What a console reads: applications, their groups, and what they deployed last."""
    names = codedeploy.list_applications()["applications"]
    tally.check("applications are listed", names == ["AppECS-shop-returns", "AppECS-shop-wishlist"], names)
    application = codedeploy.get_application(applicationName=names[1])["application"]
    tally.check("an application is of ECS", application["computePlatform"] == "ECS", application)
    groups = codedeploy.list_deployment_groups(applicationName=names[1])["deploymentGroups"]
    tally.check("it has a deployment group", groups == ["DgpECS-shop-wishlist"], groups)
    group = codedeploy.get_deployment_group(**NAMES)["deploymentGroupInfo"]
    tally.check("which names its service", group["ecsServices"] == [{"clusterName": "shop", "serviceName": "wishlist"}], group)
    tally.check("and its last deployment", group["lastSuccessfulDeployment"]["status"] == "Succeeded", group)
    open_ones = codedeploy.list_deployments(includeOnlyStatuses=["InProgress"])["deployments"]
    shown = [codedeploy.get_deployment(deploymentId=id)["deploymentInfo"] for id in open_ones]
    tally.check("one deployment is under way", [it["applicationName"] for it in shown] == ["AppECS-shop-returns"], shown)


def described(ecs):
    """The service as ECS tells of it."""
    return ecs.describe_services(cluster="shop", services=["wishlist"])["services"][0]


def deploy(arguments, ecs, service):
    """Runs `aws ecs deploy` with the next tag of the image."""
    definition = ecs.describe_task_definition(taskDefinition=service["taskDefinition"])["taskDefinition"]
    kept = ("family", "cpu", "memory", "networkMode", "requiresCompatibilities", "executionRoleArn", "containerDefinitions")
    definition = {name: definition[name] for name in kept}
    definition["containerDefinitions"][0]["image"] = definition["containerDefinitions"][0]["image"].rpartition(":")[0] + ":1.6.0"
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "AWS_ACCESS_KEY_ID": "COMMANDLINE",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ENDPOINT_URL": arguments.endpoint,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    with tempfile.TemporaryDirectory() as folder:
        task, spec = pathlib.Path(folder, "task.json"), pathlib.Path(folder, "appspec.json")
        task.write_text(json.dumps(definition))
        spec.write_text(appspec("replaced"))
        line = [arguments.aws, "ecs", "deploy", "--cluster", "shop", "--service", "wishlist"]
        line += ["--task-definition", str(task), "--codedeploy-appspec", str(spec)]
        return subprocess.run(line, env=environment, capture_output=True, text=True, timeout=300, check=False)


def appspec(definition):
    """The AppSpec of the service with that task definition."""
    balancer = {"ContainerName": "wishlist", "ContainerPort": 8080}
    target = {"Type": "AWS::ECS::Service", "Properties": {"TaskDefinition": definition, "LoadBalancerInfo": balancer}}
    return json.dumps({"version": 0.0, "Resources": [{"TargetService": target}]})


def create(codedeploy, definition):
    """Begins a deployment; its id."""
    revision = {"revisionType": "AppSpecContent", "appSpecContent": {"content": appspec(definition)}}
    return codedeploy.create_deployment(**NAMES, revision=revision)["deploymentId"]


def stopped(tally, codedeploy, ecs, side, service):
    """A deployment that is stopped leaves the service as it was."""
    id = create(codedeploy, service["taskDefinition"])
    side.advance(30)
    found = refusal(create, codedeploy=codedeploy, definition=service["taskDefinition"])
    tally.check("a second deployment at once is refused", found == "DeploymentLimitExceededException", found)
    tally.check("meanwhile there are two task sets", len(described(ecs)["taskSets"]) == 2, described(ecs)["taskSets"])
    codedeploy.stop_deployment(deploymentId=id)
    side.advance(300)
    shown = codedeploy.get_deployment(deploymentId=id)["deploymentInfo"]
    tally.check("it is stopped", (shown["status"], shown["errorInformation"]["code"]) == ("Stopped", "MANUAL_STOP"), shown)
    rollback = codedeploy.get_deployment(deploymentId=shown["rollbackInfo"]["rollbackDeploymentId"])["deploymentInfo"]
    tally.check("and rolled back", (rollback["status"], rollback["creator"]) == ("Succeeded", "codeDeployRollback"), rollback)
    tally.check("as it was", [s["id"] for s in described(ecs)["taskSets"]] == [s["id"] for s in service["taskSets"]], described(ecs))


def refused(tally, codedeploy, ecs):
    """What is not there is refused, and so is UpdateService."""
    expected = [
        (codedeploy.get_application, {"applicationName": "none"}, "ApplicationDoesNotExistException"),
        (codedeploy.get_deployment_group, {**NAMES, "deploymentGroupName": "none"}, "DeploymentGroupDoesNotExistException"),
        (codedeploy.get_deployment, {"deploymentId": "d-NONE00000"}, "DeploymentDoesNotExistException"),
        (ecs.update_service, {"cluster": "shop", "service": "wishlist", "forceNewDeployment": True}, "InvalidParameterException"),
    ]
    for operation, request, code in expected:
        found = refusal(operation, **request)
        tally.check(f"{code} is told", found == code, found)


if __name__ == "__main__":
    sys.exit(main())
