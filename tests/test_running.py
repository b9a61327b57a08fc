"""The files for running it, and a crowd of people asking a real server."""

import re
from pathlib import Path

import yaml

from eval.load import measure_load

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


def test_the_unit_starts_with_login() -> None:
    unit = (ROOT / "docs/xuntiao.service").read_text(encoding="utf-8")
    (start,) = re.findall(r"^ExecStart=(.*)$", unit, re.MULTILINE)
    assert start.endswith("app.py --login")


def test_a_crowd_is_answered(sample_home: Path) -> None:
    load = measure_load(sample_home, ["有哪些保障措施？", "文件的总体目标是什么？"], 8, 3)
    assert set(load.statuses) == {"200"}
    assert len(load.latencies) >= 8
    assert load.stopped in (0, -15)  # uvicorn raises the signal again once all is finished
