"""`make figures`: every number of the README measured again, one command after another.

Writes a page with each command and what it printed, under the date, the machine and the commit.
A command that fails is on the page as failed; the others go on.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from eval.machine import this_machine

ROOT = Path(__file__).parent.parent
QUESTIONS = "eval/questions"
_LIMIT_S = 3600  # a command
_SETS = (
    ("sample", "corpus/documents"),
    ("synthetic", "eval/documents"),
    ("across", "eval/documents"),
)
_PROFILES = (
    ("sample", "corpus/documents"),
    ("synthetic", "eval/documents"),
    ("fresh10", "eval/profiles/documents"),
)


def figures(page: Path, only: str | None = None) -> list[str]:
    """Measure and write `page`; the titles of what failed. `only` measures titles that hold it."""
    failed: list[str] = []
    parts = [f"# Figures\n\n{this_machine()}, commit {_commit()}. Made by `make figures`.\n"]
    with tempfile.TemporaryDirectory() as folder:
        for title, command in _commands(Path(folder)):
            if only and only not in title:
                continue
            ended, output = _run(command)
            if ended:
                failed.append(title)
            said = "" if not ended else f" (failed, status {ended})"
            shown = " ".join(command).replace(folder, "HOME")
            parts.append(f"\n## {title}{said}\n\n`python -m {shown}`\n\n```\n{output}\n```\n")
            page.write_text("".join(parts), encoding="utf-8")
    return failed


def _commands(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Titles and arguments of `python -m`, in the order in which they must run."""
    homes = {corpus: str(folder / Path(corpus).parent.name) for _, corpus in _SETS}
    for corpus, home in homes.items():
        yield f"index of {corpus}", ["index", "build", "--corpus", corpus, "--home", home]
    for name, corpus in _SETS:
        for split in ("dev", "test"):
            file = f"{QUESTIONS}/{name}.{split}.jsonl"
            out = str(folder / f"{name}-{split}")
            run = ["eval", "run", "--questions", file, "--home", homes[corpus], "--out", out]
            yield f"answers: {name} {split}", [*run, "--answers-only"]
    sample = ["--questions", f"{QUESTIONS}/sample.test.jsonl", "--home", homes["corpus/documents"]]
    yield "search: sample test", ["eval", "baselines", *sample]
    for name, corpus in _PROFILES:
        where = ["--profiles", f"eval/profiles/{name}.jsonl", "--corpus", corpus]
        yield f"matching: {name}", ["eval", "match", *where]
    yield "start-up", ["eval", "bench"]
    yield "reading", ["eval", "speed"]
    yield "embedding", ["eval", "embedding"]


def _run(arguments: list[str]) -> tuple[int, str]:
    environment = {**os.environ, "COLUMNS": "150"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=_LIMIT_S,
        )
    except subprocess.TimeoutExpired:
        return 124, f"not done within {_LIMIT_S} s"
    output = done.stdout if done.returncode == 0 else f"{done.stdout}{done.stderr}"
    return done.returncode, output.strip()


def _commit() -> str:
    command = ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
