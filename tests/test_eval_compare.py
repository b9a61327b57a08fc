"""Two runs against each other: p values by counting, and the questions that changed."""

import json
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from eval.__main__ import main
from eval.compare import ReportError, compare, load_run, paired_test, show_comparison
from eval.score import MEASURES


def report(path: Path, right: dict[str, float], mrr: dict[str, float] | None = None) -> Path:
    path.mkdir()
    outcomes = [
        {
            "id": id,
            "question": f"问[{id}]",
            "scores": {**dict.fromkeys(MEASURES), "right": score, "mrr": (mrr or {}).get(id)},
        }
        for id, score in right.items()
    ]
    (path / "report.json").write_text(json.dumps({"outcomes": outcomes}), encoding="utf-8")
    return path


def test_right_and_wrong_are_tested_as_mcnemar_counts(tmp_path: Path) -> None:
    # Of ten questions five get better and one worse: heads 0, 1, 5 or 6 of six coins.
    old = report(tmp_path / "a", {str(n): float(n == 0) for n in range(10)})
    new = report(tmp_path / "b", {str(n): float(1 <= n <= 5) for n in range(10)})
    right = compare(load_run(old), load_run(new / "report.json")).differences["right"]
    assert right.p == pytest.approx((1 + 6 + 6 + 1) / 2**6)
    assert (right.before, right.after, right.n) == (1 / 10, 5 / 10, 10)
    assert [change.id for change in right.better] == ["1", "2", "3", "4", "5"]
    assert [change.id for change in right.worse] == ["0"]
    assert right.low is not None
    assert right.high is not None
    assert right.low < 4 / 10 < right.high


def test_graded_scores_are_permuted_exactly_when_few() -> None:
    before = np.array([0.0, 0.0, 0.0])
    after = np.array([1 / 4, 1 / 2, 1.0])
    # All three rise: of 2 ** 3 sign patterns only this one and its mirror are as extreme.
    low, high, p = paired_test(before, after)
    assert p == pytest.approx(2 / 2**3)
    assert low == pytest.approx(1 / 4)
    assert high == pytest.approx(1.0)
    assert paired_test(before, before) == (0.0, 0.0, 1.0)
    assert paired_test(before, before + 1)[2] == pytest.approx(2 / 2**3)
    assert paired_test(before[:1], after[:1]) == (None, None, None)


def test_a_question_only_one_run_has_is_named_and_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = load_run(report(tmp_path / "a", {"1": 0.0, "2": 1.0, "3": 1.0}, {"1": 1 / 2}))
    new = load_run(report(tmp_path / "b", {"1": 1.0, "2": 1.0, "4": 1.0}, {"1": 1 / 3}))
    comparison = compare(old, new)
    assert (comparison.only_before, comparison.only_after) == (("3",), ("4",))
    assert comparison.differences["right"].n == 2
    assert comparison.differences["mrr"].worse[0].after == 1 / 3
    assert comparison.differences["ndcg"].before is None
    show_comparison(comparison, Console(width=120))
    shown = capsys.readouterr().out
    for text in ("回答正确变好（1）\n  1  问[1]", "只在“前”中的问题（1）：3"):
        assert text in shown


def test_a_report_that_cannot_be_compared_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = report(tmp_path / "a", {"1": 0.0})
    other = report(tmp_path / "b", {"9": 0.0})
    broken = tmp_path / "c.json"
    broken.write_text("[1]", encoding="utf-8")
    for bad, word in ((tmp_path / "no", "没有这个报告"), (broken, "不是"), (other, "没有相同")):
        assert main(["compare", str(good), str(bad)]) == 2
        printed = capsys.readouterr()
        assert word in printed.err
        assert printed.err.count("\n") == 1
    assert main(["compare", str(good), str(good)]) == 0
    renamed = load_run(good)
    with pytest.raises(ReportError, match="问题不同"):
        compare(renamed, type(renamed)(renamed.path, {"1": "别的"}, renamed.scores))
