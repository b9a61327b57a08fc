"""The recorded headline figures, and which of a new run's have fallen below them.

`python -m eval record` writes the record; the tests read it. Raising it is a commit of its own.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path

from eval.figure import Figure
from eval.measure import HEADLINE, Result
from eval.score import LOWER_IS_BETTER, MEASURES

BASELINE = Path(__file__).with_name("baseline.json")


def record_baseline(result: Result, questions: Path, path: Path = BASELINE) -> None:
    """Writes the run's headline figures as the record."""
    record = {
        "questions": questions.name,
        "recorded": date.today().isoformat(),
        "figures": {name: asdict(result.figures[name]) for name in HEADLINE},
    }
    path.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def load_baseline(path: Path = BASELINE) -> dict[str, Figure]:
    """The recorded headline figures by name."""
    record = json.loads(path.read_text(encoding="utf-8"))
    return {name: Figure(**values) for name, values in record["figures"].items()}


def fallen(current: Mapping[str, Figure], baseline: Mapping[str, Figure]) -> list[str]:
    """A sentence for each figure that is worse than the record's interval allows."""
    sentences = []
    for name, recorded in baseline.items():
        value = current[name].value
        if recorded.value is None or recorded.low is None or recorded.high is None:
            continue
        falls = name not in LOWER_IS_BETTER
        bound = recorded.low if falls else recorded.high
        if value is None or (value < bound if falls else value > bound):
            now = "没有结果" if value is None else f"{value:.3f}"
            sentences.append(
                f"{MEASURES[name]}（{name}）：{now}，{'低' if falls else '高'}于记录"
                f" {recorded.value:.3f} 的区间{'下' if falls else '上'}限 {bound:.3f}"
            )
    return sentences
