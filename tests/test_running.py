"""The files for running it, and a crowd of people asking a real server."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from eval.load import measure_load
from web.server import STOP_S

ROOT = Path(__file__).parent.parent


def test_the_image_holds_every_folder_that_the_app_imports() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = {line.split()[1] for line in lines if line.startswith("COPY ")}
    assert copied == {"requirements.txt", "app.py", "corpus", "index", "rag", "web"}
    assert all((ROOT / name).exists() for name in copied)
    assert "USER xuntiao" in lines


def test_compose_publishes_to_this_machine_alone() -> None:
    app = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]["app"]
    assert app["ports"] == ["127.0.0.1:7860:7860"]
    assert app["read_only"] is True
    assert "data:/data" in app["volumes"]


def test_compose_says_nothing_that_compose_does_not_know() -> None:
    # Of the Compose Specification, what a service of ours may use; a slip is silent until it runs.
    known = {
        "build", "cap_drop", "environment", "ports", "read_only", "restart", "security_opt",
        "stop_grace_period", "tmpfs", "volumes",
    }  # fmt: skip
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    assert compose.keys() == {"services", "volumes"}
    (app,) = compose["services"].values()
    assert app.keys() <= known
    named = {each.split(":")[0] for each in app["volumes"] if not each.startswith((".", "/"))}
    assert named == compose["volumes"].keys()
    for each in app["volumes"]:
        source, target, *mode = each.split(":")
        assert target.startswith("/")
        assert mode in ([], ["ro"])
        assert not source.startswith(".") or (ROOT / source).is_dir()
    assert app["cap_drop"] == ["ALL"]
    assert app["security_opt"] == ["no-new-privileges:true"]
    assert app["environment"].keys() <= read_by_the_program() | {"FORWARDED_ALLOW_IPS"}


def test_the_image_is_built_as_its_builders_advise() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    steps = [line.split(maxsplit=1) for line in text.splitlines() if line[:1] not in ("", "#")]
    order = [name for name, _ in steps]
    assert set(order) <= {
        "FROM", "ENV", "RUN", "WORKDIR", "COPY", "USER", "VOLUME", "EXPOSE", "HEALTHCHECK",
        "STOPSIGNAL", "CMD",
    }  # fmt: skip
    said = dict(steps)
    assert re.fullmatch(r"python:\d+\.\d+-slim", said["FROM"])  # a version, never `latest`
    assert order.index("USER") > max(i for i, name in enumerate(order) if name == "RUN")
    assert said["USER"] not in ("root", "0")
    for step in ("CMD", "HEALTHCHECK"):
        command = json.loads(said[step][said[step].index("[") :])  # no shell of Docker's between
        assert all(isinstance(part, str) for part in command)
    assert "exec python app.py" in said["CMD"]  # so that the stop signal reaches the server
    assert "--no-cache-dir" in next(rest for _, rest in steps if "pip install" in rest)
    assert "/readyz" in said["HEALTHCHECK"]
    set_there = {each.split("=")[0] for each in said["ENV"].split()}
    assert {name for name in set_there if name.startswith("XUNTIAO_")} <= read_by_the_program()


def test_everything_that_stops_the_server_waits_longer_than_it_needs() -> None:
    app = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]["app"]
    unit = (ROOT / "docs/xuntiao.service").read_text(encoding="utf-8")
    (seconds,) = re.findall(r"^TimeoutStopSec=(\d+)$", unit, re.MULTILINE)
    assert int(app["stop_grace_period"].removesuffix("s")) > STOP_S
    assert int(seconds) > STOP_S


def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze on this machine")
    unit = (ROOT / "docs/xuntiao.service").read_text(encoding="utf-8")
    file = tmp_path / "xuntiao.service"
    # It looks whether the program is there; here another one is.
    file.write_text(unit.replace("/opt/xuntiao/.venv/bin/python", sys.executable))
    done = subprocess.run(
        ["systemd-analyze", "verify", str(file)], capture_output=True, text=True, check=False
    )
    assert [line for line in done.stderr.splitlines() if "xuntiao.service" in line] == []
    assert re.search(r"XUNTIAO_\w+", unit)
    assert set(re.findall(r"XUNTIAO_\w+", unit)) <= read_by_the_program()


def test_every_setting_is_documented() -> None:
    docs = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    said = "".join(file.read_text(encoding="utf-8") for file in docs)
    assert {name for name in read_by_the_program() if name not in said} == set()


def read_by_the_program() -> set[str]:
    """The variables of the environment that the code names."""
    files = [
        ROOT / "app.py",
        *(f for d in ("corpus", "index", "rag", "web") for f in (ROOT / d).rglob("*.py")),
    ]
    return {
        name
        for f in files
        for name in re.findall(r"XUNTIAO_[A-Z0-9_]+[A-Z0-9]", f.read_text(encoding="utf-8"))
    }


def test_the_unit_starts_with_login() -> None:
    unit = (ROOT / "docs/xuntiao.service").read_text(encoding="utf-8")
    (start,) = re.findall(r"^ExecStart=(.*)$", unit, re.MULTILINE)
    assert start.endswith("app.py --login")


def test_a_crowd_is_answered(sample_home: Path) -> None:
    load = measure_load(sample_home, ["有哪些保障措施？", "文件的总体目标是什么？"], 8, 3)
    assert set(load.statuses) == {"200"}
    assert len(load.latencies) >= 8
    assert load.stopped in (0, -15)  # uvicorn raises the signal again once all is finished
