"""Podium in front of a server that Podium's authors did not write.

Starts moto_server, fills it with boto3, starts `podium serve` on it and reads every page. Then takes moto away and gives it back.
"""

import argparse
import pathlib
import re
import sys
import tempfile

from moto_estate import REGION, fill
from process import Tally, eventually, free_port, get, running

SECRET = "canary-3f1c-never-to-be-shown"


def main():
    """Runs all checks; exit code 0 when every one holds."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--podium", required=True, help="the podium binary")
    podium = arguments.parse_args().podium
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        moto_port, port = free_port(), free_port()
        moto = [str(pathlib.Path(sys.executable).parent / "moto_server"), "-H", "127.0.0.1", "-p", str(moto_port)]
        endpoint, site = f"http://127.0.0.1:{moto_port}", f"http://127.0.0.1:{port}"
        config = folder / "podium.toml"
        config.write_text(
            f'listen = "127.0.0.1:{port}"\ndata = "{folder / "data"}"\n\n'
            f'[[environment]]\nname = "moto"\nregion = "{REGION}"\nendpoint_url = "{endpoint}"\n'
        )
        log = folder / "podium.log"
        with running(moto, folder / "moto.log"):
            eventually(lambda: get(endpoint + "/moto-api/")[0] == 200)
            tasks = fill(endpoint, SECRET)
            with running([podium, "serve", "--config", str(config)], log):
                every_page(tally, site, [arn.rsplit("/", 1)[1] for arn in tasks])
        with running([podium, "serve", "--config", str(config)], log):
            outage(tally, site, moto, folder, endpoint)
        tally.check("no secret in the log", SECRET not in log.read_text())
        tally.check("no panic in the log", "panicked" not in log.read_text(), log.read_text()[-600:])
    return tally.close()


def every_page(tally, site, tasks):
    """Every page answers 200 and shows what boto3 made; nothing shows the secret."""
    def complete():
        return "section-10" in get(f"{site}/env/moto/services")[1]

    tally.check("the services appear", eventually(complete), get(f"{site}/env/moto/services"))
    cluster = "/env/moto/clusters/orchestra"
    pages = {
        "/": "orchestra",
        "/env/moto/clusters": "silent",
        "/env/moto/services": "section-00",
        cluster: "section-10",
        f"{cluster}/tasks": tasks[0][:8],
        f"{cluster}/events": "orchestra",
        f"{cluster}/configuration": "strings",
        f"{cluster}/services/section-04": "violin",
        f"{cluster}/services/section-04/tasks": "section-04",
        f"{cluster}/services/section-04/deployments": "violin",
        f"{cluster}/services/section-04/events": "section-04",
        f"{cluster}/services/section-04/configuration": "section-04",
        f"{cluster}/tasks/{tasks[0]}": "bow",
        "/env/moto/clusters/silent": "silent",
        "/env/moto/traffic": "music.example",
        "/env/moto/target-groups/pit": "10.0.0.8",
        "/env/moto/task-definitions": "violin",
        "/env/moto/task-definitions/violin": "violin",
        "/env/moto/task-definitions/violin/3": "registry.example/violin:3.0.0",
        "/env/moto/task-definitions/violin/3/raw": "BOW_KEY",
        "/search?q=section": "section-07",
        f"/search?q={tasks[1][:10]}": tasks[1][:8],
    }
    for path, text in pages.items():
        status, body = 0, ""

        def shown():
            nonlocal status, body
            status, body = get(site + path)
            return status == 200 and text in body

        tally.check(f"{path} shows {text}", eventually(shown, 20), f"{status} {len(body)} bytes")
        tally.check(f"{path} keeps the secret", SECRET not in body)
    for path in ("/env/moto/clusters/none", f"{cluster}/services/none", f"{cluster}/tasks/none", "/env/other/clusters"):
        tally.check(f"{path} is not found", get(site + path)[0] == 404, get(site + path)[0])
    levels = set(re.findall(r'data-service="section-\d\d"[^>]*data-level="(\w+)"', get(f"{site}/env/moto/services")[1]))
    tally.check("services that should run and do not are not called steady", levels and "steady" not in levels, levels)


def outage(tally, site, moto, folder, endpoint):
    """Podium starts while moto is down, says so, and recovers by itself."""
    tally.check("pages answer while AWS is down", eventually(lambda: get(site + "/")[0] == 200))
    tally.check("alive while AWS is down", get(site + "/livez")[0] == 200)
    tally.check("nothing is called steady while AWS is down", 'data-level="steady"' not in get(site + "/")[1])
    with running(moto, folder / "moto.log"):
        eventually(lambda: get(endpoint + "/moto-api/")[0] == 200)
        fill(endpoint, SECRET)
        back = eventually(lambda: "section-03" in get(f"{site}/env/moto/services")[1], 90)
        tally.check("the services appear when AWS is back", back)


if __name__ == "__main__":
    sys.exit(main())
