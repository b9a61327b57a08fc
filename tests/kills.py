"""Builds and updates killed at random points (SIGKILL) under a reader that never stops.

    python -m tests.kills --n 200 [--seed 1]

Each round changes some documents of a corpus, starts a build of it in a process of its own, and
kills that after a random part of the time that a build takes. The reader, another process, opens
the data folder and reloads it all the while. Whatever either sees must be one of the states that
were ever asked for, whole: every document's text, a clause of each found by what only it says,
as many vectors and lexical rows as clauses. After each kill the folder is opened (timed), and every
few rounds a build runs to its end and `verify` must find nothing. Exit status 1 where any is wrong.
"""

import argparse
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from pathlib import Path

from index.build import build
from index.errors import IndexUnusable
from index.index import Index
from index.library import add_document, remove_document
from index.settings import Settings
from index.tokenize import tokenize
from index.upkeep import verify
from tests.test_index import HashEmbedder

N_DOCUMENTS = 12
# Forked by a server without threads: a fork of this process would take their locks along.
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.test_index", "index.library", "faiss", "tantivy"])


@dataclass
class Outcome:
    """What the rounds came to; `wrong` has a sentence for each thing that must not be."""

    killed: int = 0
    finished: int = 0
    before: int = 0
    after: int = 0
    opened: int = 0
    slowest_s: float = 0.0
    wrong: list[str] = field(default_factory=list)


def policy(number: int, version: int) -> str:
    """A document whose every clause says which version it is."""
    mark = f"标记{number:03}版{version:05}"
    lines = [f"云泽市第{number}号办法", f"一、{mark}的总则"]
    lines += [f"（{n}）按照{mark}，第{n}类企业给予{version}{n}万元奖励。" for n in range(1, 9)]
    return "\n".join(lines) + "\n"


def see(index: Index) -> str:
    """The versions that an opened index holds, as `number:version …`.

    Raises:
        AssertionError: it is not whole.
    """
    found = []
    for doc_id, document in index.documents.items():
        number, version = (
            document.clauses[1].text.split("标记")[1].removesuffix("的总则").split("版")
        )
        assert document.text == policy(int(number), int(version)), f"{doc_id} is of two versions"
        found.append(f"{doc_id}:{int(version)}")
    assert len(index.clauses) == len(index._dense) == len(index._lexical), "arms of two lengths"
    if index.clauses:
        clause = random.choice(index.clauses)
        (best, *_) = index.search(clause.text, index.embed(clause.text), 1)
        assert best.clause.doc_id == clause.doc_id, "another document was found"
    return " ".join(found)


def _build(home: str, corpus: str) -> None:
    build(Settings(Path(home), "hash-64"), Path(corpus), progress=False, embedder=HashEmbedder())


def _add(home: str, file: str) -> None:
    add_document(Settings(Path(home), "hash-64"), Path(file), embedder=HashEmbedder())


def _remove(home: str, doc_id: str) -> None:
    remove_document(Settings(Path(home), "hash-64"), doc_id, embedder=HashEmbedder())


def _worker(ready: Event, go: Event, work: str, home: str, what: str) -> None:
    """Waits until everything slow is loaded, so that a kill meets work and not loading."""
    tokenize("预热")
    ready.set()
    go.wait()
    {"build": _build, "add": _add, "remove": _remove}[work](home, what)


def _reader(home: str, stop: Event, seen: "Queue[Counter[str]]") -> None:
    settings, embedder = Settings(Path(home), "hash-64"), HashEmbedder()
    index = Index.open(settings, embedder)
    counted: Counter[str] = Counter()
    while not stop.is_set():
        try:
            fresh = index.reload_if_changed()
            counted[see(fresh)] += 1
            index = fresh
            counted[see(Index.open(settings, embedder))] += 1
        except Exception as error:  # Whatever it is, the parent shall say it.
            counted[f"! {type(error).__name__}: {error}"] += 1
    seen.put(counted)


def run(n: int, seed: int, folder: Path) -> Outcome:
    """`n` rounds in a folder that is empty."""
    rng = random.Random(seed)
    home, corpus, loose = folder / "home", folder / "corpus", folder / "loose"
    for made in (corpus, loose):
        made.mkdir()
    settings, embedder = Settings(home, "hash-64"), HashEmbedder()
    versions = {number: 1 for number in range(N_DOCUMENTS)}
    for number, version in versions.items():
        (corpus / f"d{number:02}.txt").write_text(policy(number, version), encoding="utf-8")
    began = time.perf_counter()
    _build(str(home), str(corpus))
    whole_s = time.perf_counter() - began
    outcome = Outcome()
    asked = {see(Index.open(settings, embedder))}
    now = next(iter(asked))

    stop, seen = _PROCESSES.Event(), _PROCESSES.Queue()
    reader = _PROCESSES.Process(target=_reader, args=(str(home), stop, seen))
    reader.start()
    added: set[int] = set()
    counter = 1
    for round_ in range(n):
        counter += 1
        work, what = "build", str(corpus)
        number = rng.randrange(100, 104)
        if rng.random() < 0.25:
            if number in added:
                work, what = "remove", f"x{number}"
            else:
                work = "add"
                file = loose / f"x{number}.txt"
                file.write_text(policy(number, counter), encoding="utf-8")
                what = str(file)
        else:
            for number_ in rng.sample(range(N_DOCUMENTS), rng.randrange(1, 4)):
                path = corpus / f"d{number_:02}.txt"
                if path.exists() and rng.random() < 0.3:
                    path.unlink()
                else:
                    path.write_text(policy(number_, counter), encoding="utf-8")
        target = _target(corpus, now, work, what, counter)
        asked.add(target)
        finished = _killed_worker(rng.uniform(0, 1.5 * whole_s), work, str(home), what)
        outcome.finished += finished
        outcome.killed += not finished

        began = time.perf_counter()
        try:
            found = see(Index.open(settings, embedder))
            sees = f"round {round_} ({work}): "
            if found not in (now, target):
                outcome.wrong.append(f"{sees}{found}; not {now} and not {target}")
            if finished and found != target:
                outcome.wrong.append(f"{sees}finished, and yet {found}")
            outcome.before += found == now != target
            outcome.after += found == target
            now = found
        except (AssertionError, IndexUnusable) as error:
            outcome.wrong.append(f"round {round_} ({work}): {error}")
        outcome.slowest_s = max(outcome.slowest_s, time.perf_counter() - began)
        if round_ % 5 == 4 or round_ == n - 1:
            began = time.perf_counter()
            now = _settle(settings, corpus, now, asked, outcome, round_)
            # The machine is as busy as it is: kills shall fall into the whole of a build.
            whole_s = (whole_s + time.perf_counter() - began) / 2
        added = {int(one.split(":")[0][1:]) for one in now.split() if one.startswith("x")}
    stop.set()
    counted = seen.get(timeout=60)
    reader.join()
    outcome.opened = counted.total()
    outcome.wrong += [f"reader: {state}" for state in counted if state not in asked]
    return outcome


def _target(corpus: Path, now: str, work: str, what: str, counter: int) -> str:
    """What the index must hold once the work is done."""
    held = dict(one.split(":") for one in now.split())
    if work == "remove":
        del held[what]
    elif work == "add":
        held[Path(what).stem] = str(counter)
    else:
        held = {doc_id: version for doc_id, version in held.items() if doc_id.startswith("x")}
        for path in corpus.iterdir():
            mark = path.read_text(encoding="utf-8").split("版")[1].split("的")[0]
            held[path.stem] = str(int(mark))
    return " ".join(f"{doc_id}:{held[doc_id]}" for doc_id in sorted(held))


def _killed_worker(after_s: float, work: str, home: str, what: str) -> bool:
    """Whether the work was done before the kill came."""
    ready, go = _PROCESSES.Event(), _PROCESSES.Event()
    worker = _PROCESSES.Process(target=_worker, args=(ready, go, work, home, what))
    worker.start()
    ready.wait()
    go.set()
    worker.join(after_s)
    if worker.pid is not None and worker.exitcode is None:
        os.kill(worker.pid, signal.SIGKILL)
    worker.join()
    return worker.exitcode == 0


def _settle(
    settings: Settings, corpus: Path, now: str, asked: set[str], outcome: Outcome, round_: int
) -> str:
    """A build to its end: the next start repairs; timed with what follows it."""
    target = _target(corpus, now, "build", "", 0)
    asked.add(target)
    began = time.perf_counter()
    try:
        _build(str(settings.home), str(corpus))
        found = see(Index.open(settings, HashEmbedder()))
    except (AssertionError, IndexUnusable) as error:
        outcome.wrong.append(f"round {round_}, build: {error}")
        return now
    outcome.slowest_s = max(outcome.slowest_s, time.perf_counter() - began)
    if found != target:
        outcome.wrong.append(f"round {round_}, build: {found}, not {target}")
    outcome.wrong += [f"round {round_}, verify: {sentence}" for sentence in verify(settings)]
    return found


def main() -> int:
    """The exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(options.n, options.seed, Path(folder))
    print(  # noqa: T201
        f"{outcome.killed} killed, {outcome.finished} finished before; then the state before in "
        f"{outcome.before}, the new one in {outcome.after}; the reader looked {outcome.opened} "
        f"times; slowest restart {outcome.slowest_s:.2f} s; wrong: {len(outcome.wrong)}"
    )
    for sentence in outcome.wrong:
        print(sentence, file=sys.stderr)  # noqa: T201
    return 1 if outcome.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
