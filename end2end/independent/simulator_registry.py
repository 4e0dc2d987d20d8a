"""Amazon ECR: is the image there that a task definition names?"""

from model_check import ModelCheck
from simulated import NETWORK, client, everything, refusal
from simulator_refusals import refused

HOST = "123456789012.dkr.ecr.eu-central-1.amazonaws.com"


def registry(tally, ecs, side):
    """What tasks can pull is there, and what they cannot is not."""
    ecr, model = client("ecr", ecs.meta.endpoint_url), ModelCheck("ecr")
    model.watch(ecr)
    ecs.create_cluster(clusterName="shop")
    tally.check("a registry that nobody uses is empty", ecr.describe_repositories()["repositories"] == [])
    for image in ("shop/web:1.0.0", "shop/web:1.1.0", "shop/api:2.0.0", "shop/web:1.2.0-missing"):
        named(ecs, image)
    names = [it["repositoryName"] for it in ecr.describe_repositories()["repositories"]]
    tally.check("it has the repositories that revisions name", names == ["shop/api", "shop/web"], names)
    web = {"repositoryName": "shop/web"}
    uri = ecr.describe_repositories(repositoryNames=["shop/web"])["repositories"][0]["repositoryUri"]
    tally.check("a repository knows its address", uri == f"{HOST}/shop/web", uri)
    ids, pages = everything(ecr.list_images, "imageIds", **web, maxResults=1)
    tally.check("its images are listed page by page", [it["imageTag"] for it in ids] == ["1.0.0", "1.1.0"] and pages == 2, (ids, pages))
    details = ecr.describe_images(**web, imageIds=[{"imageTag": "1.1.0"}])["imageDetails"]
    digest = details[0]["imageDigest"]
    tally.check("an image is described by its tag", details[0]["imageTags"] == ["1.1.0"] and digest == ids[1]["imageDigest"], details)
    by_digest = ecr.describe_images(**web, imageIds=[{"imageDigest": digest}])["imageDetails"]
    tally.check("and by its digest", by_digest == details, by_digest)
    for name, code, request in [
        ("a tag that is missing", "ImageNotFoundException", {**web, "imageIds": [{"imageTag": "1.2.0-missing"}]}),
        ("a digest of nothing", "ImageNotFoundException", {**web, "imageIds": [{"imageDigest": "sha256:" + "0" * 64}]}),
        ("an unknown repository", "RepositoryNotFoundException", {"repositoryName": "shop/none"}),
        ("another account's registry", "RepositoryNotFoundException", {**web, "registryId": "999999999999"}),
        ("an image without tag and digest", "InvalidParameterException", {**web, "imageIds": [{}]}),
    ]:
        found = refused(ecr.describe_images, request)
        tally.check(f"{name}: {code}", found is not None and found[0] == code, found)
    batch = ecr.batch_get_image(**web, imageIds=[{"imageTag": "1.0.0"}, {"imageTag": "1.2.0-missing"}])
    tally.check("a batch gives what there is", [it["imageId"]["imageTag"] for it in batch["images"]] == ["1.0.0"], batch)
    tally.check("and says what there is not", [it["failureCode"] for it in batch["failures"]] == ["ImageNotFound"], batch)
    found = refusal(ecr.describe_registry)
    tally.check("another operation is not there", found == "UnknownOperationException", found)
    pulls(tally, ecs, side, digest)
    problems = model.take()
    tally.check("ecr: every answer is as AWS's model says", not problems, sorted(set(problems)))


def pulls(tally, ecs, side, digest):
    """Tasks fare as the registry says."""
    for image, status in ((f"shop/web@{digest}", "RUNNING"), (f"shop/web@sha256:{'0' * 64}", "STOPPED"), ("shop/web:1.2.0-missing", "STOPPED")):
        definition = named(ecs, image)
        task = ecs.run_task(cluster="shop", taskDefinition=definition, launchType="FARGATE", networkConfiguration=NETWORK)["tasks"][0]["taskArn"]
        side.advance(180)
        task = ecs.describe_tasks(cluster="shop", tasks=[task])["tasks"][0]
        reason = task.get("stoppedReason", "")
        right = task["lastStatus"] == status and reason.startswith("CannotPullContainerError") == (status == "STOPPED")
        tally.check(f"a task of {image[:30]} is {status}", right, (task["lastStatus"], reason))


def named(ecs, image):
    """Registers a revision of that image; gives its ARN."""
    answer = ecs.register_task_definition(
        family="web", requiresCompatibilities=["FARGATE"], networkMode="awsvpc", cpu="256", memory="512",
        executionRoleArn="arn:aws:iam::123456789012:role/execution",
        containerDefinitions=[{"name": "app", "image": f"{HOST}/{image}"}],
    )
    return answer["taskDefinition"]["taskDefinitionArn"]
