"""How many of a random sample of mutants the tests of outline, facts and verification kill.

    python tests/mutants.py [--n 40] [--seed 10] [MODULE ...]      e.g. corpus.tree rag.evidence.value

`mutmut` (set up in pyproject.toml) writes every mutant of the modules into `mutants/` and notes
which tests reach which function. `--n` mutants of each module are drawn; each runs those tests in
a fork of a process that has collected them, the quickest first, until one fails. Prints the share
killed by module and each mutant that lives: `.venv/bin/mutmut show NAME` says what it changed.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

FOLDER = Path("mutants")
LIMIT_S = 60  # for the tests of one mutant; one that hangs is killed too
_MUTMUT = Path(sys.executable).with_name("mutmut")


class Forks:
    """Runs each mutant in a fork; `ended` has each name with `killed`, `lives` or `no test`."""

    def __init__(self, names: Sequence[str], stats: dict[str, dict[str, list[str]]]) -> None:
        self.names = names
        self.tests = stats["tests_by_mangled_function_name"]
        self.cost = stats["duration_by_test"]
        self.ended: dict[str, str] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In place of pytest's own loop over the tests."""
        items = {item.nodeid: item for item in session.items}
        for name in self.names:
            reached = self.tests.get(name.rpartition("__mutmut_")[0], [])
            ids = sorted((i for i in reached if i in items), key=lambda i: self.cost[i])
            lives = bool(ids) and _passes(name, [items[i] for i in ids])
            self.ended[name] = "lives" if lives else "killed" if ids else "no test"
        return True


def _passes(name: str, items: Sequence[pytest.Item]) -> bool:
    """Whether all tests pass under a mutant, in a process of its own."""
    child = os.fork()
    if child == 0:
        signal.alarm(LIMIT_S)
        os.environ["MUTANT_UNDER_TEST"] = name
        for item in items:
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=None)):
                os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def mutants() -> dict[str, list[str]]:
    """The mutants of each module, sorted."""
    found = {}
    for path in sorted(FOLDER.rglob("*.py.meta")):
        names = sorted(json.loads(path.read_text())["exit_code_by_key"])
        if names:
            found[names[0].rpartition(".")[0]] = names
    return found


def main() -> None:
    """Write the mutants, run the sample, print the report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--n", type=int, default=40)
    parser.add_argument("--seed", type=int, default=10)
    arguments = parser.parse_args()
    # One mutant only: what is wanted of this run are the files and which test reaches what.
    subprocess.run([_MUTMUT, "run", "corpus.amount.x__value__mutmut_1"], check=True)
    sample = {
        module: random.Random(arguments.seed).sample(names, min(arguments.n, len(names)))
        for module, names in mutants().items()
        if not arguments.modules or module in arguments.modules
    }
    sys.path[0] = str(FOLDER.resolve())  # the packages there, not those that they were made of
    os.chdir(FOLDER)
    os.environ["MUTANT_UNDER_TEST"] = ""
    stats = json.loads(Path("mutmut-stats.json").read_text())
    forks = Forks([name for names in sample.values() for name in names], stats)
    files = sorted({test.partition("::")[0] for test in stats["duration_by_test"]})
    pytest.main(["-q", "-p", "no:cacheprovider", "--rootdir=.", *files], plugins=[forks])
    for module, names in sample.items():
        ended = Counter(forks.ended[name] for name in names)
        print(f"{module}: {ended['killed']} of {len(names)} killed")  # noqa: T201
        for name in names:
            if forks.ended[name] != "killed":
                print(f"    {name}: {forks.ended[name]}")  # noqa: T201


if __name__ == "__main__":
    main()
