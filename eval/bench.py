"""How long and how much: first start, index, warm questions, memory; each in a process of its own.

Says nothing about whether the answers are right.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from eval.machine import Machine, peak_mib, this_machine
from eval.measure import Asker, Latency, ask_all, latencies
from eval.question import Question
from eval.report import STAGES
from index.settings import Settings

N_WARM_UP = 3


class BenchError(Exception):
    """A command that the benchmark runs has failed; says which, and its last words."""


@dataclass(frozen=True)
class Started:
    """A command run in a process of its own."""

    seconds: float
    peak_mib: float


@dataclass(frozen=True)
class Bench:
    """What the benchmark measured."""

    index: Started
    first_ask: Started
    open_seconds: float
    latencies: tuple[Latency, ...]
    n_questions: int
    warm_peak_mib: float
    machine: Machine


def bench(questions: Sequence[Question], corpus: Path) -> Bench:
    """The measurements, in a fresh home that is removed afterwards."""
    from rag.pipeline import Pipeline

    with tempfile.TemporaryDirectory() as home:
        index = start(["-m", "index", "build", "--corpus", str(corpus)], home)
        first_ask = start(["-m", "rag", "ask", questions[0].question], home)
        begun = time.perf_counter()
        pipeline = Pipeline.open(Settings.from_environment(home))
        open_seconds = time.perf_counter() - begun
        warm = warm_latencies(pipeline, questions)
    return Bench(
        index=index,
        first_ask=first_ask,
        open_seconds=open_seconds,
        latencies=warm,
        n_questions=len(questions),
        warm_peak_mib=peak_mib(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss),
        machine=this_machine(),
    )


def start(arguments: Sequence[str], home: str) -> Started:
    """Runs Python with these arguments on that home, to its end.

    Raises:
        BenchError: it did not exit with 0.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as words:
        begun = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments],
            env={**os.environ, "XUNTIAO_HOME": home},
            stdout=subprocess.DEVNULL,
            stderr=words,
        )
        # subtle: wait4 alone tells this child's own memory; getrusage has that of the largest.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            words.seek(0)
            said = words.read().strip().splitlines() or [f"退出码 {process.returncode}"]
            raise BenchError(f"命令 python {' '.join(arguments)} 失败：{said[-1]}")
    return Started(seconds, peak_mib(usage.ru_maxrss))


def warm_latencies(asker: Asker, questions: Sequence[Question]) -> tuple[Latency, ...]:
    """Percentiles per stage over the questions, each asked once, after a few others to warm up."""
    for question in questions[-N_WARM_UP:]:
        asker.ask(question.question + "？")
    return latencies([answer for _, answer, _ in ask_all(questions, asker) if answer is not None])


def show_bench(measured: Bench, console: Console) -> None:
    """Prints the measurements as a table."""
    table = Table("项目", "结果", title=str(measured.machine))
    table.columns[1].justify = "right"
    first = measured.index.seconds + measured.first_ask.seconds
    table.add_row("安装后到第一个回答（建索引＋提问）", f"{first:.1f} 秒")
    table.add_row("其中建索引（独立进程）", f"{measured.index.seconds:.1f} 秒")
    table.add_row("其中提问（独立进程）", f"{measured.first_ask.seconds:.1f} 秒")
    table.add_row("打开索引（同一进程）", f"{measured.open_seconds:.2f} 秒")
    for stage in measured.latencies:
        name = STAGES.get(stage.stage, stage.stage)
        times = f"{stage.p50:.1f} / {stage.p95:.1f} / {stage.p99:.1f} 毫秒"
        table.add_row(f"热启动提问 {name} p50 / p95 / p99", times)
    table.add_row("热启动提问的问题数", str(measured.n_questions))
    table.add_row("内存峰值：建索引", f"{measured.index.peak_mib:.0f} MiB")
    table.add_row("内存峰值：单次提问", f"{measured.first_ask.peak_mib:.0f} MiB")
    table.add_row("内存峰值：热启动提问", f"{measured.warm_peak_mib:.0f} MiB")
    console.print(table)
