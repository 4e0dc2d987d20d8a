"""ecs-deploy and Podium change the same service, and neither loses.

Starts a demo of its own. What Podium plans is sent as a browser without scripts sends it; boto3 says what ECS has in the end.
"""

import argparse
import html
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.parse
import urllib.request

import boto3

from process import Tally, eventually, free_port, get, running

REGION, CLUSTER, SERVICE = "eu-central-1", "shop", "vouchers"
PAGE = f"/env/demo/clusters/{CLUSTER}/services/{SERVICE}"
PLAN = re.compile(r'<form[^>]*aria-label="Carry the plan out".*?</form>', re.S)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Leaves a redirect to whoever asked."""

    def redirect_request(self, *_):
        """Follows nothing."""
        return None


class Podium:
    """The console, as a browser without scripts sees it."""

    def __init__(self, site):
        self.site = site

    def plan(self, query):
        """The fields of the plan at an address; nothing when there is no plan."""
        status, text = get(self.site + PAGE + query)
        form = PLAN.search(text)
        return status, dict((name, html.unescape(value)) for name, value in HIDDEN.findall(form[0])) if form else None

    def apply(self, query, fields, reason):
        """Carries a plan out; the status of the answer."""
        body = urllib.parse.urlencode({**fields, "reason": reason}).encode()
        request = urllib.request.Request(self.site + PAGE + query, body, {"Origin": self.site})
        try:
            with urllib.request.build_opener(NoRedirect).open(request, timeout=30) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code


def main():
    """Runs all checks; exit code 0 when every one holds."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--podium", required=True, help="the podium binary")
    podium = arguments.parse_args().podium
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        site, aws = f"127.0.0.1:{free_port()}", f"127.0.0.1:{free_port()}"
        demo = [podium, "demo", "--listen", site, "--simulator", aws, "--data", str(folder / "data")]
        keys = {"AWS_ACCESS_KEY_ID": "ECSDEPLOY", "AWS_SECRET_ACCESS_KEY": "x", "AWS_DEFAULT_REGION": REGION}
        os.environ.update(keys, AWS_ENDPOINT_URL=f"http://{aws}")
        with running(demo, folder / "demo.log"):
            console = Podium(f"http://{site}")
            if tally.check("the service appears", eventually(lambda: get(console.site + PAGE)[0] == 200)):
                both(tally, console, boto3.client("ecs"))
    return tally.close()


def deploy(tag):
    """ecs-deploy registers the running definition once more with another tag, and deploys it; it waits for nothing."""
    tool = str(pathlib.Path(sys.executable).parent / "ecs")
    command = [tool, "deploy", CLUSTER, SERVICE, "--tag", tag, "--timeout", "-1", "--no-deregister"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode == 0, done.stdout + done.stderr


def both(tally, console, ecs):
    """Podium and ecs-deploy take turns, meet, and run side by side."""
    def now():
        service = ecs.describe_services(cluster=CLUSTER, services=[SERVICE])["services"][0]
        definition = ecs.describe_task_definition(taskDefinition=service["taskDefinition"])["taskDefinition"]
        image = definition["containerDefinitions"][0]["image"]
        return service["desiredCount"], image.rsplit(":", 1)[1], image.rsplit(":", 1)[0]

    before, _, repository = now()
    scale = f"/scale?desired={before + 2}"
    _, planned = console.plan(scale)
    tally.check("ecs-deploy deploys a tag while a plan is looked at", *deploy("3.5.0"))
    tally.check("the count that was planned is still asked for", console.apply(scale, planned, "beside ecs-deploy") == 303)
    tally.check("both are there", now()[:2] == (before + 2, "3.5.0"), now())

    image = f"/deploy-image?{urllib.parse.urlencode({'image0': f'{repository}:3.5.1'})}"
    _, planned = console.plan(image)
    tally.check("ecs-deploy deploys another tag meanwhile", *deploy("3.5.2"))
    status = console.apply(image, planned, "too late")
    tally.check("a plan for what no longer runs is refused", status == 409, status)
    tally.check("what ecs-deploy deployed stays", now()[:2] == (before + 2, "3.5.2"), now())
    _, planned = console.plan(image)
    status = console.apply(image, planned, "once more")
    tally.check("planned again it is carried out", status == 303, status)
    tally.check("and runs", now()[:2] == (before + 2, "3.5.1"), now())

    for turn in range(5):
        desired, tag = before + turn, f"3.6.{turn}"
        scale = f"/scale?desired={desired}"
        _, planned = console.plan(scale)
        outcome = []
        other = threading.Thread(target=lambda tag=tag: outcome.append(deploy(tag)))
        other.start()
        status = console.apply(scale, planned, "at the same time")
        other.join()
        tally.check(f"turn {turn}: both are done", status == 303 and outcome[0][0], (status, outcome))
        tally.check(f"turn {turn}: and neither undid the other", now()[:2] == (desired, tag), now())


if __name__ == "__main__":
    sys.exit(main())
