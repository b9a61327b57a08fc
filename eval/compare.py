"""Two runs over the same questions: what got better, what worse, and whether that is chance.

Reads two `report.json`; asks and measures nothing. The p value of a measure is that of a paired
permutation test on the mean difference, which for right or wrong is the exact McNemar test.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from corpus.system_error import why_refused
from eval.report import percent
from eval.score import LOWER_IS_BETTER, MEASURES
from index.dense import Scores

_N_RESAMPLES = 9999
_SHOWN = ("right", "section_first")


class ReportError(Exception):
    """A report that cannot be compared: one sentence with its path and why."""


@dataclass(frozen=True)
class Run:
    """A run as its report tells it: every question by id, with its scores."""

    path: Path
    asked: Mapping[str, str]
    scores: Mapping[str, Mapping[str, float | None]]


@dataclass(frozen=True)
class ScoreChange:
    """A question whose score of a measure differs between the runs."""

    id: str
    question: str
    before: float
    after: float


@dataclass(frozen=True)
class Difference:
    """A measure over the `n` questions that it applies to in both runs.

    `p` is two-sided; `low` and `high` bound the mean difference (95 %, paired bootstrap). All are
    None where it applies to fewer than two questions.
    """

    name: str
    before: float | None
    after: float | None
    low: float | None
    high: float | None
    p: float | None
    n: int
    better: tuple[ScoreChange, ...]
    worse: tuple[ScoreChange, ...]


@dataclass(frozen=True)
class Comparison:
    """Two runs: differences by measure, and the questions that only one of them has."""

    differences: Mapping[str, Difference]
    n_common: int
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]


def load_run(path: Path) -> Run:
    """The run of a `report.json`, or of the folder that holds one.

    Raises:
        ReportError: not there, or not a report.
    """
    file = path / "report.json" if path.is_dir() else path
    try:
        outcomes: Any = json.loads(file.read_text(encoding="utf-8"))["outcomes"]
        return Run(
            file,
            {o["id"]: str(o["question"]) for o in outcomes},
            {o["id"]: {name: o["scores"].get(name) for name in MEASURES} for o in outcomes},
        )
    except FileNotFoundError:
        raise ReportError(f"{file}：没有这个报告，请先执行 python -m eval run") from None
    except OSError as error:
        raise ReportError(f"{file}：读不了这个报告（{why_refused(error)}）") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ReportError(f"{file}：不是 python -m eval run 写的 report.json") from None


def compare(before: Run, after: Run, *, seed: int = 0) -> Comparison:
    """The differences over the questions that both runs have, by id.

    Raises:
        ReportError: no question is in both, or one id stands for two questions.
    """
    common = [id for id in before.scores if id in after.scores]
    if not common:
        raise ReportError(f"{before.path} 和 {after.path} 没有相同的问题，无法比较")
    for id in common:
        if before.asked[id] != after.asked[id]:
            raise ReportError(f"{before.path} 和 {after.path} 中 id「{id}」的问题不同，无法比较")
    return Comparison(
        differences={name: _difference(name, before, after, common, seed) for name in MEASURES},
        n_common=len(common),
        only_before=tuple(id for id in before.scores if id not in after.scores),
        only_after=tuple(id for id in after.scores if id not in before.scores),
    )


def show_comparison(comparison: Comparison, console: Console) -> None:
    """Prints the measures side by side, then each question that got better or worse."""
    title = f"对比：{comparison.n_common} 个相同的问题"
    table = Table("指标", "前", "后", "差的 95 % 区间", "变好", "变差", "p", "问题数", title=title)
    for column in table.columns[1:]:
        column.justify = "right"
    for name, difference in comparison.differences.items():
        table.add_row(
            MEASURES[name],
            percent(difference.before),
            percent(difference.after),
            "—"
            if difference.low is None or difference.high is None
            else f"{difference.low * 100:+.1f} … {difference.high * 100:+.1f}",
            str(len(difference.better)),
            str(len(difference.worse)),
            "—" if difference.p is None else f"{difference.p:.3f}",
            str(difference.n),
        )
    console.print(table)
    for name in _SHOWN:
        difference = comparison.differences[name]
        for word, changes in (("变好", difference.better), ("变差", difference.worse)):
            console.print(f"{MEASURES[name]}{word}（{len(changes)}）")
            for change in changes:
                console.print(f"  {escape(change.id)}  {escape(change.question)}")
    for word, ids in (("前", comparison.only_before), ("后", comparison.only_after)):
        if ids:
            console.print(f"只在“{word}”中的问题（{len(ids)}）：{escape('、'.join(ids))}")


def _difference(name: str, before: Run, after: Run, common: Sequence[str], seed: int) -> Difference:
    pairs = [(id, before.scores[id][name], after.scores[id][name]) for id in common]
    rows = [(id, old, new) for id, old, new in pairs if old is not None and new is not None]
    changes = [ScoreChange(id, before.asked[id], old, new) for id, old, new in rows if old != new]
    old_scores = np.array([old for _, old, _ in rows], dtype=np.float64)
    new_scores = np.array([new for _, _, new in rows], dtype=np.float64)
    low, high, p = paired_test(old_scores, new_scores, seed=seed)
    return Difference(
        name=name,
        before=float(old_scores.mean()) if rows else None,
        after=float(new_scores.mean()) if rows else None,
        low=low,
        high=high,
        p=p,
        n=len(rows),
        better=tuple(c for c in changes if _is_better(name, c)),
        worse=tuple(c for c in changes if not _is_better(name, c)),
    )


def paired_test(
    before: Scores, after: Scores, *, seed: int = 0
) -> tuple[float | None, float | None, float | None]:
    """Interval of the mean difference and p value; Nones for fewer than two pairs.

    Where every difference is 0 or of one size, the permutation test is the exact binomial test on
    its signs (McNemar 1947); otherwise scipy flips signs at random.
    """
    from scipy import stats

    differences = after - before
    if len(differences) < 2:
        return None, None, None
    moved = differences[differences != 0]
    if not len(moved):
        return 0.0, 0.0, 1.0
    if np.all(np.abs(moved) == abs(moved[0])):
        p = stats.binomtest(int(np.sum(moved > 0)), len(moved), 0.5).pvalue
    else:
        p = stats.permutation_test(
            (differences,),
            np.mean,
            permutation_type="samples",
            vectorized=True,
            n_resamples=_N_RESAMPLES,
            rng=np.random.default_rng(seed),
        ).pvalue
    if np.all(differences == differences[0]):
        return float(differences[0]), float(differences[0]), float(p)
    interval = stats.bootstrap(
        (differences,),
        np.mean,
        method="percentile",
        vectorized=True,
        n_resamples=_N_RESAMPLES,
        rng=np.random.default_rng(seed),
    ).confidence_interval
    return float(interval.low), float(interval.high), float(p)


def _is_better(name: str, change: ScoreChange) -> bool:
    rose = change.after > change.before
    return not rose if name in LOWER_IS_BETTER else rose
